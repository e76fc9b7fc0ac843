package org.qunfang.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;

/** Decides what the ledger says after a channel's answer, and when a next try makes sense. */
final class Retries {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final double JITTER = 0.2;

    private final DoubleSupplier random;

    /** @param random 0 to 1 */
    Retries(DoubleSupplier random) {
        this.random = random;
    }

    /** The ledger row after the answer to the attempt; tries go on until the message expires. */
    DeliveryStore.Settled settle(DeliveryStore.Claimed row, Outcome outcome, Instant now) {
        boolean handedOver = outcome.wasHandedOver() || !row.first();
        if (outcome instanceof Outcome.Delivered delivered) {
            return settled(row, LedgerState.ACCEPTED, handedOver, null, delivered.providerMessageId(), null);
        }
        if (outcome instanceof Outcome.Gone gone) {
            return settled(row, LedgerState.GONE, handedOver, null, null, gone.reason());
        }
        if (outcome instanceof Outcome.Refused refused) {
            return settled(row, LedgerState.FAILED, handedOver, null, null, refused.reason());
        }
        if (outcome instanceof Outcome.Unserved unserved) {
            return settled(row, unserved.end(), handedOver, null, null, unserved.reason());
        }
        Outcome.RetryLater later = (Outcome.RetryLater) outcome;
        Instant next = now.plus(pause(later, row.first() ? 1 : row.attempt()));
        return settled(row, LedgerState.DUE, handedOver, next, null, later.reason());
    }

    /** The row of a message whose time was over before anybody was asked this time. */
    static DeliveryStore.Settled expired(DeliveryStore.Claimed row, String reason) {
        return settled(row, LedgerState.EXPIRED, !row.first(), null, null, reason);
    }

    /** The row of a message that waits, such as until its person may be woken; nobody was asked this time. */
    static DeliveryStore.Settled waiting(DeliveryStore.Claimed row, Instant until, String reason) {
        return settled(row, LedgerState.DUE, !row.first(), until, null, reason);
    }

    /** What the provider asked for, else 1, 2, 4 … 60 seconds; spread by a fifth so that not all come back at once. */
    Duration pause(Outcome.RetryLater later, int attempt) {
        Duration asked = later.pause();
        if (asked == null) {
            long doubled = FIRST_WAIT.toMillis() << Math.min(attempt - 1, 10);
            asked = Duration.ofMillis(Math.min(doubled, LONGEST_WAIT.toMillis()));
        }
        return asked.plusMillis((long) (asked.toMillis() * JITTER * random.getAsDouble()));
    }

    private static DeliveryStore.Settled settled(
            DeliveryStore.Claimed row,
            LedgerState state,
            boolean handedOver,
            Instant next,
            String providerMessageId,
            String reason) {
        return new DeliveryStore.Settled(
                row.messageId(), row.deviceId(), state, handedOver, next, providerMessageId, reason);
    }
}
