package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.qunfang.geo.Location;

/** A page of a queue as JSON. Fields without a value are left out. */
final class CaseListView {
    private final References references;
    private final Instant now;

    CaseListView(References references, Instant now) {
        this.references = references;
        this.now = now;
    }

    /**
     * @param next the end of this page → the cursor of the next one
     */
    JsonObject page(QueueService.Read read, int limit, Function<Object, String> next) {
        List<QueueItem> found = read.found();
        QueueCounts counts = read.counts();
        List<QueueItem> items = found.subList(0, Math.min(limit, found.size()));
        JsonArray json = new JsonArray();
        items.forEach(item -> json.add(item(item)));
        JsonObject page = new JsonObject()
                .put("items", json)
                .put(
                        "next",
                        found.size() > limit ? next.apply(items.get(limit - 1).cursor()) : null)
                .put(
                        "counts",
                        new JsonObject()
                                .put("mine", counts.mine())
                                .put("department", counts.department())
                                .put("duty", counts.duty())
                                .put("overdue", counts.overdue())
                                .put("all", counts.all())
                                .put("consent", counts.consent()));
        putIfKnown(page, "elsewhere", read.elsewhere() == null ? null : elsewhere(read));
        return page;
    }

    private JsonObject elsewhere(QueueService.Read read) {
        JsonObject json = item(read.elsewhere());
        putIfKnown(json, "mergedInto", read.into() == null ? null : read.into().json());
        return json;
    }

    private JsonObject item(QueueItem item) {
        Deadline deadline = item.deadline();
        JsonObject json = new JsonObject()
                .put("id", item.id().toString())
                .put("number", item.number())
                .put("version", item.version())
                .put("status", item.status().code())
                .put(
                        "severity",
                        Severity.of(item.likelihood(), item.consequence()).code())
                .put("score", item.likelihood() * item.consequence())
                .put("category", references.category(item.categoryId()))
                .put("lead", references.department(item.leadDepartmentId()))
                .put("location", location(item.location()))
                .put("openedAt", item.openedAt().toString())
                .put("acknowledgeBy", item.acknowledgeBy().toString())
                .put("rung", item.rung())
                .put("late", deadline != null && deadline.isUnmet(now))
                .put("reportCount", item.reportCount())
                .put("consentPending", item.consentPending())
                .put("handoverPending", item.handoverStatus() != null);
        putIfKnown(json, "surging", item.surgeReports() == null ? null : true);
        putIfKnown(json, "surgeReports", item.surgeReports());
        putIfKnown(json, "handoverStatus", item.handoverStatus());
        putIfKnown(json, "tasks", item.tasks().json(now));
        putIfKnown(json, "area", item.areaId() == null ? null : references.area(item.areaId()));
        putIfKnown(json, "deadline", deadline == null ? null : deadline.json(now));
        putIfKnown(json, "place", item.place());
        putIfKnown(json, "excerpt", item.excerpt());
        putIfKnown(
                json,
                "assignee",
                item.assignee() == null ? null : item.assignee().json());
        putIfKnown(json, "found", item.found());
        return json;
    }

    static JsonObject location(Location location) {
        JsonObject json = new JsonObject().put("lat", location.lat()).put("lon", location.lon());
        putIfKnown(json, "accuracyMeters", location.accuracyMeters());
        return json;
    }

    static void putIfKnown(JsonObject json, String name, Object value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
