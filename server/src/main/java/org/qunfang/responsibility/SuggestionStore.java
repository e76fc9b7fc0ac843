package org.qunfang.responsibility;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Models in the database, where every process finds them. */
final class SuggestionStore {
    /** As the database holds it, too. */
    static final int MOST_BYTES = 64 << 20;

    private static final String NEWEST = """
            SELECT coalesce(max(version), 0) AS version
              FROM suggestion_models
            """;

    private static final String CONTENT = """
            SELECT content
              FROM suggestion_models
             WHERE version = $1
            """;

    private static final String ADD = """
            INSERT INTO suggestion_models (trained_at, examples, measures, content)
            VALUES ($1, $2, $3, $4)
            RETURNING version
            """;

    private SuggestionStore() {}

    /** 0 when there is none. */
    static Future<Long> newest(SqlClient conn) {
        return conn.preparedQuery(NEWEST)
                .execute()
                .map(rows -> rows.iterator().next().getLong("version"));
    }

    /** Empty when it was deleted meanwhile. */
    static Future<byte[]> content(SqlClient conn, long version) {
        return conn.preparedQuery(CONTENT).execute(Tuple.of(version)).map(SuggestionStore::bytes);
    }

    private static byte[] bytes(RowSet<Row> rows) {
        return rows.size() == 0
                ? new byte[0]
                : rows.iterator().next().getBuffer("content").getBytes();
    }

    static Future<Long> add(SqlClient conn, Instant at, int examples, JsonObject measures, byte[] content) {
        Tuple values =
                Tuple.of(OffsetDateTime.ofInstant(at, ZoneOffset.UTC), examples, measures, Buffer.buffer(content));
        return conn.preparedQuery(ADD)
                .execute(values)
                .map(rows -> rows.iterator().next().getLong("version"));
    }
}
