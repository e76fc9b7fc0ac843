package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** What each step that an officer can take does to a case. Pure: body and moment in, change out, or a problem. */
final class CaseSteps {
    private CaseSteps() {}

    /** One step: what it makes of a case, at a moment, with the body that was sent. */
    @FunctionalInterface
    interface Step {
        /** @throws Problem where the case's state or a rule refuses it */
        Change take(Case before, Act act, JsonObject body);
    }

    static Change acknowledge(Case before, Act act, JsonObject body) {
        Progress after = before.progress().acknowledged(act.at());
        return noted(publicStep("case.acknowledge", TimelineKind.ACKNOWLEDGED, before, after, act), body);
    }

    static Change start(Case before, Act act, JsonObject body) {
        Progress after = before.progress().started(act.at());
        return noted(publicStep("case.start", TimelineKind.STARTED, before, after, act), body);
    }

    /** The reason is told to the senders, not to everybody. */
    static Change hold(Case before, Act act, JsonObject body) {
        Progress after = before.progress().held(act.at(), reviewAt(act, body));
        return publicStep("case.hold", TimelineKind.ON_HOLD, before, after, act)
                .saying(body.getString("reason"), Visibility.PARTICIPANTS);
    }

    static Change resolve(Case before, Act act, JsonObject body) {
        List<UUID> photos = photoIds(body);
        Progress after = before.progress().resolved(act.at());
        TimelineEntry entry = act.entry(TimelineKind.RESOLVED, Visibility.PUBLIC)
                .saying(body.getString("text"))
                .showing(photos);
        return Change.of("case.resolve", act, before, after, entry)
                .decidedBy(act.decision(DecisionRecord.Kind.RESOLUTION, body.getString("text"), null))
                .showing(photos, Visibility.PUBLIC);
    }

    static Change close(Case before, Act act, JsonObject body) {
        Progress after = before.progress().closed(act.at(), act.caller().accountId());
        mustNotNeedSecondOfficer(before);
        return publicStep("case.close", TimelineKind.CLOSED, before, after, act)
                .decidedBy(decision(DecisionRecord.Kind.CLOSURE, act, body));
    }

    static Change reject(Case before, Act act, JsonObject body) {
        Progress after = before.progress().rejected(act.at(), act.caller().accountId());
        mustNotNeedSecondOfficer(before);
        TimelineEntry entry = act.entry(TimelineKind.REJECTED, Visibility.PUBLIC)
                .with("reason", RejectionReason.of(body.getString("reason")).code());
        return Change.of("case.reject", act, before, after, entry)
                .decidedBy(decision(DecisionRecord.Kind.REJECTION, act, body));
    }

    static Change reopen(Case before, Act act, JsonObject body) {
        Progress after = before.progress().reopened(act.at());
        return publicStep("case.reopen", TimelineKind.REOPENED, before, after, act)
                .decidedBy(decision(DecisionRecord.Kind.REOPENING, act, body));
    }

    static Change comment(Case before, Act act, JsonObject body) {
        List<UUID> photos = photoIds(body);
        Visibility visibility = visibility(body);
        TimelineEntry entry = act.entry(TimelineKind.COMMENT, visibility)
                .saying(body.getString("text"))
                .showing(photos);
        return Change.of("case.comment", act, before, before.progress(), entry).showing(photos, visibility);
    }

    static Change triage(Case before, Act act, JsonObject body) {
        mustBeOpen(before);
        Assessment scored = Triage.rescored(before.progress().assessment(), scores(body));
        if (scored.severity().compareTo(before.severity()) < 0) {
            throw secondOfficer(before);
        }
        TimelineEntry entry = act.entry(TimelineKind.TRIAGED, Visibility.PUBLIC)
                .with("severityBefore", before.severity().code())
                .with("severityAfter", scored.severity().code());
        return Change.of("case.triage", act, before, before.progress().scored(scored, act.at()), entry)
                .decidedBy(decision(DecisionRecord.Kind.SEVERITY, act, body)
                        .scoring(scored, before.severity(), body.getString("dissent")));
    }

    private static Change publicStep(String action, TimelineKind kind, Case before, Progress after, Act act) {
        return Change.of(action, act, before, after, act.entry(kind, Visibility.PUBLIC));
    }

    private static Change noted(Change change, JsonObject body) {
        return change.saying(body.getString("text"), visibility(body));
    }

    private static DecisionRecord decision(DecisionRecord.Kind kind, Act act, JsonObject body) {
        return act.decision(kind, body.getString("rationale"), body.getString("evidence"));
    }

    private static Visibility visibility(JsonObject body) {
        return Visibility.of(body.getString("visibility", Visibility.INTERNAL.code()));
    }

    private static List<UUID> photoIds(JsonObject body) {
        return body.getJsonArray("photoIds", new JsonArray()).stream()
                .map(photo -> UUID.fromString((String) photo))
                .toList();
    }

    private static Instant reviewAt(Act act, JsonObject body) {
        Instant review = OffsetDateTime.parse(body.getString("reviewAt")).toInstant();
        if (!review.isAfter(act.at())) {
            throw Problem.invalid("/reviewAt", Localized.of("复查时间必须在将来", "The review has to lie in the future"));
        }
        return review;
    }

    private static List<Factor> scores(JsonObject body) {
        return body.getJsonArray("factors").stream()
                .map(factor -> score((JsonObject) factor))
                .toList();
    }

    private static Factor score(JsonObject factor) {
        String reason = factor.getString("reason");
        return new Factor(
                factor.getString("code"),
                Factor.Side.valueOf(factor.getString("side").toUpperCase(java.util.Locale.ROOT)),
                Factor.Effect.SCORED,
                factor.getInteger("value"),
                Factor.Source.OFFICER,
                Localized.of(reason, reason));
    }

    static boolean mayBeScored(Case thing) {
        return switch (thing.status()) {
            case NEW, ASSIGNED, ACKNOWLEDGED, IN_PROGRESS, ON_HOLD, REOPENED -> true;
            case RESOLVED, CLOSED, REJECTED -> false;
        };
    }

    private static void mustBeOpen(Case thing) {
        if (!mayBeScored(thing)) {
            throw thing.status().refusal(Localized.of("重新评分", "be scored"));
        }
    }

    private static void mustNotNeedSecondOfficer(Case thing) {
        if (thing.severity().needsSecondOfficer()) {
            throw secondOfficer(thing);
        }
    }

    private static Problem secondOfficer(Case thing) {
        return Problem.of(
                        ProblemType.SECOND_OFFICER_NEEDED,
                        "降低风险等级，或不受理、办结高风险案件，须由第二人确认。",
                        "Lowering the severity, or rejecting or closing a high or extreme case, needs a second officer.")
                .with("severity", thing.severity().code());
    }
}
