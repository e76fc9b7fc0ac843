package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.db.SqlTime;

/**
 * Reports that are split off or merged into another case take the sites of their case along: otherwise one officer took
 * off a site by splitting what takes the duty office's consent to take off. In the transaction that moves them.
 */
final class SiteCarrying {
    /** Also onto a site that the other case was taken off: what comes to it now belongs there. */
    private static final String CARRY = """
            WITH carried AS (
                INSERT INTO site_links (site_id, case_id, how, distance_meters, linked_at)
                SELECT site_id, $2, CASE how WHEN 'distance' THEN 'distance' ELSE 'officer' END, distance_meters, $3
                  FROM site_links
                 WHERE case_id = $1 AND unlinked_at IS NULL
                 ORDER BY site_id
                ON CONFLICT (site_id, case_id)
                    DO UPDATE SET how = excluded.how, linked_at = $3, distance_meters = excluded.distance_meters,
                                  unlinked_at = NULL
                 WHERE site_links.unlinked_at IS NOT NULL
                RETURNING site_id
            ), soon AS (
                UPDATE sites SET assess_at = $3 WHERE id IN (SELECT site_id FROM carried) AND assess_at > $3
            )
            SELECT s.id, s.name
              FROM carried
              JOIN sites AS s ON s.id = carried.site_id
            """;

    private final AuditLog audit;

    SiteCarrying(AuditLog audit) {
        this.audit = audit;
    }

    /** @param how {@code split} or {@code merge}, for the audit log */
    Future<Void> carry(SqlConnection conn, UUID from, UUID to, Act act, String how) {
        return conn.preparedQuery(CARRY)
                .execute(Tuple.of(from, to, SqlTime.of(act.at())))
                .compose(sites -> {
                    List<Future<Void>> told = new ArrayList<>();
                    for (Row site : sites) {
                        UUID id = site.getUUID("id");
                        told.add(TimelineStore.append(conn, to, entry(act, id, site.getJsonObject("name"))));
                        JsonObject detail =
                                new JsonObject().put("caseId", to.toString()).put("how", how);
                        told.add(audit.append(conn, act.caller(), "site.link-case", "site", id, detail));
                    }
                    return Future.join(told).mapEmpty();
                });
    }

    private static TimelineEntry entry(Act act, UUID siteId, JsonObject name) {
        return act.entry(TimelineKind.SITE_LINKED, Visibility.INTERNAL)
                .with("siteId", siteId.toString())
                .with("siteName", name);
    }
}
