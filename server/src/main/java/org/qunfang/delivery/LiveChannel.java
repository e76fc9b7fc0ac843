package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.qunfang.problem.Localized;

/**
 * Open pages as a channel. {@code accepted} means that the page's connection took the message, as FCM's answer means
 * that FCM took it; whether a person saw it is what the feedback {@code received} tells.
 */
final class LiveChannel implements Channel {
    private static final int LIMIT = 5_000;

    private final LiveHub hub;
    private final LiveRelay relay;
    private volatile Written last = new Written(null, null);

    /** A message as it is written, once for all whom it is handed to. */
    private record Written(Message message, Buffer frame) {}

    LiveChannel(LiveHub hub, LiveRelay relay) {
        this.hub = hub;
        this.relay = relay;
    }

    @Override
    public String name() {
        return Device.LIVE;
    }

    @Override
    public int limit() {
        return LIMIT;
    }

    @Override
    public Future<Outcome> send(Handover handover) {
        UUID account = UUID.fromString(handover.token());
        return hub.sendToAccount(account, written(handover.message()))
                .onSuccess(taken -> relay.handedOver(handover.message().id(), account))
                .<Outcome>map(taken -> new Outcome.Delivered(null))
                .recover(gone -> Future.succeededFuture(new Outcome.RetryLater(null, gone.toString())));
    }

    private Buffer written(Message message) {
        Written written = last;
        if (written.message() != message) {
            written = new Written(message, frame(message));
            last = written;
        }
        return written.frame();
    }

    /** The event's id is the message's: the browser sends the last one back, and the page shows each once. */
    static Buffer frame(Message message) {
        JsonObject data = message.data()
                .copy()
                .put("messageId", message.id().toString())
                .put("sourceKind", message.sourceKind())
                .put("sourceId", message.sourceId().toString())
                .put("severity", message.severity().capName())
                .put("expires", message.expiresAt().toString())
                .put(
                        "title",
                        Localized.of(message.zhCn().title(), message.en().title())
                                .toJson())
                .put(
                        "body",
                        Localized.of(message.zhCn().body(), message.en().body()).toJson());
        return LiveHub.frame(message.id().toString(), message.event(), data);
    }
}
