package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.qunfang.db.SqlTime;
import org.qunfang.http.Caller;

/** Changes of the register of sites, kept for ever. */
final class SiteChangeStore {
    private static final int MOST = 50;

    private static final String APPEND = """
            INSERT INTO site_changes (site_id, version, changes, changed_by, department_id, changed_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """;

    private static final String LAST = """
            SELECT c.changes, c.changed_at, c.department_id, a.name
              FROM site_changes AS c
              LEFT JOIN accounts AS a ON a.id = c.changed_by
             WHERE c.site_id = $1
             ORDER BY c.version DESC
             LIMIT $2
            """;

    /**
     * One change.
     *
     * @param changes as {@link SiteChange#between} made them
     * @param by the officer's name, or null
     */
    record Made(JsonArray changes, Instant at, String by, UUID departmentId) {
        JsonObject json(References references) {
            JsonObject json = new JsonObject().put("at", at.toString()).put("changes", changes);
            CaseListView.putIfKnown(json, "by", by);
            return departmentId == null ? json : json.put("department", references.department(departmentId));
        }
    }

    private SiteChangeStore() {}

    /** A change that changed nothing is none. */
    static Future<Void> append(
            SqlClient conn, UUID siteId, long version, JsonArray changes, Caller caller, Instant now) {
        if (changes.isEmpty()) {
            return Future.succeededFuture();
        }
        return conn.preparedQuery(APPEND)
                .execute(Tuple.of(siteId, version, changes, caller.accountId(), caller.departmentId(), SqlTime.of(now)))
                .mapEmpty();
    }

    /** The newest 50, newest first. */
    static Future<List<Made>> last(SqlClient conn, UUID siteId) {
        return conn.preparedQuery(LAST)
                .execute(Tuple.of(siteId, MOST))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(SiteChangeStore::made)
                        .toList());
    }

    private static Made made(Row row) {
        return new Made(
                row.getJsonArray("changes"),
                SqlTime.in(row, "changed_at"),
                row.getString("name"),
                row.getUUID("department_id"));
    }
}
