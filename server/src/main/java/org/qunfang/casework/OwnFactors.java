package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/**
 * What an officer weighs beside what the category asks: severity comes from scored factors and is never typed in (rule 4), so
 * such a factor adds one step to what is answered on its side at most, and never stands alone. Pure.
 */
final class OwnFactors {
    private static final int MOST_ABOVE_ANSWERED = 1;

    private OwnFactors() {}

    /**
     * @param factors as sent, with {@code asked} where they answer what the category asks
     * @throws Problem invalid at the pointer of a factor that would decide by itself, and where nothing is answered at all
     */
    static void mustNotDecide(JsonArray factors, JsonArray unknown) {
        if (factors.isEmpty() && unknown.isEmpty()) {
            throw Problem.invalid(
                    "/factors",
                    Localized.of("至少回答一个因素，不知道也可以", "Answer one factor at least; that nobody knows is an answer"));
        }
        for (int i = 0; i < factors.size(); i++) {
            JsonObject own = factors.getJsonObject(i);
            if (own.containsKey("asked")) {
                continue;
            }
            int answered = highestAnswered(factors, own.getString("side"));
            if (answered == 0) {
                throw Problem.invalid(
                        "/factors/" + i,
                        Localized.of(
                                "自拟因素不能单独决定分数，请先回答这一侧的一个因素",
                                "A factor of your own does not decide alone: answer one of that side, too"));
            }
            if (own.getInteger("value") > answered + MOST_ABOVE_ANSWERED) {
                throw Problem.invalid(
                        "/factors/" + i + "/value",
                        Localized.of(
                                "自拟因素最多比这一侧已回答的最高分高 1 分",
                                "A factor of your own is at most one above the highest that is answered on its side"));
            }
        }
    }

    private static int highestAnswered(JsonArray factors, String side) {
        return factors.stream()
                .map(each -> (JsonObject) each)
                .filter(each -> each.containsKey("asked") && side.equals(each.getString("side")))
                .mapToInt(each -> each.getInteger("value"))
                .max()
                .orElse(0);
    }
}
