package org.qunfang.responsibility;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.qunfang.problem.Localized;

/** Reads the whole matrix. */
final class MatrixStore {
    private static final String VERSION = "SELECT version FROM matrix_version";

    private static final String LOCK = "SELECT version FROM matrix_version FOR UPDATE";

    /** Without the boundaries that are held already: of 3,000 areas they are most of what there is to read. */
    private static final String AREAS = """
            SELECT a.id, a.code, a.name, a.parent_id, a.level, a.population, a.valid_from, a.valid_to, a.entered_on, a.version,
                   CASE WHEN held.id IS NULL THEN a.boundary END AS boundary
              FROM areas AS a
              LEFT JOIN unnest($1::uuid[], $2::bigint[]) AS held (id, version)
                ON held.id = a.id AND held.version = a.version
             ORDER BY a.code
            """;

    private static final String DEPARTMENTS = """
            SELECT id, code, name, superior_id, is_duty_office, channels, version
              FROM departments
             ORDER BY code
            """;

    private static final String CATEGORIES = """
            SELECT id, code, name, parent_id, icon, description, reportable, retired, cap_category, event_code, danger_to_life, duplicate_radius_meters,
                   duplicate_window_days, surge_reports, surge_senders, surge_radius_meters,
                   surge_window_minutes, base_factors, questions, version
              FROM categories
             ORDER BY code
            """;

    private static final String RESPONSIBILITIES = """
            SELECT id, duty, category_id, area_id, department_id, role, legal_basis, legal_link, valid_from, valid_to,
                   entered_on, version
              FROM responsibilities
             ORDER BY id
            """;

    private MatrixStore() {}

    static Future<Long> version(SqlClient client) {
        return client.query(VERSION)
                .execute()
                .map(rows -> rows.iterator().next().getLong("version"));
    }

    /** Holds off every other change of the matrix until the transaction ends. */
    static Future<Long> lock(SqlClient conn) {
        return conn.query(LOCK).execute().map(rows -> rows.iterator().next().getLong("version"));
    }

    /** @param held what the boundaries that were not read again are taken from; null when all were read */
    record Rows(
            long version,
            RowSet<Row> areas,
            RowSet<Row> departments,
            RowSet<Row> categories,
            RowSet<Row> lines,
            Matrix held) {}

    /**
     * Reads in one repeatable-read transaction, which must not have begun to read, so that the parts fit together.
     *
     * @param held an older one, of which unchanged boundaries are kept, or null
     */
    static Future<Rows> readAtOneMoment(SqlConnection conn, Matrix held) {
        return conn.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                .execute()
                .compose(set -> version(conn))
                .compose(version -> read(conn, version, held));
    }

    /**
     * Reads what belongs to this version; the caller sees to it that nothing changes meanwhile.
     *
     * @param held as above
     */
    static Future<Rows> read(SqlConnection conn, long version, Matrix held) {
        return Future.all(
                        conn.preparedQuery(AREAS).execute(versions(held)),
                        conn.query(DEPARTMENTS).execute(),
                        conn.query(CATEGORIES).execute(),
                        conn.query(RESPONSIBILITIES).execute())
                .map(all ->
                        new Rows(version, all.resultAt(0), all.resultAt(1), all.resultAt(2), all.resultAt(3), held));
    }

    private static Tuple versions(Matrix held) {
        Collection<Area> areas = held == null ? List.of() : held.areas();
        return Tuple.tuple()
                .addArrayOfUUID(areas.stream().map(Area::id).toArray(UUID[]::new))
                .addArrayOfLong(areas.stream().map(Area::version).toArray(Long[]::new));
    }

