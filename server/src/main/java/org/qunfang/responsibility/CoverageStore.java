package org.qunfang.responsibility;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Stores a computation of the whole matrix: three statements, however many findings it moves. */
final class CoverageStore {
    private static final String COMPUTED = """
            SELECT matrix_version, day, EXISTS (SELECT FROM findings WHERE awaits_look) AS awaits_look
              FROM coverage_computed
            """;

    private static final String LOCK = """
            SELECT matrix_version, day, EXISTS (SELECT FROM findings WHERE awaits_look) AS awaits_look
              FROM coverage_computed
               FOR UPDATE OF coverage_computed
            """;

    /** What somebody called settled has been looked at: it was opened again where it is still there. */
    private static final String LOOKED = """
            UPDATE findings SET awaits_look = false WHERE awaits_look
            """;

    private static final String MARK = """
            UPDATE coverage_computed SET matrix_version = $1, day = $2, computed_at = $3
            """;

    /** What reports and officers do to findings waits for the computation, and the other way round. */
    private static final String ALONE = """
            LOCK TABLE findings IN SHARE ROW EXCLUSIVE MODE
            """;

    private static final String KNOWN = """
            SELECT id, kind, duty, category_id, area_id, extent, department_ids, status, source, cells, cells_of
              FROM findings
             ORDER BY id
            """;

    /** A report may have opened the same one since it was looked. */
    private static final String OPEN = """
            INSERT INTO findings AS known (id, kind, duty, category_id, area_id, extent, source, department_ids,
                                           owner_department_id, cells, cells_of, opened_at, due_at)
            SELECT id, kind, duty, category_id, area_id, extent, 'matrix',
                   ARRAY(SELECT value::uuid FROM jsonb_array_elements_text(departments)), $2, cells, cells_of, $3, $4
              FROM jsonb_to_recordset($1) AS step (id uuid, kind text, duty text, category_id uuid, area_id uuid,
                                                   extent text, departments jsonb, cells integer, cells_of integer)
            ON CONFLICT (kind, duty, category_id, area_id, extent) DO UPDATE
               SET source = 'matrix', cells = excluded.cells, cells_of = excluded.cells_of,
                   department_ids = excluded.department_ids, version = known.version + 1
            """;

    private static final String MOVE = """
            UPDATE findings AS known
               SET status = step.status,
                   source = CASE WHEN step.cells IS NULL THEN known.source ELSE 'matrix' END,
                   cells = COALESCE(step.cells, known.cells),
                   cells_of = COALESCE(step.cells_of, known.cells_of),
                   department_ids = CASE WHEN step.departments IS NULL THEN known.department_ids
                                         ELSE ARRAY(SELECT value::uuid
                                                      FROM jsonb_array_elements_text(step.departments)) END,
                   opened_at = CASE WHEN step.step = 'reopened' THEN $2 ELSE known.opened_at END,
                   due_at = CASE WHEN step.step = 'reopened' AND known.due_at <= $2 THEN $3 ELSE known.due_at END,
                   resolution = CASE WHEN step.step = 'reopened' THEN NULL ELSE known.resolution END,
                   closed_at = CASE WHEN step.status = 'resolved' THEN $2 END,
                   version = known.version + 1
              FROM jsonb_to_recordset($1) AS step (id uuid, step text, status text, departments jsonb, cells integer,
                                                   cells_of integer)
             WHERE known.id = step.id
            """;

    /** By the finding's name, for a report may have opened it a moment ago under an id of its own. */
    private static final String TELL = """
            INSERT INTO finding_events (id, finding_id, at, kind, data)
            SELECT step.event_id, known.id, $2, step.step, step.data
              FROM jsonb_to_recordset($1) AS step (event_id uuid, kind text, duty text, category_id uuid, area_id uuid,
                                                   extent text, step text, data jsonb)
              JOIN findings AS known
                ON known.kind = step.kind AND known.duty = step.duty AND known.category_id = step.category_id
               AND known.area_id IS NOT DISTINCT FROM step.area_id AND known.extent = step.extent
            """;

    private CoverageStore() {}

    /**
     * What the findings were computed for.
     *
     * @param awaitsLook an officer has called one settled since
     */
    record Computed(long matrixVersion, LocalDate day, boolean awaitsLook) {}

