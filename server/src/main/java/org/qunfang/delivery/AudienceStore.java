package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.qunfang.db.FreshPlans;
import org.qunfang.geo.CellRanges;

/** Chooses devices by their places and writes them into the ledger. Touches one index of device_places only. */
final class AudienceStore {
    /** Places on the boundary of an area that still need the exact test. */
    record Place(UUID deviceId, String channel, String language, double lat, double lon) {}

    /** Devices with a place in cells inside, once for each of their places there. */
    static final String PLACES_INSIDE = """
            SELECT p.device_id, p.channel, p.language
              FROM unnest($2::bigint[], $3::bigint[]) AS cells (lo, hi)
              JOIN device_places AS p ON p.cell BETWEEN cells.lo AND cells.hi AND p.minimum_severity <= $4
            """;

    // Read under a row lock that a cancellation and the end of the choice conflict with: after either of them nobody
    // becomes due here any more.
    private static final String INSIDE = """
            WITH open AS (
                SELECT id, priority
                  FROM messages
                 WHERE id = $1 AND stopped_at IS NULL AND recipients IS NULL
                   FOR SHARE)
            INSERT INTO deliveries (message_id, device_id, channel, language, priority, next_attempt_at, due_at)
            SELECT open.id, p.device_id, p.channel, p.language, open.priority, $5, $5
              FROM open
             CROSS JOIN (%s) AS p
            ON CONFLICT (message_id, device_id) DO NOTHING
            """.formatted(PLACES_INSIDE);

    private static final String ON_BOUNDARY = """
            SELECT p.device_id, p.channel, p.language, p.lat, p.lon
              FROM unnest($1::bigint[], $2::bigint[]) AS cells (lo, hi)
              JOIN device_places AS p ON p.cell BETWEEN cells.lo AND cells.hi AND p.minimum_severity <= $3
            """;

    /** Of a large area most of the boundary's cells are of people who live elsewhere: each is one step in an index. */
    private static final String PEOPLED = """
            SELECT cells.cell
              FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS cells (cell, lo, hi)
             WHERE EXISTS (SELECT
                             FROM device_places AS p
                            WHERE p.cell BETWEEN cells.lo AND cells.hi AND p.minimum_severity <= $4)
             ORDER BY cells.cell
            """;

    private static final String CHOSEN = """
            WITH open AS (
                SELECT id, priority
                  FROM messages
                 WHERE id = $1 AND stopped_at IS NULL AND recipients IS NULL
                   FOR SHARE)
            INSERT INTO deliveries (message_id, device_id, channel, language, priority, next_attempt_at, due_at)
            SELECT open.id, c.device_id, c.channel, c.language, open.priority, $5, $5
              FROM open
             CROSS JOIN unnest($2::uuid[], $3::text[], $4::text[]) AS c (device_id, channel, language)
            ON CONFLICT (message_id, device_id) DO NOTHING
            """;

    // What a message follows, and what that took the place of: whoever heard of the danger at all hears of its end.
    private static final String BEFORE = """
            WITH RECURSIVE before (id) AS (
                SELECT follows FROM messages WHERE id = $1 AND follows IS NOT NULL
                 UNION
                SELECT m.replaces
                  FROM before
                  JOIN messages AS m ON m.id = before.id
                 WHERE m.replaces IS NOT NULL)
            SELECT id FROM before
            """;

    // Whoever was due for one of the earlier messages, in whatever way it ended. A device that moved to another channel
    // or
    // language since is told there.
    private static final String FOLLOWERS = """
            WITH chunk AS (
                SELECT d.device_id, d.channel, d.language
                  FROM deliveries AS d
                 WHERE d.message_id = $3 AND d.device_id > $4
                 ORDER BY d.device_id
                 LIMIT $5),
            told AS (
                INSERT INTO deliveries (message_id, device_id, channel, language, priority, next_attempt_at, due_at)
                SELECT m.id, d.device_id, COALESCE(v.channel, d.channel), COALESCE(v.language, d.language),
                       m.priority, $2, $2
                  FROM messages AS m
                 CROSS JOIN chunk AS d
                  LEFT JOIN devices AS v ON v.id = d.device_id
                 WHERE m.id = $1 AND d.channel <> 'webhook'
                   AND (m.unless_due IS NULL OR NOT EXISTS (
                           SELECT 1
                             FROM deliveries AS n
                            WHERE n.message_id = m.unless_due AND n.device_id = d.device_id))
                ON CONFLICT (message_id, device_id) DO NOTHING
                RETURNING device_id)
            SELECT (SELECT count(*) FROM told) AS told,
                   (SELECT count(*) FROM chunk) AS seen,
                   (SELECT device_id FROM chunk ORDER BY device_id DESC LIMIT 1) AS last
            """;

    private static final String COUNT = """
            SELECT chosen.channel, chosen.language, count(*) AS devices
              FROM (SELECT p.device_id, p.channel, p.language
                      FROM unnest($1::bigint[], $2::bigint[]) AS cells (lo, hi)
                      JOIN device_places AS p ON p.cell BETWEEN cells.lo AND cells.hi AND p.minimum_severity <= $3
                     UNION
                    SELECT c.device_id, c.channel, c.language
                      FROM unnest($4::uuid[], $5::text[], $6::text[]) AS c (device_id, channel, language)) AS chosen
             GROUP BY chosen.channel, chosen.language
             ORDER BY chosen.channel, chosen.language
            """;

