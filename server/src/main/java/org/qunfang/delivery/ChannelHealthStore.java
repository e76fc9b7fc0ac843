package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.qunfang.db.SqlTime;

/** What every process wrote down about its channels. */
final class ChannelHealthStore {
    /** A process that wrote nothing for so long has ended. */
    private static final Duration ENDED = Duration.ofSeconds(30);

    private static final Duration KEPT = Duration.ofDays(7);

    /**
     * One channel over all processes.
     *
     * @param breaker the worst state of any process
     * @param since when the first process that still runs began to count
     * @param waiting ledger rows that no provider has answered for good, at most {@link #MOST_COUNTED}
     */
    record Summary(
            String channel,
            boolean active,
            String breaker,
            Instant lastSuccessAt,
            Instant lastFailureAt,
            String lastFailure,
            long delivered,
            long failed,
            long refused,
            long gone,
            long waiting,
            Instant since) {}

    /** More is not counted: the page says "at least". */
    static final int MOST_COUNTED = 100_000;

    private static final String WRITE = """
        INSERT INTO channel_health
            (channel, process, active, breaker, last_success_at, last_failure_at, last_failure,
             delivered, failed, refused, gone, started_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, left($7, 500), $8, $9, $10, $11, $12, $13)
        ON CONFLICT (channel, process) DO UPDATE
           SET active = excluded.active, breaker = excluded.breaker,
               last_success_at = excluded.last_success_at, last_failure_at = excluded.last_failure_at,
               last_failure = excluded.last_failure, delivered = excluded.delivered, failed = excluded.failed,
               refused = excluded.refused, gone = excluded.gone, updated_at = excluded.updated_at, seen_at = now()
        """;

    private static final String READ = """
        WITH alive AS (
            SELECT channel, active, breaker, delivered, failed, refused, gone, started_at
              FROM channel_health
             WHERE updated_at > $1),
        latest AS (
            SELECT DISTINCT ON (channel) channel, last_failure_at, last_failure
              FROM channel_health
             WHERE last_failure_at IS NOT NULL
             ORDER BY channel, last_failure_at DESC),
        success AS (
            SELECT channel, max(last_success_at) AS last_success_at FROM channel_health GROUP BY channel)
        SELECT alive.channel,
               bool_or(alive.active) AS active,
               CASE WHEN bool_or(alive.breaker = 'open') THEN 'open'
                    WHEN bool_or(alive.breaker = 'half_open') THEN 'half_open'
                    ELSE 'closed' END AS breaker,
               sum(alive.delivered)::bigint AS delivered, sum(alive.failed)::bigint AS failed,
               sum(alive.refused)::bigint AS refused, sum(alive.gone)::bigint AS gone,
               min(alive.started_at) AS since,
               min(success.last_success_at) AS last_success_at,
               min(latest.last_failure_at) AS last_failure_at,
               min(latest.last_failure) AS last_failure,
               (SELECT count(*)
                  FROM (SELECT 1
                          FROM deliveries AS d
                         WHERE d.channel = alive.channel AND d.ended_at IS NULL
                         LIMIT $2) AS open) AS waiting
          FROM alive
          LEFT JOIN latest ON latest.channel = alive.channel
          LEFT JOIN success ON success.channel = alive.channel
         GROUP BY alive.channel
         ORDER BY alive.channel
        """;

    private static final String SWEEP = """
        DELETE FROM channel_health WHERE updated_at < $1
        """;

    private final Pool pool;

    ChannelHealthStore(Pool pool) {
        this.pool = pool;
    }

    Future<Void> write(UUID process, Instant startedAt, List<Gate> gates, Instant now) {
        return pool.preparedQuery(WRITE)
                .executeBatch(gates.stream()
                        .map(gate -> values(process, startedAt, gate, now))
                        .toList())
                .mapEmpty();
    }

    private static Tuple values(UUID process, Instant startedAt, Gate gate, Instant now) {
        ChannelHealth health = gate.health();
        ChannelHealth.Failure failure = health.lastFailure();
        return Tuple.tuple()
                .addString(health.channel())
                .addUUID(process)
                .addBoolean(health.isActive())
                .addString(gate.breakerState())
                .addOffsetDateTime(SqlTime.of(health.lastSuccessAt()))
                .addOffsetDateTime(failure == null ? null : SqlTime.of(failure.at()))
                .addString(failure == null ? null : failure.reason())
                .addLong(health.delivered())
                .addLong(health.failed())
                .addLong(health.refused())
                .addLong(health.gone())
                .addOffsetDateTime(SqlTime.of(startedAt))
                .addOffsetDateTime(SqlTime.of(now));
    }

    /** Channels of the processes that run, by name. */
    Future<List<Summary>> read(Instant now) {
        return pool.preparedQuery(READ)
                .execute(Tuple.of(SqlTime.of(now.minus(ENDED)), MOST_COUNTED))
                .map(rows -> {
                    List<Summary> all = new ArrayList<>();
                    rows.forEach(row -> all.add(summary(row)));
                    return all;
                });
    }

    Future<Void> sweep(Instant now) {
        return pool.preparedQuery(SWEEP)
                .execute(Tuple.of(SqlTime.of(now.minus(KEPT))))
                .mapEmpty();
    }

    private static Summary summary(Row row) {
        return new Summary(
                row.getString("channel"),
                row.getBoolean("active"),
                row.getString("breaker"),
                SqlTime.in(row, "last_success_at"),
                SqlTime.in(row, "last_failure_at"),
                row.getString("last_failure"),
                row.getLong("delivered"),
                row.getLong("failed"),
                row.getLong("refused"),
                row.getLong("gone"),
                row.getLong("waiting"),
                SqlTime.in(row, "since"));
    }
}
