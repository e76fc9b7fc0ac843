package org.qunfang.delivery;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.qunfang.http.Call;
import org.qunfang.http.Caller;
import org.qunfang.http.Reply;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** The live stream: server-sent events for the signed-in person's places and queues. */
final class LiveApi {
    private static final int RETRY_SECONDS = 30;
    /** Told to the browser: how long to wait before it connects again. */
    private static final Buffer OPENING = Buffer.buffer("retry: 3000\n\n");

    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final LiveHub hub;
    private final LiveReplay replay;
    private final MessageStore messages;
    private final Runnable onConnected;
    private final Clock clock;

    LiveApi(LiveHub hub, LiveReplay replay, MessageStore messages, Runnable onConnected, Clock clock) {
        this.hub = hub;
        this.replay = replay;
        this.messages = messages;
        this.onConnected = onConnected;
        this.clock = clock;
    }

    Future<Reply> open(Call call) {
        if (!hub.reserve()) {
            return Future.failedFuture(Problem.of(
                            ProblemType.UNAVAILABLE,
                            "实时连接已满，请稍后再试。",
                            "All live connections are taken; try again later.")
                    .retryAfter(RETRY_SECONDS));
        }
        return Future.succeededFuture(stream(call));
    }

    private Reply stream(Call call) {
        Context context = call.context().vertx().getOrCreateContext();
        HttpServerResponse response = call.context().response();
        if (response.closed()) {
            hub.release();
            return Reply.streaming();
        }
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                // Not compressed on its way: a compressor for each page would take more than all the rest of it.
                .putHeader("Content-Encoding", "identity")
                // nginx would otherwise collect events before passing them on.
                .putHeader("X-Accel-Buffering", "no");
        LiveStream stream = new LiveStream(response, context, call.caller().accountId(), topics(call.caller()));
        response.closeHandler(gone -> hub.remove(stream));
        response.exceptionHandler(broken -> hub.remove(stream));
        hub.add(stream);
        stream.tell(OPENING);
        lastSeen(call).ifPresent(id -> repeat(stream, id));
        onConnected.run();
        return Reply.streaming();
    }

    private void repeat(LiveStream stream, UUID lastSeen) {
        replay.missed(stream.account(), lastSeen, clock.instant())
                .compose(ids -> messages.load(ids)
                        .onSuccess(idToMessage -> ids.stream()
                                .map(idToMessage::get)
                                .forEach(message -> stream.send(LiveChannel.frame(message)))))
                // The page connects again and asks again.
                .onFailure(failure -> stream.close());
    }

    private static Optional<UUID> lastSeen(Call call) {
        return call.header(LAST_EVENT_ID)
                .filter(id -> id.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"))
                .map(UUID::fromString);
    }

    static Set<String> topics(Caller caller) {
        Set<String> topics = new HashSet<>();
        if (caller.departmentId() != null) {
            topics.add(LiveHub.departmentTopic(caller.departmentId()));
        }
        if (caller.may("case.triage-all")) {
            topics.add(LiveHub.DUTY);
        }
        if (caller.may("warning.read")) {
            topics.add(LiveHub.WARNINGS);
        }
        return topics;
    }
}
