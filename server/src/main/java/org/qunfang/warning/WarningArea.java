package org.qunfang.warning;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.locationtech.jts.geom.MultiPolygon;
import org.qunfang.problem.Localized;

/**
 * Where people are warned.
 *
 * @param drawn as the author drew and picked it: polygons, circles, areaCodes
 * @param saved what that comes to, and what counts from then on: valid, without holes, at most 100 vertices in each
 *     polygon, covering everything drawn; WGS 84 degrees, x = longitude
 * @param geocodes codes of the picked areas
 */
record WarningArea(Localized description, JsonObject drawn, MultiPolygon saved, List<String> geocodes) {

    /** The area's name as the author wrote it in this language; null where there is none. */
    String drawnName(String language) {
        JsonObject names = drawn.getJsonObject("description");
        return names == null ? null : names.getString(language);
    }
}
