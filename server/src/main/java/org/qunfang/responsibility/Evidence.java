package org.qunfang.responsibility;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;

/** What a report says about the matrix by tripping over a gap or an overlap. Pure. */
public final class Evidence {
    private Evidence() {}

    /**
     * The finding an answer is evidence of, in the shape that {@code open_finding} reads; null when there is none.
     *
     * @param id used when the finding is not open already
     */
    public static JsonObject of(Answerable answerable, Matrix matrix, UUID id, Instant now) {
        if (!answerable.isGap() && !answerable.isOverlap()) {
            return null;
        }
        Department office = matrix.dutyOffice();
        Department owner = office == null ? answerable.lead() : office;
        JsonArray departments = new JsonArray();
        answerable
                .competing()
                .forEach(department -> departments.add(department.id().toString()));
        UUID categoryId = answerable.isOverlap() ? answerable.line().categoryId() : answerable.categoryId();
        UUID areaId = answerable.isOverlap() ? answerable.line().areaId() : answerable.areaId();
        return new JsonObject()
                .put("id", id.toString())
                .put("kind", answerable.routing())
                .put("duty", answerable.duty().code())
                .put("categoryId", categoryId.toString())
                .put("categoryIds", categoriesUp(matrix, answerable, categoryId))
                .put("areaId", areaId == null ? null : areaId.toString())
                .put("areaIds", areasUp(matrix, answerable, areaId))
                .put("departmentIds", departments)
                .put("ownerDepartmentId", owner.id().toString())
                .put("dueAt", now.plus(CoverageService.DUE).toString());
    }

    /** An overlap stands where its lines stand; a gap may be told anywhere above. */
    private static JsonArray categoriesUp(Matrix matrix, Answerable answerable, UUID categoryId) {
        JsonArray up = new JsonArray();
        if (answerable.isGap()) {
            matrix.chain(categoryId).forEach(category -> up.add(category.id().toString()));
        } else {
            up.add(categoryId.toString());
        }
        return up;
    }

    private static JsonArray areasUp(Matrix matrix, Answerable answerable, UUID areaId) {
        JsonArray up = new JsonArray();
        if (answerable.isGap()) {
            Reconciliation.areasUp(matrix, areaId).forEach(area -> up.add(area.toString()));
        } else {
            up.add(areaId.toString());
        }
        return up;
    }
}
