package org.qunfang.casework;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.qunfang.db.SqlTime;

/** The rungs that were climbed, who was told, and what is still to be told. */
final class LadderStore {
    /** Two short walks along two indexes: deadlines nobody was told of yet, and later rungs. */
    private static final String DUE = """
            (SELECT c.id, c.due_at AS since
               FROM cases AS c
              WHERE c.turn < 9 AND c.rung = 0 AND c.due_at < $1
              ORDER BY c.due_at
              LIMIT $2)
            UNION ALL
            (SELECT c.id, c.next_rung_at
               FROM cases AS c
              WHERE c.next_rung_at IS NOT NULL AND c.next_rung_at <= $1 AND c.turn < 9
              ORDER BY c.next_rung_at
              LIMIT $2)
             ORDER BY since, id
             LIMIT $2
            """;

    private static final String CLIMB = """
            INSERT INTO rungs (id, case_id, kind, due_at, rung, department_id, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """;

    /** Who was told of the higher rungs reads on in the case that goes on, and is not told twice. */
    private static final String CARRY = """
            INSERT INTO rungs (id, case_id, kind, due_at, rung, department_id, at, notice_id, told_at)
            SELECT gen_random_uuid(), $2, kind, due_at, rung, department_id, at, notice_id, told_at
              FROM rungs
             WHERE case_id = $1 AND ended_at IS NULL AND rung > $3 AND rung <= $4
            """;

    private static final String END = """
            UPDATE rungs SET ended_at = $2 WHERE case_id = $1 AND ended_at IS NULL
            """;

    private static final String OF_CASE = """
            SELECT kind, due_at, rung, department_id, at, ended_at
              FROM (SELECT id, kind, due_at, rung, department_id, at, ended_at
                      FROM rungs
                     WHERE case_id = $1
                     ORDER BY at DESC, rung DESC
                     LIMIT 100) AS newest
             ORDER BY at, rung
            """;

    /** One notice for each department that has to hear of something; a notice keeps its id until it is told. */
    private static final String BUNDLE = """
            WITH departments AS (
                SELECT n.department_id, n.notice_id
                  FROM UNNEST($1::uuid[], $2::uuid[]) AS n (department_id, notice_id))
            UPDATE rungs AS r
               SET notice_id = d.notice_id
              FROM departments AS d
             WHERE r.department_id = d.department_id AND r.told_at IS NULL AND r.notice_id IS NULL
            """;

    private static final String TO_BUNDLE = """
            SELECT DISTINCT department_id FROM rungs WHERE told_at IS NULL AND notice_id IS NULL
            """;

    private static final String UNTOLD = """
            SELECT r.notice_id, r.department_id, count(*) AS size, min(c.urgency) AS urgency,
                   jsonb_path_query_array(
                       jsonb_agg(jsonb_build_object('number', c.number, 'caseId', c.id, 'kind', r.kind, 'rung', r.rung,
                                                    'due', r.due_at, 'severity', c.severity,
                                                    'categoryId', c.category_id)
                                 ORDER BY c.urgency, r.due_at, c.id), '$[0 to 19]') AS items
              FROM rungs AS r
              JOIN cases AS c ON c.id = r.case_id
             WHERE r.told_at IS NULL AND r.notice_id IS NOT NULL
             GROUP BY r.notice_id, r.department_id
             ORDER BY r.notice_id
             LIMIT 100
            """;

    private static final String TOLD = """
            UPDATE rungs SET told_at = $2 WHERE notice_id = $1 AND told_at IS NULL
            """;

    private LadderStore() {}

    /** A rung as it was climbed. */
    record Climbed(Deadline.Kind kind, Instant due, Rung rung, UUID departmentId, Instant at, Instant endedAt) {}

    /** Cases whose next rung may be due, whoever waits longest first. */
    static Future<List<UUID>> due(SqlClient client, Instant now, int most) {
        return client.preparedQuery(DUE)
                .execute(Tuple.of(SqlTime.of(now), most))
                .map(rows -> each(rows, row -> row.getUUID("id")));
    }

