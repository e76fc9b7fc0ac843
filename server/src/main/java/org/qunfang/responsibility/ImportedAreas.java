package org.qunfang.responsibility;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The table of one import's transaction, and the statement that makes areas out of it. */
final class ImportedAreas {
    private static final String CREATE = """
            CREATE TEMPORARY TABLE imported_areas (
                feature  integer PRIMARY KEY,
                code     text    NOT NULL,
                name     jsonb   NOT NULL,
                level    text,
                boundary bytea   NOT NULL
            ) ON COMMIT DROP
            """;

    private static final String ADD = """
            INSERT INTO imported_areas (feature, code, name, level, boundary)
            VALUES ($1, $2, $3, $4, $5)
            """;

    /** What held on days that are over and would be somewhere else, or under another one. */
    private static final String MOVED = """
            SELECT i.feature, i.code
              FROM imported_areas AS i
              JOIN unnest($1::integer[], $2::uuid[], $3::uuid[]) AS taken (feature, id, parent_id)
                ON taken.feature = i.feature
              JOIN areas AS known
                ON known.code = i.code
             WHERE area_is_settled(known.valid_from, known.entered_on)
               AND (known.boundary, known.parent_id)
                   IS DISTINCT FROM
                   (i.boundary, coalesce(taken.parent_id, CASE WHEN $4 THEN NULL ELSE known.parent_id END))
             ORDER BY i.feature
            """;

    /** What the file does not say stays as it is; what would not change is not touched, so its version stays. */
    private static final String MERGE = """
            INSERT INTO areas AS known (id, code, name, parent_id, level, boundary)
            SELECT taken.id, i.code, i.name, taken.parent_id, i.level, i.boundary
              FROM imported_areas AS i
              JOIN unnest($1::integer[], $2::uuid[], $3::uuid[]) AS taken (feature, id, parent_id)
                ON taken.feature = i.feature
            ON CONFLICT (code) DO UPDATE
               SET name = known.name || excluded.name,
                   parent_id = coalesce(excluded.parent_id, CASE WHEN $4 THEN NULL ELSE known.parent_id END),
                   level = coalesce(excluded.level, known.level),
                   boundary = excluded.boundary,
                   version = known.version + 1,
                   changed_at = now()
             WHERE (known.name || excluded.name,
                    coalesce(excluded.parent_id, CASE WHEN $4 THEN NULL ELSE known.parent_id END),
                    coalesce(excluded.level, known.level),
                    excluded.boundary)
                   IS DISTINCT FROM (known.name, known.parent_id, known.level, known.boundary)
            """;

    private ImportedAreas() {}

    static Future<Void> create(SqlClient conn) {
        return conn.query(CREATE).execute().mapEmpty();
    }

    /** @param rows feature, code, name, level, boundary */
    static Future<Void> add(SqlClient conn, List<Tuple> rows) {
        return conn.preparedQuery(ADD).executeBatch(List.copyOf(rows)).mapEmpty();
    }

    /** Those of them that must stay where they are. */
    static Future<List<AreaPlan.Refusal>> moved(
            SqlClient conn, Matrix matrix, List<AreaPlan.Accepted> accepted, boolean clearsParent) {
        return conn.preparedQuery(MOVED)
                .execute(values(matrix, accepted, clearsParent))
                .map(rows -> {
                    List<AreaPlan.Refusal> moved = new ArrayList<>();
                    rows.forEach(row -> moved.add(
                            new AreaPlan.Refusal(row.getInteger("feature"), row.getString("code"), AreaPast.STAYS)));
                    return moved;
                });
    }

    /**
     * @param clearsParent whether an area without a parent in the file becomes a root; else it keeps the one it has
     * @return how many areas were added or changed
     */
    static Future<Integer> merge(
            SqlClient conn, Matrix matrix, List<AreaPlan.Accepted> accepted, boolean clearsParent) {
        return conn.preparedQuery(MERGE)
                .execute(values(matrix, accepted, clearsParent))
                .map(rows -> rows.rowCount());
    }

    private static Tuple values(Matrix matrix, List<AreaPlan.Accepted> accepted, boolean clearsParent) {
        Map<String, UUID> codeToId = new HashMap<>();
        matrix.areas().forEach(area -> codeToId.put(area.code(), area.id()));
        accepted.forEach(each -> codeToId.computeIfAbsent(each.code(), code -> UuidCreator.getTimeOrderedEpoch()));
        Integer[] features = new Integer[accepted.size()];
        UUID[] ids = new UUID[accepted.size()];
        UUID[] parents = new UUID[accepted.size()];
        for (int i = 0; i < features.length; i++) {
            AreaPlan.Accepted each = accepted.get(i);
            features[i] = each.feature();
            ids[i] = codeToId.get(each.code());
            parents[i] = each.parentCode() == null ? null : codeToId.get(each.parentCode());
        }
        return Tuple.tuple()
                .addArrayOfInteger(features)
                .addArrayOfUUID(ids)
                .addArrayOfUUID(parents)
                .addBoolean(clearsParent);
    }
}
