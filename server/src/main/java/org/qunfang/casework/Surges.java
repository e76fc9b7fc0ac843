package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.qunfang.problem.Localized;
import org.qunfang.responsibility.SurgeRule;

/** What a surge does to the case in its middle: one step more likely, with the reason. Pure. */
final class Surges {
    static final String CODE = "surge";
    private static final int STEP = 1;
    private static final int MOST = 5;

    private Surges() {}

    /** A case that a surge has raised already is not raised again by the next one; the reason is the newest. */
    static Assessment raised(Assessment before, Localized reason) {
        boolean counted =
                before.factors().stream().anyMatch(factor -> factor.code().equals(CODE));
        List<Factor> factors = new ArrayList<>(before.factors());
        factors.removeIf(factor -> factor.code().equals(CODE));
        factors.add(new Factor(CODE, Factor.Side.LIKELIHOOD, Factor.Effect.ADD, STEP, Factor.Source.SURGE, reason));
        int likelihood = counted ? before.likelihood() : Math.min(MOST, before.likelihood() + STEP);
        return new Assessment(likelihood, before.consequence(), factors);
    }

    static Change change(Case before, Act act, SurgeCount count, SurgeRule rule) {
        Localized reason = count.reason(rule);
        Assessment after = raised(before.progress().assessment(), reason);
        TimelineEntry entry = TimelineEntry.of(TimelineKind.SURGE, Visibility.INTERNAL, Actor.PROGRAM, act.at())
                .with("reports", count.reports())
                .with("senders", count.senders())
                .with("minutes", rule.windowMinutes());
        DecisionRecord record = DecisionRecord.ofProgram(
                        DecisionRecord.Kind.SEVERITY,
                        act.at(),
                        Localized.of(
                                "短时间内集中上报，可能性提高一级：" + reason.zhCn() + "。",
                                "A surge of reports makes it one step more likely: " + reason.en() + "."))
                .scoring(after, before.severity(), null);
        Change change = Change.of(
                        "case.surge", act, before, before.progress().scored(after, act.at(), act.clocks(before)), entry)
                .decidedBy(record);
        return after.severity() == before.severity()
                ? change
                : change.followedBy(TimelineEntry.of(TimelineKind.TRIAGED, Visibility.PUBLIC, Actor.PROGRAM, act.at())
                        .with("severityBefore", before.severity().code())
                        .with("severityAfter", after.severity().code()));
    }

    /** The data of {@code case.surge}, which open pages of the duty office show at once. */
    static JsonObject alert(Change change, SurgeCount count, SurgeRule rule, String category) {
        Case thing = change.before();
        return new JsonObject()
                .put("caseId", thing.id().toString())
                .put("number", thing.number())
                .put("category", category)
                .put("severity", change.after().assessment().severity().code())
                .put("reports", count.reports())
                .put("senders", count.senders())
                .put("radiusMeters", rule.radiusMeters())
                .put("windowMinutes", rule.windowMinutes())
                .put("leadDepartmentId", thing.leadDepartmentId().toString())
                .put(
                        "supportDepartmentIds",
                        new JsonArray(thing.supportDepartmentIds().stream()
                                .map(UUID::toString)
                                .toList()));
    }
}
