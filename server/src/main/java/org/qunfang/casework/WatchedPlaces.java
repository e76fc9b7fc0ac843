package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.qunfang.responsibility.Matrix;

/** Which public sites a case belongs to and who supervises them; for people outside. */
public final class WatchedPlaces {
    private static final String PUBLIC_SITES = """
            SELECT s.name, s.supervisor_id
              FROM site_links AS l
              JOIN sites AS s ON s.id = l.site_id
             WHERE l.case_id = $1 AND l.unlinked_at IS NULL AND s.is_public AND s.status = 'watched'
             ORDER BY l.distance_meters NULLS LAST, s.id
             LIMIT 5
            """;

    private WatchedPlaces() {}

    /** {@code {name, supervisor}}, the nearest first. */
    public static Future<JsonArray> of(SqlClient client, UUID caseId, Matrix matrix) {
        References references = new References(matrix);
        return client.preparedQuery(PUBLIC_SITES).execute(Tuple.of(caseId)).map(rows -> {
            JsonArray places = new JsonArray();
            rows.forEach(row -> places.add(new JsonObject()
                    .put("name", row.getJsonObject("name"))
                    .put("supervisor", references.department(row.getUUID("supervisor_id")))));
            return places;
        });
    }
}
