package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.qunfang.geo.Location;
import org.qunfang.responsibility.Answerable;
import org.qunfang.responsibility.Category;

/** What the event {@code case.opened} tells, whoever opened the case. */
public final class OpenedCase {
    private OpenedCase() {}

    /** But for {@code number} and {@code severity}, which the intake leaves to its statement. */
    public static JsonObject data(UUID caseId, Category category, Location place, Answerable answerable) {
        JsonArray support = new JsonArray();
        answerable.support().forEach(each -> support.add(each.id().toString()));
        return new JsonObject()
                .put("caseId", caseId.toString())
                .put("category", category.code())
                .put("lat", place.lat())
                .put("lon", place.lon())
                .put("leadDepartmentId", answerable.lead().id().toString())
                .put("supportDepartmentIds", support);
    }
}
