package org.qunfang.report;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.locationtech.jts.geom.Envelope;
import org.qunfang.geo.Location;

/**
 * Cases as everybody may see them on a map and in a list around a place, found by the place that is public and by no other
 * (ADR 0113). Protected ones have none.
 */
final class PublicMapStore {
    static final int MOST_SINGLE = 500;
    /** Clusters form a grid of so many columns and rows over the box. */
    private static final int GRID = 24;

    /** Each case once, at the nearest of its places: where it is shown, and where something public was merged into it. */
    private static final String NEAR = """
            WITH places AS (
                SELECT c.id AS case_id, c.public_lat AS lat, c.public_lon AS lon, c.public_place AS place
                  FROM cases AS c
                 WHERE c.public_lat BETWEEN $1 AND $2 AND c.public_lon BETWEEN $3 AND $4
                   AND c.status NOT IN ('closed', 'rejected', 'resolved')
                UNION ALL
                SELECT case_id, lat, lon, place
                  FROM places_merged_in
                 WHERE lat BETWEEN $1 AND $2 AND lon BETWEEN $3 AND $4
            ), nearest AS (
                SELECT DISTINCT ON (p.case_id) p.case_id, p.lat, p.lon, p.place, p.square
                  FROM (SELECT case_id, lat, lon, place,
                               (lat - $6) ^ 2 + (lon - $7) ^ 2 * cos(radians($6)) ^ 2 AS square
                          FROM places) AS p
                  JOIN cases AS c ON c.id = p.case_id
                 WHERE c.visibility = 'public'
                   AND c.public_reports > 0
                   AND c.status NOT IN ('closed', 'rejected', 'resolved')
                   AND ($5::uuid IS NULL OR c.category_id = $5)
                 ORDER BY p.case_id, p.square
            )
            SELECT c.id, c.number, c.status, c.severity, c.category_id, n.lat AS public_lat, n.lon AS public_lon,
                   n.place AS public_place, c.public_reports, c.public_since,
                   (SELECT r.description
                      FROM reports AS r
                     WHERE r.case_id = c.id AND r.visibility = 'public'
                     ORDER BY r.received_at, r.id
                     LIMIT 1) AS words,
                   COALESCE((SELECT jsonb_agg(jsonb_build_object('id', p.id, 'url', '/v1/photos/' || p.id,
                                                                 'width', p.width, 'height', p.height))
                               FROM (SELECT id, width, height
                                       FROM photos
                                      WHERE case_id = c.id AND visibility = 'public'
                                      ORDER BY created_at, id
                                      LIMIT 3) AS p), '[]') AS photos
              FROM (SELECT case_id, lat, lon, place, square FROM nearest ORDER BY square LIMIT 50) AS n
              JOIN cases AS c ON c.id = n.case_id
             ORDER BY n.square
            """;

    private static final String IN_BOX = """
            SELECT id, number, status, severity, category_id, public_lat, public_lon, public_place, public_reports,
                   public_since, NULL AS words, NULL::jsonb AS photos
              FROM cases
             WHERE public_lat BETWEEN $1 AND $2
               AND public_lon BETWEEN $3 AND $4
               AND visibility <> 'protected' AND merged_into_id IS NULL
               AND ($5::uuid IS NULL OR category_id = $5)
               AND (CASE WHEN $6::text IS NULL THEN status NOT IN ('closed', 'rejected', 'resolved') ELSE status = $6 END)
               AND ($7::timestamptz IS NULL OR public_since >= $7)
             LIMIT $8
            """;

    private static final String CLUSTERS = """
            SELECT count(*) AS size, avg(public_lat) AS lat, avg(public_lon) AS lon,
                   max(likelihood * consequence) AS worst
              FROM cases
             WHERE public_lat BETWEEN $1 AND $2
               AND public_lon BETWEEN $3 AND $4
               AND visibility <> 'protected' AND merged_into_id IS NULL
               AND ($5::uuid IS NULL OR category_id = $5)
               AND (CASE WHEN $6::text IS NULL THEN status NOT IN ('closed', 'rejected', 'resolved') ELSE status = $6 END)
               AND ($7::timestamptz IS NULL OR public_since >= $7)
             GROUP BY width_bucket(public_lat, $1, $9, $8), width_bucket(public_lon, $3, $10, $8)
            """;

    /** A case on the public map, at its public place; {@code words} is null where no public report has any. */
    record Pin(
            UUID id,
            String number,
            String status,
            String severity,
            UUID categoryId,
            Location place,
            String placeName,
            int reportCount,
            Instant openedAt,
            String words,
            JsonArray photos) {}

    record Cluster(long size, double lat, double lon, int worstScore) {}

    /** What the map asks for; {@code categoryId}, {@code status} and {@code since} may be null. */
    record Filter(Envelope box, UUID categoryId, String status, Instant since) {
        private Tuple tuple() {
            return Tuple.tuple()
                    .addValue(box.getMinY())
                    .addValue(box.getMaxY())
                    .addValue(box.getMinX())
                    .addValue(box.getMaxX())
                    .addValue(categoryId)
                    .addValue(status)
                    .addValue(since == null ? null : ReportStore.utc(since));
        }
    }

    private PublicMapStore() {}

    static Future<List<Pin>> near(SqlClient client, Envelope box, Location center, UUID categoryId) {
        return client.preparedQuery(NEAR)
                .execute(Tuple.of(
                        box.getMinY(),
                        box.getMaxY(),
                        box.getMinX(),
                        box.getMaxX(),
                        categoryId,
                        center.lat(),
                        center.lon()))
                .map(PublicMapStore::pins);
    }

    /** At most 501: one more than the map shows singly. */
    static Future<List<Pin>> inBox(SqlClient client, Filter filter) {
        return client.preparedQuery(IN_BOX)
                .execute(filter.tuple().addValue(MOST_SINGLE + 1))
                .map(PublicMapStore::pins);
    }

    static Future<List<Cluster>> clusters(SqlClient client, Filter filter) {
        Tuple tuple = filter.tuple()
                .addValue(GRID)
                .addValue(Math.nextUp(filter.box().getMaxY()))
                .addValue(Math.nextUp(filter.box().getMaxX()));
        return client.preparedQuery(CLUSTERS).execute(tuple).map(rows -> {
            List<Cluster> clusters = new ArrayList<>(rows.size());
            rows.forEach(row -> clusters.add(new Cluster(
                    row.getLong("size"), row.getDouble("lat"), row.getDouble("lon"), row.getInteger("worst"))));
            return clusters;
        });
    }

    private static List<Pin> pins(RowSet<Row> rows) {
        List<Pin> pins = new ArrayList<>(rows.size());
        for (Row row : rows) {
            pins.add(new Pin(
                    row.getUUID("id"),
                    row.getString("number"),
                    row.getString("status"),
                    row.getString("severity"),
                    row.getUUID("category_id"),
                    Location.of(row.getDouble("public_lat"), row.getDouble("public_lon")),
                    row.getString("public_place"),
                    row.getInteger("public_reports"),
                    row.getOffsetDateTime("public_since").toInstant(),
                    row.getString("words"),
                    row.getJsonArray("photos")));
        }
        return pins;
    }
}