    /** Parses boundaries and builds the index: some hundred milliseconds for 3,000 areas, not for the event loop. */
    static Matrix build(Rows rows) {
        Map<UUID, UUID> areaToParent = parents(rows.areas());
        List<Area> areas = new ArrayList<>();
        WKBReader reader = new WKBReader();
        rows.areas()
                .forEach(row -> areas.add(
                        area(row, boundary(row, reader, rows.held()), depth(row.getUUID("id"), areaToParent))));
        List<Department> departments = new ArrayList<>();
        rows.departments().forEach(row -> departments.add(department(row)));
        Map<UUID, UUID> categoryToParent = parents(rows.categories());
        List<Category> categories = new ArrayList<>();
        rows.categories().forEach(row -> categories.add(category(row, depth(row.getUUID("id"), categoryToParent))));
        List<Responsibility> lines = new ArrayList<>();
        rows.lines().forEach(row -> lines.add(responsibility(row)));
        return new Matrix(rows.version(), areas, departments, categories, lines, rows.held());
    }

    private static Map<UUID, UUID> parents(RowSet<Row> rows) {
        Map<UUID, UUID> idToParent = new HashMap<>();
        rows.forEach(row -> idToParent.put(row.getUUID("id"), row.getUUID("parent_id")));
        return idToParent;
    }

    private static int depth(UUID id, Map<UUID, UUID> idToParent) {
        Set<UUID> seen = new HashSet<>();
        for (UUID parent = idToParent.get(id); parent != null; parent = idToParent.get(parent)) {
            if (!seen.add(parent)) {
                throw new IllegalStateException("the tree above " + id + " is a circle");
            }
        }
        return seen.size();
    }

    private static Area area(Row row, Geometry boundary, int depth) {
        return new Area(
                row.getUUID("id"),
                row.getString("code"),
                Localized.fromJson(row.getJsonObject("name")),
                row.getUUID("parent_id"),
                row.getString("level"),
                boundary,
                row.getLong("population"),
                row.getLocalDate("valid_from"),
                row.getLocalDate("valid_to"),
                row.getLocalDate("entered_on"),
                row.getLong("version"),
                depth);
    }

    private static Geometry boundary(Row row, WKBReader reader, Matrix held) {
        Buffer stored = row.getBuffer("boundary");
        if (stored == null) {
            return held.area(row.getUUID("id")).orElseThrow().boundary();
        }
        try {
            return reader.read(stored.getBytes());
        } catch (ParseException e) {
            throw new IllegalStateException("area " + row.getString("code") + " has an unreadable boundary", e);
        }
    }

    private static Department department(Row row) {
        return new Department(
                row.getUUID("id"),
                row.getString("code"),
                Localized.fromJson(row.getJsonObject("name")),
                row.getUUID("superior_id"),
                row.getBoolean("is_duty_office"),
                row.getJsonArray("channels"),
                row.getLong("version"));
    }

    private static Category category(Row row, int depth) {
        return new Category(
                row.getUUID("id"),
                row.getString("code"),
                Localized.fromJson(row.getJsonObject("name")),
                row.getUUID("parent_id"),
                row.getString("icon"),
                localizedOrNull(row.getJsonObject("description")),
                row.getBoolean("reportable"),
                row.getBoolean("retired"),
                row.getString("cap_category"),
                row.getString("event_code"),
                row.getBoolean("danger_to_life"),
                row.getInteger("duplicate_radius_meters"),
                row.getInteger("duplicate_window_days"),
                new SurgeRule(
                        row.getInteger("surge_reports"),
                        row.getInteger("surge_senders"),
                        row.getInteger("surge_radius_meters"),
                        row.getInteger("surge_window_minutes")),
                row.getJsonObject("base_factors"),
                row.getJsonArray("questions"),
                row.getLong("version"),
                depth);
    }

    private static Responsibility responsibility(Row row) {
        return new Responsibility(
                row.getUUID("id"),
                Duty.of(row.getString("duty")),
                row.getUUID("category_id"),
                row.getUUID("area_id"),
                row.getUUID("department_id"),
                "lead".equals(row.getString("role")),
                localizedOrNull(row.getJsonObject("legal_basis")),
                row.getString("legal_link"),
                row.getLocalDate("valid_from"),
                row.getLocalDate("valid_to"),
                row.getLocalDate("entered_on"),
                row.getLong("version"));
    }

    private static Localized localizedOrNull(JsonObject json) {
        return json == null || json.isEmpty() ? null : Localized.fromJson(json);
    }
}
