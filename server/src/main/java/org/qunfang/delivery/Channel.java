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

    /** Hands over one message. The future succeeds with what became of it; it fails only by a defect. */
    Future<Outcome> send(Handover handover);
}
