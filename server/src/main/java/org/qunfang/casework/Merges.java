package org.qunfang.casework;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.qunfang.geo.Distance;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.responsibility.Category;

/** Two cases of one thing become one: what that does to the one that ends and to the one that goes on. Pure. */
final class Merges {
    /** So many times the sum of both radii and accuracies is still the same place, if an officer says so. */
    private static final double FAR = 3;
    /** As when candidates are looked for: a place that is known worse than this proves nothing. */
    private static final double MOST_ACCURACY_METERS = 1_000;

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

    /** A site gets quieter by it: one officer alone does not do that. */
    static Problem lighter(Case source) {
        return Problem.of(
                        ProblemType.SECOND_OFFICER_NEEDED,
                        "合并会使隐患点的风险指数或上报趋势降低，须由值班室的另一位人员确认；请先请求同意。",
                        "A site's risk index or trend would fall by it: it needs another officer, of the duty office. Ask for consent.")
                .with("severity", source.severity().code());
    }

    static Problem forTheDutyOffice() {
        return Problem.of(
                ProblemType.FORBIDDEN,
                "合并会使隐患点的风险指数或上报趋势降低，须由值班室的人员答复。",
                "A site's risk index or trend would fall by it: an officer of the duty office has to answer.");
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

    /**
     * Two things far apart, or of other families, are one thing only if an officer says so in so many words.
     *
     * @param confirmed the officer said so
     * @throws Problem invalid at {@code /apart}, with the distance in metres and how far would go without a question
     */
    static void mustBeNear(Pair pair, Category kind, Category other, boolean sameFamily, boolean confirmed) {
        long meters = Math.round(
                Distance.meters(pair.source().location(), pair.target().location()));
        long near = Math.round(FAR * (reach(pair.source(), kind) + reach(pair.target(), other)));
        if (confirmed || sameFamily && meters <= near) {
            return;
        }
        String zhCn = sameFamily ? "两案相距 " + meters + " 米" : "两案类别不同，相距 " + meters + " 米";
        String en = sameFamily
                ? "The cases lie " + meters + " m apart"
                : "The cases are of different kinds, " + meters + " m apart";
        throw Problem.invalid(
                        "/apart",
                        Localized.of(zhCn + "；若确为同一隐患，请确认", en + "; if they are of one thing all the same, confirm it"))
                .with("distanceMeters", meters)
                .with("nearMeters", near);
    }

    private static double reach(Case thing, Category kind) {
        Double known = thing.location().accuracyMeters();
        double accuracy = known == null ? 0 : Math.min(known, MOST_ACCURACY_METERS);
        return accuracy + kind.duplicateRadiusMeters();
    }

    private static Progress together(Pair pair, Act act) {
        Case target = pair.target();
        Progress source = pair.source().progress();
        Assessment worse = target.progress().assessment().raisedBy(source.assessment());
        return target.progress()
                .takingIn(source, worse, act.at(), act.clocks(target))
                .notBefore(target.openedAt());
    }

    /**
     * Who is late does not get out of it by a merge: what was missed is missed in the case that goes on as well, and since
     * then. Where it cannot be, because that case is younger or somebody has to acknowledge it first, the other one goes on.
     *
     * @throws Problem invalid at {@code /into}
     */
    static void mustStayMissed(Pair pair, Act act) {
        Progress source = pair.source().progress();
        Progress after = together(pair, act);
        Deadline running = source.running();
        boolean waitsAgain = running != null
                && running.kind() == Deadline.Kind.RESOLVE
                && running.isUnmet(act.at())
                && after.running().kind() != Deadline.Kind.RESOLVE;
        boolean isHidden =
                source.deadlines().stream().anyMatch(missed -> missed.isUnmet(act.at()) && !after.keeps(missed));
        if (waitsAgain || isHidden) {
            String late = pair.source().number();
            String other = pair.target().number();
            throw Problem.invalid(
                    "/into",
                    Localized.of(
                            late + " 已逾期，并入 " + other + " 就看不出逾期了多久；请反过来，把 " + other + " 并入 " + late + "（还没受理的，先受理）",
                            late + " is late, and for how long would be lost: merge " + other + " into " + late
                                    + " instead, and acknowledge that one first where nobody has"));
        }
    }

    /** The case that goes on: the worse of both on each side, and of each clock the one that ends first. */
    static Change takeIn(Pair pair, Act act) {
        mustStayMissed(pair, act);
        Case source = pair.source();
        Case target = pair.target();
        Assessment before = target.progress().assessment();
        TimelineEntry entry = act.entry(TimelineKind.MERGED_IN, Visibility.PUBLIC)
                .with("number", source.number())
                .with("reports", source.reportCount());
        Progress after = together(pair, act);
        Change change = Change.of("case.take-in", act, target, after, entry);
        Assessment worse = after.assessment();
        return worse.score() == before.score() ? change : raised(change, worse, source);
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
