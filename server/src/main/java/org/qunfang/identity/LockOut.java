package org.qunfang.identity;

import java.time.Duration;
import java.time.Instant;

/**
 * How long somebody who failed to sign in has to wait. The delay doubles with every failure and never exceeds 15
 * minutes, so that nobody can lock an officer out for good.
 *
 * @param free failures without any delay
 */
record LockOut(int free) {
    /** For one account: a few typing mistakes. */
    static final LockOut OF_ACCOUNT = new LockOut(4);
    /** For one address: an office behind one router. */
    static final LockOut OF_ADDRESS = new LockOut(30);

    static final Duration LONGEST = Duration.ofMinutes(15);
    static final Duration FORGOTTEN_AFTER = Duration.ofHours(24);

    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 10;

    /**
     * What is known about an account or an address.
     *
     * @param count failures, and tries that are still being checked
     */
    record Failures(int count, Instant lastAt, Instant blockedUntil) {
        static Failures none(Instant now) {
            return new Failures(0, now, now);
        }
    }

    /**
     * How long the next try has to wait; zero when it may go ahead. Of two at once the second may have looked at the clock
     * first, and processes have clocks of their own: less than a second is no wait.
     */
    static Duration wait(Failures known, Instant now) {
        Duration left = Duration.between(now, known.blockedUntil());
        return left.compareTo(LEAST) < 0 ? Duration.ZERO : left;
    }

    /**
     * Counts a try as a failure before it is checked: a thousand tries at once are a thousand failures, not one. A try
     * that succeeds is taken back.
     */
    Failures afterTry(Failures known, Instant now) {
        boolean forgotten = known.lastAt().plus(FORGOTTEN_AFTER).isBefore(now);
        int count = forgotten ? 1 : known.count() + 1;
        return new Failures(count, now, now.plus(delay(count)));
    }

    /** Takes one try back. */
    Failures takenBack(Failures known, Instant now) {
        int count = Math.max(0, known.count() - 1);
        return new Failures(count, known.lastAt(), now);
    }

    private Duration delay(int failures) {
        if (failures <= free) {
            return Duration.ZERO;
        }
        Duration delay = FIRST.multipliedBy(1L << Math.min(failures - free - 1, MOST_DOUBLINGS));
        return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    }
}
