package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.qunfang.responsibility.Matrix;

/** Which departments help with a case, beside the one that is responsible; for people outside. */
public final class HelpingDepartments {
    /** Who was only asked, or refused, is between the departments. */
    private static final String HELPING = """
            SELECT s.department_id, s.status = 'done' AS done
              FROM supports AS s
             WHERE s.case_id = $1 AND s.status IN ('accepted', 'working', 'done')
             ORDER BY s.changed_at, s.department_id
             LIMIT 50
            """;

    private HelpingDepartments() {}

    /** {@code {department, done}}, in the order of their last steps. */
    public static Future<JsonArray> of(SqlClient client, UUID caseId, Matrix matrix) {
        References references = new References(matrix);
        return client.preparedQuery(HELPING).execute(Tuple.of(caseId)).map(rows -> {
            JsonArray helping = new JsonArray();
            rows.forEach(row -> helping.add(new JsonObject()
                    .put("department", references.department(row.getUUID("department_id")))
                    .put("done", row.getBoolean("done"))));
            return helping;
        });
    }
}
