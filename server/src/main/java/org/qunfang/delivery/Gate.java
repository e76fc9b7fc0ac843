package org.qunfang.delivery;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Stands before one channel: how many messages may be handed to it now. A provider that fails is left alone for some
 * seconds and then asked with a few (a circuit breaker); one with a quota is never asked for more. What it answered is
 * kept as the channel's health.
 */
final class Gate {
    /** Of the last answers, at least so many, half failed: the provider is down, not one address. */
    private static final int ANSWERS = 20;

    private static final int LEAST_ANSWERS = 10;
    private static final float HALF = 50;

    /** Short: a warning waits behind it. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    private static final int TRIALS = 3;

    private final CircuitBreaker breaker;
    private final Lanes lanes;
    private final Quota quota;
    private final Channel channel;
    private final ChannelHealth health;
    private final Clock clock;

    private Gate(CircuitBreaker breaker, Lanes lanes, Quota quota, Channel channel, Clock clock) {
        this.breaker = breaker;
        this.lanes = lanes;
        this.quota = quota;
        this.channel = channel;
        this.health = new ChannelHealth(channel);
        this.clock = clock;
    }

    /** Before a provider that may fail. */
    static Gate before(Channel channel, Clock clock) {
        return new Gate(breaker(channel.name(), clock), null, null, channel, clock);
    }

    /** Before several providers, each of which may fail by itself ({@link Channel#provider}). */
    static Gate beforeEach(Channel channel, Clock clock) {
        return new Gate(null, new Lanes(clock), null, channel, clock);
    }

    /** The same, with at most so many messages in any minute. */
    static Gate before(Channel channel, int perMinute, Clock clock) {
        Quota quota = new Quota(perMinute, clock.instant());
        return new Gate(breaker(channel.name(), clock), null, quota, channel, clock);
    }

    /** Before a channel of our own: always open. */
    static Gate open(Channel channel, Clock clock) {
        return new Gate(null, null, null, channel, clock);
    }

    static CircuitBreaker breaker(String name, Clock clock) {
        return CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .slidingWindow(ANSWERS, LEAST_ANSWERS, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(HALF)
                        .waitDurationInOpenState(PAUSE)
                        .permittedNumberOfCallsInHalfOpenState(TRIALS)
                        .recordResult(Outcome.RetryLater.class::isInstance)
                        .clock(clock)
                        .build());
    }

    /** How many of {@code wanted} may be handed over now. Each is answered or released. */
    int reserve(int wanted) {
        int most = quota == null ? wanted : quota.take(wanted, clock.instant());
        int permits = 0;
        while (permits < most && (breaker == null || breaker.tryAcquirePermission())) {
            permits++;
        }
        if (quota != null) {
            quota.giveBack(most - permits);
        }
        return permits;
    }

    /** Reserved, and nobody was asked. */
    void release(int unused) {
        for (int i = 0; i < unused && breaker != null; i++) {
            breaker.releasePermission();
        }
        if (quota != null) {
            quota.giveBack(unused);
        }
    }

    /** The provider that has the device; null where the channel has only one, or nobody is to be asked. */
    Lane lane(String token) {
        String provider = lanes == null ? null : channel.provider(token);
        return provider == null ? null : lanes.of(provider);
    }

    /** Whom to try first. */
    List<DeliveryStore.Claimed> inOrder(List<DeliveryStore.Claimed> rows) {
        return lanes == null ? rows : lanes.inOrder(rows);
    }

    /** What the provider of the lane said to one that was reserved and admitted; without a lane as {@link #answered(Outcome)}. */
    void answered(Handover handover, Lane lane, Outcome outcome) {
        answered(outcome);
        if (lane == null) {
            return;
        }
        if (!isAboutProvider(outcome)) {
            lane.release();
        } else {
            lane.answered(outcome);
        }
        if (outcome.wasHandedOver()) {
            lanes.answered(handover.deviceId(), outcome);
        }
    }

    private static boolean isAboutProvider(Outcome outcome) {
        return outcome.wasHandedOver() && !(outcome instanceof Outcome.RetryLater later && later.aboutDevice());
    }

    /** What the provider said to one that was reserved. */
    void answered(Outcome outcome) {
        if (!outcome.wasHandedOver()) {
            release(1);
            return;
        }
        health.answered(outcome, clock.instant());
        if (breaker == null) {
            return;
        }
        if (isAboutProvider(outcome)) {
            breaker.onResult(0, TimeUnit.NANOSECONDS, outcome);
        } else {
            breaker.releasePermission();
        }
    }

    /**
     * {@code closed} is the ordinary state; {@code open} lets nothing through; {@code half_open} tries with a few. Of several
     * providers the worst counts.
     */
    String breakerState() {
        if (lanes != null) {
            return lanes.state().name().toLowerCase(Locale.ROOT);
        }
        return breaker == null ? "closed" : breaker.getState().name().toLowerCase(Locale.ROOT);
    }

    ChannelHealth health() {
        return health;
    }
}
