package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.geo.CellDisk;
import org.qunfang.geo.Location;

/** Devices and their places; both are always written together. */
final class DeviceStore {
    private static final String LOCK = """
            SELECT account_id FROM devices WHERE id = $1 FOR UPDATE
            """;

    private static final String COUNT_OF_ACCOUNT = """
            SELECT count(*) AS devices FROM devices WHERE account_id = $1 AND id <> $2
            """;

    // Of two registrations of one token at once the later one waits, to find the row of the other.
    private static final String LOCK_TOKEN = """
            SELECT pg_advisory_xact_lock(hashtextextended($1, 0))
            """;

    private static final String DROP_TOKEN_ELSEWHERE = """
            DELETE FROM devices WHERE channel = $1 AND token = $2 AND id <> $3
            """;

    // A device that changes its channel takes along what waits for it; one whose address was dead, also what ended by
    // that
    // and reaches nobody by place, as a cancellation does (the others are found by their area: see Latecomers). What is
    // under way is not touched: its answer decides, and then it follows. Texts go to numbers for warnings alone.
    private static final String FOLLOW = """
            UPDATE deliveries AS d
               SET state = 'due', channel = $2, language = $3, next_attempt_at = $4, claimed_until = NULL,
                   ended_at = NULL, reason = NULL
              FROM devices AS v, messages AS m
             WHERE v.id = $1 AND (v.channel <> $2 OR v.gone_at IS NOT NULL)
               AND m.settled_at IS NULL AND m.stopped_at IS NULL AND m.expires_at > $4
               AND NOT (m.addressed AND $2 = 'sms')
               AND d.message_id = m.id AND d.device_id = v.id
               AND ((d.state = 'gone' AND m.area IS NULL)
                    OR (d.ended_at IS NULL AND d.channel <> $2 AND (d.claimed_until IS NULL OR d.claimed_until <= $4)))
            """;

    private static final String UPSERT = """
            INSERT INTO devices
                (id, account_id, channel, token, language, minimum_severity, created_at, updated_at, unmatched_since,
                 quiet_from, quiet_to, muted, topic_only)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $7, $8, $9, $10, $11)
            ON CONFLICT (id) DO UPDATE
               SET channel = excluded.channel, token = excluded.token, language = excluded.language,
                   minimum_severity = excluded.minimum_severity, updated_at = excluded.updated_at,
                   quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
                   muted = excluded.muted, topic_only = excluded.topic_only,
                   gone_at = NULL, unmatched_since = excluded.unmatched_since, version = devices.version + 1
             WHERE devices.account_id = excluded.account_id
            RETURNING created_at, updated_at, version
            """;

    private static final String DELETE_PLACES = """
            DELETE FROM device_places WHERE device_id = $1
            """;

    private static final String INSERT_PLACES = """
            INSERT INTO device_places
                (device_id, position, label, lat, lon, cell, channel, language, minimum_severity)
            SELECT $1, p.position - 1, p.label, p.lat, p.lon, p.cell, $2, $3, $4
              FROM unnest($5::text[], $6::double precision[], $7::double precision[], $8::bigint[])
                   WITH ORDINALITY AS p (label, lat, lon, cell, position)
            """;

    private static final String DELETE = """
            DELETE FROM devices WHERE id = $1 AND account_id = $2
            """;

    // The row is read again here: only the very token that the provider called dead is removed, with the places
    // that would choose this device again.
    private static final String REMOVE_TOKEN = """
            WITH dead AS (
                UPDATE devices SET gone_at = $3 WHERE id = $1 AND token = $2 AND gone_at IS NULL RETURNING id),
            places AS (
                DELETE FROM device_places AS p USING dead WHERE p.device_id = dead.id)
            SELECT EXISTS (SELECT 1 FROM devices WHERE id = $1 AND token IS DISTINCT FROM $2 AND gone_at IS NULL) AS replaced
            """;

    private final Pool pool;

    DeviceStore(Pool pool) {
        this.pool = pool;
    }

