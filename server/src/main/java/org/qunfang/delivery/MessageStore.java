package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.problem.Localized;

/** Messages and their audiences. */
final class MessageStore {
    private static final int REMEMBERED = 200;
    private static final Duration LEASE = Duration.ofSeconds(60);

    /** A message whose ledger rows this process may write until its lease ends. Exactly one of the two is set. */
    record ToSelect(UUID id, Severity severity, Audience audience, UUID follows) {}

    private static final String INSERT = """
            INSERT INTO messages
                (id, source_kind, source_id, priority, severity, content, data, created_at, expires_at,
                 range_lo, range_hi, boundary_cells, area, follows, replaces, unless_due)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            ON CONFLICT (id) DO NOTHING
            """;

    /**
     * One statement: the ledger is there with the message, or neither is. Texts go to numbers for warnings alone: that is
     * what their owners agreed to.
     */
    private static final String INSERT_TO = """
            WITH reached AS (
                SELECT v.id AS device_id, v.channel, v.language
                  FROM devices AS v
                 WHERE v.account_id = ANY ($10) AND v.gone_at IS NULL AND v.channel <> 'sms'
                 UNION ALL
                SELECT a.id, 'email', a.language
                  FROM accounts AS a
                 WHERE a.id = ANY ($10) AND a.email IS NOT NULL AND a.disabled_at IS NULL
            ), message AS (
                INSERT INTO messages (id, source_kind, source_id, priority, severity, content, data, created_at,
                                      expires_at, addressed, recipients)
                SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, true, (SELECT count(*) FROM reached)
                    ON CONFLICT (id) DO NOTHING
                RETURNING id, priority
            )
            INSERT INTO deliveries (message_id, device_id, channel, language, priority, next_attempt_at, due_at)
            SELECT message.id, reached.device_id, reached.channel, reached.language, message.priority, $8, $8
              FROM message CROSS JOIN reached
            """;

    private static final String LOAD = """
            SELECT id, source_kind, source_id, severity, content, data, expires_at, replaces
              FROM messages
             WHERE id = ANY($1)
            """;

    private static final String STOP = """
            UPDATE messages SET stopped_at = $2 WHERE (id = $1 OR unless_due = $1) AND stopped_at IS NULL
            """;

    private static final String EXPIRE_WAITING = """
            UPDATE deliveries
               SET state = 'expired', ended_at = $2, reason = 'stopped'
             WHERE message_id = $1 AND state = 'due'
            """;

    private static final String CLAIM_TO_SELECT = """
            UPDATE messages
               SET selecting_until = $2
             WHERE id = (SELECT id
                           FROM messages
                          WHERE recipients IS NULL AND (selecting_until IS NULL OR selecting_until < $1)
                            AND (unless_due IS NULL OR EXISTS (
                                    SELECT 1
                                      FROM messages AS other
                                     WHERE other.id = messages.unless_due AND other.recipients IS NOT NULL))
                          ORDER BY priority, created_at
                          LIMIT 1
                            FOR UPDATE SKIP LOCKED)
            RETURNING id, severity, range_lo, range_hi, boundary_cells, area, follows
            """;

    // A statement of its own: the count must see those who came while this one waited for the lock.
    private static final String LOCK = """
            SELECT id FROM messages WHERE id = $1 FOR NO KEY UPDATE
            """;

    private static final String SELECTED = """
            UPDATE messages
               SET recipients = (SELECT count(*) FROM deliveries WHERE message_id = $1), selecting_until = NULL
             WHERE id = $1
            """;

    private static final String PROGRESS = """
            SELECT recipients IS NOT NULL AS chosen FROM messages WHERE id = $1
            """;

