package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.qunfang.db.SqlTime;
import org.qunfang.geo.Location;

/** Reads the open cases around one that may be of the same thing. */
final class DuplicateStore {
    private static final int MOST_AROUND = 200;

    private static final String COLUMNS = """
            SELECT c.id, c.number, c.version, c.status, c.likelihood, c.consequence, c.category_id, c.lat, c.lon,
                   c.accuracy_meters, c.opened_at, c.first_observed_at, c.last_observed_at, c.report_count,
                   c.lead_department_id, c.support_department_ids, c.visibility, c.merged_into_id,
                   c.public_lat, c.public_lon,
                   (SELECT left(r.description, 400)
                      FROM reports AS r
                     WHERE r.case_id = c.id
                     ORDER BY r.received_at, r.id
                     LIMIT 1) AS words,
                   (SELECT left(r.description, 400)
                      FROM reports AS r
                     WHERE r.case_id = c.id AND r.visibility = 'public'
                     ORDER BY r.received_at, r.id
                     LIMIT 1) AS public_words,
                   COALESCE((SELECT jsonb_agg(jsonb_build_object('id', p.id, 'width', p.width, 'height', p.height,
                                                                 'visibility', p.visibility))
                               FROM (SELECT id, width, height, visibility
                                       FROM photos
                                      WHERE case_id = c.id AND report_id IS NOT NULL
                                      ORDER BY visibility = 'public' DESC, created_at, id
                                      LIMIT 3) AS p), '[]') AS photos
              FROM cases AS c
            """;

    private static final String ONE = COLUMNS + "WHERE c.id = $1";

    /** The cells lead to the index; the nearest ones are looked at. */
    private static final String AROUND = COLUMNS + """
             WHERE c.id = ANY (ARRAY(
                       SELECT near.id
                         FROM cases AS near
                        WHERE near.category_id = ANY ($1) AND near.cell = ANY ($2) AND near.id <> $3
                          AND near.status NOT IN ('closed', 'rejected', 'resolved')
                        ORDER BY (near.lat - $4) ^ 2 + (near.lon - $5) ^ 2
                        LIMIT $6))
            """;

    private DuplicateStore() {}

    /**
     * A case as far as it is compared.
     *
     * @param shownAt where everybody sees it, or null
     * @param words of its first report, or null
     * @param publicWords of its first public report, or null
     * @param photos at most three, public ones first, each with its visibility
     */
    record Compared(
            UUID id,
            String number,
            long version,
            CaseStatus status,
            int likelihood,
            int consequence,
            UUID categoryId,
            Location location,
            Location shownAt,
            Instant openedAt,
            Instant firstObservedAt,
            Instant lastObservedAt,
            int reportCount,
            UUID leadDepartmentId,
            List<UUID> supportDepartmentIds,
            String visibility,
            UUID mergedIntoId,
            String words,
            String publicWords,
            JsonArray photos) {

        boolean isPublic() {
            return "public".equals(visibility);
        }
    }

    /** Null for an unknown case. */
    static Future<Compared> one(SqlClient client, UUID id) {
        return client.preparedQuery(ONE)
                .execute(Tuple.of(id))
                .map(rows -> rows.size() == 0 ? null : compared(rows.iterator().next()));
    }

    /** At most 200 open ones of these categories in these cells, without the case itself. */
    static Future<List<Compared>> around(SqlClient client, Compared subject, List<UUID> categories, List<Long> cells) {
        Tuple values = Tuple.tuple()
                .addArrayOfUUID(categories.toArray(UUID[]::new))
                .addArrayOfLong(cells.toArray(Long[]::new))
                .addUUID(subject.id())
                .addDouble(subject.location().lat())
                .addDouble(subject.location().lon())
                .addInteger(MOST_AROUND);
        return client.preparedQuery(AROUND)
                .execute(values)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(DuplicateStore::compared)
                        .toList());
    }

    private static Location shownAt(Double lat, Double lon) {
        return lat == null ? null : Location.of(lat, lon);
    }

    private static Compared compared(Row row) {
        return new Compared(
                row.getUUID("id"),
                row.getString("number"),
                row.getLong("version"),
                CaseStatus.of(row.getString("status")),
                row.getInteger("likelihood"),
                row.getInteger("consequence"),
                row.getUUID("category_id"),
                new Location(row.getDouble("lat"), row.getDouble("lon"), row.getDouble("accuracy_meters")),
                shownAt(row.getDouble("public_lat"), row.getDouble("public_lon")),
                SqlTime.in(row, "opened_at"),
                SqlTime.in(row, "first_observed_at"),
                SqlTime.in(row, "last_observed_at"),
                row.getInteger("report_count"),
                row.getUUID("lead_department_id"),
                List.of(row.getArrayOfUUIDs("support_department_ids")),
                row.getString("visibility"),
                row.getUUID("merged_into_id"),
                row.getString("words"),
                row.getString("public_words"),
                row.getJsonArray("photos"));
    }
}
