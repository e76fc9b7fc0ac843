package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.locationtech.jts.geom.Envelope;
import org.qunfang.casework.CaseDetails.Named;
import org.qunfang.casework.SurgeCount.Sighting;
import org.qunfang.db.SqlTime;
import org.qunfang.geo.Distance;
import org.qunfang.geo.Location;
import org.qunfang.responsibility.SurgeRule;

/**
 * Which reports came lately, and the surges. The table of reports is the report room's: read here, because that room
 * knows this one and not the other way round.
 */
final class SurgeStore {
    private static final int MOST_RUNNING = 100;
    /** Far above any rule's threshold that a city will set; the newest are counted. */
    private static final int MOST_SIGHTINGS = 10_000;

    private static final String LOOKED_UNTIL = """
            SELECT looked_until FROM surge_watch
            """;

    private static final String LOOKED = """
            INSERT INTO surge_watch (looked_until) VALUES ($1)
            ON CONFLICT (singleton) DO UPDATE SET looked_until = greatest(surge_watch.looked_until, excluded.looked_until)
            """;

    /** The newest one of each kind in each cell, kind by kind and cell by cell; what is known vaguely is nowhere. */
    private static final String FRESH = """
            SELECT DISTINCT ON (c.category_id, c.cell) c.category_id, c.cell, r.lat, r.lon
              FROM reports AS r
              JOIN cases AS c ON c.id = r.case_id
             WHERE r.received_at > $1 AND r.received_at <= $2
               AND c.status NOT IN ('closed', 'rejected', 'resolved')
               AND (r.accuracy_meters IS NULL OR r.accuracy_meters <= $6)
               AND (c.category_id, c.cell) > ($3, $4)
             ORDER BY c.category_id, c.cell, r.received_at DESC, r.id DESC
             LIMIT $5
            """;

    /**
     * Seen and sent lately: what is imported of earlier years is no surge. What may join nothing by its place counts
     * nowhere by its place (ADR 0006): else everybody who picks a district from the list would stand at one point.
     */
    private static final String SIGHTINGS = """
            SELECT r.case_id, r.sender_account_id, r.lat, r.lon, r.received_at
              FROM cases AS c
              JOIN reports AS r ON r.case_id = c.id
             WHERE c.category_id = $1 AND c.cell = ANY ($2) AND c.status NOT IN ('closed', 'rejected', 'resolved')
               AND r.received_at >= $3 AND r.observed_at >= $3
               AND (r.accuracy_meters IS NULL OR r.accuracy_meters <= $5)
             ORDER BY r.received_at DESC
             LIMIT $4
            """;

    private static final String BEGIN = """
            INSERT INTO surges (id, category_id, case_id, lat, lon, radius_meters, around, reports, senders, began_at,
                                lasts_until)
            VALUES ($1, $2, $3, $4, $5, $6, box(point($7, $8), point($9, $10)), $11, $12, $13, $14)
            ON CONFLICT DO NOTHING
            RETURNING id
            """;

    private static final String KEEP_UP = """
            UPDATE surges
               SET lasts_until = greatest(lasts_until, $6), reports = greatest(reports, $7),
                   senders = greatest(senders, $8)
             WHERE ended_at IS NULL AND category_id = $1 AND around && box(point($2, $3), point($4, $5))
            """;

    private static final String END = """
            UPDATE surges SET ended_at = $1 WHERE ended_at IS NULL AND lasts_until <= $1
            """;

    /** The newest one in whose middle the case stood, and those of its kind that run around others. */
    private static final String OF_CASE = """
            (SELECT s.id, s.began_at, s.reports, s.senders, s.radius_meters, s.ended_at IS NULL AS running,
                    NULL::uuid AS around_id, NULL AS number, NULL AS status, NULL::double precision AS lat,
                    NULL::double precision AS lon, NULL::double precision AS case_lat, NULL::double precision AS case_lon
               FROM surges AS s
              WHERE s.case_id = $1
              ORDER BY s.began_at DESC, s.id DESC
              LIMIT 1)
             UNION ALL
            (SELECT s.id, s.began_at, s.reports, s.senders, s.radius_meters, true,
                    other.id, other.number, other.status, s.lat, s.lon, c.lat, c.lon
               FROM cases AS c
               JOIN surges AS s ON s.category_id = c.category_id AND s.ended_at IS NULL AND s.case_id <> c.id
               JOIN cases AS other ON other.id = s.case_id
              WHERE c.id = $1 AND (c.accuracy_meters IS NULL OR c.accuracy_meters <= $3)
              LIMIT $2)
            """;

    private SurgeStore() {}

    /** Where something of a kind was reported. */
    record Fresh(UUID categoryId, long cell, Location place) {
        /** Before every other one. */
        static final Fresh NONE = new Fresh(new UUID(0, 0), Long.MIN_VALUE, Location.of(0, 0));
    }

    /** Null before the first look. */
    static Future<Instant> lookedUntil(SqlClient client) {
        return client.query(LOOKED_UNTIL)
                .execute()
                .map(rows ->
                        rows.size() == 0 ? null : SqlTime.in(rows.iterator().next(), "looked_until"));
    }

