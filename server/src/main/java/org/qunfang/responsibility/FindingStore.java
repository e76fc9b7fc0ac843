package org.qunfang.responsibility;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Opens findings that a case trips over. The row is written inside the statement of the case (see V020). */
public final class FindingStore {
    private static final Duration DUE = Duration.ofDays(14);

    private FindingStore() {}

    /**
     * The finding an answer is evidence of, in the shape that {@code open_finding} reads; null when there is none.
     *
     * @param id used when the finding is not open already
     */
    public static JsonObject evidence(Answerable answerable, Matrix matrix, UUID id, Instant now) {
        if (!answerable.isGap() && !answerable.isOverlap()) {
            return null;
        }
        Department office = matrix.dutyOffice();
        Department owner = office == null ? answerable.lead() : office;
        JsonArray departments = new JsonArray();
        answerable
                .competing()
                .forEach(department -> departments.add(department.id().toString()));
        UUID areaId = answerable.isOverlap()
                ? answerable.line().areaId()
                : answerable.area() == null ? null : answerable.area().id();
        return new JsonObject()
                .put("id", id.toString())
                .put("kind", answerable.isGap() ? "gap" : "overlap")
                .put("duty", answerable.duty().code())
                .put("categoryId", answerable.categoryId().toString())
                .put("areaId", areaId == null ? null : areaId.toString())
                .put("departmentIds", departments)
                .put("ownerDepartmentId", owner.id().toString())
                .put("dueAt", now.plus(DUE).toString());
    }
}
