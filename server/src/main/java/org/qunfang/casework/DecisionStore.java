package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.qunfang.db.SqlTime;

/** The append-only decision records. */
final class DecisionStore {
    private static final int MOST_RECORDS = 200;

    private static final String APPEND = """
            INSERT INTO decision_records (id, case_id, at, kind, account_id, department_id, rationale, evidence, dissent,
                                          factors_id, severity_before, severity_after, second_officer_id,
                                          second_department_id, second_words)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """;

    private static final String READ = """
            SELECT newest.id, newest.at, newest.kind, newest.account_id, newest.department_id, newest.rationale,
                   newest.evidence, newest.dissent, g.content AS factors, newest.severity_before, newest.severity_after,
                   a.kind AS actor_kind, a.name AS actor_name, newest.second_officer_id, newest.second_department_id,
                   newest.second_words, b.name AS second_name
              FROM (SELECT id, at, kind, account_id, department_id, rationale, evidence, dissent, factors_id,
                           severity_before, severity_after, second_officer_id, second_department_id, second_words
                      FROM decision_records
                     WHERE case_id = $1
                     ORDER BY at DESC, id DESC
                     LIMIT $2) AS newest
              LEFT JOIN accounts AS a ON a.id = newest.account_id
              LEFT JOIN accounts AS b ON b.id = newest.second_officer_id
              LEFT JOIN grounds AS g ON g.id = newest.factors_id
             ORDER BY newest.at, newest.id
            """;

    private DecisionStore() {}

    static Future<Void> append(SqlClient conn, UUID caseId, DecisionRecord record) {
        List<Grounds> scored = record.factors().isEmpty() ? List.of() : List.of(Grounds.of(record.factors()));
        Future<Void> grounds = Grounds.store(conn, scored);
        Actor second = record.secondOfficer();
        Future<?> appended = conn.preparedQuery(APPEND)
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
                        .addUUID(scored.isEmpty() ? null : scored.get(0).id())
                        .addString(record.severityBefore())
                        .addString(record.severityAfter())
                        .addUUID(second == null ? null : second.accountId())
                        .addUUID(second == null ? null : second.departmentId())
                        .addString(record.secondWords()));
        return Future.all(grounds, appended).mapEmpty();
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
                Optional.ofNullable(row.getJsonArray("factors")).orElseGet(JsonArray::new),
                row.getString("severity_before"),
                row.getString("severity_after"),
                second(row),
                row.getString("second_words"));
    }

    private static Actor second(Row row) {
        UUID officer = row.getUUID("second_officer_id");
        return officer == null
                ? null
                : new Actor(
                        Actor.Kind.OFFICER, officer, row.getString("second_name"), row.getUUID("second_department_id"));
    }
}
