package org.qunfang.casework;

import static org.qunfang.casework.CaseListView.putIfKnown;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.qunfang.http.Caller;

/** A consultation as officers read it, and what one of them may do about it. Fields without a value are left out. */
record ConsultationView(Case thing, Caller caller, References references, Instant now) {

    JsonObject json(Consultation consultation) {
        boolean mayAct = caller.may("case.work");
        JsonObject json = new JsonObject()
                .put("id", consultation.id().toString())
                .put("caseId", consultation.caseId().toString())
                .put("version", consultation.version())
                .put("status", consultation.status().code())
                .put("from", references.department(consultation.from()))
                .put("question", consultation.question())
                .put("askedAt", consultation.askedAt().toString())
                .put("dueAt", consultation.dueAt().toString())
                .put("late", consultation.isLate(now))
                .put("opinions", opinions(consultation))
                .put(
                        "actions",
                        mayAct
                                ? new JsonArray(Consultations.actions(thing, consultation, CaseScope.of(caller)))
                                : new JsonArray());
        putIfKnown(json, "askedBy", consultation.askedBy().name());
        putIfKnown(json, "words", consultation.words());
        if (consultation.endedAt() != null) {
            json.put("endedAt", consultation.endedAt().toString());
            putIfKnown(json, "endedBy", consultation.endedBy().name());
        }
        return json;
    }

    private JsonArray opinions(Consultation consultation) {
        JsonArray opinions = new JsonArray();
        for (Opinion opinion : consultation.opinions()) {
            JsonObject json = new JsonObject()
                    .put("department", references.department(opinion.departmentId()))
                    .put("status", opinion.status().code());
            if (!opinion.isAwaited()) {
                json.put("at", opinion.at().toString());
                putIfKnown(json, "by", opinion.by().name());
                putIfKnown(json, "words", opinion.words());
            }
            opinions.add(json);
        }
        return opinions;
    }
}
