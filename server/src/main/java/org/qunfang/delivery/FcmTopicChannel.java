package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import java.util.UUID;

/**
 * FCM by topics: one call reaches every phone that subscribed to one of up to five cells, however many they are. Threads of
 * its own, so that tokens that hang hold up no topic.
 */
final class FcmTopicChannel implements Channel {
    static final String NAME = "fcm_topic";
    static final int IN_FLIGHT = 16;
    static final int KEPT = 4;

    private final FcmChannel fcm;
    private final WorkerExecutor workers;
    private final Clock clock;

    FcmTopicChannel(Vertx vertx, FcmChannel fcm, Clock clock) {
        this.fcm = fcm;
        this.workers = vertx.createSharedWorkerExecutor("fcm-topics-" + UUID.randomUUID(), IN_FLIGHT + KEPT);
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int limit() {
        return IN_FLIGHT;
    }

    @Override
    public int kept() {
        return KEPT;
    }

    @Override
    public Future<Outcome> send(Handover handover) {
        return workers.executeBlocking(() -> sendNow(handover), false);
    }

    private Outcome sendNow(Handover handover) {
        if (handover.message().isExpired(clock.instant())) {
            return new Outcome.Unserved(LedgerState.EXPIRED, "expired while it waited for its turn");
        }
        Outcome outcome = fcm.ask(FcmMessages.ofTopics(handover, clock.instant()));
        // A topic is nobody's phone: nothing is registered that could be gone.
        return outcome instanceof Outcome.Gone gone ? new Outcome.Refused(gone.reason()) : outcome;
    }

    void close() {
        workers.close();
    }
}