    static Future<Void> looked(SqlClient client, Instant until) {
        return client.preparedQuery(LOOKED).execute(Tuple.of(SqlTime.of(until))).mapEmpty();
    }

    /** @param last the last one of the page before */
    static Future<List<Fresh>> fresh(SqlClient client, Instant after, Instant until, Fresh last, int limit) {
        return client.preparedQuery(FRESH)
                .execute(Tuple.of(
                        SqlTime.of(after),
                        SqlTime.of(until),
                        last.categoryId(),
                        last.cell(),
                        limit,
                        Location.VAGUE_METERS))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Fresh(row.getUUID("category_id"), row.getLong("cell"), place(row)))
                        .toList());
    }

    static Future<List<Sighting>> sightings(SqlClient client, UUID categoryId, List<Long> cells, Instant since) {
        Tuple values = Tuple.tuple()
                .addUUID(categoryId)
                .addArrayOfLong(cells.toArray(Long[]::new))
                .addOffsetDateTime(SqlTime.of(since))
                .addInteger(MOST_SIGHTINGS)
                .addDouble(Location.VAGUE_METERS);
        return client.preparedQuery(SIGHTINGS)
                .execute(values)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Sighting(
                                row.getUUID("case_id"),
                                row.getUUID("sender_account_id"),
                                place(row),
                                SqlTime.in(row, "received_at")))
                        .toList());
    }

    private static Location place(Row row) {
        return Location.of(row.getDouble("lat"), row.getDouble("lon"));
    }

    /** False when one of this kind runs around here already: the database lets only one in. */
    static Future<Boolean> begin(SqlClient conn, UUID id, Fresh at, SurgeCount count, SurgeRule rule, Instant now) {
        Envelope box = around(at, rule);
        Tuple values = Tuple.tuple()
                .addUUID(id)
                .addUUID(at.categoryId())
                .addUUID(count.caseId())
                .addDouble(at.place().lat())
                .addDouble(at.place().lon())
                .addInteger(rule.radiusMeters())
                .addDouble(box.getMinX())
                .addDouble(box.getMinY())
                .addDouble(box.getMaxX())
                .addDouble(box.getMaxY())
                .addInteger(count.reports())
                .addInteger(count.senders())
                .addOffsetDateTime(SqlTime.of(now))
                .addOffsetDateTime(SqlTime.of(lastsUntil(count, rule)));
        return conn.preparedQuery(BEGIN).execute(values).map(rows -> rows.size() == 1);
    }

    /** The one that runs around here goes on. False where none runs. */
    static Future<Boolean> keepUp(SqlClient conn, Fresh at, SurgeCount count, SurgeRule rule) {
        Envelope box = around(at, rule);
        Tuple values = Tuple.tuple()
                .addUUID(at.categoryId())
                .addDouble(box.getMinX())
                .addDouble(box.getMinY())
                .addDouble(box.getMaxX())
                .addDouble(box.getMaxY())
                .addOffsetDateTime(SqlTime.of(lastsUntil(count, rule)))
                .addInteger(count.reports())
                .addInteger(count.senders());
        return conn.preparedQuery(KEEP_UP).execute(values).map(rows -> rows.rowCount() > 0);
    }

    private static Instant lastsUntil(SurgeCount count, SurgeRule rule) {
        return count.newest().plus(Duration.ofMinutes(rule.windowMinutes()));
    }

    private static Envelope around(Fresh at, SurgeRule rule) {
        return Distance.box(at.place(), rule.radiusMeters() / 2.0);
    }

    static Future<Void> end(SqlClient client, Instant now) {
        return client.preparedQuery(END).execute(Tuple.of(SqlTime.of(now))).mapEmpty();
    }

    /** The one that runs in the case's place or close by, else the newest that the case stood in, or null. */
    static Future<Surge> ofCase(SqlConnection conn, UUID caseId) {
        return conn.preparedQuery(OF_CASE)
                .execute(Tuple.of(caseId, MOST_RUNNING, Location.VAGUE_METERS))
                .map(rows -> {
                    List<Surge> reached = StreamSupport.stream(rows.spliterator(), false)
                            .filter(SurgeStore::reachesCase)
                            .map(SurgeStore::surge)
                            .toList();
                    return reached.stream()
                            .filter(Surge::running)
                            .findFirst()
                            .orElse(reached.stream().findFirst().orElse(null));
                });
    }

    private static boolean reachesCase(Row row) {
        return row.getUUID("around_id") == null
                || Distance.meters(
                                row.getDouble("case_lat"),
                                row.getDouble("case_lon"),
                                row.getDouble("lat"),
                                row.getDouble("lon"))
                        <= row.getInteger("radius_meters");
    }

    private static Surge surge(Row row) {
        UUID around = row.getUUID("around_id");
        return new Surge(
                row.getUUID("id"),
                SqlTime.in(row, "began_at"),
                row.getInteger("reports"),
                row.getInteger("senders"),
                row.getInteger("radius_meters"),
                row.getBoolean("running"),
                around == null
                        ? null
                        : new Named(around, row.getString("number"), CaseStatus.of(row.getString("status"))));
    }
}
