package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.locationtech.jts.geom.Envelope;
import org.qunfang.db.SqlTime;
import org.qunfang.geo.Location;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** One site: written, read, locked to be changed. */
final class SiteStore {
    private static final String INSERT = """
            INSERT INTO sites (id, name, category_id, status, is_public, lat, lon, radius_meters, boundary, extent, place,
                               operator_name, operator_contact, inspection_every_days, inspection_due, supervisor_id,
                               fill_depth_meters, height_meters, people_in_reach,
                               records_since, registered_by, registered_at, assess_at)
            SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, box(point($10, $11), point($12, $13)), $14, $15, $16, $17, $18, $19,
                   $20, $21, $22,
                   least($23::timestamptz, (SELECT c.opened_at FROM cases AS c ORDER BY c.id LIMIT 1)), $24, $23, $23
            """;

    private static final String UPDATE = """
            UPDATE sites
               SET name = $2, category_id = $3, status = $4, is_public = $5, lat = $6, lon = $7, radius_meters = $8,
                   boundary = $9, extent = box(point($10, $11), point($12, $13)), place = $14, operator_name = $15,
                   operator_contact = $16, inspection_every_days = $17, inspection_due = $18, supervisor_id = $19,
                   fill_depth_meters = $20, height_meters = $21, people_in_reach = $22, version = version + 1,
                   agreed_reach = $24, agreed_extent = box(point($25, $26), point($27, $28)),
                   agreed_by = COALESCE($29, agreed_by), agreed_at = COALESCE($30, agreed_at)
             WHERE id = $1 AND version = $23
            """;

    private static final String READ = """
            SELECT id, name, category_id, status, is_public, lat, lon, radius_meters, boundary, agreed_reach, place,
                   operator_name, operator_contact, fill_depth_meters, height_meters, people_in_reach, inspection_every_days,
                   inspection_due, records_since, registered_at, version,
                   risk_index, risk_change, risk_signals, assessed_at
              FROM sites
             WHERE id = $1
            """;

    private static final String LOCK = READ + "FOR UPDATE";

    private static final String TOUCH = """
            UPDATE sites
               SET version = version + 1, inspection_due = COALESCE($2, inspection_due)
             WHERE id = $1
            """;

    /** The earlier of both days; the one that is known where the other is not. */
    private static final String TOUCH_EARLIER = """
            UPDATE sites
               SET version = version + 1, inspection_due = LEAST($2, inspection_due)
             WHERE id = $1
            """;

    /**
     * @param by who agrees to less than was agreed before, with the time; null where it only gets more
     */
    record Agreed(AgreedReach reach, UUID by, Instant at) {}

    private SiteStore() {}

    static Future<Void> insert(
            SqlClient conn, UUID id, Site.Content site, UUID supervisorId, UUID registeredBy, Instant now) {
        Tuple values = content(id, site, supervisorId)
                .addOffsetDateTime(SqlTime.of(now))
                .addUUID(registeredBy);
        return conn.preparedQuery(INSERT).execute(values).mapEmpty();
    }

