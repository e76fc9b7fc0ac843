package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.qunfang.problem.Localized;
import org.qunfang.responsibility.Matrix;

/** A sender's answers with the words of the questions and options. What a category no longer asks keeps its ids. */
final class AnswersInWords {
    private AnswersInWords() {}

    static JsonArray of(Matrix matrix, UUID categoryId, JsonObject answers) {
        JsonArray questions = matrix.category(categoryId)
                .map(category -> category.questions())
                .orElseGet(JsonArray::new);
        JsonArray words = new JsonArray();
        answers.forEach(answer -> {
            String id = answer.getKey();
            String option = option(answer.getValue());
            JsonObject question = byId(questions, id);
            JsonObject chosen = byId(question.getJsonArray("options", new JsonArray()), option);
            words.add(new JsonObject()
                    .put("id", id)
                    .put("question", question.getJsonObject("text", plain(id)))
                    .put("answer", chosen.getJsonObject("text", plain(option))));
        });
        return words;
    }

    /** The id of the option; yes or no of a boolean. */
    static String option(Object answer) {
        return switch (String.valueOf(answer)) {
            case "true" -> "yes";
            case "false" -> "no";
            default -> String.valueOf(answer);
        };
    }

    private static JsonObject byId(JsonArray things, String id) {
        return things.stream()
                .map(thing -> (JsonObject) thing)
                .filter(thing -> id.equals(thing.getString("id")))
                .findFirst()
                .orElseGet(JsonObject::new);
    }

    private static JsonObject plain(String id) {
        return new JsonObject().put(Localized.ZH_CN, id);
    }
}
