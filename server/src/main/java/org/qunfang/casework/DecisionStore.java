package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The append-only decision records. */
final class DecisionStore {
    private static final int MOST_RECORDS = 200;

    private static final String APPEND = """
            INSERT INTO decision_records (id, case_id, at, kind, account_id, department_id, rationale, evidence, dissent,
                                          factors, severity_before, severity_after)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """;

    private static final String READ = """
            SELECT newest.id, newest.at, newest.kind, newest.account_id, newest.department_id, newest.rationale,
                   newest.evidence, newest.dissent, newest.factors, newest.severity_before, newest.severity_after,
                   a.kind AS actor_kind, a.name AS actor_name
              FROM (SELECT id, at, kind, account_id, department_id, rationale, evidence, dissent, factors,
                           severity_before, severity_after
                      FROM decision_records
                     WHERE case_id = $1
                     ORDER BY at DESC, id DESC
                     LIMIT $2) AS newest
              LEFT JOIN accounts AS a ON a.id = newest.account_id
             ORDER BY newest.at, newest.id
            """;

    private DecisionStore() {}

    static Future<Void> append(SqlClient conn, UUID caseId, DecisionRecord record) {
        return conn.preparedQuery(APPEND)
                .execute(Tuple.tuple()
                        .addUUID(record.id())
                        .addUUID(caseId)
                        .addOffsetDateTime(SqlTime.of(record.at()))
                        .addString(record.kind().code())
                        .addUUID(record.author().accountId())
                        .addUUID(record.author().departmentId())
                        .addJsonObject(record.rationale())
                        .addString(record.evidence())
                        .addString(record.dissent())
                        .addJsonArray(record.factors())
                        .addString(record.severityBefore())
                        .addString(record.severityAfter()))
                .mapEmpty();
    }

    /** The newest 200, oldest first. */
    static Future<List<DecisionRecord>> read(SqlClient conn, UUID caseId) {
        return conn.preparedQuery(READ)
                .execute(Tuple.of(caseId, MOST_RECORDS))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(DecisionStore::record)
                        .toList());
    }

    private static DecisionRecord record(Row row) {
        return new DecisionRecord(
                row.getUUID("id"),
                DecisionRecord.Kind.of(row.getString("kind")),
                SqlTime.in(row, "at"),
                Actor.of(row),
                row.getJsonObject("rationale"),
                row.getString("evidence"),
                row.getString("dissent"),
                row.getJsonArray("factors"),
                row.getString("severity_before"),
                row.getString("severity_after"));
    }
}
