package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.responsibility.Category;

/** A case turns out to be of another kind than it was taken for: what it is then scored, and what that does to it. Pure. */
final class Recategorisations {
    private Recategorisations() {}

    /**
     * What was asked for, with what it comes to: word for word what a second officer consents to.
     *
     * @param before the kind that it was taken for
     * @param answers of its reports, each as the reporter gave them
     * @throws Problem invalid for a category that only groups others, or is that of the case
     */
    static JsonObject told(JsonObject asked, Case thing, Category before, Category after, List<JsonObject> answers) {
        if (!after.reportable()) {
            throw Problem.invalid(
                    "/category",
                    Localized.of("此类别仅用于归类，请选择其下的类别", "This category only groups others; choose one below it"));
        }
        if (after.id().equals(thing.categoryId())) {
            throw Problem.invalid("/category", Localized.of("案件已是此类别", "The case is of this category already"));
        }
        Assessment scored = scored(thing.progress().assessment(), after, answers);
        return asked.copy()
                .put("categoryId", after.id().toString())
                .put("name", after.name().toJson())
                .put("nameBefore", before.name().toJson())
                .put("likelihood", scored.likelihood())
                .put("consequence", scored.consequence())
                .put("scored", scored.factorsJson());
    }

    /**
     * The worst that the reports come to under the new kind: its base factors and those of its questions that they answer.
     * That many reported it, and what a site's record says, stays true of whatever it is; what answers the questions of the
     * old kind does not.
     */
    static Assessment scored(Assessment before, Category category, List<JsonObject> answers) {
        Assessment worst = Triage.assess(category, new JsonObject());
        for (JsonObject each : answers) {
            worst = worst.raisedBy(Triage.assess(category, Triage.known(category, each)));
        }
        List<Factor> factors = new ArrayList<>(worst.factors());
        before.factors().stream()
                .filter(factor -> factor.effect() != Factor.Effect.SCORED
                        && (factor.source() == Factor.Source.SURGE || factor.source() == Factor.Source.SITE))
                .forEach(factors::add);
        return new Assessment(
                Math.max(worst.likelihood(), Triage.score(factors, Factor.Side.LIKELIHOOD)),
                Math.max(worst.consequence(), Triage.score(factors, Factor.Side.CONSEQUENCE)),
                factors);
    }

    /** @param told as {@link #told} made it */
    static Change take(Case before, Act act, JsonObject told) {
        if (!SeriousSteps.mayBeScored(before)) {
            throw before.status().refusal(Localized.of("更正类别", "have its category corrected"));
        }
        UUID category = UUID.fromString(told.getString("categoryId"));
        Assessment scored = Assessment.of(
                told.getInteger("likelihood"),
                told.getInteger("consequence"),
                told.getJsonArray("scored", new JsonArray()));
        TimelineEntry entry = act.entry(TimelineKind.RECATEGORISED, Visibility.PUBLIC)
                .with("fromName", told.getJsonObject("nameBefore"))
                .with("toName", told.getJsonObject("name"));
        Progress after =
                before.progress().scored(scored, act.at(), act.deadlines().of(category));
        Change change = Change.of("case.recategorise", act, before, after, entry)
                .recategorised(category)
                .decidedBy(SeriousSteps.decision(DecisionRecord.Kind.CATEGORY, act, told)
                        .scoring(scored, before.severity(), null));
        return scored.severity() == before.severity()
                ? change
                : change.followedBy(act.entry(TimelineKind.TRIAGED, Visibility.PUBLIC)
                        .with("severityBefore", before.severity().code())
                        .with("severityAfter", scored.severity().code()));
    }
}
