package org.qunfang;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.locationtech.jts.geom.Envelope;
import org.qunfang.geo.Distance;
import org.qunfang.geo.Location;
import org.qunfang.responsibility.Lookup;

/** The sample city's sites: one in order, one that nobody knows much about, one whose permit has run out. */
final class SampleSites {
    /** Who supervises it is looked up when it is first assessed, at once. */
    private static final String SITE = """
            INSERT INTO sites (id, name, category_id, status, is_public, lat, lon, radius_meters, extent, place,
                               operator_name, operator_contact, inspection_every_days, inspection_due, supervisor_id,
                               records_since, registered_at, assess_at, fill_depth_meters, height_meters, people_in_reach)
            SELECT $1, $2, c.id, 'watched', $4, $5, $6, $7, box(point($8, $9), point($10, $11)), $12, $13, $14, $15, $16,
                   d.id, $17, $17, $17, $18, $19, $20
              FROM categories AS c, departments AS d
             WHERE c.code = $3 AND d.is_duty_office
            ON CONFLICT (id) DO NOTHING
            """;

    private static final String PERMIT = """
            INSERT INTO site_permits (id, site_id, number, kind, purpose, department_id, valid_from, valid_to, entered_at)
            SELECT $1, s.id, $3, $4, $5, d.id, $7, $8, $9
              FROM sites AS s, departments AS d
             WHERE s.id = $2 AND d.code = $6
            ON CONFLICT DO NOTHING
            """;

    private SampleSites() {}

    static Future<Void> load(SqlClient conn, JsonObject city, Clock clock) {
        OffsetDateTime at = clock.instant().atOffset(ZoneOffset.UTC);
        LocalDate today = Lookup.today(clock);
        List<Tuple> sites = new ArrayList<>();
        List<Tuple> permits = new ArrayList<>();
        for (Object each : city.getJsonArray("sites")) {
            JsonObject site = (JsonObject) each;
            sites.add(site(site, today, at));
            site.getJsonArray("permits").forEach(permit -> permits.add(permit(site, (JsonObject) permit, today, at)));
        }
        return conn.preparedQuery(SITE)
                .executeBatch(sites)
                .compose(done -> conn.preparedQuery(PERMIT).executeBatch(permits))
                .mapEmpty();
    }

    private static Tuple site(JsonObject json, LocalDate today, OffsetDateTime at) {
        Location place = Location.of(json.getDouble("lat"), json.getDouble("lon"));
        Envelope extent = Distance.box(place, json.getDouble("radiusMeters"));
        JsonObject operator = json.getJsonObject("operator", new JsonObject());
        return Tuple.tuple()
                .addUUID(id(json.getString("key")))
                .addJsonObject(json.getJsonObject("name"))
                .addString(json.getString("category"))
                .addBoolean(json.getBoolean("public"))
                .addDouble(place.lat())
                .addDouble(place.lon())
                .addDouble(json.getDouble("radiusMeters"))
                .addDouble(extent.getMinX())
                .addDouble(extent.getMinY())
                .addDouble(extent.getMaxX())
                .addDouble(extent.getMaxY())
                .addString(json.getString("place"))
                .addString(operator == null ? null : operator.getString("name"))
                .addJsonObject(operator == null ? null : operator.getJsonObject("contact"))
                .addInteger(json.getInteger("inspectionEveryDays"))
                .addLocalDate(today.plusDays(json.getInteger("inspectionDueInDays")))
                .addOffsetDateTime(at)
                .addDouble(json.getDouble("fillDepthMeters"))
                .addDouble(json.getDouble("heightMeters"))
                .addInteger(json.getInteger("peopleInReach"));
    }

    private static Tuple permit(JsonObject site, JsonObject json, LocalDate today, OffsetDateTime at) {
        return Tuple.tuple()
                .addUUID(id(json.getString("number")))
                .addUUID(id(site.getString("key")))
                .addString(json.getString("number"))
                .addString(json.getString("kind"))
                .addString(json.getString("purpose"))
                .addString(json.getString("department"))
                .addLocalDate(today.plusDays(json.getInteger("fromDays")))
                .addLocalDate(today.plusDays(json.getInteger("toDays")))
                .addOffsetDateTime(at);
    }

    private static UUID id(String key) {
        return UUID.nameUUIDFromBytes(("sample site " + key).getBytes(StandardCharsets.UTF_8));
    }
}
