package org.qunfang.identity;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;

/** SQL of signing keys. */
final class SigningKeyStore {
    private static final String INSERT = """
            INSERT INTO signing_keys (id, public_key, private_key, created_at)
            VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING
            """;

    private static final String ACCEPTED = """
            SELECT id, public_key, private_key, retired_at IS NULL AS signs
            FROM signing_keys
            WHERE retired_at IS NULL OR retired_at > $1
            ORDER BY created_at
            """;

    private SigningKeyStore() {}

    /** Adds the key unless another process was faster. */
    static Future<Void> insert(SqlClient conn, SigningKey key, Instant now) {
        return conn.preparedQuery(INSERT)
                .execute(Tuple.of(
                        key.id(), Buffer.buffer(key.publicKey()), Buffer.buffer(key.privateKey()), Rows.utc(now)))
                .mapEmpty();
    }

    /** The keys whose tokens are taken: the signing one and those retired after the moment. */
    static Future<List<SigningKey>> accepted(SqlClient conn, Instant retiredAfter) {
        return conn.preparedQuery(ACCEPTED)
                .execute(Tuple.of(Rows.utc(retiredAfter)))
                .map(rows -> Rows.stream(rows)
                        .map(row -> new SigningKey(
                                row.getString("id"),
                                row.getBuffer("public_key").getBytes(),
                                row.getBuffer("private_key").getBytes(),
                                row.getBoolean("signs")))
                        .toList());
    }
}
