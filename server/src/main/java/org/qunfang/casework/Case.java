package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.qunfang.geo.Location;

/**
 * What departments work on.
 *
 * @param areaId null outside every area
 * @param routing {@code lead}, {@code gap} or {@code overlap}
 * @param why the trace of the responsibility lookup, step by step
 * @param boundaryNote language tag → text about a boundary near by, or null
 * @param findingId the open gap or overlap that routed it, or null
 * @param place in words, or null
 * @param mergedIntoId the case that goes on in its place, or null
 * @param consultedDepartmentIds those that are asked something about it; they read it while they are
 * @param weighsOnSite it belongs to a site, whose record it is part of, or that site's risk opened it
 */
record Case(
        UUID id,
        String number,
        long version,
        UUID categoryId,
        Progress progress,
        UUID leadDepartmentId,
        List<UUID> supportDepartmentIds,
        UUID areaId,
        String routing,
        JsonArray why,
        JsonObject boundaryNote,
        UUID findingId,
        Location location,
        String place,
        Instant openedAt,
        int reportCount,
        UUID mergedIntoId,
        List<UUID> consultedDepartmentIds,
        boolean weighsOnSite) {

    /** The same, known to be part of a site's record. */
    Case weighing() {
        return new Case(
                id,
                number,
                version,
                categoryId,
                progress,
                leadDepartmentId,
                supportDepartmentIds,
                areaId,
                routing,
                why,
                boundaryNote,
                findingId,
                location,
                place,
                openedAt,
                reportCount,
                mergedIntoId,
                consultedDepartmentIds,
                true);
    }

    CaseStatus status() {
        return progress.status();
    }

    Severity severity() {
        return progress.assessment().severity();
    }
}
