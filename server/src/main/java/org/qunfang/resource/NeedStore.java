package org.qunfang.resource;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.casework.CaseScope;
import org.qunfang.db.SqlTime;
import org.qunfang.geo.Location;
import org.qunfang.problem.Localized;

/** SQL of needs. */
final class NeedStore {
    /** One row; what is not known is null. */
    private static final String FRAME = """
            SELECT t.unit, c.id AS case_id, c.lead_department_id, c.support_department_ids, c.is_open
              FROM (SELECT 1) AS always
              LEFT JOIN resource_types AS t ON t.code = $1
              LEFT JOIN cases AS c ON c.id = $2
            """;

    private static final String INSERT = """
            INSERT INTO needs
                (id, case_id, department_id, type, quantity, unit, priority, lat, lon, accuracy_meters, place, note,
                 needed_from, needed_to, status, raised_by, raised_at, changed_at, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'open', $15, $16, $16, 1)
            """;

    private static final String SHOWN = """
            SELECT n.id, n.case_id, n.department_id, n.type, n.quantity, n.promised, n.unit, n.priority, n.lat, n.lon,
                   n.accuracy_meters, n.place, n.note, n.needed_from, n.needed_to, n.status, n.cancelled_reason,
                   n.raised_by, n.raised_at, n.version, t.name AS type_name, t.consumable, d.name AS department_name,
                   c.number AS case_number
              FROM needs AS n
              JOIN resource_types AS t ON t.code = n.type
              JOIN departments AS d ON d.id = n.department_id
              LEFT JOIN cases AS c ON c.id = n.case_id
            """;

    private static final String BY_ID = SHOWN + """
             WHERE n.id = $1
            """;

    /** Newest first: ids are ordered by time. */
    private static final String LIST = SHOWN + """
             WHERE ($1::text IS NULL OR n.status = $1)
               AND ($2::text IS NULL OR n.type = $2)
               AND ($3::uuid IS NULL OR n.case_id = $3)
               AND ($4::uuid IS NULL OR n.id < $4)
             ORDER BY n.id DESC
             LIMIT $5
            """;

    private static final String LOCK = """
            SELECT id FROM needs WHERE id = $1 FOR UPDATE
            """;

    private static final String CANCEL = """
            UPDATE needs
               SET status = 'cancelled', cancelled_reason = $3, changed_at = $4, version = version + 1
             WHERE id = $1 AND version = $2
            """;

    private static final String IS_OF_VERIFIED = """
            SELECT EXISTS (SELECT
                             FROM organisation_members AS m
                             JOIN organisations AS o ON o.id = m.organisation_id
                            WHERE m.account_id = $1 AND o.status = 'verified') AS yes
            """;

    private NeedStore() {}

    /** A need with what is shown beside it. */
    record Shown(Need need, Localized typeName, boolean consumable, Localized departmentName, String caseNumber) {}

    static Future<NeedRequest.Frame> frame(SqlClient conn, CaseScope scope, String type, UUID caseId) {
        return conn.preparedQuery(FRAME).execute(Tuple.of(type, caseId)).map(rows -> {
            Row row = rows.iterator().next();
            UUID id = row.getUUID("case_id");
            return new NeedRequest.Frame(
                    row.getString("unit"),
                    id == null
                            ? null
                            : new NeedRequest.CaseFrame(
                                    id,
                                    scope.sees(
                                            row.getUUID("lead_department_id"),
                                            List.of(row.getArrayOfUUIDs("support_department_ids"))),
                                    row.getBoolean("is_open")));
        });
    }

    static Future<Void> insert(SqlClient conn, Need need) {
        Tuple values = Tuple.tuple()
                .addUUID(need.id())
                .addUUID(need.caseId())
                .addUUID(need.departmentId())
                .addString(need.type())
                .addBigDecimal(need.quantity())
                .addString(need.unit())
                .addString(need.priority().code())
                .addDouble(need.location().lat())
                .addDouble(need.location().lon())
                .addDouble(need.location().accuracyMeters())
                .addString(need.place())
                .addString(need.note())
                .addOffsetDateTime(SqlTime.of(need.neededFrom()))
                .addOffsetDateTime(SqlTime.of(need.neededTo()))
                .addUUID(need.raisedBy())
                .addOffsetDateTime(SqlTime.of(need.raisedAt()));
        return conn.preparedQuery(INSERT).execute(values).mapEmpty();
    }

    static Future<Optional<Shown>> byId(SqlClient conn, UUID id) {
        return conn.preparedQuery(BY_ID).execute(Tuple.of(id)).map(rows -> {
            var found = rows.iterator();
            return found.hasNext() ? Optional.of(shown(found.next())) : Optional.empty();
        });
    }

    /** Holds the row until the transaction ends; whoever holds allocations of it too has locked them before. */
    static Future<Void> lock(SqlClient conn, UUID id) {
        return conn.preparedQuery(LOCK).execute(Tuple.of(id)).mapEmpty();
    }

    /**
     * What is asked for; null stands for no such wish.
     *
     * @param before the last id of the page before
     */
    record Query(String status, String type, UUID caseId, UUID before, int limit) {}

    /** One more than the limit when there are more. */
    static Future<List<Shown>> list(SqlClient conn, Query query) {
        Tuple values = Tuple.tuple()
                .addString(query.status())
                .addString(query.type())
                .addUUID(query.caseId())
                .addUUID(query.before())
                .addInteger(query.limit() + 1);
        return conn.preparedQuery(LIST).execute(values).map(rows -> {
            List<Shown> needs = new ArrayList<>();
            rows.forEach(row -> needs.add(shown(row)));
            return needs;
        });
    }

    /** False when it is no longer that version. */
    static Future<Boolean> cancel(SqlClient conn, UUID id, long version, String reason, Instant now) {
        return conn.preparedQuery(CANCEL)
                .execute(Tuple.of(id, version, reason, SqlTime.of(now)))
                .map(rows -> rows.rowCount() == 1);
    }

    static Future<Boolean> isOfVerifiedOrganisation(SqlClient conn, UUID accountId) {
        return conn.preparedQuery(IS_OF_VERIFIED)
                .execute(Tuple.of(accountId))
                .map(rows -> rows.iterator().next().getBoolean("yes"));
    }

    private static Shown shown(Row row) {
        return new Shown(
                need(row),
                Localized.fromJson(row.getJsonObject("type_name")),
                row.getBoolean("consumable"),
                Localized.fromJson(row.getJsonObject("department_name")),
                row.getString("case_number"));
    }

    private static Need need(Row row) {
        return new Need(
                row.getUUID("id"),
                row.getUUID("case_id"),
                row.getUUID("department_id"),
                row.getString("type"),
                row.getBigDecimal("quantity"),
                row.getBigDecimal("promised"),
                row.getString("unit"),
                Priority.of(row.getString("priority")),
                new Location(row.getDouble("lat"), row.getDouble("lon"), row.getDouble("accuracy_meters")),
                row.getString("place"),
                row.getString("note"),
                SqlTime.in(row, "needed_from"),
                SqlTime.in(row, "needed_to"),
                NeedStatus.of(row.getString("status")),
                row.getString("cancelled_reason"),
                row.getUUID("raised_by"),
                SqlTime.in(row, "raised_at"),
                row.getLong("version"));
    }
}
