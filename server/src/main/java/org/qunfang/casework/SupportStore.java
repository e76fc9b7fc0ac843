package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.qunfang.db.SqlTime;

/** What supporting departments said of how far they are. */
final class SupportStore {
    private static final String OF_CASE = """
            SELECT s.case_id, s.department_id AS supporter_id, s.status, s.task, s.changed_at,
                   s.changed_by_id AS account_id, s.department_id, s.words, a.kind AS actor_kind, a.name AS actor_name
              FROM supports AS s
              LEFT JOIN accounts AS a ON a.id = s.changed_by_id
             WHERE s.case_id = $1
             ORDER BY s.changed_at, s.department_id
            """;

    private static final String SAY = """
            INSERT INTO supports (case_id, department_id, status, task, changed_at, changed_by_id, words)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (case_id, department_id) DO UPDATE
               SET status = EXCLUDED.status, task = EXCLUDED.task, changed_at = EXCLUDED.changed_at,
                   changed_by_id = EXCLUDED.changed_by_id, words = EXCLUDED.words
            """;

    /** Who sees the case. The step before has counted its version. */
    private static final String LIST = """
            UPDATE cases
               SET support_department_ids = array_remove(support_department_ids, $2)
                                            || CASE WHEN $3 THEN ARRAY[$2]::uuid[] ELSE '{}'::uuid[] END
             WHERE id = $1
            """;

    /** The department leads the case now. */
    private static final String RELEASE = """
            UPDATE supports
               SET status = 'released', changed_at = $3, changed_by_id = $4, words = $5
             WHERE case_id = $1 AND department_id = $2 AND status NOT IN ('refused', 'released')
            """;

    /** What each had said of the case that ended holds for the one that goes on, unless it said something there. */
    private static final String CARRY = """
            INSERT INTO supports (case_id, department_id, status, task, changed_at, changed_by_id, words)
            SELECT c.id, d.id, COALESCE(s.status, 'asked'), s.task, COALESCE(s.changed_at, $4), s.changed_by_id, s.words
              FROM cases AS c, unnest(c.support_department_ids) AS d (id)
              LEFT JOIN supports AS s
                ON s.case_id = $2 AND s.department_id = d.id AND s.status NOT IN ('refused', 'released')
             WHERE c.id = $1
               AND (s.status IS NOT NULL
                    OR EXISTS (SELECT FROM supports AS t
                                WHERE t.case_id = $1 AND t.department_id = d.id AND t.status IN ('refused', 'released')))
            ON CONFLICT (case_id, department_id) DO UPDATE
               SET status = 'asked', changed_at = $4, changed_by_id = $3, words = NULL
             WHERE supports.status IN ('refused', 'released')
            """;

    private SupportStore() {}

    /** Of departments that said something, or were asked by hand; in the order of their last steps. */
    static Future<List<Support>> ofCase(SqlClient conn, UUID caseId) {
        return conn.preparedQuery(OF_CASE)
                .execute(Tuple.of(caseId))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(SupportStore::support)
                        .toList());
    }

    /** In the transaction that locked the case, behind its step. */
    static Future<Void> store(SqlClient conn, Support after) {
        Tuple said = Tuple.tuple()
                .addUUID(after.caseId())
                .addUUID(after.departmentId())
                .addString(after.status().code())
                .addString(after.task())
                .addOffsetDateTime(SqlTime.of(after.changedAt()))
                .addUUID(after.changedBy().accountId())
                .addString(after.words());
        return conn.preparedQuery(SAY)
                .execute(said)
                .compose(stored -> conn.preparedQuery(LIST)
                        .execute(Tuple.of(
                                after.caseId(),
                                after.departmentId(),
                                after.status().isListed())))
                .mapEmpty();
    }

    static Future<Void> release(SqlClient conn, UUID caseId, UUID departmentId, Act act) {
        Tuple values = Tuple.tuple()
                .addUUID(caseId)
                .addUUID(departmentId)
                .addOffsetDateTime(SqlTime.of(act.at()))
                .addUUID(act.caller().accountId())
                .addString("现由该部门牵头。");
        return conn.preparedQuery(RELEASE).execute(values).mapEmpty();
    }

    /** Behind what a merge wrote to both cases. */
    static Future<Void> carry(SqlClient conn, UUID from, UUID to, Act act) {
        return conn.preparedQuery(CARRY)
                .execute(Tuple.of(to, from, act.caller().accountId(), SqlTime.of(act.at())))
                .mapEmpty();
    }

    private static Support support(Row row) {
        UUID account = row.getUUID("account_id");
        return new Support(
                row.getUUID("case_id"),
                row.getUUID("supporter_id"),
                SupportStatus.of(row.getString("status")),
                row.getString("task"),
                SqlTime.in(row, "changed_at"),
                account == null ? Actor.PROGRAM : Actor.of(row),
                row.getString("words"));
    }
}
