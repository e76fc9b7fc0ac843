package org.qunfang.casework;

import static org.qunfang.casework.CaseListView.putIfKnown;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.qunfang.http.Caller;

/** A handover as officers read it, and what one of them may do about it. */
record HandoverView(Handover handover, List<Handover> history, Caller caller, References references, Instant now) {

    JsonObject json() {
        JsonObject json = new JsonObject()
                .put("id", handover.id().toString())
                .put("caseId", handover.caseId().toString())
                .put("status", handover.status().code())
                .put("from", references.department(handover.from()))
                .put("to", references.department(handover.to()))
                .put("reason", handover.reason())
                .put("askedAt", handover.askedAt().toString())
                .put("dueAt", handover.dueAt().toString())
                .put("refusals", refusals())
                .put("answers", new JsonArray(answers()));
        putIfKnown(json, "askedBy", handover.askedBy().name());
        putIfKnown(json, "answer", handover.wasRefused() ? null : handover.answer());
        putIfKnown(
                json,
                "missedAt",
                handover.missedAt() == null ? null : handover.missedAt().toString());
        return json;
    }

    /** Of this round: what the arbiter weighs. */
    private JsonArray refusals() {
        JsonArray refusals = new JsonArray();
        List<Handover> round = handover.status().settles() ? List.of(handover) : Handover.round(history);
        round.stream()
                .filter(Handover::wasRefused)
                .forEach(each -> refusals.add(new JsonObject()
                        .put("department", references.department(each.to()))
                        .put("reason", each.answer())
                        .put("at", each.answeredAt().toString())));
        return refusals;
    }

    private List<String> answers() {
        List<String> answers = new ArrayList<>();
        CaseScope scope = CaseScope.of(caller);
        if (!caller.may("case.work")) {
            return answers;
        }
        boolean inTime = now.isBefore(handover.dueAt());
        if (handover.status() == Handover.Status.OPEN
                && inTime
                && scope.departmentId().equals(handover.to())) {
            answers.add("accept");
            answers.add("refuse");
        }
        if (handover.status() == Handover.Status.ARBITRATION && scope.worksAll()) {
            answers.add("decide");
        }
        return answers;
    }

    /** Whether the caller may say "not ours" now. */
    static boolean mayAsk(Caller caller, Case thing, List<Handover> history) {
        CaseScope scope = CaseScope.of(caller);
        return caller.may("case.work")
                && scope.works(thing)
                && SeriousSteps.mayBeScored(thing)
                && Handover.pending(history) == null
                && (scope.worksAll() || !Handover.wasDecided(history));
    }
}
