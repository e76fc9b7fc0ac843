package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.qunfang.db.FreshPlans;

/** The ledger: who was due for which message and what became of it. */
final class DeliveryStore {
    /** Longer than any channel keeps a message: what has no answer by then is handed over again. */
    static final Duration LEASE = Duration.ofSeconds(90);

    /**
     * A ledger row that this process may hand over until its lease ends.
     *
     * @param first nobody was asked before: no earlier attempt was handed over
     * @param moved the device has another channel by now
     * @param quiet of the device; null where it has none
     */
    record Claimed(
            UUID messageId,
            UUID deviceId,
            String language,
            int attempt,
            String token,
            boolean stopped,
            boolean moved,
            boolean first,
            int priority,
            QuietHours quiet) {

        /** It stops an earlier message. */
        boolean ahead() {
            return priority == Severity.AHEAD_OF_ALL;
        }
    }

    /**
     * What is written into the ledger.
     *
     * @param handedOver whether this attempt or an earlier one was given to a provider
     * @param nextAttempt null unless the state is {@code due}
     */
    record Settled(
            UUID messageId,
            UUID deviceId,
            LedgerState state,
            boolean handedOver,
            Instant nextAttempt,
            String providerMessageId,
            String reason) {}

    /** Not by a join: a small ledger would then be looked up by its message alone, row for row. */
    private static final String STOPPED =
            "(SELECT m.stopped_at IS NOT NULL FROM messages AS m WHERE m.id = d.message_id)";

    /**
     * Where the device of a row is by now, if that is another channel; nobody else's address is handed to a provider. Texts go
     * to numbers for warnings alone.
     */
    private static final String ELSEWHERE = """
            SELECT now.channel
              FROM devices AS now
             WHERE now.id = d.device_id AND now.channel <> d.channel AND now.gone_at IS NULL
               AND NOT (now.channel = 'sms'
                        AND (SELECT m.addressed FROM messages AS m WHERE m.id = d.message_id))
            """;

    // Each priority is two short walks along deliveries_open, what nobody was asked with yet and then what is repeated:
    // rows that wait for a retry never stand in the way of others, those that wait for an answer are no more than the
    // channel's limit. A claim changes no column of an index, so that PostgreSQL writes the row alone.
    private static final String CLAIM = """
            WITH picked AS (
                SELECT turn.message_id, turn.device_id
                  FROM unnest($5::smallint[], $6::boolean[]) AS urgency (priority, repeated)
                 CROSS JOIN LATERAL (
                       SELECT d.message_id, d.device_id
                         FROM deliveries AS d
                        WHERE d.channel = $1 AND d.priority = urgency.priority AND d.repeated = urgency.repeated
                          AND d.ended_at IS NULL AND d.next_attempt_at <= $2
                          AND (d.claimed_until IS NULL OR d.claimed_until <= $2)
                        ORDER BY d.next_attempt_at
                        LIMIT $3
                          FOR UPDATE SKIP LOCKED) AS turn
                 LIMIT $3)
            UPDATE deliveries AS d
               SET state = 'handed_over',
                   attempts = LEAST(d.attempts + 1, 32767),
                   handed_over_at = COALESCE(d.handed_over_at, $2),
                   claimed_until = $4,
                   claimed_by = $7
              FROM picked
              LEFT JOIN devices AS v ON v.id = picked.device_id AND v.channel = $1 AND v.gone_at IS NULL
              LEFT JOIN accounts AS a ON $1 = 'email' AND a.id = picked.device_id AND a.disabled_at IS NULL
              LEFT JOIN topic_calls AS t ON $1 = 'fcm_topic' AND t.id = picked.device_id
             WHERE d.message_id = picked.message_id AND d.device_id = picked.device_id
            RETURNING d.message_id, d.device_id, d.priority, d.language, d.attempts,
                      COALESCE(v.token, a.email, t.condition) AS token, %s AS stopped, %s AS moved,
                      d.handed_over_at = $2 AS first, v.quiet_from, v.quiet_to
            """.formatted(STOPPED, "v.id IS NULL AND (" + ELSEWHERE + ") IS NOT NULL");

