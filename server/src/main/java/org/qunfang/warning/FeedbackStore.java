package org.qunfang.warning;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What people answer to a warning: one answer of each kind for each account, the last one counts. */
final class FeedbackStore {
    static final List<String> KINDS = List.of("received", "understood", "acted", "falseAlarm");

    private static final String PUT = """
            INSERT INTO warning_feedback (warning_id, account_id, kind, device_id, comment, at, relayed)
            SELECT $1, $2, k.kind, $4, $5, $6, $7 FROM unnest($3::text[]) AS k (kind)
            ON CONFLICT (warning_id, account_id, kind) DO UPDATE
               SET device_id = excluded.device_id, comment = excluded.comment, at = excluded.at
            """;

    private static final String TAKE_BACK = """
            DELETE FROM warning_feedback WHERE warning_id = $1 AND account_id = $2 AND kind = ANY($3)
            """;

    private static final String COUNT = """
            SELECT count(*) FILTER (WHERE kind = 'received') AS received,
                   count(*) FILTER (WHERE kind = 'understood') AS understood,
                   count(*) FILTER (WHERE kind = 'acted') AS acted,
                   count(*) FILTER (WHERE kind = 'falseAlarm') AS false_alarm
              FROM warning_feedback
             WHERE warning_id = $1
            """;

    /**
     * @param relayed whether the warning is another authority's
     * @param said kinds that are true; {@code unsaid} kinds that are taken back
     */
    Future<Void> put(
            SqlClient conn,
            UUID warningId,
            boolean relayed,
            UUID accountId,
            List<String> said,
            List<String> unsaid,
            UUID deviceId,
            String comment,
            Instant now) {
        Tuple values = Tuple.tuple()
                .addUUID(warningId)
                .addUUID(accountId)
                .addArrayOfString(said.toArray(String[]::new))
                .addUUID(deviceId)
                .addString(comment)
                .addOffsetDateTime(WarningStore.utc(now))
                .addBoolean(relayed);
        return conn.preparedQuery(PUT)
                .execute(values)
                .compose(put -> conn.preparedQuery(TAKE_BACK)
                        .execute(Tuple.of(warningId, accountId, unsaid.toArray(String[]::new))))
                .mapEmpty();
    }

    Future<JsonObject> counts(SqlClient conn, UUID warningId) {
        return conn.preparedQuery(COUNT).execute(Tuple.of(warningId)).map(rows -> {
            Row row = rows.iterator().next();
            return new JsonObject()
                    .put("received", row.getLong("received"))
                    .put("understood", row.getLong("understood"))
                    .put("acted", row.getLong("acted"))
                    .put("falseAlarm", row.getLong("false_alarm"));
        });
    }
}
