package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Map;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.responsibility.Registry;

/** The scoring of a case over HTTP. */
public final class TriageApi {
    private final TriageService triage;
    private final CaseReply reply;

    public TriageApi(TriageService triage, Registry registry, Clock clock) {
        this.triage = triage;
        this.reply = new CaseReply(registry, clock);
    }

    public Map<String, Operation> operations() {
        return Map.of("getCaseFactors", this::asked, "triageCase", this::score);
    }

    private Future<Reply> asked(Call call) {
        return triage.asked(call.caller(), call.pathId("caseId")).map(answers -> {
            JsonArray proposals = new JsonArray();
            answers.proposals().values().forEach(each -> proposals.add(each.json()));
            return Reply.ok(
                    new JsonObject().put("factors", answers.set().askedJson()).put("proposals", proposals));
        });
    }

    private Future<Reply> score(Call call) {
        return triage.score(call.caller(), call.pathId("caseId"), call.ifMatch(), call.body())
                .map(details -> reply.ok(call, details));
    }
}
