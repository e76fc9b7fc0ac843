package org.qunfang.warning;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** One warning over HTTP, whoever it is from: another authority's stands beside our own under its id. */
final class RelayedApi {
    private final Pool pool;
    private final RelayedStore store;
    private final RelayedInForce relayed;
    private final RegularLook look;
    private final FeedbackStore feedback;
    private final DeliveriesView deliveries;
    private final Clock clock;

    RelayedApi(
            Pool pool,
            RelayedStore store,
            RelayedInForce relayed,
            RegularLook look,
            FeedbackStore feedback,
            DeliveriesView deliveries,
            Clock clock) {
        this.pool = pool;
        this.store = store;
        this.relayed = relayed;
        this.look = look;
        this.feedback = feedback;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /** @param own the operations on this city's warnings, each asked first for what is not in memory here */
    Map<String, Operation> beside(Map<String, Operation> own) {
        Operation get = orRelayed(own.get("getWarning"), this::view);
        Operation ledger = orRelayed(
                own.get("getDeliveries"),
                (call, warning) -> deliveries.of(warning).map(Reply::ok));
        return Map.of(
                "getWarning",
                call -> relayed.find(id(call))
                        .map(warning -> view(call, warning).map(look::dated))
                        .orElseGet(() -> get.handle(call)),
                "getDeliveries",
                ledger);
    }

    @FunctionalInterface
    private interface View {
        Future<Reply> of(Call call, RelayedWarning warning);
    }

    private Operation orRelayed(Operation own, View view) {
        return call -> own.handle(call)
                .recover(failure -> isUnknown(failure)
                        ? store.find(pool, id(call))
                                .compose(found -> view.of(call, found.orElseThrow(Problem::notFound)))
                        : Future.failedFuture(failure));
    }

    private static boolean isUnknown(Throwable failure) {
        return failure instanceof Problem problem && problem.type() == ProblemType.NOT_FOUND;
    }

    /** CAP as its sender wrote it when asked for by name, else JSON; officers read with it what residents said. */
    private Future<Reply> view(Call call, RelayedWarning warning) {
        if (call.accepts(CapReply.TYPE)) {
            return Future.succeededFuture(
                    Reply.bytes(CapReply.TYPE, Buffer.buffer(warning.xml())).etag(warning.version()));
        }
        JsonObject json = RelayedJson.publicView(warning, clock.instant());
        Future<JsonObject> whole = call.caller().may(WarningScope.READ)
                ? feedback.counts(pool, warning.id()).map(counts -> json.put("feedback", counts))
                : Future.succeededFuture(json);
        return whole.map(view -> Reply.ok(view).etag(warning.version()));
    }

    private static UUID id(Call call) {
        return call.pathId("warningId");
    }
}
