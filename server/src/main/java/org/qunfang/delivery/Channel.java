package org.qunfang.delivery;

import io.vertx.core.Future;

/** One way to reach devices. */
public interface Channel {
    /** As in the ledger: {@code fcm}, {@code live}, {@code email}. */
    String name();

    /** How many messages may be under way at once. */
    int limit();

    /**
     * How many more may be under way of those that stop an earlier message: a provider that is slow with the others holds
     * none of these up. Zero where nothing of the kind goes.
     */
    default int kept() {
        return 0;
    }

    /**
     * Which of the channel's providers has the device; null where there is only one, or no token.
     *
     * @param token may be null
     */
    default String provider(String token) {
        return null;
    }

    /** Hands over one message. The future succeeds with what became of it; it fails only by a defect. */
    Future<Outcome> send(Handover handover);
}
