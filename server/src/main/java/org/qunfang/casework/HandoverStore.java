package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.qunfang.db.SqlTime;
import org.qunfang.problem.Problem;

/** Handovers of cases, and what became of them. */
final class HandoverStore {
    private static final int MOST_OF_CASE = 100;

    private static final String INSERT = """
            INSERT INTO handovers (id, case_id, from_department_id, to_department_id, reason, asked_by_id, asked_at, due_at,
                                   status, straight)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9 = 'arbitration')
            """;

    private static final String OF_CASE = """
            SELECT h.id, h.case_id, h.from_department_id, h.to_department_id, h.reason, h.asked_by_id AS account_id,
                   h.from_department_id AS department_id, h.asked_at, h.due_at, h.status, h.answered_at, h.answer,
                   h.missed_at, a.kind AS actor_kind, a.name AS actor_name
              FROM (SELECT id, case_id, from_department_id, to_department_id, reason, asked_by_id, asked_at, due_at, status,
                           answered_at, answer, missed_at
                      FROM handovers
                     WHERE case_id = $1
                     ORDER BY asked_at DESC, id DESC
                     LIMIT $2) AS h
              LEFT JOIN accounts AS a ON a.id = h.asked_by_id
             ORDER BY h.asked_at, h.id
            """;

    private static final String CASE_OF = """
            SELECT case_id FROM handovers WHERE id = $1
            """;

    private static final String ANSWER = """
            UPDATE handovers
               SET status = $2, answered_by_id = $3, answered_at = $4::timestamptz, answer = $5,
                   ended_at = CASE WHEN $2 <> 'arbitration' THEN $4::timestamptz END
             WHERE id = $1
            """;

    private static final String MISS = """
            UPDATE handovers SET status = 'arbitration', missed_at = $2 WHERE id = $1
            """;

    private static final String DECIDE = """
            UPDATE handovers
               SET status = 'decided', decided_by_id = $2, decided_at = $3, decided_department_id = $4, decision = $5,
                   ended_at = $3, decided_category_id = $6
             WHERE id = $1
            """;

    private static final String WAS_DECIDED_ABOUT = """
            SELECT EXISTS (SELECT FROM handovers
                            WHERE case_id = $1 AND status = 'decided' AND decided_category_id = $2) AS decided
            """;

    private static final String VOID = """
            UPDATE handovers SET status = 'void', ended_at = $2 WHERE case_id = $1 AND status IN ('open', 'arbitration')
            """;

    private static final String DUE = """
            SELECT id FROM handovers WHERE status = 'open' AND due_at <= $1 ORDER BY due_at, id LIMIT $2
            """;

    /** Somebody there can take it on. */
    private static final String TAKES_CASES = """
            SELECT EXISTS (SELECT FROM accounts
                            WHERE department_id = $1 AND disabled_at IS NULL
                              AND (roles && ARRAY['officer', 'department_lead'] OR is_duty_officer(id))) AS takes_cases
            """;

    private static final String FIGURES = """
            SELECT count(*) AS received,
                   count(*) FILTER (WHERE status = 'accepted') AS accepted,
                   count(*) FILTER (WHERE answered_at IS NOT NULL AND status <> 'accepted') AS refused,
                   count(*) FILTER (WHERE missed_at IS NOT NULL) AS missed,
                   count(*) FILTER (WHERE status = 'open') AS open
              FROM handovers
             WHERE to_department_id = $1
            """;

    private static final String FIGURES_OF_EACH = """
            SELECT to_department_id,
                   count(*) AS received,
                   count(*) FILTER (WHERE status = 'accepted') AS accepted,
                   count(*) FILTER (WHERE answered_at IS NOT NULL AND status <> 'accepted') AS refused,
                   count(*) FILTER (WHERE missed_at IS NOT NULL) AS missed,
                   count(*) FILTER (WHERE status = 'open') AS open
              FROM handovers
             GROUP BY to_department_id
            """;

    /** What was asked of a department so far. */
    record Figures(long received, long accepted, long refused, long missed, long open) {
        static final Figures NONE = new Figures(0, 0, 0, 0, 0);
    }

    private HandoverStore() {}

    static Future<Void> insert(SqlClient conn, Handover handover) {
        Tuple values = Tuple.tuple()
                .addUUID(handover.id())
                .addUUID(handover.caseId())
                .addUUID(handover.from())
                .addUUID(handover.to())
                .addString(handover.reason())
                .addUUID(handover.askedBy().accountId())
                .addOffsetDateTime(SqlTime.of(handover.askedAt()))
                .addOffsetDateTime(SqlTime.of(handover.dueAt()))
                .addString(handover.status().code());
        return conn.preparedQuery(INSERT).execute(values).mapEmpty();
    }

