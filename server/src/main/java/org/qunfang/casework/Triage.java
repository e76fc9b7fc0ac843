package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.responsibility.Category;

/**
 * The decision how serious a report is: the category's base factors and the answers, out of which each side's score is
 * {@code clamp(max(base + sum of added steps, highest demanded score), 1, 5)}. Pure.
 */
public final class Triage {
    private static final int DEFAULT_BASE = 2;
    private static final Localized NO_BASE =
            Localized.of("此类别未设基础分，按 2 分计", "No base score for this category: 2 is assumed");

    private Triage() {}

    /**
     * @param answers question id → option id, or true/false; questions without an answer are unknown
     * @throws Problem invalid, naming each question or option that does not exist
     */
    public static Assessment assess(Category category, JsonObject answers) {
        refuseUnknownAnswers(category, answers);
        List<Factor> factors = new ArrayList<>();
        for (Factor.Side side : Factor.Side.values()) {
            factors.add(base(category, side));
        }
        for (Object question : category.questions()) {
            factors.addAll(effects((JsonObject) question, answers));
        }
        return new Assessment(score(factors, Factor.Side.LIKELIHOOD), score(factors, Factor.Side.CONSEQUENCE), factors);
    }

    /**
     * What an officer's own scores make of it: each side's score is its highest factor; a side without one keeps its
     * score and the reasons for it.
     */
    static Assessment rescored(Assessment before, List<Factor> scores) {
        List<Factor> factors = new ArrayList<>(scores);
        for (Factor.Side side : Factor.Side.values()) {
            if (scores.stream().noneMatch(factor -> factor.side() == side)) {
                before.factors().stream()
                        .filter(factor -> factor.side() == side)
                        .forEach(factors::add);
            }
        }
        return new Assessment(
                rescored(before.likelihood(), scores, Factor.Side.LIKELIHOOD),
                rescored(before.consequence(), scores, Factor.Side.CONSEQUENCE),
                factors);
    }

    private static int rescored(int before, List<Factor> scores, Factor.Side side) {
        return scores.stream()
                .filter(factor -> factor.side() == side)
                .mapToInt(Factor::value)
                .max()
                .orElse(before);
    }

    static int score(List<Factor> factors, Factor.Side side) {
        int sum = 0;
        int least = 1;
        for (Factor factor : factors) {
            if (factor.side() == side) {
                switch (factor.effect()) {
                    case BASE, ADD -> sum += factor.value();
                    case AT_LEAST, SCORED -> least = Math.max(least, factor.value());
                    case UNKNOWN -> {}
                }
            }
        }
        return Math.min(5, Math.max(sum, least));
    }

    private static Factor base(Category category, Factor.Side side) {
        JsonObject base = category.baseFactors().getJsonObject(side.name().toLowerCase(java.util.Locale.ROOT));
        int value = base == null ? DEFAULT_BASE : base.getInteger("base");
        Localized reason = base == null ? NO_BASE : Localized.fromJson(base.getJsonObject("reason"));
        return new Factor("base", side, Factor.Effect.BASE, value, Factor.Source.CATEGORY, reason);
    }

    private static List<Factor> effects(JsonObject question, JsonObject answers) {
        String id = question.getString("id");
        JsonObject option = option(question, answers.getValue(id));
        Localized text = Localized.fromJson(question.getJsonObject("text"));
        if (option == null || option.getBoolean("unknown", false)) {
            Localized reason = Localized.of("未知：" + text.zhCn(), "Unknown: " + text.en());
            return List.of(
                    new Factor(id, Factor.Side.LIKELIHOOD, Factor.Effect.UNKNOWN, 0, Factor.Source.ANSWER, reason));
        }
        List<Factor> factors = new ArrayList<>();
        for (Object each : option.getJsonArray("effects", new JsonArray())) {
            JsonObject effect = (JsonObject) each;
            boolean adds = effect.containsKey("add");
            factors.add(new Factor(
                    id,
                    Factor.Side.valueOf(effect.getString("factor").toUpperCase(java.util.Locale.ROOT)),
                    adds ? Factor.Effect.ADD : Factor.Effect.AT_LEAST,
                    effect.getInteger(adds ? "add" : "atLeast"),
                    Factor.Source.ANSWER,
                    Localized.fromJson(effect.getJsonObject("reason"))));
        }
        return factors;
    }

    private static JsonObject option(JsonObject question, Object answer) {
        for (Object each : question.getJsonArray("options", new JsonArray())) {
            JsonObject option = (JsonObject) each;
            if (isMeant(option.getString("id"), answer)) {
                return option;
            }
        }
        return null;
    }

    /** Of answers that may belong to another category, those that this one asks for. */
    static JsonObject known(Category category, JsonObject answers) {
        JsonObject known = new JsonObject();
        category.questions().forEach(each -> {
            JsonObject question = (JsonObject) each;
            Object answer = answers.getValue(question.getString("id"));
            boolean fits = answer instanceof Boolean || answer instanceof String;
            if (fits && option(question, answer) != null) {
                known.put(question.getString("id"), answer);
            }
        });
        return known;
    }

    /** Questions of yes and no have the options true and false; a choice may have yes and no. */
    private static boolean isMeant(String option, Object answer) {
        return answer instanceof Boolean yes
                ? option.equals(yes.toString()) || option.equals(yes ? "yes" : "no")
                : option.equals(answer);
    }

    private static void refuseUnknownAnswers(Category category, JsonObject answers) {
        Map<String, JsonObject> idToQuestion = new LinkedHashMap<>();
        category.questions().forEach(each -> idToQuestion.put(((JsonObject) each).getString("id"), (JsonObject) each));
        Problem problem =
                Problem.of(ProblemType.INVALID, "有的回答不属于此类别。", "Some answers do not belong to this category.");
        for (Map.Entry<String, Object> answer : answers) {
            JsonObject question = idToQuestion.get(answer.getKey());
            String pointer = "/answers/" + answer.getKey();
            if (question == null) {
                problem.error(pointer, Localized.of("此类别没有这个问题", "This category has no such question"));
            } else if (option(question, answer.getValue()) == null) {
                problem.error(pointer, Localized.of("这个问题没有此选项", "This question has no such option"));
            }
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
    }
}
