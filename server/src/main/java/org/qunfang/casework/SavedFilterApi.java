package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;

/** Saved filters over HTTP. */
public final class SavedFilterApi {
    private final SavedFilterService filters;

    public SavedFilterApi(SavedFilterService filters) {
        this.filters = filters;
    }

    public Map<String, Operation> operations() {
        return Map.of(
                "listSavedFilters", this::list,
                "createSavedFilter", this::create,
                "updateSavedFilter", this::update,
                "deleteSavedFilter", this::delete);
    }

    private Future<Reply> list(Call call) {
        return filters.all(call.caller()).map(all -> {
            JsonArray items = new JsonArray();
            all.forEach(each -> items.add(each.json(call.caller().accountId())));
            return Reply.ok(new JsonObject().put("items", items));
        });
    }

    private Future<Reply> create(Call call) {
        return filters.create(call.caller(), call.body())
                .map(made -> Reply.created(made.json(call.caller().accountId())).etag(made.version()));
    }

    private Future<Reply> update(Call call) {
        return filters.update(call.caller(), call.pathId("savedFilterId"), call.ifMatch(), call.body())
                .map(now -> Reply.ok(now.json(call.caller().accountId())).etag(now.version()));
    }

    private Future<Reply> delete(Call call) {
        return filters.delete(call.caller(), call.pathId("savedFilterId")).map(done -> Reply.noContent());
    }
}
