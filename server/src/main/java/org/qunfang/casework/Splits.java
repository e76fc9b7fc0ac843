package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.qunfang.geo.Location;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.responsibility.Answerable;
import org.qunfang.responsibility.Category;

/** What was taken for one thing becomes two: what that does to the case and to the one that comes out of it. Pure. */
final class Splits {
    private Splits() {}

    /**
     * A report that is taken out, as far as its own case needs it.
     *
     * @param place in words, or null
     */
    record Taken(UUID id, UUID categoryId, Location location, String place, Instant observedAt) {}

    /** The case that comes out: of the first report's kind and place, as serious as the one it came out of. */
    record Opening(UUID id, Case source, List<Taken> reports, Answerable answerable, Progress progress, Act act) {
        Taken first() {
            return reports.get(0);
        }

        Instant firstObserved() {
            return reports.stream()
                    .map(Taken::observedAt)
                    .min(Instant::compareTo)
                    .orElseThrow();
        }

        Instant lastObserved() {
            return reports.stream()
                    .map(Taken::observedAt)
                    .max(Instant::compareTo)
                    .orElseThrow();
        }

        /** Shows nothing until its reports are in it. @param category of the first report */
        CaseOpening of(Category category) {
            return new CaseOpening(
                    id,
                    category,
                    answerable,
                    progress,
                    first().location(),
                    first().place(),
                    act.at(),
                    firstObserved(),
                    lastObserved(),
                    "protected",
                    reports.size());
        }
    }

    /** @throws Problem invalid where a report stands twice, is of no or another case, or where none would stay */
    static void mustBeSome(Case source, JsonArray asked, List<Taken> found) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < asked.size(); i++) {
            String id = asked.getString(i).toLowerCase(java.util.Locale.ROOT);
            if (!seen.add(id)) {
                throw Problem.invalid("/reportIds/" + i, Localized.of("同一份上报出现了两次", "The same report stands twice"));
            }
            if (found.stream().noneMatch(report -> report.id().toString().equals(id))) {
                throw Problem.invalid(
                        "/reportIds/" + i, Localized.of("此案件没有这份上报", "There is no such report in this case"));
            }
        }
        if (found.size() >= source.reportCount()) {
            throw Problem.invalid(
                    "/reportIds", Localized.of("至少要留下一份上报", "At least one report has to stay in the case"));
        }
    }

    static void mustBeOpen(Case source) {
        Merges.mustGoOn(source);
        if (!SeriousSteps.mayBeScored(source)) {
            throw source.status().refusal(Localized.of("分案", "be split"));
        }
    }

    /**
     * No clock begins anew because reports were taken out, and no severity falls: of both the case that comes out has
     * what they had; lowering takes two officers (rule 4). What a department was late with it is late with in both, on the
     * rung that it had reached; another department that the matrix finds for it begins at the foot.
     *
     * @param lead of the case that comes out
     */
    static Progress progress(Case source, Act act, UUID lead) {
        Progress before = source.progress();
        Deadline runs = before.running();
        boolean late = lead.equals(source.leadDepartmentId()) && runs.isUnmet(act.at());
        if (late && runs.kind() == Deadline.Kind.RESOLVE) {
            return lateAgain(source, act);
        }
        Deadlines.Clocks clocks = act.clocks(source);
        Instant fresh = clocks.acknowledgeBy(source.severity(), act.at());
        boolean waits =
                before.acknowledgedAt() == null && before.acknowledgeBy().isBefore(fresh);
        Progress running = before.status() == CaseStatus.ON_HOLD ? before.started(act.at(), clocks) : before;
        return new Progress(
                        CaseStatus.ASSIGNED,
                        before.assessment(),
                        waits ? before.acknowledgeBy() : fresh,
                        null,
                        running.resolveBy(),
                        running.resolveTime(),
                        null,
                        null,
                        null,
                        null,
                        late && waits ? before.ladder() : Ladder.NONE)
                .notBefore(act.at());
    }

    /** Acknowledged as the case was that it came out of: the time to do so anew would be time that nobody is late in. */
    private static Progress lateAgain(Case source, Act act) {
        Progress before = source.progress();
        return new Progress(
                        CaseStatus.ACKNOWLEDGED,
                        before.assessment(),
                        act.at(),
                        act.at(),
                        before.resolveBy(),
                        before.resolveTime(),
                        null,
                        null,
                        null,
                        null,
                        before.ladder())
                .notBefore(act.at());
    }

    /** The case that stays. */
    static Change leave(Opening opening, String number) {
        TimelineEntry entry = opening.act()
                .entry(TimelineKind.SPLIT_OFF, Visibility.PUBLIC)
                .with("number", number)
                .with("reports", opening.reports().size());
        return Change.of(
                "case.split", opening.act(), opening.source(), opening.source().progress(), entry);
    }

    static TimelineEntry entry(Opening opening) {
        return opening.act()
                .entry(TimelineKind.SPLIT_FROM, Visibility.PUBLIC)
                .with("number", opening.source().number())
                .with("reports", opening.reports().size());
    }

    /** Why it stands alone, and why it is as serious as it is. */
    static List<DecisionRecord> decisions(Opening opening, JsonObject body) {
        Severity severity = opening.source().severity();
        String why = "由案件 " + opening.source().number() + " 分出，沿用其风险评分；降低须由第二人同意。";
        return List.of(
                SeriousSteps.decision(DecisionRecord.Kind.ASSIGNMENT, opening.act(), body),
                opening.act()
                        .decision(DecisionRecord.Kind.SEVERITY, why, null)
                        .scoring(opening.progress().assessment(), severity, null));
    }
}
