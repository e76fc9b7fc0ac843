package org.qunfang.casework;

import static org.qunfang.casework.CaseListView.putIfKnown;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.responsibility.Registry;

/** Factors of categories over HTTP. */
public final class FactorApi {
    private final FactorService factors;
    private final Registry registry;

    public FactorApi(FactorService factors, Registry registry) {
        this.factors = factors;
        this.registry = registry;
    }

    public Map<String, Operation> operations() {
        return Map.of(
                "listFactorSets", this::list,
                "createFactorSet", this::create,
                "updateFactorSet", this::update);
    }

    private Future<Reply> list(Call call) {
        return factors.all().map(sets -> {
            JsonArray items = new JsonArray();
            sets.forEach(each -> items.add(json(each)));
            return Reply.ok(new JsonObject().put("items", items));
        });
    }

    private Future<Reply> create(Call call) {
        return factors.create(call.caller(), call.body())
                .map(made -> Reply.created(json(made)).etag(made.version()));
    }

    private Future<Reply> update(Call call) {
        return factors.replace(call.caller(), call.pathId("factorSetId"), call.ifMatch(), call.body())
                .map(now -> Reply.ok(json(now)).etag(now.version()));
    }

    private JsonObject json(FactorSet set) {
        JsonObject json = new JsonObject()
                .put("id", set.id().toString())
                .put("version", set.version())
                .put("factors", set.askedJson());
        putIfKnown(
                json,
                "category",
                set.categoryId() == null ? null : new References(registry.matrix()).category(set.categoryId()));
        return json;
    }
}
