package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.db.SqlTime;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Receivers, and their rows in the ledger. */
final class WebhookStore {
    /** A city has a handful of broadcasters. */
    static final int MOST = 50;

    private static final String SELECT = """
            SELECT id, version, name, url, minimum_severity, active, secret, last_success_at, last_failure_at, last_failure
              FROM webhooks
            """;

    private static final String ALL = SELECT + " ORDER BY name, id LIMIT 50";
    private static final String FIND = SELECT + " WHERE id = $1";

    // One after the other: two at once must not both be the fiftieth.
    private static final String LOCK_ALL = """
            SELECT pg_advisory_xact_lock(hashtextextended('webhooks', 0))
            """;

    private static final String INSERT = """
            INSERT INTO webhooks (id, name, url, minimum_severity, active, secret, created_at)
            SELECT $1, $2, $3, $4, $5, $6, $7
             WHERE (SELECT count(*) FROM webhooks) < 50
            """;

    /** What was said of another address is not said of this one. */
    private static final String UPDATE = """
            UPDATE webhooks
               SET version = version + 1, name = $3, url = $4, minimum_severity = $5, active = $6,
                   last_success_at = CASE WHEN url = $4 THEN last_success_at END,
                   last_failure_at = CASE WHEN url = $4 THEN last_failure_at END,
                   last_failure = CASE WHEN url = $4 THEN last_failure END
             WHERE id = $1 AND version = $2
            """;

    private static final String NEW_SECRET = """
            UPDATE webhooks SET version = version + 1, secret = $3 WHERE id = $1 AND version = $2
            """;

    private static final String SUCCEEDED = """
            UPDATE webhooks SET last_success_at = $2 WHERE id = $1
            """;

    private static final String FAILED = """
            UPDATE webhooks SET last_failure_at = $2, last_failure = left($3, 500) WHERE id = $1
            """;

    // Under the same lock as the choice of devices: after a cancellation nobody becomes due any more. Whoever
    // broadcasts what
    // is replaced now is told by what, however mild that is.
    private static final String DUE = """
            WITH RECURSIVE earlier (id) AS (
                SELECT replaces FROM messages WHERE id = $1 AND replaces IS NOT NULL
                 UNION
                SELECT m.replaces
                  FROM earlier
                  JOIN messages AS m ON m.id = earlier.id
                 WHERE m.replaces IS NOT NULL),
            open AS (
                SELECT id, priority
                  FROM messages
                 WHERE id = $1 AND stopped_at IS NULL AND recipients IS NULL
                   FOR SHARE)
            INSERT INTO deliveries (message_id, device_id, channel, language, priority, next_attempt_at, due_at)
            SELECT open.id, w.id, 'webhook', 'zh-CN', open.priority, $3, $3
              FROM open
              JOIN webhooks AS w
                ON w.active
               AND (w.minimum_severity <= $2
                    OR EXISTS (SELECT 1
                                 FROM earlier
                                 JOIN deliveries AS d ON d.message_id = earlier.id AND d.device_id = w.id))
            ON CONFLICT (message_id, device_id) DO NOTHING
            """;

    private final Pool pool;

    WebhookStore(Pool pool) {
        this.pool = pool;
    }

    Future<List<Webhook>> all() {
        return pool.query(ALL).execute().map(WebhookStore::read);
    }

    Future<Optional<Webhook>> find(UUID id) {
        return find(pool, id);
    }

    Future<Optional<Webhook>> find(SqlClient conn, UUID id) {
        return conn.preparedQuery(FIND)
                .execute(Tuple.of(id))
                .map(rows -> read(rows).stream().findFirst());
    }

    Future<Void> insert(SqlClient conn, Webhook webhook, Instant now) {
        Tuple values = Tuple.tuple()
                .addUUID(webhook.id())
                .addString(webhook.name())
                .addString(webhook.url())
                .addInteger(webhook.minimumSeverity().level())
                .addBoolean(webhook.active())
                .addBuffer(Buffer.buffer(webhook.secret()))
                .addOffsetDateTime(DeliveryStore.utc(now));
        return conn.query(LOCK_ALL)
                .execute()
                .compose(locked -> conn.preparedQuery(INSERT).execute(values))
                .recover(WebhookStore::taken)
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw Problem.invalid(
                                "", Localized.of("接收方最多 " + MOST + " 个。", "There may be " + MOST + " receivers."));
                    }
                    return null;
                });
    }

    Future<Void> update(SqlClient conn, Webhook webhook, long version) {
        Tuple values = Tuple.tuple()
                .addUUID(webhook.id())
                .addLong(version)
                .addString(webhook.name())
                .addString(webhook.url())
                .addInteger(webhook.minimumSeverity().level())
                .addBoolean(webhook.active());
        return conn.preparedQuery(UPDATE)
                .execute(values)
                .recover(WebhookStore::taken)
                .map(WebhookStore::orStale);
    }

    Future<Void> newSecret(SqlClient conn, UUID id, long version, byte[] secret) {
        return conn.preparedQuery(NEW_SECRET)
                .execute(Tuple.of(id, version, Buffer.buffer(secret)))
                .map(WebhookStore::orStale);
    }

    /** Writes down how the receiver answered. */
    Future<Void> answered(UUID id, Outcome outcome, Instant now) {
        if (outcome instanceof Outcome.Delivered) {
            return pool.preparedQuery(SUCCEEDED)
                    .execute(Tuple.of(id, DeliveryStore.utc(now)))
                    .mapEmpty();
        }
        String reason = outcome instanceof Outcome.RetryLater later
                ? later.reason()
                : outcome instanceof Outcome.Refused refused ? refused.reason() : null;
        return reason == null
                ? Future.succeededFuture()
                : pool.preparedQuery(FAILED)
                        .execute(Tuple.of(id, DeliveryStore.utc(now), reason))
                        .mapEmpty();
    }

    /** Makes every receiver due that wants messages of this level; how many. */
    Future<Integer> due(UUID messageId, int level, Instant now) {
        return pool.preparedQuery(DUE)
                .execute(Tuple.of(messageId, level, DeliveryStore.utc(now)))
                .map(SqlResult::rowCount);
    }

    private static Void orStale(RowSet<Row> rows) {
        if (rows.rowCount() == 0) {
            throw Problem.of(
                    ProblemType.STALE, "该接收方已被更新，请重新读取。", "This receiver was changed meanwhile; read it again.");
        }
        return null;
    }

    private static Future<RowSet<Row>> taken(Throwable failure) {
        boolean isTaken = failure instanceof PgException pg && "webhooks_url".equals(pg.getConstraint());
        return Future.failedFuture(
                isTaken
                        ? Problem.of(
                                ProblemType.ALREADY_EXISTS,
                                "已有此地址的接收方。",
                                "There is a receiver of this address already.")
                        : failure);
    }

    private static List<Webhook> read(RowSet<Row> rows) {
        List<Webhook> all = new ArrayList<>();
        rows.forEach(row -> all.add(new Webhook(
                row.getUUID("id"),
                row.getLong("version"),
                row.getString("name"),
                row.getString("url"),
                Severity.ofLevel(row.getInteger("minimum_severity")),
                row.getBoolean("active"),
                row.getBuffer("secret").getBytes(),
                new Webhook.Health(
                        SqlTime.in(row, "last_success_at"),
                        SqlTime.in(row, "last_failure_at"),
                        row.getString("last_failure")))));
        return all;
    }
}
