package org.qunfang.responsibility;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Set;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/** What a category's questions must keep beyond the contract's schema. Pure. */
final class QuestionRules {
    private static final Set<String> TRUTHS = Set.of("true", "false");

    private QuestionRules() {}

    /** @throws Problem invalid at the pointer of the first question, option or effect that makes no sense */
    static void check(JsonArray questions) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < questions.size(); i++) {
            JsonObject question = questions.getJsonObject(i);
            String pointer = "/questions/" + i;
            refuseIf(!ids.add(question.getString("id")), pointer + "/id", "问题代码重复", "Two questions have this id");
            checkOptions(question, pointer + "/options");
        }
    }

    private static void checkOptions(JsonObject question, String pointer) {
        JsonArray options = question.getJsonArray("options", new JsonArray());
        boolean isChoice = "choice".equals(question.getString("type"));
        refuseIf(isChoice && options.size() < 2, pointer, "选择题至少要有两个选项", "A choice has at least two options");
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < options.size(); i++) {
            JsonObject option = options.getJsonObject(i);
            String id = option.getString("id");
            String at = pointer + "/" + i;
            refuseIf(!ids.add(id), at + "/id", "选项代码重复", "Two options have this id");
            refuseIf(
                    !isChoice && !TRUTHS.contains(id),
                    at + "/id",
                    "是非题的选项只能是 true 或 false",
                    "The options of a boolean question are true and false");
            checkEffects(option.getJsonArray("effects", new JsonArray()), at + "/effects");
        }
    }

    private static void checkEffects(JsonArray effects, String pointer) {
        for (int i = 0; i < effects.size(); i++) {
            JsonObject effect = effects.getJsonObject(i);
            refuseIf(
                    !effect.containsKey("add") && !effect.containsKey("atLeast"),
                    pointer + "/" + i,
                    "须有 add 或 atLeast",
                    "An effect adds or sets a floor: add or atLeast is needed");
        }
    }

    private static void refuseIf(boolean isWrong, String pointer, String zhCn, String en) {
        if (isWrong) {
            throw Problem.invalid(pointer, Localized.of(zhCn, en));
        }
    }
}
