package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.locationtech.jts.geom.Envelope;
import org.qunfang.db.Columns;
import org.qunfang.db.SqlTime;
import org.qunfang.geo.Location;
import org.qunfang.problem.Localized;

/** Which cases belong to which sites. */
final class SiteLinkStore {
    /**
     * Places of cases beside sites that they may have been seen at: the case's own and those of its newest reports. The
     * boxes are as wide as the place is known, up to 500 metres; the exact test follows.
     */
    private static final String NEAR = """
            SELECT s.id AS site_id, s.name, s.category_id AS site_category_id, s.lat AS site_lat, s.lon AS site_lon,
                   s.radius_meters, s.boundary, c.id AS case_id, c.category_id, seen.lat, seen.lon, seen.accuracy_meters
              FROM cases AS c
             CROSS JOIN LATERAL (
                SELECT c.lat, c.lon, c.accuracy_meters
                UNION ALL
                (SELECT r.lat, r.lon, r.accuracy_meters
                   FROM reports AS r
                  WHERE r.case_id = c.id
                  ORDER BY r.received_at DESC, r.id DESC
                  LIMIT 20)) AS seen
             CROSS JOIN LATERAL (
                SELECT (1 + least(COALESCE(seen.accuracy_meters, 0), 500)) / 110000 AS north,
                       greatest(cos(radians(seen.lat)), 0.01) AS narrowing) AS margin
              JOIN sites AS s ON s.extent && box(point(seen.lon - north / narrowing, seen.lat - north),
                                                 point(seen.lon + north / narrowing, seen.lat + north))
             WHERE c.id = ANY ($1) AND c.opened_at > $2 AND s.status = 'watched'
            """;

    private static final String IN_BOX = """
            SELECT id
              FROM cases
             WHERE lat BETWEEN $2 AND $3 AND lon BETWEEN $4 AND $5 AND category_id = ANY ($1) AND opened_at > $6
             ORDER BY opened_at DESC
             LIMIT $7
            """;

    private static final String LINK = """
            INSERT INTO site_links (site_id, case_id, how, distance_meters, linked_at)
            SELECT site_id, case_id, how, distance_meters, $5
              FROM UNNEST($1::uuid[], $2::uuid[], $3::text[], $4::float8[]) AS sent (site_id, case_id, how, distance_meters)
             ORDER BY site_id, case_id
            ON CONFLICT (site_id, case_id) DO NOTHING
            RETURNING site_id, case_id
            """;

    private static final String LINK_BY_OFFICER = """
            INSERT INTO site_links (site_id, case_id, how, linked_at, distance_meters)
            VALUES ($1, $2, 'officer', $3, $4)
            ON CONFLICT (site_id, case_id)
                DO UPDATE SET how = 'officer', linked_at = $3, distance_meters = $4, unlinked_at = NULL
             WHERE site_links.unlinked_at IS NOT NULL
            """;

    private static final String UNLINK = """
            UPDATE site_links
               SET unlinked_at = $3
             WHERE site_id = $1 AND case_id = $2 AND unlinked_at IS NULL AND how <> 'alert'
            """;

    private static final String IS_HELD = """
            SELECT EXISTS (SELECT 1
                             FROM site_links
                            WHERE site_id = $1 AND case_id = $2 AND unlinked_at IS NULL AND how <> 'alert') AS held
            """;

    private static final String TAKEN_OFF = """
            SELECT site_id FROM site_links WHERE case_id = $1 AND unlinked_at IS NOT NULL
            """;

    private static final String HELD_BY = """
            SELECT DISTINCT site_id FROM site_links WHERE case_id = ANY ($1) AND unlinked_at IS NULL ORDER BY site_id
            """;

    private static final String SITES_OF = """
            SELECT DISTINCT site_id FROM site_links WHERE case_id = ANY ($1)
            """;

    private static final String LINKED_TO = """
            SELECT site_id
              FROM site_links
             WHERE case_id = $1 AND unlinked_at IS NULL
             ORDER BY distance_meters NULLS LAST, site_id
             LIMIT 20
            """;

    /** @param distanceMeters from the site; null of what an officer chose before distances were kept */
    record Link(UUID siteId, UUID caseId, String how, Double distanceMeters) {}

    /** A site, and a place at which a case was seen that may be near it. */
    record Candidate(
            UUID siteId,
            Localized siteName,
            UUID siteCategoryId,
            SiteShape shape,
            UUID caseId,
            UUID categoryId,
            Location seen) {}

    private SiteLinkStore() {}

