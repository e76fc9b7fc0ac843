package org.qunfang.casework;

import java.time.Duration;
import java.time.Instant;

/**
 * How long something may take.
 *
 * @param length in minutes of the kind of time; not negative
 */
record Term(Duration length, TimeKind time) {
    static Term calendar(Duration length) {
        return new Term(length, TimeKind.CALENDAR);
    }

    Term {
        if (length.isNegative()) {
            throw new IllegalArgumentException("a term is not negative: " + length);
        }
    }

    Instant after(Instant from, WorkCalendar calendar) {
        return time == TimeKind.WORKING ? calendar.plus(from, length) : from.plus(length);
    }

    /** What of this kind of time lies between; negative calendar time when {@code due} has passed. */
    static Duration left(TimeKind time, Instant from, Instant due, WorkCalendar calendar) {
        return time == TimeKind.WORKING ? calendar.between(from, due) : Duration.between(from, due);
    }

    /** So much of this kind of time later. */
    static Instant later(TimeKind time, Instant from, Duration left, WorkCalendar calendar) {
        return time == TimeKind.WORKING ? calendar.plus(from, left) : from.plus(left);
    }
}
