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
import java.util.List;
import java.util.stream.StreamSupport;

/** Models in the database, where every process finds them. */
final class SuggestionStore {
    /** As the database holds it, too. */
    static final int MOST_BYTES = 64 << 20;

    private static final String SERVING = """
            SELECT coalesce((SELECT version
                               FROM suggestion_turns
                              ORDER BY turn DESC
                              LIMIT 1), 0) AS version
            """;

    private static final String MODELS = """
            SELECT version, trained_at, examples, measures
              FROM suggestion_models
             ORDER BY version DESC
            """;

    private static final String EXISTS = """
            SELECT $1::bigint = 0
                OR EXISTS (SELECT 1 FROM suggestion_models WHERE version = $1) AS found
            """;

    private static final String TURN = """
            INSERT INTO suggestion_turns (version, at)
            VALUES (nullif($1::bigint, 0), $2)
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

    /** 0 for the one made of the catalogue. */
    static Future<Long> serving(SqlClient conn) {
        return conn.preparedQuery(SERVING)
                .execute()
                .map(rows -> rows.iterator().next().getLong("version"));
    }

    /** Newest first. */
    static Future<List<SuggestionShelf.Model>> models(SqlClient conn) {
        return serving(conn)
                .compose(serving -> conn.preparedQuery(MODELS)
                        .mapping(row -> new SuggestionShelf.Model(
                                row.getLong("version"),
                                row.getOffsetDateTime("trained_at").toInstant(),
                                row.getInteger("examples"),
                                row.getJsonObject("measures"),
                                row.getLong("version").equals(serving)))
                        .execute()
                        .map(rows ->
                                StreamSupport.stream(rows.spliterator(), false).toList()));
    }

    /** The one made of the catalogue always does. */
    static Future<Boolean> exists(SqlClient conn, long version) {
        return conn.preparedQuery(EXISTS)
                .execute(Tuple.of(version))
                .map(rows -> rows.iterator().next().getBoolean("found"));
    }

    /** From now on this one serves; 0 for the one made of the catalogue. */
    static Future<Void> turn(SqlClient conn, long version, Instant at) {
        return conn.preparedQuery(TURN)
                .execute(Tuple.of(version, OffsetDateTime.ofInstant(at, ZoneOffset.UTC)))
                .mapEmpty();
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
