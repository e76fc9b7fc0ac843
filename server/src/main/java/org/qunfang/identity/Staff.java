package org.qunfang.identity;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** How many officers a department has. */
public final class Staff {
    private static final String OF_EACH = """
            SELECT department_id, count(*) AS officers
              FROM accounts
             WHERE kind = 'OFFICER' AND disabled_at IS NULL AND department_id IS NOT NULL
             GROUP BY department_id
            """;

    private Staff() {}

    /** Department → its officers who may sign in; without those that have none. */
    public static Future<Map<UUID, Long>> ofEach(SqlClient client) {
        return client.query(OF_EACH).execute().map(rows -> {
            Map<UUID, Long> departmentToOfficers = new HashMap<>();
            rows.forEach(row -> departmentToOfficers.put(row.getUUID("department_id"), row.getLong("officers")));
            return departmentToOfficers;
        });
    }
}
