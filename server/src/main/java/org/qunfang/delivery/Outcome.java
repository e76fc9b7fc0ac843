package org.qunfang.delivery;

import java.time.Duration;

/** What a channel says about one message for one device: exactly one of four things. */
public sealed interface Outcome {

    /** The provider, or the open connection, took it. {@code providerMessageId} may be null. */
    record Delivered(String providerMessageId) implements Outcome {}

    /** The device will never take anything again. */
    record Gone(String reason) implements Outcome {}

    /** Not now: try again after {@code pause}; null leaves the pace to the ledger. */
    record RetryLater(Duration pause, String reason) implements Outcome {}

    /** Never for this message and device; the device itself stays registered. */
    record Refused(String reason) implements Outcome {}
}
