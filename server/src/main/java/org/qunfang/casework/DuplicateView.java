package org.qunfang.casework;

import static org.qunfang.casework.CaseListView.putIfKnown;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.qunfang.casework.CaseStatus.Transition;
import org.qunfang.casework.DuplicateService.Candidate;
import org.qunfang.casework.DuplicateService.Found;
import org.qunfang.casework.DuplicateStore.Compared;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;

/** Candidates as JSON for one caller: of a case that is not theirs to see only what everybody sees, and no id. */
record DuplicateView(References references, Caller caller) {

    JsonObject page(Found found) {
        JsonArray items = new JsonArray();
        found.candidates().forEach(each -> items.add(item(found.subject(), each)));
        return new JsonObject().put("items", items).putNull("next");
    }

    private JsonObject item(Compared subject, Candidate candidate) {
        Compared thing = candidate.thing();
        boolean sees = CaseScope.of(caller).sees(thing.leadDepartmentId(), thing.supportDepartmentIds());
        JsonArray reasons = new JsonArray();
        candidate.likeness().reasons().stream().map(Localized::toJson).forEach(reasons::add);
        JsonObject json = new JsonObject()
                .put("number", thing.number())
                .put("status", thing.status().code())
                .put(
                        "severity",
                        Severity.of(thing.likelihood(), thing.consequence()).code())
                .put("score", thing.likelihood() * thing.consequence())
                .put("category", references.category(thing.categoryId()))
                .put("lead", references.department(thing.leadDepartmentId()))
                .put("openedAt", thing.openedAt().toString())
                .put("reportCount", thing.reportCount())
                .put("distanceMeters", Math.round(candidate.likeness().meters()))
                .put("likeness", Math.round(candidate.likeness().score() * 100) / 100.0)
                .put("reasons", reasons)
                .put("photos", photos(thing, sees))
                .put("mayMerge", works(subject) && works(thing));
        putIfKnown(json, "words", sees ? thing.words() : thing.publicWords());
        if (sees) {
            json.put("id", thing.id().toString()).put("version", thing.version());
        }
        return json;
    }

    /** An officer of both, and both open. */
    private boolean works(Compared thing) {
        return caller.may("case.work")
                && CaseScope.of(caller).works(thing.leadDepartmentId())
                && Transition.MERGE.opensFrom(thing.status());
    }

    private static JsonArray photos(Compared thing, boolean sees) {
        JsonArray photos = new JsonArray();
        for (Object each : thing.photos()) {
            JsonObject photo = (JsonObject) each;
            if (sees || "public".equals(photo.getString("visibility"))) {
                photos.add(new JsonObject()
                        .put("id", photo.getString("id"))
                        .put("url", "/v1/photos/" + photo.getString("id"))
                        .put("width", photo.getInteger("width"))
                        .put("height", photo.getInteger("height")));
            }
        }
        return photos;
    }
}
