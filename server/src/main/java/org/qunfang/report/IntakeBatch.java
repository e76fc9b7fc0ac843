package org.qunfang.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.qunfang.casework.Assessment;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/**
 * The decisions on reports that are taken in together: each knows what became of those before it, as if they had come
 * one after the other. Pure but for fresh ids and tracking codes.
 */
final class IntakeBatch {
    private final Map<UUID, Known> known;
    private final Map<UUID, OpenCase> changed = new LinkedHashMap<>();
    private final Instant now;

    /** A report that was taken in before. */
    record Known(byte[] contentHash, UUID senderAccountId) {}

    /** Exactly one is set, or none for a repeat that changes nothing. */
    record Outcome(Draft draft, Problem refusal) {}

    private IntakeBatch(Map<UUID, Known> known, Instant now) {
        this.known = new HashMap<>(known);
        this.now = now;
    }

    /** @param candidates for each arrival, the open cases of its category near by */
    static List<Outcome> decide(
            List<Arrival> arrivals, Map<UUID, Known> known, List<List<OpenCase>> candidates, Instant now) {
        IntakeBatch batch = new IntakeBatch(known, now);
        List<Outcome> outcomes = new ArrayList<>(arrivals.size());
        for (int i = 0; i < arrivals.size(); i++) {
            outcomes.add(batch.decide(arrivals.get(i), candidates.get(i)));
        }
        return outcomes;
    }

    private Outcome decide(Arrival arrival, List<OpenCase> candidates) {
        try {
            Known before = known.get(arrival.submission().id());
            if (before != null) {
                refuseOther(arrival, before);
                return new Outcome(null, null);
            }
            Draft draft = Intake.decide(arrival, asOfNow(arrival, candidates), now);
            remember(draft);
            return new Outcome(draft, null);
        } catch (Problem refusal) {
            return new Outcome(null, refusal);
        }
    }

    private static void refuseOther(Arrival arrival, Known before) {
        boolean isSame =
                Arrays.equals(before.contentHash(), arrival.submission().contentHash())
                        && before.senderAccountId().equals(arrival.caller().accountId());
        if (!isSame) {
            throw Problem.of(ProblemType.ALREADY_EXISTS, "此编号已有另一份上报。", "Another report has this id.")
                    .error("/path/reportId", Localized.of("已被使用", "Already in use"));
        }
    }

    /** A case has a place of its own and those of what was merged into it: each stays, with what became of the case. */
    private List<OpenCase> asOfNow(Arrival arrival, List<OpenCase> candidates) {
        List<OpenCase> open = new ArrayList<>(candidates.size());
        Set<UUID> found = new HashSet<>();
        for (OpenCase each : candidates) {
            found.add(each.id());
            OpenCase later = changed.get(each.id());
            open.add(later == null ? each : each.asOf(later));
        }
        changed.values().stream()
                .filter(each -> each.categoryId().equals(arrival.category().id()) && !found.contains(each.id()))
                .forEach(open::add);
        return open;
    }

    private void remember(Draft draft) {
        Submission sent = draft.submission();
        known.put(sent.id(), new Known(sent.contentHash(), draft.caller().accountId()));
        Assessment after = draft.assessment();
        OpenCase open = !draft.joins()
                ? new OpenCase(
                        draft.caseId(),
                        draft.category().id(),
                        sent.location().lat(),
                        sent.location().lon(),
                        sent.location().accuracyMeters(),
                        sent.observedAt(),
                        sent.observedAt(),
                        after.likelihood(),
                        after.consequence(),
                        null,
                        null,
                        false)
                : draft.joined().with(sent.observedAt(), after);
        changed.put(open.id(), open);
    }
}