    static Future<Computed> computed(SqlClient client) {
        return client.query(COMPUTED)
                .execute()
                .map(rows -> computed(rows.iterator().next()));
    }

    /** Holds off every other computation until the transaction ends. */
    static Future<Computed> lock(SqlClient conn) {
        return conn.query(LOCK).execute().map(rows -> computed(rows.iterator().next()));
    }

    private static Computed computed(Row row) {
        return new Computed(row.getLong("matrix_version"), row.getLocalDate("day"), row.getBoolean("awaits_look"));
    }

    static Future<Void> mark(SqlClient conn, Computed now, Instant at) {
        return conn.preparedQuery(MARK)
                .execute(Tuple.of(now.matrixVersion(), now.day(), at.atOffset(ZoneOffset.UTC)))
                .compose(marked -> conn.query(LOOKED).execute())
                .mapEmpty();
    }

    static Future<List<Reconciliation.Known>> known(SqlClient conn) {
        return conn.query(ALONE)
                .execute()
                .compose(alone -> conn.query(KNOWN).execute())
                .map(rows -> {
                    List<Reconciliation.Known> known = new ArrayList<>();
                    rows.forEach(row -> known.add(known(row)));
                    return known;
                });
    }

    private static Reconciliation.Known known(Row row) {
        return new Reconciliation.Known(
                row.getUUID("id"),
                new Found.Key(
                        row.getString("kind"),
                        Duty.of(row.getString("duty")),
                        row.getUUID("category_id"),
                        row.getUUID("area_id"),
                        row.getString("extent")),
                List.of(row.getArrayOfUUIDs("department_ids")),
                "open".equals(row.getString("status")),
                "matrix".equals(row.getString("source")),
                row.getInteger("cells"),
                row.getInteger("cells_of"));
    }

    /** @param owner answerable for what is opened for the first time */
    static Future<Void> store(SqlClient conn, List<Reconciliation.Step> steps, UUID owner, Instant now, Instant due) {
        JsonArray opened = new JsonArray();
        JsonArray moved = new JsonArray();
        JsonArray told = new JsonArray();
        for (Reconciliation.Step step : steps) {
            JsonObject json = json(step);
            (step.known() == null ? opened : moved).add(json);
            told.add(json);
        }
        var at = now.atOffset(ZoneOffset.UTC);
        var dueAt = due.atOffset(ZoneOffset.UTC);
        return conn.preparedQuery(OPEN)
                .execute(Tuple.of(opened, owner, at, dueAt))
                .compose(done -> conn.preparedQuery(MOVE).execute(Tuple.of(moved, at, dueAt)))
                .compose(done -> conn.preparedQuery(TELL).execute(Tuple.of(told, at)))
                .mapEmpty();
    }

    private static JsonObject json(Reconciliation.Step step) {
        Found.Key key = step.known() == null ? step.found().key() : step.known().key();
        boolean closes = step.kind() == Reconciliation.Kind.MENDED || step.kind() == Reconciliation.Kind.MERGED;
        JsonObject data = new JsonObject().put("by", "matrix");
        JsonObject json = new JsonObject()
                .put(
                        "id",
                        step.known() == null
                                ? UuidCreator.getTimeOrderedEpoch().toString()
                                : step.known().id().toString())
                .put("event_id", UuidCreator.getTimeOrderedEpoch().toString())
                .put("kind", key.kind())
                .put("duty", key.duty().code())
                .put("category_id", key.categoryId().toString())
                .put("area_id", key.areaId() == null ? null : key.areaId().toString())
                .put("extent", key.extent())
                .put("step", step.kind().name().toLowerCase(Locale.ROOT))
                .put("status", closes ? "resolved" : "open")
                .put("data", data);
        if (step.found() != null) {
            JsonArray departments = new JsonArray();
            step.found().departmentIds().forEach(id -> departments.add(id.toString()));
            json.put("departments", departments)
                    .put("cells", step.found().cells())
                    .put("cells_of", step.found().of());
            data.put("cells", step.found().cells()).put("of", step.found().of());
            if (!departments.isEmpty()) {
                data.put("departments", departments);
            }
        }
        return json;
    }
}
