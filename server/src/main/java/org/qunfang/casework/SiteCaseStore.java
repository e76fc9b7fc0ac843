package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.qunfang.db.SqlTime;

/** The cases of a site with their reports, and the sites of a case. */
final class SiteCaseStore {
    /** Newest first. */
    private static final String CASES = """
            SELECT c.id, c.number, c.status, c.severity, c.category_id, c.opened_at, c.report_count, c.visibility,
                   c.lead_department_id, c.support_department_ids, l.how, l.distance_meters,
                   (SELECT jsonb_agg(jsonb_build_object('receivedAt', r.received_at, 'excerpt', left(r.description, 160))
                                     ORDER BY r.received_at DESC)
                      FROM (SELECT received_at, description
                              FROM reports
                             WHERE case_id = c.id AND status <> 'rejected'
                             ORDER BY received_at DESC, id DESC
                             LIMIT 5) AS r) AS reports
              FROM site_links AS l
              JOIN cases AS c ON c.id = l.case_id
             WHERE l.site_id = $1 AND l.unlinked_at IS NULL
               AND ($2::timestamptz IS NULL OR (c.opened_at, c.id) < ($2, $3::uuid))
               AND ($5 OR c.visibility <> 'protected' OR c.lead_department_id = $6
                    OR $6 = ANY (c.support_department_ids))
             ORDER BY c.opened_at DESC, c.id DESC
             LIMIT $4
            """;

    /** How many reports there were at the site when the newest one of the case came: "the 7th report at this site". */
    private static final String SITES = """
            SELECT s.id, s.name, s.risk_index, s.risk_change, s.supervisor_id, l.how, l.distance_meters,
                   count(r.id) AS reports,
                   count(r.id) FILTER (WHERE r.received_at <= newest.at) AS ordinal,
                   count(DISTINCT r.case_id) AS cases
              FROM site_links AS l
              JOIN sites AS s ON s.id = l.site_id
             CROSS JOIN (SELECT max(received_at) AS at FROM reports WHERE case_id = $1) AS newest
              LEFT JOIN site_links AS other ON other.site_id = s.id AND other.unlinked_at IS NULL
              LEFT JOIN reports AS r ON r.case_id = other.case_id AND r.status <> 'rejected'
             WHERE l.case_id = $1 AND l.unlinked_at IS NULL
             GROUP BY s.id, l.how, l.distance_meters
             ORDER BY l.distance_meters NULLS LAST, s.id
             LIMIT 20
            """;

    /** @param reports {@code {receivedAt, excerpt}}, the newest five */
    record SiteCase(
            UUID id,
            String number,
            String status,
            String severity,
            UUID categoryId,
            Instant openedAt,
            int reportCount,
            UUID leadDepartmentId,
            List<UUID> supportDepartmentIds,
            String how,
            Double distanceMeters,
            JsonArray reports) {}

    private SiteCaseStore() {}

    /** Protected cases only to those who see them as cases. */
    static Future<List<SiteCase>> cases(
            SqlClient conn, UUID siteId, Instant before, UUID beforeId, int limit, CaseScope scope) {
        return conn.preparedQuery(CASES)
                .execute(Tuple.tuple()
                        .addUUID(siteId)
                        .addOffsetDateTime(SqlTime.of(before))
                        .addUUID(beforeId)
                        .addInteger(limit)
                        .addBoolean(scope.seesAll())
                        .addUUID(scope.departmentId()))
                .map(rows -> {
                    List<SiteCase> found = new ArrayList<>();
                    rows.forEach(row -> found.add(siteCase(row)));
                    return found;
                });
    }

    private static SiteCase siteCase(Row row) {
        JsonArray reports = row.getJsonArray("reports");
        return new SiteCase(
                row.getUUID("id"),
                row.getString("number"),
                row.getString("status"),
                row.getString("severity"),
                row.getUUID("category_id"),
                SqlTime.in(row, "opened_at"),
                row.getInteger("report_count"),
                row.getUUID("lead_department_id"),
                List.of(row.getArrayOfUUIDs("support_department_ids")),
                row.getString("how"),
                row.getDouble("distance_meters"),
                reports == null ? new JsonArray() : reports);
    }

    /** The sites that a case belongs to, the nearest first. */
    static Future<List<SiteOfCase>> sitesOf(SqlClient conn, UUID caseId) {
        return conn.preparedQuery(SITES).execute(Tuple.of(caseId)).map(rows -> {
            List<SiteOfCase> sites = new ArrayList<>();
            rows.forEach(row -> sites.add(siteOfCase(row)));
            return sites;
        });
    }

    private static SiteOfCase siteOfCase(Row row) {
        JsonObject json = new JsonObject()
                .put("id", row.getUUID("id").toString())
                .put("name", row.getJsonObject("name"))
                .put("riskIndex", row.getInteger("risk_index"))
                .put("riskChange", row.getInteger("risk_change"))
                .put("how", row.getString("how"))
                .put("reports", row.getInteger("reports"))
                .put("ordinal", row.getInteger("ordinal"))
                .put("cases", row.getInteger("cases"));
        Double meters = row.getDouble("distance_meters");
        if (meters != null) {
            json.put("distanceMeters", Math.round(meters));
        }
        return new SiteOfCase(json, row.getUUID("id"), row.getUUID("supervisor_id"));
    }

    /** @param json the contract's CaseSite, without the supervisor and whether the case is to leave */
    record SiteOfCase(JsonObject json, UUID siteId, UUID supervisorId) {}
}
