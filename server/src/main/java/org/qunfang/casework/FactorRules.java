package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** What factors must keep beyond the contract's schema, which set is in force, and what an answer to one is worth. Pure. */
final class FactorRules {
    /** It is kept behind the question and the answer, in one text of 4,000. */
    private static final int MOST_REASON = 3_500;

    private FactorRules() {}

    /** @throws Problem invalid, naming every factor and option that makes no sense */
    static List<FactorSet.Asked> read(JsonArray input) {
        Problem problem = Problem.of(ProblemType.INVALID, "有的因素不合规定。", "Some factors make no sense as they are.");
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < input.size(); i++) {
            JsonObject factor = input.getJsonObject(i);
            if (!codes.add(factor.getString("code"))) {
                problem.error("/factors/" + i + "/code", Localized.of("因素代码重复", "Two factors have this code"));
            }
            checkOptions(factor.getJsonArray("options"), "/factors/" + i + "/options/", problem);
        }
        for (Factor.Side side : Factor.Side.values()) {
            String code = PlaybookStep.code(side);
            if (input.stream().noneMatch(each -> code.equals(((JsonObject) each).getString("side")))) {
                problem.error(
                        "/factors",
                        side == Factor.Side.LIKELIHOOD
                                ? Localized.of("可能性至少要有一个因素", "Likelihood needs one factor at least")
                                : Localized.of("后果至少要有一个因素", "Consequence needs one factor at least"));
            }
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
        return FactorSet.asked(input);
    }

    private static void checkOptions(JsonArray options, String at, Problem problem) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < options.size(); i++) {
            if (!ids.add(options.getJsonObject(i).getString("id"))) {
                problem.error(at + i + "/id", Localized.of("选项代码重复", "Two options have this id"));
            }
        }
    }

    /**
     * The set of the most specific category that has one; the general one last.
     *
     * @param categories most specific first
     */
    static Optional<FactorSet> inForce(List<FactorSet> sets, List<UUID> categories) {
        for (UUID category : categories) {
            Optional<FactorSet> own = of(sets, category);
            if (own.isPresent()) {
                return own;
            }
        }
        return of(sets, null);
    }

    private static Optional<FactorSet> of(List<FactorSet> sets, UUID category) {
        return sets.stream()
                .filter(each -> Objects.equals(each.categoryId(), category))
                .findFirst();
    }

    /**
     * A triage with the words of what was asked, and with the scores that the answers are worth: nobody types those in.
     * What nobody knows stays unknown, and changes no score. An officer's own factor keeps its score.
     *
     * @param body as the contract's Triage or ConsentRequest
     * @throws Problem invalid at the pointer of an answer or factor that the set does not have
     */
    static JsonObject answered(FactorSet set, JsonObject body) {
        JsonArray factors = new JsonArray();
        JsonArray sent = body.getJsonArray("factors", new JsonArray());
        for (int i = 0; i < sent.size(); i++) {
            factors.add(scored(set, sent.getJsonObject(i).copy(), "/factors/" + i));
        }
        JsonArray unknown = new JsonArray();
        JsonArray open = body.getJsonArray("unknown", new JsonArray());
        for (int i = 0; i < open.size(); i++) {
            unknown.add(unknown(set, open.getJsonObject(i).getString("code"), "/unknown/" + i));
        }
        JsonObject answered = body.copy();
        if (body.containsKey("factors")) {
            answered.put("factors", factors);
        }
        return unknown.isEmpty() ? answered : answered.put("unknown", unknown);
    }

    private static JsonObject scored(FactorSet set, JsonObject factor, String at) {
        factor.remove("asked");
        String answer = factor.getString("answer");
        if (answer == null) {
            return factor;
        }
        FactorSet.Asked asked = asked(set, factor.getString("code"), at);
        FactorSet.Option option = asked.option(answer)
                .orElseThrow(() ->
                        Problem.invalid(at + "/answer", Localized.of("这个因素没有此选项", "This factor has no such option")));
        if (factor.getString("reason").length() > MOST_REASON) {
            throw Problem.invalid(
                    at + "/reason",
                    Localized.of("依据最多 " + MOST_REASON + " 字", "A reason has at most " + MOST_REASON + " characters"));
        }
        return factor.put("side", PlaybookStep.code(asked.side()))
                .put("value", option.score())
                .put("asked", said(asked, option.text()).toJson());
    }

    private static JsonObject unknown(FactorSet set, String code, String at) {
        FactorSet.Asked asked = asked(set, code, at);
        return new JsonObject()
                .put("code", code)
                .put("side", PlaybookStep.code(asked.side()))
                .put("asked", said(asked, Localized.of("不知道", "unknown")).toJson());
    }

    private static Localized said(FactorSet.Asked asked, Localized answer) {
        return Localized.of(
                asked.question().zhCn() + " " + answer.zhCn(), asked.question().en() + " " + answer.en());
    }

    private static FactorSet.Asked asked(FactorSet set, String code, String at) {
        return set.factor(code)
                .orElseThrow(() -> Problem.invalid(
                        at + "/code",
                        Localized.of("此类别没有这个因素，请重新读取", "This category has no such factor; read them again")));
    }
}
