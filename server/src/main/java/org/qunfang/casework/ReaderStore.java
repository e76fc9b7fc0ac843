package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import org.qunfang.problem.Problem;

/** Which departments read a case now: its own, and those that are asked or told something about it. */
final class ReaderStore {
    private static final String READERS = """
            SELECT c.lead_department_id || """ + CaseScope.BESIDE_THE_LEAD + """
                   AS reader_ids
              FROM cases AS c
             WHERE c.id = $1
            """;

    private ReaderStore() {}

    /** Fails with not-found for a case that is not the caller's to see. */
    static Future<Void> mustRead(SqlClient client, CaseScope scope, UUID caseId) {
        return client.preparedQuery(READERS).execute(Tuple.of(caseId)).map(rows -> {
            boolean reads = rows.size() == 1
                    && (scope.seesAll()
                            || List.of(rows.iterator().next().getArrayOfUUIDs("reader_ids"))
                                    .contains(scope.departmentId()));
            if (!reads) {
                throw Problem.notFound();
            }
            return null;
        });
    }
}
