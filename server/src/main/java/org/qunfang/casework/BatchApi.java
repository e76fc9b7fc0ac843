package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.qunfang.casework.BatchService.Item;
import org.qunfang.casework.BatchService.Outcome;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;

/** Steps for many cases at once over HTTP, and whom they can be given to. */
public final class BatchApi {
    private final BatchService batches;
    private final Pool pool;

    public BatchApi(BatchService batches, Pool pool) {
        this.batches = batches;
        this.pool = pool;
    }

    public Map<String, Operation> operations() {
        return Map.of(
                "acknowledgeCases", this::acknowledge,
                "assignCases", this::assign,
                "listColleagues", this::colleagues);
    }

    private Future<Reply> acknowledge(Call call) {
        return batches.acknowledge(call.caller(), items(call)).map(outcomes -> reply(call, outcomes));
    }

    private Future<Reply> assign(Call call) {
        String officerId = call.body().getString("officerId");
        return batches.assign(call.caller(), officerId == null ? null : UUID.fromString(officerId), items(call))
                .map(outcomes -> reply(call, outcomes));
    }

    private Future<Reply> colleagues(Call call) {
        UUID department = CaseScope.of(call.caller()).departmentId();
        return AssigneeStore.colleagues(pool, department, call.query("q").orElse(null))
                .map(found -> {
                    JsonArray items = new JsonArray();
                    found.forEach(each -> items.add(each.json()));
                    return Reply.ok(new JsonObject().put("items", items));
                });
    }

    private static List<Item> items(Call call) {
        return call.body().getJsonArray("cases").stream()
                .map(JsonObject.class::cast)
                .map(each -> new Item(UUID.fromString(each.getString("id")), each.getLong("version")))
                .toList();
    }

    /** 200 though some were refused: the answer tells of each. */
    private static Reply reply(Call call, List<Outcome> outcomes) {
        JsonArray results = new JsonArray();
        outcomes.forEach(each -> results.add(json(each, call.language())));
        long done = outcomes.stream().filter(each -> each.refusal() == null).count();
        return Reply.ok(
                new JsonObject().put("results", results).put("done", done).put("refused", outcomes.size() - done));
    }

    private static JsonObject json(Outcome outcome, String language) {
        JsonObject json = new JsonObject().put("id", outcome.id().toString());
        if (outcome.refusal() == null) {
            return json.put("status", 200).put("version", outcome.version());
        }
        JsonObject problem = outcome.refusal().toJson(language, null);
        problem.remove("traceId");
        return json.put("status", outcome.refusal().type().status()).put("problem", problem);
    }
}
