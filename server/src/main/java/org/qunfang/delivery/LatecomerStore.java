package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.qunfang.delivery.AudienceStore.Place;

/** Devices that came while messages were under way. Everything happens in the transaction that holds their marks. */
final class LatecomerStore {
    /** A place of a device and the least severe message that its owner wants, 0 to 4. */
    record Latecomer(Place place, int minimumSeverity) {}

    /** A message that still goes out. {@code area} is null where the caller knows it. */
    record UnderWay(UUID id, Severity severity, JsonObject area) {}

    private static final String CLAIM = """
            SELECT id
              FROM devices
             WHERE unmatched_since IS NOT NULL
             ORDER BY unmatched_since
             LIMIT $1
               FOR NO KEY UPDATE SKIP LOCKED
            """;

    private static final String PLACES = """
            SELECT device_id, channel, language, lat, lon, minimum_severity
              FROM device_places
             WHERE device_id = ANY($1)
            """;

    private static final String UNDER_WAY = """
            SELECT id, severity, CASE WHEN id = ANY($2) THEN NULL ELSE area END AS area
              FROM messages
             WHERE settled_at IS NULL AND stopped_at IS NULL AND expires_at > $1 AND area IS NOT NULL
             ORDER BY id
            """;

    // A statement of its own: the next one must see what was committed while this one waited for the lock.
    private static final String LOCK = """
            SELECT id
              FROM messages
             WHERE id = $1 AND stopped_at IS NULL AND expires_at > $2
               FOR NO KEY UPDATE
            """;

    // While the ledger of the message is still being written, recipients is null and stays so: it is counted in the
    // end.
    private static final String JOIN = """
            WITH added AS (
                INSERT INTO deliveries (message_id, device_id, channel, language, priority, next_attempt_at, due_at)
                SELECT m.id, c.device_id, c.channel, c.language, m.priority, $5, $5
                  FROM messages AS m
                 CROSS JOIN unnest($2::uuid[], $3::text[], $4::text[]) AS c (device_id, channel, language)
                 WHERE m.id = $1
                ON CONFLICT (message_id, device_id) DO NOTHING
                RETURNING device_id)
            UPDATE messages
               SET recipients = recipients + (SELECT count(*) FROM added)
             WHERE id = $1
            """;

    // The provider gave up an earlier token before it took the message; the device came back with another one.
    private static final String REVIVE = """
            UPDATE deliveries AS d
               SET state = 'due', channel = c.channel, language = c.language, next_attempt_at = $5, claimed_until = NULL, ended_at = NULL,
                   reason = NULL
              FROM unnest($2::uuid[], $3::text[], $4::text[]) AS c (device_id, channel, language)
             WHERE d.message_id = $1 AND d.device_id = c.device_id AND d.state = 'gone'
            """;

    private static final String UNMARK = """
            UPDATE devices SET unmatched_since = NULL WHERE id = ANY($1)
            """;

    /** Marked devices, whoever waits longest first, locked until the transaction ends. */
    Future<List<UUID>> claim(SqlClient conn, int limit) {
        return conn.preparedQuery(CLAIM).execute(Tuple.of(limit)).map(rows -> {
            List<UUID> devices = new ArrayList<>();
            rows.forEach(row -> devices.add(row.getUUID("id")));
            return devices;
        });
    }

    Future<List<Latecomer>> placesOf(SqlClient conn, List<UUID> devices) {
        return conn.preparedQuery(PLACES).execute(ids(devices)).map(rows -> {
            List<Latecomer> places = new ArrayList<>();
            rows.forEach(
                    row -> places.add(new Latecomer(AudienceStore.place(row), row.getInteger("minimum_severity"))));
            return places;
        });
    }

    /** Messages that still go out, always in the same order. */
    Future<List<UnderWay>> underWay(SqlClient conn, Collection<UUID> known, Instant now) {
        return conn.preparedQuery(UNDER_WAY)
                .execute(Tuple.of(DeliveryStore.utc(now)).addArrayOfUUID(known.toArray(UUID[]::new)))
                .map(rows -> {
                    List<UnderWay> messages = new ArrayList<>();
                    rows.forEach(row -> messages.add(new UnderWay(
                            row.getUUID("id"),
                            Severity.ofLevel(row.getInteger("severity")),
                            row.getJsonObject("area"))));
                    return messages;
                });
    }

    /** Makes the devices due, once each, unless the message was stopped meanwhile. */
    Future<Void> join(SqlClient conn, UUID messageId, List<Place> due, Instant now) {
        if (due.isEmpty()) {
            return Future.succeededFuture();
        }
        Tuple values = Tuple.of(
                messageId,
                due.stream().map(Place::deviceId).toArray(UUID[]::new),
                due.stream().map(Place::channel).toArray(String[]::new),
                due.stream().map(Place::language).toArray(String[]::new),
                DeliveryStore.utc(now));
        return conn.preparedQuery(LOCK)
                .execute(Tuple.of(messageId, DeliveryStore.utc(now)))
                .compose(open -> open.size() == 0
                        ? Future.succeededFuture()
                        : conn.preparedQuery(JOIN)
                                .execute(values)
                                .compose(joined -> conn.preparedQuery(REVIVE).execute(values)))
                .mapEmpty();
    }

    Future<Void> unmark(SqlClient conn, List<UUID> devices) {
        return conn.preparedQuery(UNMARK).execute(ids(devices)).mapEmpty();
    }

    private static Tuple ids(List<UUID> devices) {
        return Tuple.tuple().addArrayOfUUID(devices.toArray(UUID[]::new));
    }
}
