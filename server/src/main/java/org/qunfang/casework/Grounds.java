package org.qunfang.casework;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.UUID;

/**
 * What a decision rests on, as it is kept: thousands of cases rest on the same, which is stored once.
 *
 * @param id made out of the content (UUIDv5, RFC 9562 section 5.5): the same for the same
 * @param content why a department is answerable (the contract's {@code WhyStep}), or the factors that were scored
 */
public record Grounds(UUID id, JsonArray content) {
    /** In the order of the ids, so that two transactions never wait for each other. */
    private static final String INSERT = """
            INSERT INTO grounds (id, content)
            SELECT id, content FROM UNNEST($1::uuid[], $2::jsonb[]) AS sent (id, content) ORDER BY id
            ON CONFLICT (id) DO NOTHING
            """;

    public static Grounds of(JsonArray content) {
        return new Grounds(UuidCreator.getNameBasedSha1(content.encode()), content);
    }

    /** Null for none. */
    public static UUID idOf(Grounds grounds) {
        return grounds == null ? null : grounds.id();
    }

    /** To be called before what refers to them is stored. */
    public static Future<Void> store(SqlClient conn, Collection<Grounds> grounds) {
        if (grounds.isEmpty()) {
            return Future.succeededFuture();
        }
        Tuple columns = Tuple.tuple()
                .addArrayOfUUID(grounds.stream().map(Grounds::id).toArray(UUID[]::new))
                .addArrayOfJsonArray(grounds.stream().map(Grounds::content).toArray(JsonArray[]::new));
        return conn.preparedQuery(INSERT).execute(columns).mapEmpty();
    }
}
