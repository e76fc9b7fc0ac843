package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.qunfang.db.SqlTime;
import org.qunfang.http.Caller;
import org.qunfang.media.Photos;

/** What is written down about a site over the years: permits, inspections, photos. */
final class SiteRecordStore {
    private static final String PERMIT = """
            INSERT INTO site_permits (id, site_id, number, kind, purpose, department_id, valid_from, valid_to, entered_by,
                                      entered_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (site_id, number, kind) DO NOTHING
            """;

    private static final String INSPECTION = """
            INSERT INTO site_inspections (id, site_id, inspected_at, result, answers, note, photo_ids, next_due, account_id,
                                          department_id, received_at, content_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            ON CONFLICT (id) DO NOTHING
            """;

    /** Newest first. */
    private static final String INSPECTIONS = """
            SELECT i.id, i.inspected_at, i.result, i.answers, i.note, i.photo_ids, i.next_due, i.account_id,
                   i.department_id, i.content_id, a.kind AS actor_kind, a.name AS actor_name
              FROM site_inspections AS i
              LEFT JOIN accounts AS a ON a.id = i.account_id
             WHERE i.site_id = $1 AND ($2::timestamptz IS NULL OR (i.inspected_at, i.id) < ($2, $3::uuid))
             ORDER BY i.inspected_at DESC, i.id DESC
             LIMIT $4
            """;

    private static final String INSPECTION_BY_ID = """
            SELECT i.id, i.inspected_at, i.result, i.answers, i.note, i.photo_ids, i.next_due, i.account_id,
                   i.department_id, i.content_id, a.kind AS actor_kind, a.name AS actor_name, i.site_id
              FROM site_inspections AS i
              LEFT JOIN accounts AS a ON a.id = i.account_id
             WHERE i.id = $1
            """;

    private static final String IS_NEWEST = """
            SELECT NOT EXISTS (SELECT 1
                                 FROM site_inspections
                                WHERE site_id = $1 AND inspected_at > $2 AND is_complete) AS newest
            """;

    private static final String PHOTO = """
            INSERT INTO site_photos (id, site_id, account_id, full_key, thumb_key, width, height, source_hash, created_at)
            SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9
             WHERE (SELECT count(*) FROM site_photos WHERE site_id = $2 AND created_at > $9::timestamptz - interval '1 day') < $10
            ON CONFLICT (id) DO NOTHING
            """;

    private static final String PHOTOS = """
            SELECT id, site_id, full_key, thumb_key, width, height, source_hash
              FROM site_photos
             WHERE id = ANY ($1)
            """;

    /** A stored picture; sizes in pixels. */
    record SitePhoto(UUID id, UUID siteId, String fullKey, String thumbKey, int width, int height, Buffer sourceHash) {}

    /** @param siteId where it was stored */
    record Stored(UUID siteId, SiteInspection inspection) {}

    private SiteRecordStore() {}

    /** False when the site has a permit of that kind and number already. */
    static Future<Boolean> permit(SqlClient conn, UUID siteId, SitePermit permit, Caller caller, Instant now) {
        return conn.preparedQuery(PERMIT)
                .execute(Tuple.tuple()
                        .addUUID(permit.id())
                        .addUUID(siteId)
                        .addString(permit.number())
                        .addString(permit.kind())
                        .addString(permit.purpose())
                        .addUUID(permit.departmentId())
                        .addLocalDate(permit.validFrom())
                        .addLocalDate(permit.validTo())
                        .addUUID(caller.accountId())
                        .addOffsetDateTime(SqlTime.of(now)))
                .map(rows -> rows.rowCount() == 1);
    }

    /** False when the id is known. */
    static Future<Boolean> inspection(SqlClient conn, UUID siteId, SiteInspection inspection, Instant now) {
        return conn.preparedQuery(INSPECTION)
                .execute(Tuple.tuple()
                        .addUUID(inspection.id())
                        .addUUID(siteId)
                        .addOffsetDateTime(SqlTime.of(inspection.inspectedAt()))
                        .addString(inspection.result())
                        .addJsonArray(inspection.answers())
                        .addString(inspection.note())
                        .addArrayOfUUID(inspection.photoIds().toArray(UUID[]::new))
                        .addLocalDate(inspection.nextDue())
                        .addUUID(inspection.inspector().accountId())
                        .addUUID(inspection.inspector().departmentId())
                        .addOffsetDateTime(SqlTime.of(now))
                        .addUUID(inspection.contentId()))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Null when there is none. */
    static Future<Stored> inspection(SqlClient conn, UUID id) {
        return conn.preparedQuery(INSPECTION_BY_ID).execute(Tuple.of(id)).map(rows -> {
            if (rows.size() == 0) {
                return null;
            }
            Row row = rows.iterator().next();
            return new Stored(row.getUUID("site_id"), inspection(row));
        });
    }

    /** Newest first; {@code before} and {@code beforeId} are where the last page ended, or null. */
    static Future<List<SiteInspection>> inspections(
            SqlClient conn, UUID siteId, Instant before, UUID beforeId, int limit) {
        return conn.preparedQuery(INSPECTIONS)
                .execute(Tuple.of(siteId, SqlTime.of(before), beforeId, limit))
                .map(rows -> {
                    List<SiteInspection> found = new ArrayList<>();
                    rows.forEach(row -> found.add(inspection(row)));
                    return found;
                });
    }

    /** Whether no later one answered every point. */
    static Future<Boolean> isNewest(SqlClient conn, UUID siteId, Instant inspectedAt) {
        return conn.preparedQuery(IS_NEWEST)
                .execute(Tuple.of(siteId, SqlTime.of(inspectedAt)))
                .map(rows -> rows.iterator().next().getBoolean("newest"));
    }

    /** False when the id is known or the site has its full number of a day. The caller holds the site's lock. */
    static Future<Boolean> photo(
            SqlClient conn, UUID id, UUID siteId, UUID accountId, Photos.Kept kept, Instant now, int mostOfADay) {
        return conn.preparedQuery(PHOTO)
                .execute(Tuple.tuple()
                        .addUUID(id)
                        .addUUID(siteId)
                        .addUUID(accountId)
                        .addString(kept.fullKey())
                        .addString(kept.thumbKey())
                        .addInteger(kept.width())
                        .addInteger(kept.height())
                        .addBuffer(kept.sourceHash())
                        .addOffsetDateTime(SqlTime.of(now))
                        .addInteger(mostOfADay))
                .map(rows -> rows.rowCount() == 1);
    }

    static Future<List<SitePhoto>> photos(SqlClient conn, List<UUID> ids) {
        return conn.preparedQuery(PHOTOS)
                .execute(Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new)))
                .map(rows -> {
                    List<SitePhoto> found = new ArrayList<>();
                    rows.forEach(row -> found.add(new SitePhoto(
                            row.getUUID("id"),
                            row.getUUID("site_id"),
                            row.getString("full_key"),
                            row.getString("thumb_key"),
                            row.getInteger("width"),
                            row.getInteger("height"),
                            row.getBuffer("source_hash"))));
                    return found;
                });
    }

    private static SiteInspection inspection(Row row) {
        return new SiteInspection(
                row.getUUID("id"),
                SqlTime.in(row, "inspected_at"),
                row.getString("result"),
                row.getJsonArray("answers"),
                row.getString("note"),
                List.of(row.getArrayOfUUIDs("photo_ids")),
                row.getLocalDate("next_due"),
                Actor.of(row),
                row.getUUID("content_id"));
    }
}
