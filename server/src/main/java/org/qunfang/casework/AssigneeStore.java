package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Who sees to cases, and who may be named. */
final class AssigneeStore {
    /** The database refuses who is no officer of the lead department. */
    static final String CONSTRAINT = "cases_assignee";

    private static final String READ = """
            SELECT c.assignee_id, a.name AS assignee_name
              FROM cases AS c
              JOIN accounts AS a ON a.id = c.assignee_id
             WHERE c.id = $1
            """;

    private static final String ASSIGN = """
            UPDATE cases SET assignee_id = $2 WHERE id = $1
            """;

    private static final String COLLEAGUES = """
            SELECT a.id, a.name
              FROM accounts AS a
             WHERE a.kind = 'OFFICER' AND a.disabled_at IS NULL AND a.department_id = $1
               AND (a.roles && ARRAY['officer', 'department_lead'] OR is_duty_officer(a.id))
               AND ($2::uuid IS NULL OR a.id = $2)
               AND ($3::text IS NULL OR strpos(lower(a.name), lower($3)) > 0)
             ORDER BY a.name, a.id
             LIMIT 200
            """;

    private AssigneeStore() {}

    /** Null while nobody was named. */
    static Future<Assignee> of(SqlConnection conn, UUID caseId) {
        return conn.preparedQuery(READ)
                .execute(Tuple.of(caseId))
                .map(rows ->
                        rows.size() == 0 ? null : Assignee.of(rows.iterator().next()));
    }

    /** @param officerId null for nobody. After the step's own columns, in its transaction. */
    static Future<Void> assign(SqlConnection conn, Change change, UUID officerId) {
        return CaseStore.update(conn, change)
                .compose(updated -> conn.preparedQuery(ASSIGN)
                        .execute(Tuple.of(change.before().id(), officerId)))
                .mapEmpty();
    }

    /** The officers of a department who work on cases, by name; at most 200. */
    static Future<List<Assignee>> colleagues(SqlClient client, UUID departmentId, String name) {
        return read(client, Tuple.of(departmentId, null, name));
    }

    /** Null for whom is none of them. */
    static Future<Assignee> colleague(SqlClient client, UUID departmentId, UUID officerId) {
        return read(client, Tuple.of(departmentId, officerId, null))
                .map(found -> found.isEmpty() ? null : found.get(0));
    }

    private static Future<List<Assignee>> read(SqlClient client, Tuple values) {
        return client.preparedQuery(COLLEAGUES)
                .execute(values)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Assignee(row.getUUID("id"), row.getString("name")))
                        .toList());
    }
}
