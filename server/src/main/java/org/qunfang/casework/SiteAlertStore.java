package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.UUID;
import org.qunfang.db.SqlTime;

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

    /** That the site opened the case, which is stored. */
    static Future<Void> insert(SqlClient conn, Site site, CaseOpening opened) {
        return conn.preparedQuery(ALERT)
                .execute(Tuple.of(site.id(), opened.id(), SqlTime.of(opened.openedAt()), site.riskIndex()))
                .mapEmpty();
    }
}
