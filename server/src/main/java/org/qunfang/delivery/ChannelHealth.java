package org.qunfang.delivery;

import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;

/** What a channel answered in this process since it started. Written on one thread, read on any. */
final class ChannelHealth {
    private final Channel channel;
    private final LongAdder delivered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder gone = new LongAdder();
    private volatile Instant lastSuccessAt;
    private volatile Failure lastFailure;

    /** The latest answer that says nothing about the message or the device. */
    record Failure(Instant at, String reason) {
        private static final int MOST_REASON = 500;

        /** @param reason as a provider or library words it: may be long, or nothing */
        Failure {
            reason = reason == null
                    ? "no reason given"
                    : reason.codePoints()
                            .limit(MOST_REASON)
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                            .toString();
        }
    }

    ChannelHealth(Channel channel) {
        this.channel = channel;
    }

    void answered(Outcome outcome, Instant now) {
        if (outcome instanceof Outcome.RetryLater later) {
            failed.increment();
            lastFailure = new Failure(now, later.reason());
            return;
        }
        // Refused for good or gone: the provider is well.
        lastSuccessAt = now;
        if (outcome instanceof Outcome.Delivered) {
            delivered.increment();
        } else if (outcome instanceof Outcome.Gone) {
            gone.increment();
        } else {
            refused.increment();
        }
    }

    String channel() {
        return channel.name();
    }

    boolean isActive() {
        return !(channel instanceof ChannelOff);
    }

    /** When the provider last answered as it should; null when it never did. */
    Instant lastSuccessAt() {
        return lastSuccessAt;
    }

    /** Null when there was none. */
    Failure lastFailure() {
        return lastFailure;
    }

    long delivered() {
        return delivered.sum();
    }

    /** Answers after which another try is made. */
    long failed() {
        return failed.sum();
    }

    long refused() {
        return refused.sum();
    }

    long gone() {
        return gone.sum();
    }
}
