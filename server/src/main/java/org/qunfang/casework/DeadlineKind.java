package org.qunfang.casework;

import java.time.Duration;
import java.util.Locale;

/** What a time is set for, with what it is until somebody sets it (docs/adr/0003, 0041, 0070). */
enum DeadlineKind {
    /** From the report, the reopening or the handover to "we have it". */
    ACKNOWLEDGE(366),
    /** From the acknowledgement to "it is fixed". */
    RESOLVE(366),
    /** For the asked department to accept or refuse. */
    HANDOVER(366),
    /** For a second officer to answer. The database lets a request stand for 30 days at most. */
    CONSENT(10),
    /** From one rung of the silence ladder to the next. */
    RUNG(366);

    private static final Duration LONGEST_HANDOVER = Duration.ofHours(4);
    private static final Duration HANDOVER_OF_EXTREME = Duration.ofHours(1);
    private static final Duration CONSENT_STANDS = Duration.ofHours(72);

    private final int mostDays;

    DeadlineKind(int mostDays) {
        this.mostDays = mostDays;
    }

    static DeadlineKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The longest that can be set; a working day counts as long as offices are open. */
    Duration longest(TimeKind time) {
        return (time == TimeKind.WORKING ? WorkCalendar.DAY : Duration.ofDays(1)).multipliedBy(mostDays);
    }

    /** The shortest that can be set: rungs may follow each other at once, nothing else may. */
    Duration shortest() {
        return this == RUNG ? Duration.ZERO : Duration.ofMinutes(1);
    }

    Duration unlessSet(Severity severity) {
        return switch (this) {
            case ACKNOWLEDGE, RUNG -> severity.acknowledgeWithin();
            case RESOLVE -> severity.resolveWithin();
            case HANDOVER -> severity == Severity.EXTREME ? HANDOVER_OF_EXTREME : LONGEST_HANDOVER;
            case CONSENT -> CONSENT_STANDS;
        };
    }
}
