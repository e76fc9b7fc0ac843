package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.db.SqlTime;

/** Codes on their way to numbers, and numbers that were proven and belong to no device yet. */
final class NumberStore {
    private static final Duration KEPT = Duration.ofDays(1);

    // One after the other: two at once must not both be the last that may go out.
    private static final String LOCK_ALL = """
            SELECT pg_advisory_xact_lock(hashtextextended('number_codes', 0))
            """;

    private static final String SENT = """
            SELECT (SELECT count(*) FROM number_codes WHERE account_id = $1 AND sent_at > $3) AS by_account,
                   (SELECT count(*) FROM number_codes WHERE bucket = $2 AND sent_at > $3) AS by_number,
                   (SELECT count(*) FROM number_codes WHERE sent_at > $3) AS in_all,
                   (SELECT max(sent_at) FROM number_codes WHERE account_id = $1) AS latest
            """;

    private static final String INSERT = """
            INSERT INTO number_codes (id, device_id, account_id, number, bucket, code_hash, sent_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """;

    private static final String LOCK = """
            SELECT id, code_hash, tries, expires_at, proved_at
              FROM number_codes
             WHERE device_id = $1 AND account_id = $2 AND number IS NOT NULL
             ORDER BY sent_at DESC
             LIMIT 1
               FOR UPDATE
            """;

    private static final String PROVED = """
            UPDATE number_codes SET proved_at = COALESCE(proved_at, $2) WHERE id = $1 RETURNING number
            """;

    private static final String WRONG = """
            UPDATE number_codes SET tries = tries + 1 WHERE id = $1
            """;

    // A number that was proven anew comes before the one that the device has.
    private static final String NUMBER = """
            SELECT number
              FROM (SELECT number, 0 AS turn
                      FROM number_codes
                     WHERE device_id = $1 AND account_id = $2 AND number IS NOT NULL AND proved_at > $3
                     UNION ALL
                    SELECT token, 1
                      FROM devices
                     WHERE id = $1 AND account_id = $2 AND channel = 'sms' AND gone_at IS NULL) AS known
             ORDER BY turn
             LIMIT 1
            """;

    private static final String FORGET = """
            UPDATE number_codes SET number = NULL WHERE device_id = $1 AND account_id = $2 AND number IS NOT NULL
            """;

    // A number that its gateway gave up, or that nobody proved or used in time, is kept no longer.
    private static final String SWEEP_DEVICES = """
            DELETE FROM devices WHERE channel = 'sms' AND gone_at < $1
            """;

    private static final String SWEEP_CODES = """
            DELETE FROM number_codes WHERE sent_at < $1
            """;

    private static final String SWEEP_NUMBERS = """
            UPDATE number_codes SET number = NULL WHERE number IS NOT NULL AND sent_at < $1
            """;

    private final Pool pool;

    NumberStore(Pool pool) {
        this.pool = pool;
    }

    /** Codes of the last 24 hours, counted while nobody else can send one. */
    Future<NumberCode.Sent> lockSent(SqlClient conn, UUID accountId, PhoneNumber number, Instant now) {
        return conn.query(LOCK_ALL)
                .execute()
                .compose(locked -> conn.preparedQuery(SENT)
                        .execute(Tuple.of(accountId, number.bucket(), DeliveryStore.utc(now.minus(KEPT)))))
                .map(rows -> rows.iterator().next())
                .map(row -> new NumberCode.Sent(
                        row.getLong("by_account").intValue(),
                        row.getLong("by_number").intValue(),
                        row.getLong("in_all").intValue(),
                        SqlTime.in(row, "latest")));
    }

    /** In place of what was on its way to this device. */
    Future<Void> insert(
            SqlClient conn, NumberCode code, UUID deviceId, UUID accountId, PhoneNumber number, Instant now) {
        Tuple values = Tuple.of(code.id(), deviceId, accountId, number.e164(), number.bucket())
                .addBuffer(Buffer.buffer(code.hash()))
                .addOffsetDateTime(DeliveryStore.utc(now))
                .addOffsetDateTime(DeliveryStore.utc(code.expiresAt()));
        return forget(conn, deviceId, accountId)
                .compose(gone -> conn.preparedQuery(INSERT).execute(values))
                .mapEmpty();
    }

    Future<Optional<NumberCode>> lock(SqlClient conn, UUID deviceId, UUID accountId) {
        return conn.preparedQuery(LOCK)
                .execute(Tuple.of(deviceId, accountId))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(code(rows.iterator().next())));
    }

    /** The number that is proven with it. */
    Future<String> prove(SqlClient conn, UUID codeId, Instant now) {
        return conn.preparedQuery(PROVED)
                .execute(Tuple.of(codeId, DeliveryStore.utc(now)))
                .map(rows -> rows.iterator().next().getString("number"));
    }

    Future<Void> countWrong(SqlClient conn, UUID codeId) {
        return conn.preparedQuery(WRONG).execute(Tuple.of(codeId)).mapEmpty();
    }

    /** The number that a device of this account may be registered with. */
    Future<Optional<String>> number(SqlClient conn, UUID deviceId, UUID accountId, Instant now) {
        return conn.preparedQuery(NUMBER)
                .execute(Tuple.of(deviceId, accountId, DeliveryStore.utc(now.minus(NumberCode.PROVED_FOR))))
                .map(NumberStore::first);
    }

    /** What stands here about a device; its own row is not touched. */
    Future<Void> forget(SqlClient conn, UUID deviceId, UUID accountId) {
        return conn.preparedQuery(FORGET).execute(Tuple.of(deviceId, accountId)).mapEmpty();
    }

    Future<Void> sweep(Instant now) {
        Tuple yesterday = Tuple.of(DeliveryStore.utc(now.minus(KEPT)));
        Tuple unused = Tuple.of(DeliveryStore.utc(now.minus(NumberCode.PROVED_FOR.plus(NumberCode.LIFE))));
        return pool.preparedQuery(SWEEP_DEVICES)
                .execute(yesterday)
                .compose(done -> pool.preparedQuery(SWEEP_CODES).execute(yesterday))
                .compose(done -> pool.preparedQuery(SWEEP_NUMBERS).execute(unused))
                .mapEmpty();
    }

    private static Optional<String> first(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(rows.iterator().next().getString("number"));
    }

    private static NumberCode code(Row row) {
        return new NumberCode(
                row.getUUID("id"),
                row.getBuffer("code_hash").getBytes(),
                row.getInteger("tries"),
                SqlTime.in(row, "expires_at"),
                SqlTime.in(row, "proved_at"));
    }
}