    /** For live the address of a device is its account: any open page of that person will do. */
    private static final String CLAIM_FOR_ACCOUNTS = """
            WITH picked AS (
                SELECT d.message_id, d.device_id, v.account_id
                  FROM devices AS v
                  JOIN deliveries AS d ON d.device_id = v.id
                 WHERE v.account_id = ANY($1) AND v.channel = 'live' AND d.channel = 'live'
                   AND d.ended_at IS NULL AND d.next_attempt_at <= $2
                   AND (d.claimed_until IS NULL OR d.claimed_until <= $2)
                 ORDER BY d.priority, d.next_attempt_at
                 LIMIT $3
                   FOR UPDATE OF d SKIP LOCKED)
            UPDATE deliveries AS d
               SET state = 'handed_over',
                   attempts = LEAST(d.attempts + 1, 32767),
                   handed_over_at = COALESCE(d.handed_over_at, $2),
                   claimed_until = $4,
                   claimed_by = $5
              FROM picked
             WHERE d.message_id = picked.message_id AND d.device_id = picked.device_id
            RETURNING d.message_id, d.device_id, d.priority, d.language, d.attempts,
                      picked.account_id::text AS token, %s AS stopped, false AS moved,
                      d.handed_over_at = $2 AS first, NULL::time AS quiet_from, NULL::time AS quiet_to
            """.formatted(STOPPED);

    // What ended keeps its end: an answer that comes after the lease finds the row as its successor left it. A claim
    // counts as handed over until its answer says that nobody was asked.
    private static final String SETTLE = """
            UPDATE deliveries AS d
               SET state = r.state,
                   channel = CASE WHEN r.state = 'due' THEN COALESCE((%s), d.channel) ELSE d.channel END,
                   next_attempt_at = COALESCE(r.next_attempt_at, d.next_attempt_at),
                   repeated = r.state = 'due' AND r.handed_over,
                   claimed_until = NULL,
                   ended_at = CASE WHEN r.state = 'due' THEN NULL ELSE $7::timestamptz END,
                   handed_over_at = CASE WHEN r.handed_over THEN COALESCE(d.handed_over_at, $7) END,
                   provider_message_id = left(r.provider_message_id, 200),
                   reason = left(r.reason, 500)
              FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $8::boolean[])
                   AS r (message_id, device_id, state, next_attempt_at, provider_message_id, reason, handed_over)
             WHERE d.message_id = r.message_id AND d.device_id = r.device_id AND d.ended_at IS NULL
            """.formatted(ELSEWHERE);

    // Pairs of priority and whether repeated, in the order of the claim.
    private static final Short[] ALL = {
        (short) Severity.AHEAD_OF_ALL, (short) Severity.AHEAD_OF_ALL, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5
    };
    private static final Short[] AHEAD = {(short) Severity.AHEAD_OF_ALL, (short) Severity.AHEAD_OF_ALL};
    private static final Boolean[] ALL_REPEATED = {
        false, true, false, true, false, true, false, true, false, true, false, true
    };
    private static final Boolean[] AHEAD_REPEATED = {false, true};

    private static final String EXPIRE = """
            WITH over AS (
                SELECT m.id
                  FROM messages AS m
                 WHERE m.expires_at <= $1 AND m.settled_at IS NULL AND m.recipients IS NOT NULL
                 ORDER BY m.expires_at
                 LIMIT 20
                   FOR UPDATE SKIP LOCKED),
            ended AS (
                UPDATE deliveries AS d
                   SET state = 'expired', ended_at = $1, reason = 'expired'
                  FROM over
                 WHERE d.message_id = over.id AND d.ended_at IS NULL
                   AND (d.state = 'due' OR d.claimed_until <= $1)
                RETURNING d.message_id)
            UPDATE messages AS m
               SET stopped_at = COALESCE(m.stopped_at, $1),
                   settled_at = CASE WHEN EXISTS (
                           SELECT 1 FROM deliveries AS open
                            WHERE open.message_id = m.id AND open.state = 'handed_over'
                              AND open.claimed_until > $1) THEN NULL ELSE $1 END
              FROM over
             WHERE m.id = over.id
            """;

    private static final String COUNTS = """
            SELECT d.channel,
                   count(*) AS due,
                   count(d.handed_over_at) AS handed_over,
                   count(*) FILTER (WHERE d.state = 'accepted') AS accepted,
                   count(*) FILTER (WHERE d.state = 'failed') AS failed,
                   count(*) FILTER (WHERE d.state = 'gone') AS gone,
                   count(*) FILTER (WHERE d.state = 'expired') AS expired,
                   max(d.reason) FILTER (WHERE d.state = 'failed') AS reason
              FROM deliveries AS d
             WHERE d.message_id = $1
             GROUP BY d.channel
             ORDER BY d.channel
            """;

