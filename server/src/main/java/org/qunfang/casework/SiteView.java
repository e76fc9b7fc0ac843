package org.qunfang.casework;

import static org.qunfang.casework.CaseListView.putIfKnown;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.UUID;
import org.qunfang.http.Caller;
import org.qunfang.responsibility.Answerable;
import org.qunfang.responsibility.Explanation;
import org.qunfang.responsibility.Matrix;

/** Sites as officers see them. Fields without a value are left out. */
final class SiteView {
    private final Matrix matrix;
    private final References references;
    private final LocalDate today;

    SiteView(Matrix matrix, LocalDate today) {
        this.matrix = matrix;
        this.references = new References(matrix);
        this.today = today;
    }

    JsonObject full(SiteService.Details details, Caller caller) {
        Site site = details.site();
        Site.Content content = site.content();
        JsonObject json = common(site)
                .put("radiusMeters", content.radiusMeters())
                .put("recordsSince", site.recordsSince().toString())
                .put("registeredAt", site.registeredAt().toString())
                .put("supervision", supervision(SiteSupervision.of(matrix, content, today)))
                .put("permits", permits(details))
                .put("volunteers", details.volunteers())
                .put("line", line(details))
                .put("checklist", checklist(content.categoryId()))
                .put(
                        "changes",
                        new JsonArray(details.changes().stream()
                                .map(each -> each.json(references))
                                .toList()))
                .put("mayPermit", SiteScope.permits(caller, matrix, content, today))
                .put("mayInspect", SiteScope.inspects(caller, matrix, content, today))
                .put("mayWork", caller.may("site.work") && SiteScope.works(caller, matrix, content, today));
        putIfKnown(json, "boundary", content.boundary());
        putIfKnown(json, "inspectionEveryDays", content.inspectionEveryDays());
        putIfKnown(json, "fillDepthMeters", content.measures().fillDepthMeters());
        putIfKnown(json, "heightMeters", content.measures().heightMeters());
        putIfKnown(json, "peopleInReach", content.measures().peopleInReach());
        if (content.operatorName() != null) {
            JsonObject operator = new JsonObject().put("name", content.operatorName());
            putIfKnown(operator, "contact", content.operatorContact());
            json.put("operator", operator);
        }
        if (details.alert() != null && details.alert().caseOpen()) {
            json.put("openCaseId", details.alert().caseId().toString());
        }
        return json;
    }

    JsonObject listed(SiteListStore.Listed listed) {
        return common(listed.site()).put("line", listed.line());
    }

    private JsonObject common(Site site) {
        Site.Content content = site.content();
        JsonObject json = new JsonObject()
                .put("id", site.id().toString())
                .put("name", content.name().toJson())
                .put("category", references.category(content.categoryId()))
                .put("watched", content.watched())
                .put("public", content.isPublic())
                .put("location", content.place().toJson())
                .put("supervisor", supervisor(content))
                .put("riskIndex", site.riskIndex())
                .put("riskChange", site.riskChange())
                .put("threshold", SiteRisk.THRESHOLD)
                .put("signals", site.signals())
                .put("version", site.version());
        LocalDate due = content.inspectionDue();
        json.put("inspectionLate", due != null && due.isBefore(today));
        putIfKnown(json, "inspectionDue", due == null ? null : due.toString());
        putIfKnown(json, "place", content.placeWords());
        putIfKnown(
                json,
                "assessedAt",
                site.assessedAt() == null ? null : site.assessedAt().toString());
        return json;
    }

    private JsonObject supervisor(Site.Content content) {
        return references.department(
                SiteSupervision.of(matrix, content, today).authority().id());
    }

    /** Both duties with the trace of the one that counts. */
    private JsonObject supervision(SiteSupervision supervision) {
        return new JsonObject()
                .put("inspect", duty(supervision.inspect()))
                .put("enforce", duty(supervision.enforce()))
                .put("why", Explanation.of(matrix, supervision.answer()));
    }

