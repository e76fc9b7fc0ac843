package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import org.qunfang.db.SqlTime;

/**
 * A case that turned out not to be fixed has its work again: what the resolving left out is open, with its time counted from
 * now. What was done stays, and so does what somebody skipped by itself, with a reason that has nothing to do with the end.
 */
final class ReopenedSteps {
    /** What was said of each goes into the thread, because an open task has no words. */
    private static final String OPEN = """
            WITH was AS (
                SELECT t.code, t.words, s.title, s.position, t.starts_at
                  FROM case_tasks AS t
                  JOIN playbook_steps AS s
                    ON s.playbook_id = t.playbook_id AND s.version = t.playbook_version AND s.code = t.code
                 WHERE t.case_id = $1 AND t.with_resolution
            ), opened AS (
                UPDATE case_tasks AS t
                   SET status = 'open', settled_at = NULL, settled_by_id = NULL, settled_department_id = NULL,
                       words = NULL, with_resolution = false, starts_at = GREATEST(t.starts_at, $2),
                       version = t.version + 1
                  FROM was
                 WHERE t.case_id = $1 AND t.code = was.code
                RETURNING t.code
            )
            SELECT was.code, was.title, was.words
              FROM was
              JOIN opened USING (code)
             ORDER BY was.starts_at, was.position, was.code
            """;

    private ReopenedSteps() {}

    /** Silent where nothing was left out. */
    static Future<Void> open(SqlClient conn, Change change) {
        Act act = change.act();
        return conn.preparedQuery(OPEN)
                .execute(Tuple.of(change.before().id(), SqlTime.of(act.at())))
                .compose(rows -> {
                    JsonArray reopened = new JsonArray();
                    for (Row row : rows) {
                        reopened.add(new JsonObject()
                                .put("code", row.getString("code"))
                                .put("title", row.getJsonObject("title"))
                                .put("words", row.getString("words")));
                    }
                    return reopened.isEmpty()
                            ? Future.succeededFuture()
                            : TimelineStore.append(conn, change.before().id(), entry(act, reopened));
                });
    }

    /** Nobody's own doing, as the sender's "not fixed" is nobody's to see. */
    private static TimelineEntry entry(Act act, JsonArray reopened) {
        return TimelineEntry.of(TimelineKind.TASKS_REOPENED, Visibility.INTERNAL, Actor.PROGRAM, act.at())
                .with("opened", reopened.size())
                .with("reopened", reopened);
    }
}