    /** Fails with stale when it is no longer the version that was read. */
    static Future<Void> update(
            SqlClient conn, UUID id, Site.Content site, Agreed agreed, UUID supervisorId, long version) {
        Envelope extent = agreed.reach().extent();
        return conn.preparedQuery(UPDATE)
                .execute(content(id, site, supervisorId)
                        .addLong(version)
                        .addJsonObject(agreed.reach().toJson())
                        .addDouble(extent.getMinX())
                        .addDouble(extent.getMinY())
                        .addDouble(extent.getMaxX())
                        .addDouble(extent.getMaxY())
                        .addUUID(agreed.by())
                        .addOffsetDateTime(agreed.at() == null ? null : SqlTime.of(agreed.at())))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw stale();
                    }
                    return null;
                });
    }

    static Problem stale() {
        return Problem.of(
                ProblemType.STALE, "此隐患点已被他人更新，请重新读取。", "Somebody changed the site meanwhile; read it again.");
    }

    /** @param inspectionDue null where it stays as it is */
    static Future<Void> touch(SqlClient conn, UUID id, java.time.LocalDate inspectionDue) {
        return conn.preparedQuery(TOUCH).execute(Tuple.of(id, inspectionDue)).mapEmpty();
    }

    /** As {@link #touch}, but a day that is known is never moved to a later one. */
    static Future<Void> touchEarlier(SqlClient conn, UUID id, java.time.LocalDate inspectionDue) {
        return conn.preparedQuery(TOUCH_EARLIER)
                .execute(Tuple.of(id, inspectionDue))
                .mapEmpty();
    }

    private static Tuple content(UUID id, Site.Content site, UUID supervisorId) {
        Envelope extent =
                SiteShape.of(site.place(), site.boundary(), site.radiusMeters()).extent();
        return Tuple.tuple()
                .addUUID(id)
                .addJsonObject(site.name().toJson())
                .addUUID(site.categoryId())
                .addString(site.watched() ? "watched" : "retired")
                .addBoolean(site.isPublic())
                .addDouble(site.place().lat())
                .addDouble(site.place().lon())
                .addDouble(site.radiusMeters())
                .addJsonObject(site.boundary())
                .addDouble(extent.getMinX())
                .addDouble(extent.getMinY())
                .addDouble(extent.getMaxX())
                .addDouble(extent.getMaxY())
                .addString(site.placeWords())
                .addString(site.operatorName())
                .addJsonObject(site.operatorContact())
                .addInteger(site.inspectionEveryDays())
                .addLocalDate(site.inspectionDue())
                .addUUID(supervisorId)
                .addDouble(site.measures().fillDepthMeters())
                .addDouble(site.measures().heightMeters())
                .addInteger(site.measures().peopleInReach());
    }

    /** Fails with not-found. */
    static Future<Site> read(SqlClient conn, UUID id) {
        return one(conn, READ, id);
    }

    /** As {@link #read}; whoever changes it next waits until the transaction has ended. */
    static Future<Site> lock(SqlClient conn, UUID id) {
        return one(conn, LOCK, id);
    }

    private static Future<Site> one(SqlClient conn, String sql, UUID id) {
        return conn.preparedQuery(sql).execute(Tuple.of(id)).map(rows -> {
            if (rows.size() == 0) {
                throw Problem.notFound();
            }
            return site(rows.iterator().next());
        });
    }

    static Site site(Row row) {
        OffsetDateTime assessed = row.getOffsetDateTime("assessed_at");
        return new Site(
                row.getUUID("id"),
                content(row),
                agreed(row.getJsonObject("agreed_reach")),
                SqlTime.in(row, "records_since"),
                SqlTime.in(row, "registered_at"),
                row.getLong("version"),
                row.getInteger("risk_index"),
                row.getInteger("risk_change"),
                row.getJsonArray("risk_signals"),
                assessed == null ? null : assessed.toInstant());
    }

    private static AgreedReach agreed(JsonObject kept) {
        return kept == null ? null : AgreedReach.fromJson(kept);
    }

    private static Site.Content content(Row row) {
        JsonObject name = row.getJsonObject("name");
        return new Site.Content(
                Localized.fromJson(name),
                row.getUUID("category_id"),
                "watched".equals(row.getString("status")),
                row.getBoolean("is_public"),
                Location.of(row.getDouble("lat"), row.getDouble("lon")),
                row.getDouble("radius_meters"),
                row.getJsonObject("boundary"),
                row.getString("place"),
                row.getString("operator_name"),
                row.getJsonObject("operator_contact"),
                new Site.Measures(
                        row.getDouble("fill_depth_meters"),
                        row.getDouble("height_meters"),
                        row.getInteger("people_in_reach")),
                row.getInteger("inspection_every_days"),
                row.getLocalDate("inspection_due"));
    }
}