    /** In the transaction that holds the case's lock. Fails where the rung was climbed already. */
    static Future<Void> climb(SqlClient conn, Change change) {
        Deadline missed = change.before().progress().running();
        Tuple values = Tuple.tuple()
                .addUUID(UuidCreator.getTimeOrderedEpoch())
                .addUUID(change.before().id())
                .addString(missed.kind().code())
                .addOffsetDateTime(SqlTime.of(missed.due()))
                .addInteger(change.after().ladder().rung())
                .addUUID(change.concerned().get(0))
                .addOffsetDateTime(SqlTime.of(change.act().at()));
        return conn.preparedQuery(CLIMB).execute(values).mapEmpty();
    }

    /** Before the case that was silent ends: the rungs that another case takes over from it. */
    static Future<Void> carry(SqlClient conn, Change into, UUID from) {
        return carry(
                conn,
                from,
                into.before().id(),
                into.before().progress().ladder(),
                into.after().ladder());
    }

    static Future<Void> carry(SqlClient conn, UUID from, UUID into, Ladder before, Ladder after) {
        return after.rung() <= before.rung()
                ? Future.succeededFuture()
                : conn.preparedQuery(CARRY)
                        .execute(Tuple.of(from, into, before.rung(), after.rung()))
                        .mapEmpty();
    }

    /** The deadline is met: who was told of it is no longer concerned. */
    static Future<Void> end(SqlClient conn, UUID caseId, Instant at) {
        return conn.preparedQuery(END).execute(Tuple.of(caseId, SqlTime.of(at))).mapEmpty();
    }

    /** The newest 100, oldest first. */
    static Future<List<Climbed>> ofCase(SqlClient conn, UUID caseId) {
        return conn.preparedQuery(OF_CASE).execute(Tuple.of(caseId)).map(rows -> each(rows, LadderStore::climbed));
    }

    /** What is still to be told, bundled by department; asked again it is the same until it is told. */
    static Future<List<LadderNotice>> untold(SqlClient client) {
        return client.preparedQuery(TO_BUNDLE)
                .execute()
                .compose(rows -> {
                    UUID[] departments =
                            each(rows, row -> row.getUUID("department_id")).toArray(UUID[]::new);
                    UUID[] notices = new UUID[departments.length];
                    java.util.Arrays.setAll(notices, i -> UuidCreator.getTimeOrderedEpoch());
                    return departments.length == 0
                            ? Future.succeededFuture()
                            : client.preparedQuery(BUNDLE)
                                    .execute(Tuple.tuple()
                                            .addArrayOfUUID(departments)
                                            .addArrayOfUUID(notices));
                })
                .compose(bundled -> client.preparedQuery(UNTOLD).execute())
                .map(rows -> each(rows, LadderStore::notice));
    }

    static Future<Void> told(SqlClient client, UUID noticeId, Instant at) {
        return client.preparedQuery(TOLD)
                .execute(Tuple.of(noticeId, SqlTime.of(at)))
                .mapEmpty();
    }

    private static <T> List<T> each(RowSet<Row> rows, Function<Row, T> reader) {
        return StreamSupport.stream(rows.spliterator(), false).map(reader).toList();
    }

    private static Climbed climbed(Row row) {
        return new Climbed(
                Deadline.Kind.of(row.getString("kind")),
                SqlTime.in(row, "due_at"),
                Rung.ofNumber(row.getInteger("rung")),
                row.getUUID("department_id"),
                SqlTime.in(row, "at"),
                SqlTime.in(row, "ended_at"));
    }

    private static LadderNotice notice(Row row) {
        JsonArray items = row.getJsonArray("items");
        return new LadderNotice(
                row.getUUID("notice_id"),
                row.getUUID("department_id"),
                row.getLong("size"),
                Severity.values()[Severity.values().length - 1 - row.getInteger("urgency")],
                LadderNotice.Item.all(items));
    }
}