    private final Pool pool;
    private final UUID process;

    /** @param process that claims: {@link Orphans} tells by it whose claims have nobody left */
    DeliveryStore(Pool pool, UUID process) {
        this.pool = pool;
        this.process = process;
    }

    /** @param aheadOnly only those that stop an earlier message */
    Future<List<Claimed>> claim(String channel, int limit, boolean aheadOnly, Instant now) {
        Tuple values = Tuple.of(channel, utc(now), limit, utc(now.plus(LEASE)))
                .addArrayOfShort(aheadOnly ? AHEAD : ALL)
                .addArrayOfBoolean(aheadOnly ? AHEAD_REPEATED : ALL_REPEATED)
                .addUUID(process);
        return FreshPlans.in(pool, conn -> conn.preparedQuery(CLAIM).execute(values))
                .map(DeliveryStore::claimed);
    }

    /** Live deliveries of people with a page open here; the token of each row is its account. */
    Future<List<Claimed>> claimForAccounts(Set<UUID> accounts, int limit, Instant now) {
        if (accounts.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        Tuple values = Tuple.of(accounts.toArray(UUID[]::new), utc(now), limit, utc(now.plus(LEASE)), process);
        return FreshPlans.in(
                        pool, conn -> conn.preparedQuery(CLAIM_FOR_ACCOUNTS).execute(values))
                .map(DeliveryStore::claimed);
    }

    Future<Void> settle(List<Settled> settled, Instant now) {
        if (settled.isEmpty()) {
            return Future.succeededFuture();
        }
        Tuple values = Tuple.of(
                settled.stream().map(Settled::messageId).toArray(UUID[]::new),
                settled.stream().map(Settled::deviceId).toArray(UUID[]::new),
                settled.stream().map(row -> row.state().column()).toArray(String[]::new),
                settled.stream()
                        .map(row -> row.nextAttempt() == null ? null : utc(row.nextAttempt()))
                        .toArray(OffsetDateTime[]::new),
                settled.stream().map(Settled::providerMessageId).toArray(String[]::new),
                settled.stream().map(Settled::reason).toArray(String[]::new));
        values.addOffsetDateTime(utc(now))
                .addArrayOfBoolean(settled.stream().map(Settled::handedOver).toArray(Boolean[]::new));
        return FreshPlans.in(pool, conn -> conn.preparedQuery(SETTLE).execute(values))
                .mapEmpty();
    }

    /** Ends what was still waiting when its message's time was over. */
    Future<Void> expire(Instant now) {
        return pool.preparedQuery(EXPIRE).execute(Tuple.of(utc(now))).mapEmpty();
    }

    Future<List<ChannelCounts>> counts(UUID messageId) {
        return pool.preparedQuery(COUNTS).execute(Tuple.of(messageId)).map(rows -> {
            List<ChannelCounts> counts = new ArrayList<>();
            rows.forEach(row -> counts.add(channelCounts(row)));
            return counts;
        });
    }

    private static ChannelCounts channelCounts(Row row) {
        return new ChannelCounts(
                row.getString("channel"),
                row.getLong("due"),
                row.getLong("handed_over"),
                row.getLong("accepted"),
                row.getLong("failed"),
                row.getLong("gone"),
                row.getLong("expired"),
                row.getString("reason"));
    }

    private static List<Claimed> claimed(RowSet<Row> rows) {
        List<Row> byPriority = new ArrayList<>();
        rows.forEach(byPriority::add);
        byPriority.sort(java.util.Comparator.comparing(row -> row.getInteger("priority")));
        return byPriority.stream()
                .map(row -> new Claimed(
                        row.getUUID("message_id"),
                        row.getUUID("device_id"),
                        row.getString("language"),
                        row.getInteger("attempts"),
                        row.getString("token"),
                        row.getBoolean("stopped"),
                        row.getBoolean("moved"),
                        row.getBoolean("first"),
                        row.getInteger("priority"),
                        quiet(row)))
                .toList();
    }

    private static QuietHours quiet(Row row) {
        LocalTime from = row.getLocalTime("quiet_from");
        return from == null ? null : new QuietHours(from, row.getLocalTime("quiet_to"));
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
