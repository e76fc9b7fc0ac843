package org.qunfang.casework;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.Map;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.responsibility.Registry;

/** Corrections of a case's category over HTTP. */
final class RecategoriseApi {
    private final RecategoriseService kinds;
    private final CaseReply reply;

    RecategoriseApi(RecategoriseService kinds, Registry registry, Clock clock) {
        this.kinds = kinds;
        this.reply = new CaseReply(registry, clock);
    }

    Map<String, Operation> operations() {
        return Map.of("recategoriseCase", this::recategorise);
    }

    private Future<Reply> recategorise(Call call) {
        return kinds.recategorise(call.caller(), call.pathId("caseId"), call.ifMatch(), call.body())
                .map(details -> reply.ok(call, details));
    }
}
