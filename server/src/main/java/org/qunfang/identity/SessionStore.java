package org.qunfang.identity;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.http.Caller;

/** SQL of sessions. */
final class SessionStore {
    private static final String INSERT = """
            INSERT INTO sessions
                (id, account_id, handle_hash, salt, current_hash, created_at, rotated_at, expires_at, address)
            VALUES
                ($1, $2, $3, $4, $5, $6, $6, $7, $8)
            """;

    private static final String INSERT_WITH_RESIDENT = """
            WITH resident AS (
                INSERT INTO accounts (id, kind, created_at, language)
                VALUES ($2, 'RESIDENT', $6, $8)
                RETURNING id
            )
            INSERT INTO sessions
                (id, account_id, handle_hash, salt, current_hash, created_at, rotated_at, expires_at)
            SELECT $1, resident.id, $3, $4, $5, $6, $6, $7
            FROM resident
            """;

    private static final String BY_HANDLE = """
            SELECT s.id, s.account_id, a.kind, s.salt, s.current_hash, s.previous_hash, s.created_at, s.rotated_at,
                   s.expires_at, s.ended_at IS NOT NULL OR a.disabled_at IS NOT NULL AS over
            FROM sessions AS s
            JOIN accounts AS a ON a.id = s.account_id
            WHERE s.handle_hash = $1
            """;

    private static final String ROTATE = """
            UPDATE sessions
            SET previous_hash = $3, current_hash = $4, salt = $5, rotated_at = $6, expires_at = $7
            WHERE id = $1 AND current_hash = $2 AND ended_at IS NULL
            """;

    private static final String END = """
            UPDATE sessions
            SET ended_at = $2, end_reason = $3, expires_at = LEAST(expires_at, $2)
            WHERE id = $1 AND ended_at IS NULL
            """;

    private static final String END_ALL = """
            UPDATE sessions
            SET ended_at = $2, end_reason = $3, expires_at = LEAST(expires_at, $2)
            WHERE account_id = $1 AND ended_at IS NULL
            """;

    // A duty officer is one in the duty office alone, also where the duty office moved since the role was given.
    private static final String STANDING = """
            SELECT a.id, a.kind, a.name, a.department_id,
                   CASE WHEN is_duty_office(a.department_id) THEN a.roles ELSE array_remove(a.roles, 'duty_officer') END
                       AS roles
            FROM sessions AS s
            JOIN accounts AS a ON a.id = s.account_id
            WHERE s.id = $1 AND s.ended_at IS NULL AND a.disabled_at IS NULL
            """;

    private static final String SWEEP = """
            DELETE FROM sessions
            WHERE id IN (SELECT id
                         FROM sessions
                         WHERE expires_at < $1
                         ORDER BY expires_at
                         LIMIT $2)
            """;

    private SessionStore() {}

    static Future<Void> insert(SqlClient conn, Session session, RefreshToken token, String address) {
        return conn.preparedQuery(INSERT)
                .execute(values(session, token).addString(address))
                .mapEmpty();
    }

    /** A new resident's account and first session in one statement. */
    static Future<Void> insertWithResident(SqlClient conn, Session session, RefreshToken token, String language) {
        return conn.preparedQuery(INSERT_WITH_RESIDENT)
                .execute(values(session, token).addString(language))
                .mapEmpty();
    }

    private static Tuple values(Session session, RefreshToken token) {
        return Tuple.tuple()
                .addUUID(session.id())
                .addUUID(session.accountId())
                .addBuffer(Buffer.buffer(token.handleHash()))
                .addBuffer(Buffer.buffer(session.salt()))
                .addBuffer(Buffer.buffer(session.currentHash()))
                .addOffsetDateTime(Rows.utc(session.createdAt()))
                .addOffsetDateTime(Rows.utc(session.expiresAt()));
    }

    static Future<Optional<Session>> byHandle(SqlClient conn, RefreshToken token) {
        return conn.preparedQuery(BY_HANDLE)
                .execute(Tuple.of(Buffer.buffer(token.handleHash())))
                .map(rows -> Rows.first(rows).map(SessionStore::session));
    }

    /** False when another request rotated or ended the session first. */
    static Future<Boolean> rotate(
            SqlClient conn, Session session, RefreshToken used, byte[] salt, Instant now, Instant expiresAt) {
        return conn.preparedQuery(ROTATE)
                .execute(Tuple.tuple()
                        .addUUID(session.id())
                        .addBuffer(Buffer.buffer(session.currentHash()))
                        .addBuffer(Buffer.buffer(used.secretHash()))
                        .addBuffer(Buffer.buffer(used.next(salt).secretHash()))
                        .addBuffer(Buffer.buffer(salt))
                        .addOffsetDateTime(Rows.utc(now))
                        .addOffsetDateTime(Rows.utc(expiresAt)))
                .map(rows -> rows.rowCount() == 1);
    }

    /** False when it was ended already. */
    static Future<Boolean> end(SqlClient conn, UUID id, Instant now, String reason) {
        return conn.preparedQuery(END)
                .execute(Tuple.of(id, Rows.utc(now), reason))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Ends every session of the account. */
    static Future<Void> endAll(SqlClient conn, UUID accountId, Instant now, String reason) {
        return conn.preparedQuery(END_ALL)
                .execute(Tuple.of(accountId, Rows.utc(now), reason))
                .mapEmpty();
    }

    /** Who acts in this session now; empty when it is ended or the account disabled. */
    static Future<Optional<Caller>> standing(SqlClient conn, UUID id) {
        return conn.preparedQuery(STANDING)
                .execute(Tuple.of(id))
                .map(rows -> Rows.first(rows)
                        .map(row -> Account.caller(
                                row.getUUID("id"),
                                Caller.Kind.valueOf(row.getString("kind")),
                                row.getString("name"),
                                row.getUUID("department_id"),
                                AccountStore.roles(row))));
    }

    /** Deletes sessions that expired before a moment, at most {@code limit}; tells how many. */
    static Future<Integer> sweep(SqlClient conn, Instant expiredBefore, int limit) {
        return conn.preparedQuery(SWEEP)
                .execute(Tuple.of(Rows.utc(expiredBefore), limit))
                .map(rows -> rows.rowCount());
    }

    private static Session session(Row row) {
        byte[] previous = row.getBuffer("previous_hash") == null
                ? null
                : row.getBuffer("previous_hash").getBytes();
        return new Session(
                row.getUUID("id"),
                row.getUUID("account_id"),
                Caller.Kind.valueOf(row.getString("kind")),
                row.getBuffer("salt").getBytes(),
                row.getBuffer("current_hash").getBytes(),
                previous,
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("rotated_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant(),
                row.getBoolean("over"));
    }
}
