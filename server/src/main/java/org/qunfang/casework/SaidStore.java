package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.qunfang.db.SqlTime;
import org.qunfang.problem.Localized;
import org.qunfang.responsibility.Matrix;

/** Reads what the reports of a case answered. They are the report room's, read here as cases read them. */
final class SaidStore {
    /** One row for each different answer, however many gave it. */
    private static final String READ = """
            SELECT r.category_id, a.question, a.answer, count(*) AS reports,
                   (array_agg(r.id ORDER BY r.received_at DESC, r.id DESC))[1] AS report_id,
                   max(r.received_at) AS received_at
              FROM reports AS r
             CROSS JOIN LATERAL jsonb_each_text(r.answers) AS a (question, answer)
             WHERE r.case_id = $1 AND r.status <> 'rejected' AND a.question = ANY ($2)
             GROUP BY r.category_id, a.question, a.answer
             ORDER BY max(r.received_at) DESC, a.question, a.answer
             LIMIT 1000
            """;

    private SaidStore() {}

    /** The last given first; of reports of a category that the set is not for, none: their questions are others. */
    static Future<List<Proposals.Said>> read(SqlClient conn, UUID caseId, FactorSet set, Matrix matrix) {
        Tuple values = Tuple.of(caseId).addArrayOfString(set.reportQuestions().toArray(String[]::new));
        return conn.preparedQuery(READ)
                .execute(values)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .filter(row -> set.categoryId() == null
                                || matrix.lineage(row.getUUID("category_id")).contains(set.categoryId()))
                        .map(row -> said(row, matrix))
                        .toList());
    }

    private static Proposals.Said said(Row row, Matrix matrix) {
        String question = row.getString("question");
        String answer = AnswersInWords.option(row.getString("answer"));
        JsonObject words = AnswersInWords.of(matrix, row.getUUID("category_id"), new JsonObject().put(question, answer))
                .getJsonObject(0)
                .getJsonObject("answer");
        return new Proposals.Said(
                question,
                answer,
                Localized.fromJson(words),
                row.getUUID("report_id"),
                SqlTime.in(row, "received_at"),
                row.getInteger("reports"));
    }
}