    Future<Integer> insertInside(SqlClient conn, UUID messageId, Audience audience, int level, Instant now) {
        return conn.preparedQuery(INSIDE)
                .execute(Tuple.of(messageId, audience.rangeLo(), audience.rangeHi(), level, DeliveryStore.utc(now)))
                .map(SqlResult::rowCount);
    }

    /** Those of the cells in which somebody wants messages of this severity. */
    Future<Long[]> peopled(SqlClient conn, Long[] cells, int level) {
        if (cells.length == 0) {
            return Future.succeededFuture(cells);
        }
        Long[] first = new Long[cells.length];
        Long[] last = new Long[cells.length];
        for (int i = 0; i < cells.length; i++) {
            CellRanges range = CellRanges.of(List.of(cells[i]));
            first[i] = range.first()[0];
            last[i] = range.last()[0];
        }
        return conn.preparedQuery(PEOPLED)
                .execute(Tuple.of(cells, first, last, level))
                .map(rows -> {
                    List<Long> found = new ArrayList<>();
                    rows.forEach(row -> found.add(row.getLong("cell")));
                    return found.toArray(Long[]::new);
                });
    }

    /** @param cells of resolution 9 or coarser */
    Future<List<Place>> placesIn(SqlClient conn, Long[] cells, int level) {
        CellRanges ranges = CellRanges.of(List.of(cells));
        return conn.preparedQuery(ON_BOUNDARY)
                .execute(Tuple.of(ranges.first(), ranges.last(), level))
                .map(AudienceStore::places);
    }

    Future<Integer> insertChosen(SqlClient conn, UUID messageId, List<Place> chosen, Instant now) {
        if (chosen.isEmpty()) {
            return Future.succeededFuture(0);
        }
        return conn.preparedQuery(CHOSEN)
                .execute(Tuple.of(
                        messageId,
                        chosen.stream().map(Place::deviceId).toArray(UUID[]::new),
                        chosen.stream().map(Place::channel).toArray(String[]::new),
                        chosen.stream().map(Place::language).toArray(String[]::new),
                        DeliveryStore.utc(now)))
                .map(SqlResult::rowCount);
    }

    /** The messages whose recipients are due for this one as well, the one that it follows among them. */
    Future<List<UUID>> before(SqlClient conn, UUID messageId) {
        return conn.preparedQuery(BEFORE).execute(Tuple.of(messageId)).map(rows -> {
            List<UUID> before = new ArrayList<>();
            rows.forEach(row -> before.add(row.getUUID("id")));
            return before;
        });
    }

    /**
     * How far the recipients of one earlier message are due for its follower.
     *
     * @param last of those that were looked at, in the order of their ids
     * @param seen how many that were; fewer than were asked for: there are no more
     * @param told how many of them became due
     */
    record Followed(UUID last, int seen, int told) {}

    /** @param after the last one that was looked at; all ids are greater than that of 128 zero bits */
    Future<Followed> insertFollowers(Pool pool, UUID messageId, UUID before, UUID after, int limit, Instant now) {
        Tuple values = Tuple.of(messageId, DeliveryStore.utc(now), before, after, limit);
        return FreshPlans.in(pool, conn -> conn.preparedQuery(FOLLOWERS).execute(values))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Followed(
                            row.getUUID("last"),
                            row.getLong("seen").intValue(),
                            row.getLong("told").intValue());
                });
    }

    /** How many devices have a place in the ranges or are among the others. */
    Future<AudienceCount> count(SqlClient conn, Audience audience, int level, List<Place> onBoundary) {
        return conn.preparedQuery(COUNT)
                .execute(Tuple.of(
                        audience.rangeLo(),
                        audience.rangeHi(),
                        level,
                        onBoundary.stream().map(Place::deviceId).toArray(UUID[]::new),
                        onBoundary.stream().map(Place::channel).toArray(String[]::new),
                        onBoundary.stream().map(Place::language).toArray(String[]::new)))
                .map(AudienceStore::sum);
    }

    private static AudienceCount sum(RowSet<Row> rows) {
        int all = 0;
        Map<String, Integer> channels = new LinkedHashMap<>();
        Map<String, Integer> languages = new LinkedHashMap<>();
        for (Row row : rows) {
            int devices = row.getLong("devices").intValue();
            all += devices;
            channels.merge(row.getString("channel"), devices, Integer::sum);
            languages.merge(row.getString("language"), devices, Integer::sum);
        }
        return new AudienceCount(all, channels, languages);
    }

    private static List<Place> places(RowSet<Row> rows) {
        List<Place> places = new ArrayList<>(rows.size());
        rows.forEach(row -> places.add(place(row)));
        return places;
    }

    static Place place(Row row) {
        return new Place(
                row.getUUID("device_id"),
                row.getString("channel"),
                row.getString("language"),
                row.getDouble("lat"),
                row.getDouble("lon"));
    }
}
