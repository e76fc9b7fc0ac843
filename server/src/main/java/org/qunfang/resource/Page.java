package org.qunfang.resource;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.qunfang.http.Call;
import org.qunfang.http.Reply;

/** Pages of lists that run from the newest id to the oldest: a page ends at its last id. */
final class Page {
    private static final int DEFAULT_LIMIT = 50;

    private Page() {}

    static int limit(Call call) {
        return call.queryInt("limit", DEFAULT_LIMIT);
    }

    /** The id after which the page begins; null for the first page. */
    static UUID before(Call call) {
        return call.cursor(UUID::fromString).orElse(null);
    }

    static void putIfKnown(JsonObject json, String name, Object value) {
        if (value != null) {
            json.put(name, value.toString());
        }
    }

    /** @param found one more than the limit when there is a next page */
    static <T> Reply reply(Call call, List<T> found, int limit, Function<T, JsonObject> json, Function<T, UUID> id) {
        List<T> page = found.stream().limit(limit).toList();
        JsonArray items = new JsonArray();
        page.forEach(item -> items.add(json.apply(item)));
        String next = found.size() > limit ? call.next(id.apply(page.get(limit - 1))) : null;
        return Reply.ok(new JsonObject().put("items", items).put("next", next));
    }
}
