package org.qunfang;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.WKBWriter;

/** The sample city's areas, departments, categories and responsibilities; what is there already stays as it is. */
final class SampleMatrix {
    private static final String AREA = """
            INSERT INTO areas (id, code, name, parent_id, level, boundary, population)
            VALUES ($1, $2, $3, (SELECT id FROM areas WHERE code = $4), $5, $6, $7)
            ON CONFLICT (code) DO NOTHING
            """;

    private static final String DEPARTMENT = """
            INSERT INTO departments (id, code, name, superior_id, is_duty_office, channels)
            VALUES ($1, $2, $3, (SELECT id FROM departments WHERE code = $4), $5, $6)
            ON CONFLICT (code) DO NOTHING
            """;

    private static final String CATEGORY = """
            INSERT INTO categories (id, code, name, parent_id, icon, description, reportable, cap_category, event_code,
                                    danger_to_life, duplicate_radius_meters, duplicate_window_days, base_factors, questions)
            VALUES ($1, $2, $3, (SELECT id FROM categories WHERE code = $4), $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            ON CONFLICT (code) DO NOTHING
            """;

    private static final String RESPONSIBILITY = """
            INSERT INTO responsibilities (id, duty, category_id, area_id, department_id, role, legal_basis, legal_link,
                                          valid_from)
            SELECT $1, $2, c.id, a.id, d.id, $6, $7, $8, $9
              FROM categories AS c, areas AS a, departments AS d
             WHERE c.code = $3 AND a.code = $4 AND d.code = $5
            ON CONFLICT DO NOTHING
            """;

    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private SampleMatrix() {}

    /** Reads a file of the sample city out of the jar. */
    static JsonObject file(String name) {
        return new JsonObject(new String(bytes(name), StandardCharsets.UTF_8));
    }

    /** As it stands in the jar. */
    static byte[] bytes(String name) {
        try (InputStream in = SampleMatrix.class.getResourceAsStream("/sample/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("sample/" + name + " cannot be read", e);
        }
    }

    static Future<Void> load(SqlClient conn) {
        JsonObject city = file("city.json");
        JsonObject matrix = file(city.getString("responsibilities"));
        JsonArray areas = file(city.getString("areas")).getJsonArray("features");
        JsonArray categories = file(city.getString("categories")).getJsonArray("categories");
        String dutyOffice = city.getString("arbiter");
        return insert(conn, AREA, areas, SampleMatrix::area)
                .compose(done -> insert(
                        conn, DEPARTMENT, city.getJsonArray("departments"), each -> department(each, dutyOffice)))
                .compose(done -> insert(conn, CATEGORY, categories, SampleMatrix::category))
                .compose(done -> insert(
                        conn,
                        RESPONSIBILITY,
                        matrix.getJsonArray("responsibilities"),
                        each -> responsibility(each, matrix.getJsonObject("legalBases"))));
    }

    private static Future<Void> insert(
            SqlClient conn, String sql, JsonArray things, Function<JsonObject, Tuple> toTuple) {
        List<Tuple> rows = new ArrayList<>();
        things.forEach(thing -> rows.add(toTuple.apply((JsonObject) thing)));
        return conn.preparedQuery(sql).executeBatch(rows).mapEmpty();
    }

    private static Tuple area(JsonObject feature) {
        JsonObject properties = feature.getJsonObject("properties");
        JsonArray polygons = feature.getJsonObject("geometry").getJsonArray("coordinates");
        Polygon[] parts = new Polygon[polygons.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = polygon(polygons.getJsonArray(i));
        }
        return Tuple.of(
                UuidCreator.getTimeOrderedEpoch(),
                properties.getString("code"),
                properties.getJsonObject("name"),
                properties.getString("parent"),
                properties.getString("level"),
                Buffer.buffer(new WKBWriter().write(GEOMETRY.createMultiPolygon(parts))),
                properties.getLong("population"));
    }

    private static Polygon polygon(JsonArray rings) {
        LinearRing[] holes = new LinearRing[rings.size() - 1];
        for (int i = 0; i < holes.length; i++) {
            holes[i] = ring(rings.getJsonArray(i + 1));
        }
        return GEOMETRY.createPolygon(ring(rings.getJsonArray(0)), holes);
    }

    private static LinearRing ring(JsonArray positions) {
        Coordinate[] coordinates = new Coordinate[positions.size()];
        for (int i = 0; i < coordinates.length; i++) {
            JsonArray position = positions.getJsonArray(i);
            coordinates[i] = new Coordinate(position.getDouble(0), position.getDouble(1));
        }
        return GEOMETRY.createLinearRing(coordinates);
    }

    private static Tuple department(JsonObject json, String dutyOffice) {
        return Tuple.of(
                UuidCreator.getTimeOrderedEpoch(),
                json.getString("code"),
                json.getJsonObject("name"),
                json.getString("superior"),
                json.getString("code").equals(dutyOffice),
                json.getJsonArray("channels", new JsonArray()));
    }

    private static Tuple category(JsonObject json) {
        JsonObject base = new JsonObject();
        for (String side : List.of("likelihood", "consequence")) {
            if (json.containsKey(side)) {
                base.put(side, json.getJsonObject(side));
            }
        }
        return Tuple.tuple()
                .addValue(UuidCreator.getTimeOrderedEpoch())
                .addValue(json.getString("code"))
                .addValue(json.getJsonObject("name"))
                .addValue(json.getString("parent"))
                .addValue(json.getString("icon", "other"))
                .addValue(json.getJsonObject("description", new JsonObject()))
                .addValue(json.getBoolean("reportable", true))
                .addValue(json.getString("capCategory", "Other"))
                .addValue(json.getString("eventCode"))
                .addValue(json.getBoolean("dangerToLife", false))
                .addValue(json.getInteger("duplicateRadiusMeters", 50))
                .addValue(json.getInteger("duplicateWindowDays", 30))
                .addValue(base)
                .addValue(json.getJsonArray("questions", new JsonArray()));
    }

    private static Tuple responsibility(JsonObject json, JsonObject legalBases) {
        JsonObject basis = legalBases.getJsonObject(json.getString("basis"), new JsonObject());
        return Tuple.tuple()
                .addValue(UuidCreator.getTimeOrderedEpoch())
                .addValue(json.getString("duty"))
                .addValue(json.getString("category"))
                .addValue(json.getString("area"))
                .addValue(json.getString("department"))
                .addValue(json.getString("role"))
                .addValue(basis.getJsonObject("text", new JsonObject()))
                .addValue(basis.getString("link"))
                .addValue(LocalDate.parse(json.getString("validFrom")));
    }
}
