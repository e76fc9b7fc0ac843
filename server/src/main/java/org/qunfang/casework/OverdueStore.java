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

/** Cases on the public overdue list. Who sent a protected report could be told from its case: those are only counted. */
final class OverdueStore {
    /** Before every case. */
    static final TimeCursor START = new TimeCursor(Instant.EPOCH, new UUID(0, 0));

    private static final String LIST = """
            SELECT c.id, c.number, c.severity, c.category_id, c.area_id, c.lead_department_id, c.status,
                   told_time(c.due_at, c.opened_at, c.public_since, c.reopened_in_confidence) AS due_at,
                   top.listed_at
              FROM cases AS c
             CROSS JOIN LATERAL (SELECT told_time(GREATEST(max(r.at), c.due_at), c.opened_at, c.public_since,
                                                  c.reopened_in_confidence) AS listed_at
                                   FROM rungs AS r
                                  WHERE r.case_id = c.id AND r.rung = 4 AND r.ended_at IS NULL) AS top
             WHERE c.rung = 4 AND c.visibility <> 'protected' AND top.listed_at <= $4
               AND (told_time(c.due_at, c.opened_at, c.public_since, c.reopened_in_confidence), c.id) > ($1, $2)
             ORDER BY told_time(c.due_at, c.opened_at, c.public_since, c.reopened_in_confidence), c.id
             LIMIT $3
            """;

    private static final String WITHHELD = """
            SELECT count(*) AS withheld
              FROM (SELECT
                      FROM cases AS c
                     CROSS JOIN LATERAL (SELECT GREATEST(max(r.at), c.due_at) AS at
                                           FROM rungs AS r
                                          WHERE r.case_id = c.id AND r.rung = 4 AND r.ended_at IS NULL) AS top
                     WHERE c.rung = 4 AND c.visibility = 'protected'
                       AND date_trunc('hour', top.at + interval '1 hour' - interval '1 microsecond') <= $1
                     LIMIT 10000) AS counted
            """;

    private OverdueStore() {}

    /** @param since when the deadline was */
    record Silent(
            UUID id,
            String number,
            String severity,
            UUID categoryId,
            UUID areaId,
            UUID departmentId,
            Deadline.Kind deadline,
            Instant since,
            Instant listedAt) {

        TimeCursor end() {
            return new TimeCursor(since, id);
        }
    }

    /** Whoever is late longest first, as far as everybody is told; of what began in confidence only what everybody may know by now. */
    static Future<List<Silent>> list(SqlClient client, TimeCursor after, int limit, Instant now) {
        return client.preparedQuery(LIST)
                .execute(Tuple.of(SqlTime.of(after.at()), after.id(), limit, SqlTime.of(now)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(OverdueStore::silent)
                        .toList());
    }

    /** Each from the full hour on after it came so far: the minute would tell when somebody reported in confidence. */
    static Future<Long> withheld(SqlClient client, Instant now) {
        return client.preparedQuery(WITHHELD)
                .execute(Tuple.of(SqlTime.of(now)))
                .map(rows -> rows.iterator().next().getLong("withheld"));
    }

    private static Silent silent(Row row) {
        return new Silent(
                row.getUUID("id"),
                row.getString("number"),
                row.getString("severity"),
                row.getUUID("category_id"),
                row.getUUID("area_id"),
                row.getUUID("lead_department_id"),
                Deadline.next(CaseStatus.of(row.getString("status"))),
                SqlTime.in(row, "due_at"),
                SqlTime.in(row, "listed_at"));
    }
}