    private JsonObject duty(Answerable answer) {
        JsonObject json = new JsonObject().put("gap", answer.isGap());
        return answer.isGap()
                ? json
                : json.put("lead", references.department(answer.lead().id()));
    }

    private JsonArray permits(SiteService.Details details) {
        JsonArray json = new JsonArray();
        details.permits().forEach(each -> {
            JsonObject permit = new JsonObject()
                    .put("id", each.id().toString())
                    .put("number", each.number())
                    .put("kind", each.kind())
                    .put("purpose", each.purpose())
                    .put("department", references.department(each.departmentId()))
                    .put("validFrom", each.validFrom().toString())
                    .put("state", state(each));
            putIfKnown(
                    permit,
                    "validTo",
                    each.validTo() == null ? null : each.validTo().toString());
            json.add(permit);
        });
        return json;
    }

    private String state(SitePermit permit) {
        SiteFacts.Permit fact = permit.fact();
        return fact.holdsOn(today) ? "valid" : fact.ranOutBefore(today) ? "ended" : "later";
    }

    private static JsonArray line(SiteService.Details details) {
        JsonArray line = new JsonArray();
        details.line()
                .forEach(each -> line.add(new JsonObject()
                        .put("day", each.day().toString())
                        .put("index", each.index())
                        .put("peak", each.peak())));
        return line;
    }

    private JsonArray checklist(UUID categoryId) {
        JsonArray json = new JsonArray();
        SiteChecklist.of(matrix.chain(categoryId))
                .forEach((code, text) ->
                        json.add(new JsonObject().put("code", code).put("text", text.toJson())));
        return json;
    }

    JsonObject day(SiteRiskStore.Day day) {
        return new JsonObject()
                .put("day", day.day().toString())
                .put("index", day.index())
                .put("peak", day.peak())
                .put("signals", day.signals());
    }

    JsonObject inspection(UUID siteId, SiteInspection inspection) {
        JsonArray photos = new JsonArray();
        inspection
                .photoIds()
                .forEach(id ->
                        photos.add(new JsonObject().put("id", id.toString()).put("url", photoUrl(siteId, id))));
        JsonObject json = new JsonObject()
                .put("id", inspection.id().toString())
                .put("inspectedAt", inspection.inspectedAt().toString())
                .put("result", inspection.finding())
                .put("answers", inspection.answers())
                .put("photos", photos);
        putIfKnown(json, "note", inspection.note());
        putIfKnown(
                json,
                "nextDue",
                inspection.nextDue() == null ? null : inspection.nextDue().toString());
        putIfKnown(json, "inspector", inspection.inspector().name());
        UUID department = inspection.inspector().departmentId();
        putIfKnown(json, "department", department == null ? null : references.department(department));
        return json;
    }

    static String photoUrl(UUID siteId, UUID photoId) {
        return "/v1/sites/" + siteId + "/photos/" + photoId;
    }

    /** The words of reports only to those who may read the case. */
    JsonObject siteCase(SiteCaseStore.SiteCase thing, CaseScope scope) {
        boolean mayOpen = scope.sees(thing.leadDepartmentId(), thing.supportDepartmentIds());
        JsonObject json = new JsonObject()
                .put("id", thing.id().toString())
                .put("number", thing.number())
                .put("status", thing.status())
                .put("severity", thing.severity())
                .put("category", references.category(thing.categoryId()))
                .put("lead", references.department(thing.leadDepartmentId()))
                .put("openedAt", thing.openedAt().toString())
                .put("reportCount", thing.reportCount())
                .put("how", thing.how())
                .put("mayOpen", mayOpen)
                .put("reports", mayOpen ? thing.reports() : new JsonArray());
        putIfKnown(json, "distanceMeters", thing.distanceMeters() == null ? null : Math.round(thing.distanceMeters()));
        return json;
    }
}
