package org.qunfang.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * A token bucket that never lets more than so many through in any minute. It holds one second's share: after a pause the
 * rest of the minute is not spent at once. Not safe for several threads.
 */
final class Quota {
    private static final int SECONDS = 60;
    private static final double NANOS_A_MINUTE = Duration.ofMinutes(1).toNanos();

    private final double most;
    private final double perNano;
    private double tokens;
    private Instant at;

    /** @param perMinute at least 60 */
    Quota(int perMinute, Instant now) {
        this.most = perMinute / (double) SECONDS;
        // What a full bucket may add at the start of a minute is taken off the stream that follows.
        this.perNano = (perMinute - most) / NANOS_A_MINUTE;
        this.tokens = most;
        this.at = now;
    }

    /** Takes up to {@code wanted}; how many there were. */
    int take(int wanted, Instant now) {
        long waited = Math.max(0, Duration.between(at, now).toNanos());
        tokens = Math.min(most, tokens + waited * perNano);
        at = now;
        int taken = Math.min(wanted, (int) tokens);
        tokens -= taken;
        return taken;
    }

    /** What was taken and not used. */
    void giveBack(int unused) {
        tokens = Math.min(most, tokens + unused);
    }
}
