package org.qunfang.responsibility;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.qunfang.http.Call;

/**
 * One page of a list, in the order of a text key.
 *
 * @param next the cursor of the page after it, or null
 */
record Page<T>(List<T> items, String next) {
    private static final int USUAL_LIMIT = 50;

    /** The page that the call asks for with {@code cursor} and {@code limit}. */
    static <T> Page<T> of(Call call, Stream<T> all, Function<T, String> key) {
        int limit = call.queryInt("limit", USUAL_LIMIT);
        String after = call.cursor(Function.identity()).orElse("");
        List<T> found = all.filter(item -> key.apply(item).compareTo(after) > 0)
                .sorted(Comparator.comparing(key))
                .limit(limit + 1L)
                .toList();
        return of(call, found, limit, key);
    }

    /** Out of one item more than the limit, if there are so many. */
    static <T> Page<T> of(Call call, List<T> found, int limit, Function<T, String> key) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        String last = key.apply(found.get(limit - 1));
        return new Page<>(found.subList(0, limit), call.next(last));
    }

    JsonObject toJson(Function<T, JsonObject> json) {
        JsonArray array = new JsonArray();
        items.forEach(item -> array.add(json.apply(item)));
        return new JsonObject().put("items", array).put("next", next);
    }
}
