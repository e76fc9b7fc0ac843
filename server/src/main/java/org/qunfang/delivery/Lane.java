package org.qunfang.delivery;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * One of several providers behind a channel, such as the push service of one browser's maker: it fails, hangs and recovers
 * by itself. Used on one event loop; how it fares is read on any thread.
 */
final class Lane {
    /** So many calls that take long, and the provider is asked with no more until some of them end. */
    static final int MOST_SLOW = 16;

    private static final Duration SOON = Duration.ofSeconds(1);

    /** What waits comes back one after the other: a ledger full of it is not rewritten every few seconds. */
    private static final Duration APART = Duration.ofMillis(1);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final CircuitBreaker breaker;
    private final Clock clock;
    private Instant lastTurn = Instant.EPOCH;
    private Instant lastTurnAhead = Instant.EPOCH;
    private int slow;
    private volatile Instant shutUntil = Instant.EPOCH;
    private volatile Instant usedAt;

    Lane(String provider, Clock clock) {
        this.breaker = Gate.breaker(provider, clock);
        this.clock = clock;
        this.usedAt = clock.instant();
    }

    /** Whether one more may be handed over now. It is answered or released. */
    boolean admits() {
        usedAt = clock.instant();
        return slow < MOST_SLOW && breaker.tryAcquirePermission();
    }

    /**
     * When one that was not admitted is to ask again: not before the breaker lets any through, and at most a minute from now.
     *
     * @param ahead it stops an earlier message, and queues behind its like alone
     */
    Instant turn(boolean ahead) {
        Instant now = clock.instant();
        Instant earliest = later(now.plus(SOON), shutUntil);
        Instant next = later(earliest, (ahead ? lastTurnAhead : lastTurn).plus(APART));
        Instant latest = now.plus(LONGEST_WAIT);
        Instant turn = next.isAfter(latest) ? latest : next;
        if (ahead) {
            lastTurnAhead = turn;
        } else {
            lastTurn = turn;
        }
        return turn;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Admitted, and nobody was asked, or the answer says nothing about the provider. */
    void release() {
        breaker.releasePermission();
    }

    /** What the provider said to one that was admitted. */
    void answered(Outcome outcome) {
        breaker.onResult(0, TimeUnit.NANOSECONDS, outcome);
        if (breaker.getState() == CircuitBreaker.State.OPEN && !shutUntil.isAfter(clock.instant())) {
            shutUntil = clock.instant().plus(Gate.PAUSE);
        }
    }

    /** A call takes long. */
    void slows() {
        slow++;
    }

    /** One that took long has ended. */
    void quickens() {
        slow--;
    }

    Instant usedAt() {
        return usedAt;
    }

    /** Open until it may be tried, then half open, also while nothing is there to try it with. */
    CircuitBreaker.State state() {
        CircuitBreaker.State state = breaker.getState();
        boolean isOver = state == CircuitBreaker.State.OPEN && !shutUntil.isAfter(clock.instant());
        return isOver ? CircuitBreaker.State.HALF_OPEN : state;
    }
}
