package org.qunfang.report;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.casework.CaseScope;
import org.qunfang.media.Photos;

/** Rows of photos. */
final class PhotoStore {
    private static final String INSERT = """
            INSERT INTO photos (id, report_id, case_id, account_id, full_key, thumb_key, width, height, source_hash,
                                visibility, created_at)
            SELECT $1, $2, r.case_id, $3, $4, $5, $6, $7, $8, $9, $10
              FROM reports AS r
             WHERE r.id = $2 AND (SELECT count(*) FROM photos WHERE report_id = $2) < $11
            ON CONFLICT (id) DO NOTHING
            RETURNING id
            """;

    /** First the case and then the report, as those do who move reports from one case to another. */
    private static final String HOLD_CASE = """
            SELECT id FROM cases WHERE id = (SELECT case_id FROM reports WHERE id = $1) FOR KEY SHARE
            """;

    /** Two photos sent side by side must not both become the fifth. */
    private static final String LOCK_REPORT = "SELECT id FROM reports WHERE id = $1 FOR UPDATE";

    private static final String BY_ID = """
            SELECT p.id, p.report_id, p.account_id, p.full_key, p.thumb_key, p.width, p.height, p.source_hash,
                   p.visibility, c.lead_department_id, """ + CaseScope.BESIDE_THE_LEAD + """
                   AS support_department_ids
              FROM photos AS p
              JOIN cases AS c ON c.id = p.case_id
             WHERE p.id = $1
            """;

    private static final String PUBLIC_ONES = """
            SELECT id, width, height
              FROM photos
             WHERE id = ANY ($1) AND visibility = 'public'
            """;

    /** A stored photo with who may see it. */
    record StoredPhoto(
            UUID id,
            UUID reportId,
            UUID accountId,
            String fullKey,
            String thumbKey,
            int width,
            int height,
            Buffer sourceHash,
            String visibility,
            UUID leadDepartmentId,
            UUID[] supportDepartmentIds) {}

    private PhotoStore() {}

    static Future<Void> lock(SqlClient conn, UUID reportId) {
        return conn.preparedQuery(HOLD_CASE)
                .execute(Tuple.of(reportId))
                .compose(held -> conn.preparedQuery(LOCK_REPORT).execute(Tuple.of(reportId)))
                .mapEmpty();
    }

    /** False when the report has its full number of photos, or the id exists. */
    static Future<Boolean> insert(
            SqlClient conn, UUID id, StoredReport report, Photos.Kept kept, Instant now, int most) {
        return conn.preparedQuery(INSERT)
                .execute(Tuple.tuple()
                        .addValue(id)
                        .addValue(report.id())
                        .addValue(report.senderAccountId())
                        .addValue(kept.fullKey())
                        .addValue(kept.thumbKey())
                        .addValue(kept.width())
                        .addValue(kept.height())
                        .addValue(kept.sourceHash())
                        .addValue(report.isPublic() ? "public" : "participants")
                        .addValue(ReportStore.utc(now))
                        .addValue(most))
                .map(rows -> rows.size() == 1);
    }

    static Future<Optional<StoredPhoto>> byId(SqlClient client, UUID id) {
        return client.preparedQuery(BY_ID).execute(Tuple.of(id)).map(rows -> {
            if (rows.size() == 0) {
                return Optional.empty();
            }
            Row row = rows.iterator().next();
            return Optional.of(new StoredPhoto(
                    row.getUUID("id"),
                    row.getUUID("report_id"),
                    row.getUUID("account_id"),
                    row.getString("full_key"),
                    row.getString("thumb_key"),
                    row.getInteger("width"),
                    row.getInteger("height"),
                    row.getBuffer("source_hash"),
                    row.getString("visibility"),
                    row.getUUID("lead_department_id"),
                    row.getArrayOfUUIDs("support_department_ids")));
        });
    }

    /** Those of the photos that everybody may see, in the contract's shape. */
    static Future<Map<UUID, JsonObject>> publicOnes(SqlClient client, List<UUID> ids) {
        return client.preparedQuery(PUBLIC_ONES)
                .execute(Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, JsonObject> idToPhoto = new HashMap<>();
                    rows.forEach(row -> idToPhoto.put(
                            row.getUUID("id"),
                            view(row.getUUID("id"), row.getInteger("width"), row.getInteger("height"))));
                    return idToPhoto;
                });
    }

    static JsonObject view(UUID id, int width, int height) {
        return new JsonObject()
                .put("id", id.toString())
                .put("url", "/v1/photos/" + id)
                .put("width", width)
                .put("height", height);
    }
}
