package org.qunfang.delivery;

import java.time.Duration;

/** What a channel says about one message for one device: exactly one of five things. */
public sealed interface Outcome {

    /** The provider, or the open connection, took it. {@code providerMessageId} may be null. */
    record Delivered(String providerMessageId) implements Outcome {}

    /** The device will never take anything again. */
    record Gone(String reason) implements Outcome {}

    /**
     * Not now: try again after {@code pause}; null leaves the pace to the ledger.
     *
     * @param aboutDevice this device's address alone is refused for now; it says nothing about the provider
     */
    record RetryLater(Duration pause, String reason, boolean aboutDevice) implements Outcome {
        /** The provider fails, as far as one can tell. */
        RetryLater(Duration pause, String reason) {
            this(pause, reason, false);
        }
    }

    /** Never for this message and device; the device itself stays registered. */
    record Refused(String reason) implements Outcome {}

    /** Nobody was asked, and nobody will be: the channel is off, the device deregistered, or the time over. */
    record Unserved(LedgerState end, String reason) implements Outcome {}

    /** Whether it was given to a provider or an open connection, whatever that made of it. */
    default boolean wasHandedOver() {
        return !(this instanceof Unserved);
    }
}
