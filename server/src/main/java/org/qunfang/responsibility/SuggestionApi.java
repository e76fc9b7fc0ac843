package org.qunfang.responsibility;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;

/** Suggestions over HTTP. Nothing of the words is kept. */
final class SuggestionApi {
    private final Suggestions suggestions;

    SuggestionApi(Suggestions suggestions) {
        this.suggestions = suggestions;
    }

    Map<String, Operation> operations() {
        return Map.of("suggestCategory", this::suggest);
    }

    private Future<Reply> suggest(Call call) {
        return suggestions
                .suggest(call.body().getString("text"), call.body().getString("chosen"))
                .map(SuggestionApi::json)
                .map(Reply::ok);
    }

    private static JsonObject json(Suggestions.Answer answer) {
        JsonArray items = new JsonArray();
        answer.items().forEach(each -> {
            JsonObject item =
                    new JsonObject().put("category", each.category()).put("confidence", hundredths(each.confidence()));
            items.add(each.choices().isEmpty() ? item : item.put("choices", new JsonArray(each.choices())));
        });
        return new JsonObject().put("items", items).put("threshold", hundredths(answer.threshold()));
    }

    /** Rounded down: nothing is told as surer than it is, and what is said is never below the threshold told. */
    private static double hundredths(double value) {
        return Math.floor(value * 100) / 100;
    }
}