    private final Pool pool;
    private final Map<UUID, Message> recent = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Message> eldest) {
            return size() > REMEMBERED;
        }
    };

    MessageStore(Pool pool) {
        this.pool = pool;
    }

    /** Stores the message unless it is there already. {@code area} or {@code follows} is null. */
    Future<Void> insert(SqlClient conn, Message message, int priority, Audience area, UUID follows, Instant now) {
        return insert(conn, message, priority, area, follows, null, now);
    }

    /** As above, for those who are not due for the message {@code unlessDue}. */
    Future<Void> insert(
            SqlClient conn, Message message, int priority, Audience area, UUID follows, UUID unlessDue, Instant now) {
        Tuple values = Tuple.tuple()
                .addUUID(message.id())
                .addString(message.sourceKind())
                .addUUID(message.sourceId())
                .addInteger(priority)
                .addInteger(message.severity().level())
                .addJsonObject(message.content())
                .addJsonObject(message.data())
                .addOffsetDateTime(DeliveryStore.utc(now))
                .addOffsetDateTime(DeliveryStore.utc(message.expiresAt()))
                .addArrayOfLong(area == null ? new Long[0] : area.rangeLo())
                .addArrayOfLong(area == null ? new Long[0] : area.rangeHi())
                .addArrayOfLong(area == null ? new Long[0] : area.boundaryCells())
                .addJsonObject(area == null ? null : area.geoJson())
                .addUUID(follows)
                .addUUID(message.replaces())
                .addUUID(unlessDue);
        return conn.preparedQuery(INSERT).execute(values).mapEmpty();
    }

    /**
     * Stores a message to these people with its whole ledger, unless it is there already: their devices, and the address
     * of each one's account.
     */
    Future<Void> insertTo(SqlClient conn, Message message, int priority, List<UUID> accounts, Instant now) {
        Tuple values = Tuple.tuple()
                .addUUID(message.id())
                .addString(message.sourceKind())
                .addUUID(message.sourceId())
                .addInteger(priority)
                .addInteger(message.severity().level())
                .addJsonObject(message.content())
                .addJsonObject(message.data())
                .addOffsetDateTime(DeliveryStore.utc(now))
                .addOffsetDateTime(DeliveryStore.utc(message.expiresAt()))
                .addArrayOfUUID(accounts.toArray(UUID[]::new));
        return conn.preparedQuery(INSERT_TO).execute(values).mapEmpty();
    }

    /** The messages with these ids; a message never changes, so recent ones come from memory. */
    Future<Map<UUID, Message>> load(List<UUID> ids) {
        Map<UUID, Message> found = new HashMap<>();
        List<UUID> missing = new ArrayList<>();
        synchronized (recent) {
            for (UUID id : ids) {
                Optional.ofNullable(recent.get(id))
                        .ifPresentOrElse(known -> found.put(id, known), () -> missing.add(id));
            }
        }
        if (missing.isEmpty()) {
            return Future.succeededFuture(found);
        }
        return pool.preparedQuery(LOAD)
                .execute(Tuple.of(missing.toArray(UUID[]::new)))
                .map(rows -> {
                    synchronized (recent) {
                        for (Row row : rows) {
                            Message message = message(row);
                            found.put(message.id(), message);
                            recent.put(message.id(), message);
                        }
                    }
                    return found;
                });
    }

    /** Nothing of this message is handed over from now on, nor of the one that tells whom it left out. */
    Future<Void> halt(SqlClient conn, UUID id, Instant now) {
        return conn.preparedQuery(STOP)
                .execute(Tuple.of(id, DeliveryStore.utc(now)))
                .mapEmpty();
    }

    /** The same, and what still waited ends as expired. */
    Future<Void> stop(SqlClient conn, UUID id, Instant now) {
        return halt(conn, id, now)
                .compose(halted -> conn.preparedQuery(EXPIRE_WAITING).execute(Tuple.of(id, DeliveryStore.utc(now))))
                .mapEmpty();
    }

    Future<Optional<ToSelect>> claimToSelect(Instant now) {
        return pool.preparedQuery(CLAIM_TO_SELECT)
                .execute(Tuple.of(DeliveryStore.utc(now), DeliveryStore.utc(now.plus(LEASE))))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(toSelect(rows.iterator().next())));
    }

    /** Everybody who was there is chosen: what stands in the ledger is the number of recipients so far. */
    Future<Void> selected(UUID id) {
        return pool.withTransaction(conn -> conn.preparedQuery(LOCK)
                .execute(Tuple.of(id))
                .compose(locked -> conn.preparedQuery(SELECTED).execute(Tuple.of(id)))
                .mapEmpty());
    }

    Future<Ledger.Progress> progress(UUID id) {
        return pool.preparedQuery(PROGRESS).execute(Tuple.of(id)).map(rows -> {
            if (rows.size() == 0) {
                return Ledger.Progress.UNKNOWN;
            }
            return rows.iterator().next().getBoolean("chosen") ? Ledger.Progress.CHOSEN : Ledger.Progress.CHOOSING;
        });
    }

    private static ToSelect toSelect(Row row) {
        JsonObject area = row.getJsonObject("area");
        Audience audience = area == null
                ? null
                : new Audience(
                        row.getArrayOfLongs("range_lo"),
                        row.getArrayOfLongs("range_hi"),
                        row.getArrayOfLongs("boundary_cells"),
                        area);
        return new ToSelect(
                row.getUUID("id"), Severity.ofLevel(row.getInteger("severity")), audience, row.getUUID("follows"));
    }

    private static Message message(Row row) {
        JsonObject content = row.getJsonObject("content");
        return new Message(
                row.getUUID("id"),
                row.getString("source_kind"),
                row.getUUID("source_id"),
                Severity.ofLevel(row.getInteger("severity")),
                MessageText.fromJson(content.getJsonObject(Localized.ZH_CN)),
                MessageText.fromJson(content.getJsonObject(Localized.EN)),
                row.getJsonObject("data"),
                row.getOffsetDateTime("expires_at").toInstant(),
                row.getUUID("replaces"));
    }
}
