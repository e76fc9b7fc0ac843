package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.UUID;
import org.qunfang.db.SqlTime;

/** Volunteers who watch a site. Who they are stands in the volunteer room's table, read here: that room knows this one. */
final class SiteVolunteerStore {
    private static final String ADD = """
            INSERT INTO site_volunteers (site_id, volunteer_id, since)
            SELECT $1, v.id, $3
              FROM volunteers AS v
             WHERE v.id = $2 AND v.status = 'verified'
               AND (SELECT count(*) FROM site_volunteers WHERE site_id = $1) < $4
            ON CONFLICT (site_id, volunteer_id) DO NOTHING
            """;

    private static final String HAS = """
            SELECT EXISTS (SELECT 1 FROM site_volunteers WHERE site_id = $1 AND volunteer_id = $2) AS has,
                   (SELECT status FROM volunteers WHERE id = $2) AS status
            """;

    private static final String REMOVE = """
            DELETE FROM site_volunteers WHERE site_id = $1 AND volunteer_id = $2
            """;

    private static final String LIST = """
            SELECT v.id, v.name, v.status, w.since
              FROM site_volunteers AS w
              JOIN volunteers AS v ON v.id = w.volunteer_id
             WHERE w.site_id = $1
             ORDER BY w.since, v.id
            """;

    /** @param status of the volunteer, or null when there is no such person */
    record Standing(boolean watches, String status) {}

    private SiteVolunteerStore() {}

    /** False when nothing was added. The caller holds the site's lock. */
    static Future<Boolean> add(SqlClient conn, UUID siteId, UUID volunteerId, Instant now, int most) {
        return conn.preparedQuery(ADD)
                .execute(Tuple.of(siteId, volunteerId, SqlTime.of(now), most))
                .map(rows -> rows.rowCount() == 1);
    }

    static Future<Standing> standing(SqlClient conn, UUID siteId, UUID volunteerId) {
        return conn.preparedQuery(HAS).execute(Tuple.of(siteId, volunteerId)).map(rows -> {
            var row = rows.iterator().next();
            return new Standing(row.getBoolean("has"), row.getString("status"));
        });
    }

    static Future<Boolean> remove(SqlClient conn, UUID siteId, UUID volunteerId) {
        return conn.preparedQuery(REMOVE).execute(Tuple.of(siteId, volunteerId)).map(rows -> rows.rowCount() == 1);
    }

    static Future<JsonArray> list(SqlClient conn, UUID siteId) {
        return conn.preparedQuery(LIST).execute(Tuple.of(siteId)).map(rows -> {
            JsonArray list = new JsonArray();
            rows.forEach(row -> list.add(new JsonObject()
                    .put("id", row.getUUID("id").toString())
                    .put("name", row.getString("name"))
                    .put("status", row.getString("status"))
                    .put("since", SqlTime.in(row, "since").toString())));
            return list;
        });
    }
}
