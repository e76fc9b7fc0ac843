package org.qunfang.warning;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
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
    private final Operation own;
    private final Clock clock;

    RelayedApi(Pool pool, RelayedStore store, RelayedInForce relayed, RegularLook look, Operation own, Clock clock) {
        this.pool = pool;
        this.store = store;
        this.relayed = relayed;
        this.look = look;
        this.own = own;
        this.clock = clock;
    }

    /** In force: from memory. Else ours, and else another authority's that is over. */
    Future<Reply> get(Call call) {
        UUID id = call.pathId("warningId");
        return relayed.find(id)
                .map(warning -> Future.succeededFuture(look.dated(view(call, warning))))
                .orElseGet(() -> own.handle(call)
                        .recover(failure -> isUnknown(failure)
                                ? store.find(pool, id).map(found -> view(call, found.orElseThrow(Problem::notFound)))
                                : Future.failedFuture(failure)));
    }

    private static boolean isUnknown(Throwable failure) {
        return failure instanceof Problem problem && problem.type() == ProblemType.NOT_FOUND;
    }

    /** CAP as its sender wrote it when asked for by name, else JSON. */
    private Reply view(Call call, RelayedWarning warning) {
        Reply reply = call.accepts(CapReply.TYPE)
                ? Reply.bytes(CapReply.TYPE, Buffer.buffer(warning.xml()))
                : Reply.ok(RelayedJson.publicView(warning, clock.instant()));
        return reply.etag(warning.version());
    }
}
