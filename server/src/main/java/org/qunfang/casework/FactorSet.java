package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.problem.Localized;

/**
 * What officers are asked when they score a case of a category, at one version.
 *
 * @param categoryId null for every category that has none of its own
 * @param asked at least one for each side
 */
record FactorSet(UUID id, UUID categoryId, long version, List<Asked> asked) {

    /**
     * One question.
     *
     * @param code unique in its set
     * @param side which score its answer makes up
     */
    record Asked(String code, Factor.Side side, Localized question, List<Option> options) {
        Optional<Option> option(String id) {
            return options.stream().filter(each -> each.id().equals(id)).findFirst();
        }
    }

    /** @param score 1–5 */
    record Option(String id, Localized text, int score) {}

    Optional<Asked> factor(String code) {
        return asked.stream().filter(each -> each.code().equals(code)).findFirst();
    }

    static List<Asked> asked(JsonArray json) {
        return json.stream().map(each -> asked((JsonObject) each)).toList();
    }

    private static Asked asked(JsonObject json) {
        List<Option> options = json.getJsonArray("options").stream()
                .map(each -> (JsonObject) each)
                .map(each -> new Option(
                        each.getString("id"), Localized.fromJson(each.getJsonObject("text")), each.getInteger("score")))
                .toList();
        return new Asked(
                json.getString("code"),
                Factor.Side.valueOf(json.getString("side").toUpperCase(java.util.Locale.ROOT)),
                Localized.fromJson(json.getJsonObject("question")),
                options);
    }

    JsonArray askedJson() {
        JsonArray json = new JsonArray();
        for (Asked each : asked) {
            JsonArray options = new JsonArray();
            each.options()
                    .forEach(option -> options.add(new JsonObject()
                            .put("id", option.id())
                            .put("text", option.text().toJson())
                            .put("score", option.score())));
            json.add(new JsonObject()
                    .put("code", each.code())
                    .put("side", PlaybookStep.code(each.side()))
                    .put("question", each.question().toJson())
                    .put("options", options));
        }
        return json;
    }
}
