package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.qunfang.db.SqlTime;
import org.qunfang.http.TimeCursor;

/** What other departments ask of one: its list, the nearest due time first. */
final class QuestionStore {
    static final TimeCursor START = new TimeCursor(Instant.EPOCH, new UUID(0, 0));

    private static final String ASKED_OF = """
            SELECT k.id, k.case_id, k.from_department_id, k.question, k.asked_at, o.due_at, o.status, o.answered_at,
                   c.number, c.status AS case_status, c.severity, c.category_id, c.area_id, c.place
              FROM opinions AS o
              JOIN consultations AS k ON k.id = o.consultation_id
              JOIN cases AS c ON c.id = o.case_id
             WHERE o.department_id = $1 AND o.is_open AND (NOT $2 OR o.status = 'asked')
               AND (o.due_at, o.consultation_id) > ($3, $4)
             ORDER BY o.due_at, o.consultation_id
             LIMIT $5
            """;

    /** One question to the department, with as much of its case as a list shows. */
    record Question(
            UUID id,
            UUID caseId,
            String number,
            CaseStatus caseStatus,
            String severity,
            UUID categoryId,
            UUID areaId,
            String place,
            UUID from,
            String question,
            Instant askedAt,
            Instant dueAt,
            Opinion.Status status,
            Instant answeredAt) {

        TimeCursor end() {
            return new TimeCursor(dueAt, id);
        }
    }

    private QuestionStore() {}

    /** @param waiting only those that the department has not answered */
    static Future<List<Question>> askedOf(
            SqlClient client, UUID departmentId, boolean waiting, TimeCursor after, int limit) {
        return client.preparedQuery(ASKED_OF)
                .execute(Tuple.of(departmentId, waiting, SqlTime.of(after.at()), after.id(), limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(QuestionStore::question)
                        .toList());
    }

    private static Question question(Row row) {
        return new Question(
                row.getUUID("id"),
                row.getUUID("case_id"),
                row.getString("number"),
                CaseStatus.of(row.getString("case_status")),
                row.getString("severity"),
                row.getUUID("category_id"),
                row.getUUID("area_id"),
                row.getString("place"),
                row.getUUID("from_department_id"),
                row.getString("question"),
                SqlTime.in(row, "asked_at"),
                SqlTime.in(row, "due_at"),
                Opinion.Status.of(row.getString("status")),
                SqlTime.in(row, "answered_at"));
    }
}
