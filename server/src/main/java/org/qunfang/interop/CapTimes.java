package org.qunfang.interop;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** Times of CAP 1.2 section 3.3.2: seconds, an offset and never {@code Z}; {@code -00:00} is UTC. */
final class CapTimes {
    private static final Pattern STANDARD =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[-+][0-9]{2}:[0-9]{2}");
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-30T00:00:00Z");

    private CapTimes() {}

    /** @throws Refused for what is no time, has no offset or lies outside 1970 to 9999 */
    static Instant of(CapElement element) {
        String text = element.text();
        Instant time = read(text);
        if (time == null) {
            throw new Refused(Reason.BAD_TIME, element.path());
        }
        if (!STANDARD.matcher(text).matches()) {
            element.repaired(Repair.Kind.TIME_FORM);
        }
        return time;
    }

    /** Null for what is none. */
    static Instant read(String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            return time.isBefore(FIRST) || time.isAfter(LAST) ? null : time;
        } catch (DateTimeException none) {
            return null;
        }
    }
}
