package org.qunfang.casework;

import static org.qunfang.casework.CaseListView.putIfKnown;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import org.qunfang.db.SqlTime;

/**
 * How far the tasks of a case have come.
 *
 * @param nextDue the nearest clock of an open one, or null while none runs
 */
record TaskProgress(int total, int done, int skipped, Instant nextDue) {
    /** One row for the case {@code c}; asks only the primary key of case_tasks. */
    static final String OF_CASE = """
            SELECT count(*)::int AS tasks_total,
                   count(*) FILTER (WHERE k.status = 'done')::int AS tasks_done,
                   count(*) FILTER (WHERE k.status = 'skipped')::int AS tasks_skipped,
                   min(CASE WHEN k.due_from = 'opening' THEN k.starts_at
                            WHEN c.acknowledged_at IS NOT NULL THEN greatest(k.starts_at, c.acknowledged_at)
                       END + make_interval(secs => k.due_seconds)) FILTER (WHERE k.status = 'open') AS tasks_due
              FROM case_tasks AS k
             WHERE k.case_id = c.id
            """;

    static final String COLUMNS = "tasks.tasks_total, tasks.tasks_done, tasks.tasks_skipped, tasks.tasks_due";

    static TaskProgress of(Row row) {
        return new TaskProgress(
                row.getInteger("tasks_total"),
                row.getInteger("tasks_done"),
                row.getInteger("tasks_skipped"),
                SqlTime.in(row, "tasks_due"));
    }

    /** Null where the case has no tasks. */
    JsonObject json(Instant now) {
        if (total == 0) {
            return null;
        }
        JsonObject json = new JsonObject()
                .put("total", total)
                .put("done", done)
                .put("skipped", skipped)
                .put("late", nextDue != null && now.isAfter(nextDue));
        putIfKnown(json, "nextDue", nextDue == null ? null : nextDue.toString());
        return json;
    }
}
