package org.qunfang.responsibility;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.qunfang.http.TimeCursor;
import org.qunfang.identity.Permission;
import org.qunfang.identity.Role;

/** Opens findings that a case trips over, in the case's transaction, and lists them. */
public final class FindingStore {
    private static final String LIST = """
            SELECT id, kind, duty, category_id, area_id, department_ids, owner_department_id, status, opened_at, due_at,
                   closed_at, resolution, extent, cells, cells_of, version
              FROM findings
             WHERE ($1::text IS NULL OR duty = $1)
               AND ($2::text IS NULL OR status = $2)
               AND ($3::text IS NULL OR kind = $3)
               AND ($4::uuid[] IS NULL OR category_id = ANY ($4))
               AND ($5::uuid[] IS NULL OR area_id = ANY ($5))
               AND ($6::timestamptz IS NULL OR (opened_at, id) < ($6, $7))
               AND ($8::uuid IS NULL OR owner_department_id = $8)
             ORDER BY opened_at DESC, id DESC
             LIMIT $9
            """;

    private static final String BY_ID = """
            SELECT id, kind, duty, category_id, area_id, department_ids, owner_department_id, status, opened_at, due_at,
                   closed_at, resolution, extent, cells, cells_of, version
              FROM findings
             WHERE id = $1
            """;

    private static final String SAVE = """
            UPDATE findings
               SET owner_department_id = $2, due_at = $3, status = $4, closed_at = $5, resolution = $6,
                   awaits_look = $4 = 'resolved', version = version + 1
             WHERE id = $1 AND version = $7
            """;

    private static final String TELL = """
            INSERT INTO finding_events (id, finding_id, at, kind, account_id, department_id, text, data)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """;

    private static final String HISTORY = """
            SELECT at, kind, department_id, text, data
              FROM (SELECT id, at, kind, department_id, text, data
                      FROM finding_events
                     WHERE finding_id = $1
                     ORDER BY at DESC, id DESC
                     LIMIT 200) AS newest
             ORDER BY at, id
            """;

    private static final String OPEN = """
            SELECT open_finding(finding, $2)
              FROM UNNEST($1::jsonb[]) AS finding
            """;

    private static final String HAS_READER = """
            SELECT EXISTS (SELECT 1
                             FROM accounts
                            WHERE kind = 'OFFICER' AND disabled_at IS NULL AND department_id = $1
                              AND (array_remove(roles, 'duty_officer') && $2::text[]
                                   OR 'duty_officer' = ANY ($2::text[]) AND is_duty_officer(id))) AS reads
            """;

    private FindingStore() {}

    /** Whether anybody of the department may read findings. */
    static Future<Boolean> hasReader(SqlClient client, UUID departmentId) {
        String[] roles = Role.having(Permission.COVERAGE_READ).toArray(String[]::new);
        return client.preparedQuery(HAS_READER)
                .execute(Tuple.tuple().addUUID(departmentId).addArrayOfString(roles))
                .map(rows -> rows.iterator().next().getBoolean("reads"));
    }

    /** Opens what {@link Evidence} told of; those that are open already stay as they are. */
    public static Future<Void> open(SqlClient conn, List<JsonObject> findings, Instant now) {
        if (findings.isEmpty()) {
            return Future.succeededFuture();
        }
        return conn.preparedQuery(OPEN)
                .execute(Tuple.tuple()
                        .addArrayOfJsonObject(findings.toArray(JsonObject[]::new))
                        .addOffsetDateTime(now.atOffset(ZoneOffset.UTC)))
                .mapEmpty();
    }

    /** What a list asks for; null means any. */
    record Wanted(String duty, String status, String kind, Set<UUID> categories, Set<UUID> areas, UUID owner) {}

