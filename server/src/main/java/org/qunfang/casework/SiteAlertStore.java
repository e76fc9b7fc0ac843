package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.UUID;
import org.qunfang.geo.CellDisk;
import org.qunfang.responsibility.Answerable;
import org.qunfang.responsibility.Department;
import org.qunfang.responsibility.Explanation;
import org.qunfang.responsibility.Matrix;

/** The cases that the risk of sites opened. */
final class SiteAlertStore {
    private static final String LAST = """
            SELECT a.case_id, c.is_open, a.rest_level
              FROM site_alerts AS a
              JOIN cases AS c ON c.id = a.case_id
             WHERE a.site_id = $1
             ORDER BY a.opened_at DESC, a.case_id DESC
             LIMIT 1
            """;

    private static final String REST = """
            UPDATE site_alerts
               SET ended_at = CASE WHEN $3::smallint IS NULL THEN NULL ELSE COALESCE(ended_at, $4) END, rest_level = $3
             WHERE site_id = $1 AND case_id = $2
            """;

    private static final String OPEN = """
            WITH n AS (
                SELECT nextval('case_numbers')::text AS n
            )
            INSERT INTO cases (id, number, category_id, status, likelihood, consequence, lead_department_id,
                               support_department_ids, area_id, routing, why_id, boundary_note, lat, lon,
                               accuracy_meters, cell, place, opened_at, acknowledge_by, first_observed_at,
                               last_observed_at, visibility, report_count)
            SELECT $1, 'QF-' || to_char($2::timestamptz AT TIME ZONE 'Asia/Shanghai', 'YYYY') || '-'
                       || lpad(n, greatest(6, length(n)), '0'),
                   $3, 'assigned', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, NULL, $14, $15, $2, $16, $2, $2, $17, 0
              FROM n
            RETURNING number
            """;

    private static final String ALERT = """
            INSERT INTO site_alerts (site_id, case_id, opened_at, risk_index)
            VALUES ($1, $2, $3, $4)
            """;

    private SiteAlertStore() {}

    /** Null when there never was one. */
    static Future<SiteAlert> last(SqlClient conn, UUID siteId) {
        return conn.preparedQuery(LAST).execute(Tuple.of(siteId)).map(rows -> {
            if (rows.size() == 0) {
                return null;
            }
            Row row = rows.iterator().next();
            return new SiteAlert(row.getUUID("case_id"), row.getBoolean("is_open"), row.getInteger("rest_level"));
        });
    }

    /** @param level null while the case is open */
    static Future<Void> rest(SqlClient conn, UUID siteId, UUID caseId, Integer level, Instant now) {
        return conn.preparedQuery(REST)
                .execute(Tuple.of(siteId, caseId, level, SqlTime.of(now)))
                .mapEmpty();
    }

    /** Stores the case and that the site opened it; its number. What it rests on is stored before. */
    static Future<String> open(
            SqlClient conn,
            UUID caseId,
            Site site,
            Answerable answer,
            Matrix matrix,
            Assessment scored,
            Instant acknowledgeBy,
            Instant now) {
        Site.Content content = site.content();
        Grounds why = Grounds.of(Explanation.of(matrix, answer));
        JsonObject note = Explanation.boundaryNote(answer) == null
                ? null
                : Explanation.boundaryNote(answer).toJson();
        Tuple values = Tuple.tuple()
                .addUUID(caseId)
                .addOffsetDateTime(SqlTime.of(now))
                .addUUID(content.categoryId())
                .addInteger(scored.likelihood())
                .addInteger(scored.consequence())
                .addUUID(answer.lead().id())
                .addArrayOfUUID(answer.support().stream().map(Department::id).toArray(UUID[]::new))
                .addUUID(answer.area() == null ? null : answer.area().id())
                .addString(answer.isGap() ? "gap" : answer.isOverlap() ? "overlap" : "lead")
                .addUUID(why.id())
                .addJsonObject(note)
                .addDouble(content.place().lat())
                .addDouble(content.place().lon())
                .addLong(CellDisk.cellOf(content.place()))
                .addString(content.name().zhCn())
                .addOffsetDateTime(SqlTime.of(acknowledgeBy))
                .addString(content.isPublic() ? "public" : "protected");
        return Grounds.store(conn, java.util.List.of(why))
                .compose(kept -> conn.preparedQuery(OPEN).execute(values))
                .compose(rows -> conn.preparedQuery(ALERT)
                        .execute(Tuple.of(site.id(), caseId, SqlTime.of(now), site.riskIndex()))
                        .map(rows.iterator().next().getString("number")));
    }

    /** The data of {@code case.opened}, as the intake writes it. */
    static JsonObject openedData(UUID caseId, String number, String category, Answerable answer, Assessment scored) {
        JsonArray support = new JsonArray();
        answer.support().forEach(each -> support.add(each.id().toString()));
        return new JsonObject()
                .put("caseId", caseId.toString())
                .put("category", category)
                .put("leadDepartmentId", answer.lead().id().toString())
                .put("supportDepartmentIds", support)
                .put("number", number)
                .put("severity", scored.severity().code());
    }
}
