package org.qunfang.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The system's clock, put forward as a test likes. */
public final class MovableClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;
    private volatile Instant stopped;

    /** From now on it moves only when it is put forward, however slow the machine is. */
    public MovableClock stop() {
        stopped = Instant.now();
        return this;
    }

    public void advance(Duration by) {
        ahead = ahead.plus(by);
    }

    @Override
    public Instant instant() {
        Instant now = stopped == null ? Instant.now() : stopped;
        return now.truncatedTo(ChronoUnit.MICROS).plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("instants only");
    }
}