    /** The account a device belongs to, locked until the transaction ends; empty when there is no such device. */
    Future<Optional<UUID>> lockOwner(SqlClient conn, UUID id) {
        return conn.preparedQuery(LOCK)
                .execute(Tuple.of(id))
                .map(rows -> first(rows).map(row -> row.getUUID(0)));
    }

    Future<Integer> countOthers(SqlClient conn, UUID accountId, UUID id) {
        return conn.preparedQuery(COUNT_OF_ACCOUNT)
                .execute(Tuple.of(accountId, id))
                .map(rows -> rows.iterator().next().getLong("devices").intValue());
    }

    /** Creates or replaces the device; empty when it belongs to somebody else. */
    Future<Optional<Device>> put(SqlClient conn, Device device) {
        return freeToken(conn, device)
                .compose(free -> follow(conn, device))
                .compose(followed -> upsert(conn, device))
                .compose(stored -> stored.isEmpty()
                        ? Future.succeededFuture(stored)
                        : replacePlaces(conn, device).map(stored));
    }

    private Future<Void> freeToken(SqlClient conn, Device device) {
        return device.token() == null
                ? Future.succeededFuture()
                : conn.preparedQuery(LOCK_TOKEN)
                        .execute(Tuple.of(device.token()))
                        .compose(locked -> conn.preparedQuery(DROP_TOKEN_ELSEWHERE)
                                .execute(Tuple.of(device.channel(), device.token(), device.id())))
                        .mapEmpty();
    }

    private static Future<Void> follow(SqlClient conn, Device device) {
        return conn.preparedQuery(FOLLOW)
                .execute(Tuple.of(
                        device.id(), device.channel(), device.language(), DeliveryStore.utc(device.updatedAt())))
                .mapEmpty();
    }

    private Future<Optional<Device>> upsert(SqlClient conn, Device device) {
        Tuple values = Tuple.of(
                device.id(),
                device.accountId(),
                device.channel(),
                device.token(),
                device.language(),
                device.minimumSeverity().level());
        QuietHours quiet = device.quiet();
        return conn.preparedQuery(UPSERT)
                .execute(values.addOffsetDateTime(DeliveryStore.utc(device.updatedAt()))
                        .addLocalTime(quiet == null ? null : quiet.from())
                        .addLocalTime(quiet == null ? null : quiet.to())
                        .addBoolean(device.muted())
                        .addBoolean(device.topicOnly()))
                .map(rows -> first(rows).map(row -> stored(device, row)));
    }

    private Future<Void> replacePlaces(SqlClient conn, Device device) {
        List<Device.Place> places = device.places();
        Tuple values = Tuple.of(device.id(), device.channel(), device.language(), device.least())
                .addValue(places.stream().map(Device.Place::label).toArray(String[]::new))
                .addValue(places.stream().map(Device.Place::lat).toArray(Double[]::new))
                .addValue(places.stream().map(Device.Place::lon).toArray(Double[]::new))
                .addValue(places.stream()
                        .map(place -> CellDisk.cellOf(Location.of(place.lat(), place.lon())))
                        .toArray(Long[]::new));
        return conn.preparedQuery(DELETE_PLACES)
                .execute(Tuple.of(device.id()))
                .compose(deleted -> conn.preparedQuery(INSERT_PLACES).execute(values))
                .mapEmpty();
    }

    /** Whether there was such a device of this account. */
    Future<Boolean> delete(SqlClient conn, UUID id, UUID accountId) {
        return conn.preparedQuery(DELETE).execute(Tuple.of(id, accountId)).map(rows -> rows.rowCount() == 1);
    }

    /** Takes a dead token away; true when the device has another one by now. */
    Future<Boolean> removeToken(UUID id, String token, Instant now) {
        return pool.preparedQuery(REMOVE_TOKEN)
                .execute(Tuple.of(id, token, DeliveryStore.utc(now)))
                .map(rows -> rows.iterator().next().getBoolean("replaced"));
    }

    private static Device stored(Device device, Row row) {
        return new Device(
                device.id(),
                device.accountId(),
                device.channel(),
                device.token(),
                device.topicOnly(),
                device.language(),
                device.minimumSeverity(),
                device.muted(),
                device.quiet(),
                device.places(),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant(),
                row.getLong("version"));
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
    }
}