    /** The newest 100, oldest first. To be read while the case is locked where somebody acts on them. */
    static Future<List<Handover>> ofCase(SqlClient conn, UUID caseId) {
        return conn.preparedQuery(OF_CASE)
                .execute(Tuple.of(caseId, MOST_OF_CASE))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(HandoverStore::handover)
                        .toList());
    }

    /** Fails with not-found. */
    static Future<UUID> caseOf(SqlClient conn, UUID id) {
        return conn.preparedQuery(CASE_OF).execute(Tuple.of(id)).map(rows -> {
            if (rows.size() == 0) {
                throw Problem.notFound();
            }
            return rows.iterator().next().getUUID("case_id");
        });
    }

    static Future<Void> answer(SqlClient conn, Handover answered, UUID by) {
        Tuple values = Tuple.tuple()
                .addUUID(answered.id())
                .addString(answered.status().code())
                .addUUID(by)
                .addOffsetDateTime(SqlTime.of(answered.answeredAt()))
                .addString(answered.answer());
        return conn.preparedQuery(ANSWER).execute(values).mapEmpty();
    }

    static Future<Void> miss(SqlClient conn, Handover missed) {
        return conn.preparedQuery(MISS)
                .execute(Tuple.of(missed.id(), SqlTime.of(missed.missedAt())))
                .mapEmpty();
    }

    /** @param categoryId the kind of thing that the case was taken for */
    static Future<Void> decide(
            SqlClient conn, Handover handover, UUID categoryId, Act act, UUID leader, String reason) {
        Tuple values = Tuple.tuple()
                .addUUID(handover.id())
                .addUUID(act.caller().accountId())
                .addOffsetDateTime(SqlTime.of(act.at()))
                .addUUID(leader)
                .addString(reason)
                .addUUID(categoryId);
        return conn.preparedQuery(DECIDE).execute(values).mapEmpty();
    }

    /** The arbiter decided who leads the case while it was of that kind. */
    static Future<Boolean> wasDecidedAbout(SqlClient conn, UUID caseId, UUID categoryId) {
        return conn.preparedQuery(WAS_DECIDED_ABOUT)
                .execute(Tuple.of(caseId, categoryId))
                .map(rows -> rows.iterator().next().getBoolean("decided"));
    }

    /** The case is resolved or over: nothing is left to hand over. */
    static Future<Void> voidPending(SqlClient conn, UUID caseId, Instant at) {
        return conn.preparedQuery(VOID)
                .execute(Tuple.of(caseId, SqlTime.of(at)))
                .mapEmpty();
    }

    static Future<List<UUID>> due(SqlClient client, Instant now, int most) {
        return client.preparedQuery(DUE)
                .execute(Tuple.of(SqlTime.of(now), most))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID("id"))
                        .toList());
    }

    static Future<Boolean> takesCases(SqlClient client, UUID departmentId) {
        return client.preparedQuery(TAKES_CASES)
                .execute(Tuple.of(departmentId))
                .map(rows -> rows.iterator().next().getBoolean("takes_cases"));
    }

    static Future<Figures> figures(SqlClient client, UUID departmentId) {
        return client.preparedQuery(FIGURES)
                .execute(Tuple.of(departmentId))
                .map(rows -> figures(rows.iterator().next()));
    }

    /** Without departments that nothing was asked of. */
    static Future<Map<UUID, Figures>> figuresOfEach(SqlClient client) {
        return client.query(FIGURES_OF_EACH).execute().map(rows -> {
            Map<UUID, Figures> departmentToFigures = new HashMap<>();
            rows.forEach(row -> departmentToFigures.put(row.getUUID("to_department_id"), figures(row)));
            return departmentToFigures;
        });
    }

    private static Figures figures(Row row) {
        return new Figures(
                row.getLong("received"),
                row.getLong("accepted"),
                row.getLong("refused"),
                row.getLong("missed"),
                row.getLong("open"));
    }

    private static Handover handover(Row row) {
        return new Handover(
                row.getUUID("id"),
                row.getUUID("case_id"),
                row.getUUID("from_department_id"),
                row.getUUID("to_department_id"),
                row.getString("reason"),
                Actor.of(row),
                SqlTime.in(row, "asked_at"),
                SqlTime.in(row, "due_at"),
                Handover.Status.of(row.getString("status")),
                SqlTime.in(row, "answered_at"),
                row.getString("answer"),
                SqlTime.in(row, "missed_at"));
    }
}