    /**
     * Newest first.
     *
     * @param after where the page before ended, or null for the first one
     */
    static Future<List<Finding>> list(SqlClient client, Wanted wanted, TimeCursor after, int limit) {
        Tuple values = Tuple.tuple()
                .addString(wanted.duty())
                .addString(wanted.status())
                .addString(wanted.kind())
                .addArrayOfUUID(array(wanted.categories()))
                .addArrayOfUUID(array(wanted.areas()))
                .addOffsetDateTime(after == null ? null : after.at().atOffset(ZoneOffset.UTC))
                .addUUID(after == null ? null : after.id())
                .addUUID(wanted.owner())
                .addInteger(limit);
        return client.preparedQuery(LIST).execute(values).map(rows -> {
            List<Finding> found = new ArrayList<>();
            rows.forEach(row -> found.add(finding(row)));
            return found;
        });
    }

    private static UUID[] array(Set<UUID> ids) {
        return ids == null ? null : ids.toArray(new UUID[0]);
    }

    private static Finding finding(Row row) {
        return new Finding(
                row.getUUID("id"),
                row.getString("kind"),
                row.getString("duty"),
                row.getUUID("category_id"),
                row.getUUID("area_id"),
                List.of(row.getArrayOfUUIDs("department_ids")),
                row.getUUID("owner_department_id"),
                row.getString("status"),
                row.getOffsetDateTime("opened_at").toInstant(),
                row.getOffsetDateTime("due_at").toInstant(),
                row.getOffsetDateTime("closed_at") == null
                        ? null
                        : row.getOffsetDateTime("closed_at").toInstant(),
                row.getString("resolution"),
                row.getString("extent"),
                row.getInteger("cells"),
                row.getInteger("cells_of"),
                row.getLong("version"));
    }

    static Future<Optional<Finding>> byId(SqlClient client, UUID id) {
        return client.preparedQuery(BY_ID).execute(Tuple.of(id)).map(rows -> {
            Iterator<Row> found = rows.iterator();
            return found.hasNext() ? Optional.of(finding(found.next())) : Optional.empty();
        });
    }

    /** Stores the next version; fails with stale when another one came between. */
    static Future<Void> save(SqlClient conn, Finding finding) {
        return conn.preparedQuery(SAVE)
                .execute(Tuple.tuple()
                        .addUUID(finding.id())
                        .addUUID(finding.ownerDepartmentId())
                        .addOffsetDateTime(finding.dueAt().atOffset(ZoneOffset.UTC))
                        .addString(finding.status())
                        .addOffsetDateTime(
                                finding.closedAt() == null
                                        ? null
                                        : finding.closedAt().atOffset(ZoneOffset.UTC))
                        .addString(finding.resolution())
                        .addLong(finding.version()))
                .compose(stored ->
                        stored.rowCount() == 1 ? Future.succeededFuture() : Future.failedFuture(MatrixWriter.stale()));
    }

    /**
     * One line of a finding's history.
     *
     * @param departmentId of the officer who did it; null for the computation and for reports
     * @param text what the officer wrote, or null
     */
    record Told(Instant at, String kind, UUID departmentId, String text, JsonObject data) {}

    static Future<Void> tell(SqlClient conn, UUID findingId, UUID accountId, Told told) {
        return conn.preparedQuery(TELL)
                .execute(Tuple.of(
                        UuidCreator.getTimeOrderedEpoch(),
                        findingId,
                        told.at().atOffset(ZoneOffset.UTC),
                        told.kind(),
                        accountId,
                        told.departmentId(),
                        told.text(),
                        told.data()))
                .mapEmpty();
    }

    /** Oldest first; the newest 200. */
    static Future<List<Told>> history(SqlClient client, UUID findingId) {
        return client.preparedQuery(HISTORY).execute(Tuple.of(findingId)).map(rows -> {
            List<Told> history = new ArrayList<>();
            rows.forEach(row -> history.add(new Told(
                    row.getOffsetDateTime("at").toInstant(),
                    row.getString("kind"),
                    row.getUUID("department_id"),
                    row.getString("text"),
                    row.getJsonObject("data"))));
            return history;
        });
    }
}
