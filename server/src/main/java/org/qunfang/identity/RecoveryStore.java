package org.qunfang.identity;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** SQL of recovery codes. */
final class RecoveryStore {
    /** The one before is void, also for a repeat. */
    private static final String MAKE = """
            INSERT INTO recovery_codes (account_id, hash, made_at)
            SELECT id, $2, $3 FROM accounts WHERE id = $1 AND kind = 'RESIDENT' AND disabled_at IS NULL
            ON CONFLICT (account_id) DO UPDATE
               SET hash = EXCLUDED.hash, made_at = EXCLUDED.made_at, used_hash = NULL, salt = NULL, used_at = NULL
            """;

    /** Whoever comes second with the same code waits here, and then finds it used. */
    private static final String FIND = """
            SELECT r.account_id, r.salt, r.used_hash IS NOT DISTINCT FROM $1 AS used
              FROM recovery_codes AS r
              JOIN accounts AS a ON a.id = r.account_id
             WHERE (r.hash = $1 OR r.used_hash = $1 AND r.used_at > $2)
               AND a.disabled_at IS NULL
               FOR UPDATE OF r
            """;

    private static final String REPLACE = """
            UPDATE recovery_codes
               SET hash = $2, made_at = $3, used_hash = $4, salt = $5, used_at = $3
             WHERE account_id = $1
            """;

    private static final String MADE_AT = """
            SELECT made_at FROM recovery_codes WHERE account_id = $1
            """;

    /** @param used it was used a moment ago: the salt is that of what followed */
    record Found(UUID accountId, byte[] salt, boolean used) {}

    private RecoveryStore() {}

    /** False where the account is no resident's, or is gone. */
    static Future<Boolean> make(SqlClient conn, UUID accountId, RecoveryCode code, Instant now) {
        return conn.preparedQuery(MAKE)
                .execute(Tuple.of(accountId, Buffer.buffer(code.hash()), Rows.utc(now)))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Locked until the transaction ends. */
    static Future<Optional<Found>> find(SqlClient conn, RecoveryCode code, Instant usedSince) {
        return conn.preparedQuery(FIND)
                .execute(Tuple.of(Buffer.buffer(code.hash()), Rows.utc(usedSince)))
                .map(rows -> Rows.first(rows)
                        .map(row -> new Found(
                                row.getUUID("account_id"),
                                row.getBoolean("used") ? row.getBuffer("salt").getBytes() : null,
                                row.getBoolean("used"))));
    }

    static Future<Void> replace(
            SqlClient conn, UUID accountId, RecoveryCode used, RecoveryCode next, byte[] salt, Instant now) {
        return conn.preparedQuery(REPLACE)
                .execute(Tuple.tuple()
                        .addUUID(accountId)
                        .addBuffer(Buffer.buffer(next.hash()))
                        .addOffsetDateTime(Rows.utc(now))
                        .addBuffer(Buffer.buffer(used.hash()))
                        .addBuffer(Buffer.buffer(salt)))
                .mapEmpty();
    }

    /** Empty for an account without a code. */
    static Future<Optional<Instant>> madeAt(SqlClient conn, UUID accountId) {
        return conn.preparedQuery(MADE_AT)
                .execute(Tuple.of(accountId))
                .map(rows -> Rows.first(rows)
                        .map(row -> row.getOffsetDateTime("made_at").toInstant()));
    }
}
