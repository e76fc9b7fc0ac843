package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.qunfang.problem.Problem;

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
        Progress after = before.progress().acknowledged(act.at(), act.clocks(before));
        return noted(publicStep("case.acknowledge", TimelineKind.ACKNOWLEDGED, before, after, act), body);
    }

    static Change start(Case before, Act act, JsonObject body) {
        Progress after = before.progress().started(act.at(), act.clocks(before));
        return noted(publicStep("case.start", TimelineKind.STARTED, before, after, act), body);
    }

    static Change hold(Case before, Act act, JsonObject body) {
        return SeriousSteps.byOneOfficer(Holds.hold(before, act, body));
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
        return SeriousSteps.byOneOfficer(SeriousSteps.close(before, act, body));
    }

    static Change reject(Case before, Act act, JsonObject body) {
        return SeriousSteps.byOneOfficer(SeriousSteps.reject(before, act, body));
    }

    static Change reopen(Case before, Act act, JsonObject body) {
        Progress after = before.progress().reopened(act.at(), act.clocks(before));
        return publicStep("case.reopen", TimelineKind.REOPENED, before, after, act)
                .decidedBy(SeriousSteps.decision(DecisionRecord.Kind.REOPENING, act, body));
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
        return SeriousSteps.byOneOfficer(SeriousSteps.triage(before, act, body));
    }

    private static Change publicStep(String action, TimelineKind kind, Case before, Progress after, Act act) {
        return Change.of(action, act, before, after, act.entry(kind, Visibility.PUBLIC));
    }

    private static Change noted(Change change, JsonObject body) {
        return change.saying(body.getString("text"), visibility(body));
    }

    private static Visibility visibility(JsonObject body) {
        return Visibility.of(body.getString("visibility", Visibility.INTERNAL.code()));
    }

    private static List<UUID> photoIds(JsonObject body) {
        return body.getJsonArray("photoIds", new JsonArray()).stream()
                .map(photo -> UUID.fromString((String) photo))
                .toList();
    }
}
