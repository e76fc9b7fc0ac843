package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/**
 * What an officer sent about a case, put to the factors in force: what each answer is worth, where it comes from, and the
 * words of it. An answer is the report's or the site's where the officer left it as they say it is; whoever says otherwise
 * says why. Pure.
 *
 * @param proposals what reports and sites say, by the factor's code
 */
record FactorAnswers(FactorSet set, Map<String, Proposal> proposals) {
    /** It is kept behind the question, the answer and where that comes from, in one text of 4,000. */
    private static final int MOST_REASON = 2_500;

    /** What counts is the server's. */
    private static final String SOURCE = "source";

    private static final String ASKED = "asked";
    private static final String REASON = "reason";

    /**
     * A triage with the words of what was asked, and with the scores that the answers are worth: nobody types those in.
     * What nobody knows stays unknown, and changes no score. An officer's own factor keeps its score.
     *
     * @param body as the contract's Triage or ConsentRequest
     * @throws Problem invalid at the pointer of an answer or factor that the set does not have, of one that is answered
     *     twice, or of a reason that lacks
     */
    JsonObject to(JsonObject body) {
        Set<String> said = new HashSet<>();
        JsonArray factors = new JsonArray();
        JsonArray sent = body.getJsonArray("factors", new JsonArray());
        for (int i = 0; i < sent.size(); i++) {
            JsonObject factor = sent.getJsonObject(i);
            if (factor.getString("answer") != null) {
                mustBeNew(said, factor, "/factors/" + i);
            }
            factors.add(scored(factor.copy(), "/factors/" + i));
        }
        JsonArray unknown = new JsonArray();
        JsonArray open = body.getJsonArray("unknown", new JsonArray());
        for (int i = 0; i < open.size(); i++) {
            mustBeNew(said, open.getJsonObject(i), "/unknown/" + i);
            unknown.add(unknown(open.getJsonObject(i), "/unknown/" + i));
        }
        JsonObject answered = body.copy();
        if (body.containsKey("factors")) {
            answered.put("factors", factors);
        }
        return unknown.isEmpty() ? answered : answered.put("unknown", unknown);
    }

    /** One question has one answer, or none. */
    private static void mustBeNew(Set<String> said, JsonObject factor, String at) {
        if (!said.add(factor.getString("code"))) {
            throw Problem.invalid(at + "/code", Localized.of("这个因素已经回答过", "This factor is answered already"));
        }
    }

    private JsonObject scored(JsonObject factor, String at) {
        factor.remove(ASKED);
        factor.put(SOURCE, PlaybookStep.code(Factor.Source.OFFICER));
        String answer = factor.getString("answer");
        if (answer == null) {
            mustSayWhy(factor, at);
            return factor;
        }
        FactorSet.Asked asked = asked(factor.getString("code"), at);
        FactorSet.Option option = asked.option(answer)
                .orElseThrow(() ->
                        Problem.invalid(at + "/answer", Localized.of("这个因素没有此选项", "This factor has no such option")));
        return said(factor, asked, option, at)
                .put("side", PlaybookStep.code(asked.side()))
                .put("value", option.score());
    }

    private JsonObject unknown(JsonObject sent, String at) {
        String code = sent.getString("code");
        FactorSet.Asked asked = asked(code, at);
        JsonObject factor = new JsonObject()
                .put("code", code)
                .put("side", PlaybookStep.code(asked.side()))
                .put(SOURCE, PlaybookStep.code(Factor.Source.OFFICER));
        if (sent.getString(REASON) != null) {
            factor.put(REASON, sent.getString(REASON));
        }
        return said(factor, asked, null, at);
    }

    /** @param option null for an unknown */
    private JsonObject said(JsonObject factor, FactorSet.Asked asked, FactorSet.Option option, String at) {
        Localized answer = option == null ? Localized.of("不知道", "unknown") : option.text();
        Localized said = Localized.of(
                asked.question().zhCn() + " " + answer.zhCn(), asked.question().en() + " " + answer.en());
        Proposal proposal = proposals.get(asked.code());
        boolean isKept =
                proposal != null && java.util.Objects.equals(proposal.option(), option == null ? null : option.id());
        if (isKept) {
            mustBeShort(factor, at);
            return factor.put(SOURCE, PlaybookStep.code(proposal.source()))
                    .put(ASKED, said.and(proposal.words()).toJson());
        }
        boolean overrules = proposal != null && proposal.isKnown();
        if (option != null || overrules) {
            mustSayWhy(factor, at);
        } else {
            mustBeShort(factor, at);
        }
        return factor.put(ASKED, (overrules ? said.and(notTaken(proposal)) : said).toJson());
    }

    private static Localized notTaken(Proposal proposal) {
        return Localized.of(
                "未采用" + proposal.words().zhCn(), "against " + proposal.words().en());
    }

    private static void mustSayWhy(JsonObject factor, String at) {
        if (factor.getString(REASON) == null) {
            throw Problem.invalid(at + "/" + REASON, Localized.of("请写明依据", "Say what it rests on"));
        }
        mustBeShort(factor, at);
    }

    private static void mustBeShort(JsonObject factor, String at) {
        if (factor.getString(REASON, "").length() > MOST_REASON) {
            throw Problem.invalid(
                    at + "/" + REASON,
                    Localized.of("依据最多 " + MOST_REASON + " 字", "A reason has at most " + MOST_REASON + " characters"));
        }
    }

    private FactorSet.Asked asked(String code, String at) {
        return set.factor(code)
                .orElseThrow(() -> Problem.invalid(
                        at + "/code",
                        Localized.of("此类别没有这个因素，请重新读取", "This category has no such factor; read them again")));
    }
}
