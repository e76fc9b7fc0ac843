package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/**
 * The steps that one officer does not take alone where they end a high or extreme case or lower a severity (rule 4). Pure.
 */
final class SeriousSteps {
    private SeriousSteps() {}

    static Change close(Case before, Act act, JsonObject body) {
        Progress after = before.progress().closed(act.at(), act.caller().accountId());
        return Change.of("case.close", act, before, after, act.entry(TimelineKind.CLOSED, Visibility.PUBLIC))
                .decidedBy(decision(DecisionRecord.Kind.CLOSURE, act, body));
    }

    static Change reject(Case before, Act act, JsonObject body) {
        Progress after = before.progress().rejected(act.at(), act.caller().accountId());
        TimelineEntry entry = act.entry(TimelineKind.REJECTED, Visibility.PUBLIC)
                .with("reason", RejectionReason.of(body.getString("reason")).code());
        return Change.of("case.reject", act, before, after, entry)
                .decidedBy(decision(DecisionRecord.Kind.REJECTION, act, body));
    }

    static Change triage(Case before, Act act, JsonObject body) {
        mustBeOpen(before);
        OwnFactors.mustNotDecide(body.getJsonArray("factors"), body.getJsonArray("unknown", new JsonArray()));
        Assessment scored = Triage.rescored(before.progress().assessment(), scores(body.getJsonArray("factors")))
                .noting(unknown(body.getJsonArray("unknown", new JsonArray())));
        TimelineEntry entry = act.entry(TimelineKind.TRIAGED, Visibility.PUBLIC)
                .with("severityBefore", before.severity().code())
                .with("severityAfter", scored.severity().code());
        return Change.of(
                        "case.triage",
                        act,
                        before,
                        before.progress().scored(scored, act.at(), act.clocks(before)),
                        entry)
                .decidedBy(decision(DecisionRecord.Kind.SEVERITY, act, body)
                        .scoring(scored, before.severity(), body.getString("dissent")));
    }

    /** @throws Problem second-officer-needed, where the change needs one */
    static Change byOneOfficer(Change change) {
        if (change.needsSecondOfficer()) {
            throw Problem.of(
                            ProblemType.SECOND_OFFICER_NEEDED,
                            change.lightensSite()
                                    ? "此案件计入隐患点的记录，不受理须由值班室的另一位人员确认；请先请求同意。"
                                    : "降低风险评分（可能性 × 后果，等级不变也算），或暂停、不受理、办结高风险案件，须由第二人确认；请先请求同意。",
                            change.lightensSite()
                                    ? "The case counts at a site: rejecting it needs another officer, of the duty office. Ask for consent."
                                    : "Lowering the severity (likelihood × consequence, also within a level), or holding, rejecting or closing a high or extreme case, needs a second officer: ask for consent.")
                    .with("severity", change.before().severity().code());
        }
        return change;
    }

    static boolean mayBeScored(Case thing) {
        return switch (thing.status()) {
            case NEW, ASSIGNED, ACKNOWLEDGED, IN_PROGRESS, ON_HOLD, REOPENED -> true;
            case RESOLVED, CLOSED, REJECTED -> false;
        };
    }

    static DecisionRecord decision(DecisionRecord.Kind kind, Act act, JsonObject body) {
        return act.decision(kind, body.getString("rationale"), body.getString("evidence"));
    }

    private static void mustBeOpen(Case thing) {
        if (!mayBeScored(thing)) {
            throw thing.status().refusal(Localized.of("重新评分", "be scored"));
        }
    }

    static List<Factor> scores(JsonArray factors) {
        return factors.stream().map(factor -> score((JsonObject) factor)).toList();
    }

    private static Factor score(JsonObject factor) {
        return new Factor(
                factor.getString("code"),
                Factor.Side.valueOf(factor.getString("side").toUpperCase(java.util.Locale.ROOT)),
                Factor.Effect.SCORED,
                factor.getInteger("value"),
                source(factor),
                words(factor));
    }

    /** What was asked before the server said where an answer comes from was an officer's. */
    private static Factor.Source source(JsonObject factor) {
        return PlaybookStep.of(Factor.Source.class, factor.getString("source", "officer"));
    }

    /** What was asked and answered, then the officer's reason; of these an own factor lacks the first, a kept one the last. */
    private static Localized words(JsonObject factor) {
        String reason = factor.getString("reason");
        JsonObject asked = factor.getJsonObject("asked");
        if (reason == null) {
            return Localized.fromJson(asked);
        }
        Localized said = Localized.of(reason, reason);
        return asked == null ? said : Localized.fromJson(asked).and(said);
    }

    private static List<Factor> unknown(JsonArray factors) {
        return factors.stream()
                .map(each -> (JsonObject) each)
                .map(each -> new Factor(
                        each.getString("code"),
                        Factor.Side.valueOf(each.getString("side").toUpperCase(java.util.Locale.ROOT)),
                        Factor.Effect.UNKNOWN,
                        0,
                        source(each),
                        words(each)))
                .toList();
    }
}