    /** @param since of those opened later */
    static Future<List<Candidate>> near(SqlClient conn, Collection<UUID> caseIds, Instant since) {
        return conn.preparedQuery(NEAR)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(caseIds.toArray(UUID[]::new))
                        .addOffsetDateTime(SqlTime.of(since)))
                .map(rows -> {
                    List<Candidate> found = new ArrayList<>();
                    rows.forEach(row -> found.add(candidate(row)));
                    return found;
                });
    }

    private static Candidate candidate(Row row) {
        Location place = Location.of(row.getDouble("site_lat"), row.getDouble("site_lon"));
        JsonObject boundary = row.getJsonObject("boundary");
        return new Candidate(
                row.getUUID("site_id"),
                Localized.fromJson(row.getJsonObject("name")),
                row.getUUID("site_category_id"),
                SiteShape.of(place, boundary, row.getDouble("radius_meters")),
                row.getUUID("case_id"),
                row.getUUID("category_id"),
                new Location(row.getDouble("lat"), row.getDouble("lon"), row.getDouble("accuracy_meters")));
    }

    /** The newest cases of these categories in a box since a time. */
    static Future<List<UUID>> inBox(SqlClient conn, Set<UUID> categoryIds, Envelope box, Instant since, int most) {
        return conn.preparedQuery(IN_BOX)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(categoryIds.toArray(UUID[]::new))
                        .addDouble(box.getMinY())
                        .addDouble(box.getMaxY())
                        .addDouble(box.getMinX())
                        .addDouble(box.getMaxX())
                        .addOffsetDateTime(SqlTime.of(since))
                        .addInteger(most))
                .map(rows -> {
                    List<UUID> ids = new ArrayList<>();
                    rows.forEach(row -> ids.add(row.getUUID("id")));
                    return ids;
                });
    }

    /** Those that were not there before; what an officer unlinked stays unlinked. */
    static Future<Set<List<UUID>>> link(SqlClient conn, List<Link> links, Instant now) {
        Tuple columns = Columns.of(links)
                .ids(Link::siteId)
                .ids(Link::caseId)
                .texts(Link::how)
                .doubles(Link::distanceMeters)
                .at(now)
                .tuple();
        return conn.preparedQuery(LINK).execute(columns).map(SiteLinkStore::pairs);
    }

    private static Set<List<UUID>> pairs(RowSet<Row> rows) {
        Set<List<UUID>> pairs = new HashSet<>();
        rows.forEach(row -> pairs.add(List.of(row.getUUID("site_id"), row.getUUID("case_id"))));
        return pairs;
    }

    /** False when it is linked already. */
    static Future<Boolean> linkByOfficer(SqlClient conn, UUID siteId, UUID caseId, double meters, Instant now) {
        return conn.preparedQuery(LINK_BY_OFFICER)
                .execute(Tuple.of(siteId, caseId, SqlTime.of(now), meters))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Whether the case belongs to the site and may leave it. */
    static Future<Boolean> isHeld(SqlClient conn, UUID siteId, UUID caseId) {
        return conn.preparedQuery(IS_HELD)
                .execute(Tuple.of(siteId, caseId))
                .map(rows -> rows.iterator().next().getBoolean("held"));
    }

    /** False when it is not linked, or the site itself opened the case. */
    static Future<Boolean> unlink(SqlClient conn, UUID siteId, UUID caseId, Instant now) {
        return conn.preparedQuery(UNLINK)
                .execute(Tuple.of(siteId, caseId, SqlTime.of(now)))
                .map(rows -> rows.rowCount() == 1);
    }

    /** The sites that the case was taken off. */
    static Future<Set<UUID>> takenOff(SqlClient conn, UUID caseId) {
        return conn.preparedQuery(TAKEN_OFF).execute(Tuple.of(caseId)).map(rows -> {
            Set<UUID> ids = new HashSet<>();
            rows.forEach(row -> ids.add(row.getUUID("site_id")));
            return ids;
        });
    }

    /** The sites that a case belongs to, the nearest first; at most 20. */
    static Future<List<UUID>> linkedTo(SqlClient conn, UUID caseId) {
        return conn.preparedQuery(LINKED_TO).execute(Tuple.of(caseId)).map(rows -> {
            List<UUID> ids = new ArrayList<>();
            rows.forEach(row -> ids.add(row.getUUID("site_id")));
            return ids;
        });
    }

    /** The sites that any of these cases belongs to now. */
    static Future<List<UUID>> heldBy(SqlClient conn, Collection<UUID> caseIds) {
        return conn.preparedQuery(HELD_BY)
                .execute(Tuple.tuple().addArrayOfUUID(caseIds.toArray(UUID[]::new)))
                .map(rows -> {
                    List<UUID> ids = new ArrayList<>();
                    rows.forEach(row -> ids.add(row.getUUID("site_id")));
                    return ids;
                });
    }

    static Future<UUID[]> sitesOf(SqlClient conn, Collection<UUID> caseIds) {
        return conn.preparedQuery(SITES_OF)
                .execute(Tuple.tuple().addArrayOfUUID(caseIds.toArray(UUID[]::new)))
                .map(rows -> {
                    List<UUID> ids = new ArrayList<>();
                    rows.forEach(row -> ids.add(row.getUUID("site_id")));
                    return ids.toArray(UUID[]::new);
                });
    }
}
