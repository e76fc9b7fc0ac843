package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.qunfang.db.SqlTime;
import org.qunfang.responsibility.Lookup;

/** Reads what a site's risk is assessed by. The reports are the report room's, read here as cases read them. */
final class SiteFactStore {
    private static final int MOST_CASES = 500;

    private static final String OPEN_CASES = """
            SELECT c.severity, said.people, said.sender
              FROM (SELECT case_id
                      FROM site_links
                     WHERE site_id = $1 AND unlinked_at IS NULL AND how <> 'alert' AND case_id IS DISTINCT FROM $3::uuid
                     UNION ALL
                    SELECT $4::uuid WHERE $4::uuid IS NOT NULL) AS l
              JOIN cases AS c ON c.id = l.case_id
             CROSS JOIN LATERAL (
                SELECT count(DISTINCT r.sender_account_id) AS people, min(r.sender_account_id::text) AS sender
                  FROM reports AS r
                 WHERE r.case_id = c.id AND r.status <> 'rejected') AS said
             WHERE c.status NOT IN ('resolved', 'closed', 'rejected')
             ORDER BY c.urgency, c.opened_at
             LIMIT $2
            """;

    private static final String HEARD = """
            SELECT count(*) FILTER (WHERE r.received_at > $3) AS recent,
                   count(DISTINCT r.sender_account_id) FILTER (WHERE r.received_at > $3) AS recent_people,
                   count(*) FILTER (WHERE r.received_at <= $3) AS earlier,
                   count(DISTINCT r.sender_account_id) FILTER (WHERE r.received_at <= $3) AS earlier_people
              FROM (SELECT case_id
                      FROM site_links
                     WHERE site_id = $1 AND unlinked_at IS NULL AND case_id IS DISTINCT FROM $5::uuid
                     UNION ALL
                    SELECT $6::uuid WHERE $6::uuid IS NOT NULL) AS l
              JOIN cases AS c ON c.id = l.case_id
              JOIN reports AS r ON r.case_id = l.case_id
             WHERE c.status <> 'rejected' AND r.status <> 'rejected' AND r.received_at > $2 AND r.received_at <= $4
            """;

    private static final String PERMITS = """
            SELECT id, number, kind, purpose, department_id, valid_from, valid_to
              FROM site_permits
             WHERE site_id = $1
             ORDER BY valid_from DESC, id DESC
             LIMIT 200
            """;

    /** The newest one, and the worst that was found since the last one that answered every point. */
    private static final String LAST_INSPECTION = """
            SELECT (last.inspected_at AT TIME ZONE 'Asia/Shanghai')::date AS day, last.result,
                   (SELECT count(*) FROM jsonb_array_elements(last.answers) AS a WHERE a ->> 'answer' = 'unknown') AS unanswered,
                   ((SELECT max(inspected_at)
                       FROM site_inspections
                      WHERE site_id = $1 AND is_complete) AT TIME ZONE 'Asia/Shanghai')::date AS complete,
                   (worst.inspected_at AT TIME ZONE 'Asia/Shanghai')::date AS found_day, worst.result AS found
              FROM (SELECT inspected_at, result, answers
                      FROM site_inspections
                     WHERE site_id = $1
                     ORDER BY inspected_at DESC, id DESC
                     LIMIT 1) AS last
              LEFT JOIN LATERAL (
                    SELECT inspected_at, result
                      FROM site_inspections
                     WHERE site_id = $1 AND result IN ('defects', 'danger')
                       AND inspected_at >= COALESCE((SELECT max(inspected_at)
                                                       FROM site_inspections
                                                      WHERE site_id = $1 AND is_complete), '-infinity')
                     ORDER BY result = 'danger' DESC, inspected_at DESC
                     LIMIT 1) AS worst ON true
            """;

    private SiteFactStore() {}

    static Future<SiteFacts> read(SqlConnection conn, Site site, Instant now) {
        return readAsIf(conn, site, null, null, now);
    }

    /** As if this case did not belong to the site. */
    static Future<SiteFacts> readWithout(SqlConnection conn, Site site, UUID caseId, Instant now) {
        return readAsIf(conn, site, caseId, null, now);
    }

    /** As if this case, which does not, belonged to the site. */
    static Future<SiteFacts> readWith(SqlConnection conn, Site site, UUID caseId, Instant now) {
        return readAsIf(conn, site, null, caseId, now);
    }

    /** Sends all queries at once: one round trip. */
    private static Future<SiteFacts> readAsIf(SqlConnection conn, Site site, UUID without, UUID with, Instant now) {
        ZonedDateTime here = now.atZone(Lookup.CITY);
        Future<RowSet<Row>> cases =
                conn.preparedQuery(OPEN_CASES).execute(Tuple.of(site.id(), MOST_CASES, without, with));
        Future<RowSet<Row>> heard = conn.preparedQuery(HEARD)
                .execute(Tuple.of(
                        site.id(),
                        SqlTime.of(here.minusMonths(2L * SiteRisk.MONTHS).toInstant()),
                        SqlTime.of(here.minusMonths(SiteRisk.MONTHS).toInstant()),
                        SqlTime.of(now),
                        without,
                        with));
        Future<List<SitePermit>> permits = permits(conn, site.id());
        Future<RowSet<Row>> inspections = conn.preparedQuery(LAST_INSPECTION).execute(Tuple.of(site.id()));
        return Future.all(cases, heard, permits, inspections).map(all -> {
            Row counts = heard.result().iterator().next();
            return new SiteFacts(
                    openCases(cases.result()),
                    new SiteFacts.Heard(counts.getInteger("recent"), counts.getInteger("recent_people")),
                    new SiteFacts.Heard(counts.getInteger("earlier"), counts.getInteger("earlier_people")),
                    site.recordsSince(),
                    site.content().inspectionDue(),
                    lastInspection(inspections.result()),
                    permits.result().stream().map(SitePermit::fact).toList());
        });
    }

    /** The newest 200, by their first day. */
    static Future<List<SitePermit>> permits(SqlConnection conn, UUID siteId) {
        return conn.preparedQuery(PERMITS).execute(Tuple.of(siteId)).map(rows -> {
            List<SitePermit> permits = new ArrayList<>();
            rows.forEach(row -> permits.add(new SitePermit(
                    row.getUUID("id"),
                    row.getString("number"),
                    row.getString("kind"),
                    row.getString("purpose"),
                    row.getUUID("department_id"),
                    row.getLocalDate("valid_from"),
                    row.getLocalDate("valid_to"))));
            return permits;
        });
    }

    private static List<SiteFacts.OpenCase> openCases(RowSet<Row> rows) {
        List<SiteFacts.OpenCase> cases = new ArrayList<>();
        rows.forEach(row -> cases.add(new SiteFacts.OpenCase(
                Severity.of(row.getString("severity")), row.getLong("people") == 1 ? row.getString("sender") : null)));
        return cases;
    }

    private static SiteFacts.LastInspection lastInspection(RowSet<Row> rows) {
        if (rows.size() == 0) {
            return null;
        }
        Row row = rows.iterator().next();
        String found = row.getString("found");
        return new SiteFacts.LastInspection(
                row.getLocalDate("day"),
                row.getString("result"),
                row.getInteger("unanswered"),
                row.getLocalDate("complete"),
                found == null ? null : new SiteFacts.Finding(row.getLocalDate("found_day"), found));
    }
}
