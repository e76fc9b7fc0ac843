package org.qunfang.casework;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.qunfang.geo.Distance;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Two cases of one thing become one: what that does to the one that ends and to the one that goes on. Pure. */
final class Merges {
    private Merges() {}

    /** Both as they are while they are locked. */
    record Pair(Case source, Case target) {}

    /** @throws Problem wrong-state for a case that another one goes on for */
    static void mustGoOn(Case thing) {
        if (thing.mergedIntoId() != null) {
            throw Problem.of(
                            ProblemType.WRONG_STATE,
                            "案件已并入另一案件，请到那个案件办理。",
                            "The case was merged into another one; work on that one.")
                    .with("state", thing.status().code())
                    .with("open", List.of());
        }
    }

    /** @throws Problem wrong-state unless somebody works, or is to work, on the target */
    static void mustTakeIn(Case target) {
        mustGoOn(target);
        if (target.status() == CaseStatus.ON_HOLD || !SeriousSteps.mayBeScored(target)) {
            boolean waits = target.status() == CaseStatus.ON_HOLD;
            throw Problem.of(
                            ProblemType.WRONG_STATE,
                            "要并入的案件“" + target.status().label().zhCn() + "”，不能并入" + (waits ? "；请先让它继续处理。" : "。"),
                            "The case to go on is " + target.status().label().en() + "; nothing can be merged into it"
                                    + (waits ? ". Start it first." : "."))
                    .with("state", target.status().code())
                    .with("open", List.of());
        }
    }

    /** The body of the step with what its entry tells of the target. */
    static JsonObject told(JsonObject body, Case target, Function<UUID, Localized> names) {
        Localized lead = names.apply(target.leadDepartmentId());
        JsonObject told = body.copy().put("number", target.number());
        return lead == null ? told : told.put("toName", lead.toJson());
    }

    /** The case that ends, as a step that may need a second officer: {@code into}, {@code rationale} and what is told. */
    static Change end(Case before, Act act, JsonObject body) {
        Progress after = before.progress().merged(act.at(), act.caller().accountId());
        TimelineEntry entry =
                act.entry(TimelineKind.MERGED, Visibility.PUBLIC).with("number", body.getString("number"));
        return Change.of("case.merge", act, before, after, named(entry, body))
                .decidedBy(SeriousSteps.decision(DecisionRecord.Kind.CLOSURE, act, body));
    }

    private static TimelineEntry named(TimelineEntry entry, JsonObject body) {
        return body.containsKey("toName") ? entry.with("toName", body.getJsonObject("toName")) : entry;
    }

    /** Where the officer gave no reason: what both cases say. */
    static JsonObject reasoned(JsonObject body, Pair pair) {
        if (body.containsKey("rationale")) {
            return body;
        }
        long meters = Math.round(
                Distance.meters(pair.source().location(), pair.target().location()));
        return body.copy().put("rationale", "与 " + pair.target().number() + " 为同一隐患，相距 " + meters + " 米。");
    }

    /** The case that goes on: the worse of both on each side, and of each clock the one that ends first. */
    static Change takeIn(Pair pair, Act act) {
        Case source = pair.source();
        Case target = pair.target();
        Assessment before = target.progress().assessment();
        Assessment together = before.raisedBy(source.progress().assessment());
        TimelineEntry entry = act.entry(TimelineKind.MERGED_IN, Visibility.PUBLIC)
                .with("number", source.number())
                .with("reports", source.reportCount());
        Change change = Change.of(
                "case.take-in",
                act,
                target,
                target.progress().takingIn(source.progress(), together, act.at(), act.clocks(target)),
                entry);
        return together.score() == before.score() ? change : raised(change, together, source);
    }

    private static Change raised(Change change, Assessment together, Case source) {
        Severity before = change.before().severity();
        TimelineEntry triaged = change.act()
                .entry(TimelineKind.TRIAGED, Visibility.PUBLIC)
                .with("severityBefore", before.code())
                .with("severityAfter", together.severity().code());
        String why = "并入的案件 " + source.number() + " 风险更高，按较高者评定。";
        return change.followedBy(triaged)
                .decidedBy(change.act()
                        .decision(DecisionRecord.Kind.SEVERITY, why, null)
                        .scoring(together, before, null));
    }
}
