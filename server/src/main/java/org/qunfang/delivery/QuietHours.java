package org.qunfang.delivery;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * When a person does not want to be woken by a device.
 *
 * @param from inclusive, local time
 * @param to exclusive, another time; on the next day where it is the earlier one
 */
record QuietHours(LocalTime from, LocalTime to) {
    /** The city's: a device that travels keeps it. */
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /**
     * Until when a message waits; empty when it goes out now. Severe and extreme ones never wait, nor does a cancellation,
     * nor what nobody knows the severity of.
     *
     * @param quiet null for a device without
     * @param priority of the row in the ledger
     */
    static Optional<Instant> wait(QuietHours quiet, Severity severity, int priority, Instant now) {
        boolean wakes = severity.reachLevel() >= Severity.SEVERE.level() || priority == Severity.AHEAD_OF_ALL;
        return quiet == null || wakes ? Optional.empty() : quiet.end(now);
    }

    /** The next end, when it is quiet now. */
    private Optional<Instant> end(Instant now) {
        ZonedDateTime local = now.atZone(ZONE);
        LocalTime time = local.toLocalTime();
        boolean overMidnight = to.isBefore(from);
        boolean begun = !time.isBefore(from);
        boolean isQuiet = overMidnight ? begun || time.isBefore(to) : begun && time.isBefore(to);
        if (!isQuiet) {
            return Optional.empty();
        }
        boolean tomorrow = overMidnight && begun;
        return Optional.of(local.toLocalDate()
                .plusDays(tomorrow ? 1 : 0)
                .atTime(to)
                .atZone(ZONE)
                .toInstant());
    }
}
