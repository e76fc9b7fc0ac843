package org.qunfang.casework;

import static org.qunfang.casework.CaseListView.putIfKnown;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.qunfang.casework.CaseStatus.Transition;
import org.qunfang.http.Caller;
import org.qunfang.responsibility.Matrix;

/** What of a case waits for a second officer, and what a caller may do about it. */
record ConsentView(Case thing, Consent consent, Caller caller, Matrix matrix, Instant now) {

    /** @param askedBy the one who asked, as the case shows people */
    JsonObject json(JsonObject askedBy) {
        JsonObject body = consent.body();
        JsonObject json = new JsonObject()
                .put("id", consent.id().toString())
                .put("step", consent.step().code())
                .put("rationale", body.getString("rationale"))
                .put("askedBy", askedBy)
                .put("askedAt", consent.askedAt().toString())
                .put("expiresAt", consent.expiresAt().toString())
                .put("stands", consent.stands(thing, now))
                .put("answers", new JsonArray(answers()));
        putIfKnown(json, "evidence", body.getString("evidence"));
        putIfKnown(json, "reason", body.getString("reason"));
        putIfKnown(json, "dissent", body.getString("dissent"));
        putIfKnown(json, "factors", body.getJsonArray("factors"));
        if (consent.step() == ConsentStep.MERGE) {
            json.put(
                    "into", new JsonObject().put("id", body.getString("into")).put("number", body.getString("number")));
        }
        putIfKnown(json, "reviewAt", body.getString("reviewAt"));
        putIfKnown(json, "publicReason", body.getString("publicReason"));
        if (consent.step() == ConsentStep.RECATEGORISE) {
            json.put(
                    "category",
                    new JsonObject().put("code", body.getString("category")).put("name", body.getJsonObject("name")));
        }
        putIfKnown(json, "unknown", body.getJsonArray("unknown"));
        if (consent.step() == ConsentStep.TRIAGE || consent.step() == ConsentStep.RECATEGORISE) {
            json.put("severityAfter", consent.after().severity().code());
        }
        return json;
    }

    private List<String> answers() {
        List<String> answers = new ArrayList<>();
        if (Consents.mayAnswer(caller, matrix, thing, consent)) {
            if (consent.stands(thing, now)) {
                answers.add("confirm");
            }
            answers.add("deny");
        }
        if (consent.isAskedBy(caller)) {
            answers.add("withdraw");
        }
        return answers;
    }

    /** What the caller may ask for: nothing while something stands. */
    List<String> open() {
        boolean waits = consent != null && consent.stands(thing, now);
        List<String> open = new ArrayList<>();
        if (waits || !caller.may("case.work") || !CaseScope.of(caller).works(thing)) {
            return open;
        }
        boolean isSerious = thing.severity().needsSecondOfficer();
        if ((isSerious || thing.weighsOnSite()) && Transition.REJECT.opensFrom(thing.status())) {
            open.add(ConsentStep.REJECT.code());
        }
        if (isSerious) {
            if (Transition.CLOSE.opensFrom(thing.status())) {
                open.add(ConsentStep.CLOSE.code());
            }
            if (Transition.HOLD.opensFrom(thing.status())) {
                open.add(ConsentStep.HOLD.code());
            }
            if (Transition.MERGE.opensFrom(thing.status())) {
                open.add(ConsentStep.MERGE.code());
            }
        }
        if (SeriousSteps.mayBeScored(thing) && thing.progress().assessment().score() > 1) {
            open.add(ConsentStep.TRIAGE.code());
            open.add(ConsentStep.RECATEGORISE.code());
        }
        return open;
    }
}
