package org.qunfang.responsibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.WKBWriter;
import org.qunfang.geo.Location;
import org.qunfang.problem.Localized;
import org.qunfang.testing.TestDatabase;

class RegistryTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private Registry registry;

    @BeforeEach
    void begin() {
        sql("DELETE FROM areas");
        put("west", 10, 11);
        put("east", 11, 12);
        registry = new Registry(database.vertx(), database.pool());
        registry.start().await();
    }

    @AfterEach
    void end() {
        registry.stop().await();
    }

    @Test
    void aChangedBoundaryIsReadAndAnUnchangedOneIsKept() {
        Geometry west = boundary("west");
        Geometry east = boundary("east");

        put("east", 11, 13);
        registry.reload().await();

        assertThat(boundary("west")).isSameAs(west);
        assertThat(boundary("east")).isNotSameAs(east);
        assertThat(codesAt(12.5)).containsExactly("east");
        assertThat(codesAt(10.5)).containsExactly("west");
    }

    @Test
    void aNewAreaIsFoundAndOneThatIsGoneIsNot() {
        put("north", 20, 21);
        sql("DELETE FROM areas WHERE code = 'west'");
        registry.reload().await();

        assertThat(codesAt(20.5)).containsExactly("north");
        assertThat(codesAt(10.5)).isEmpty();
        assertThat(codesAt(11.5)).containsExactly("east");
    }

    @Test
    void anotherNameIsReadWithoutTheBoundary() {
        Geometry west = boundary("west");
        sql("UPDATE areas SET name = '{\"zh-CN\": \"新西区\"}', version = version + 1 WHERE code = 'west'");
        registry.reload().await();

        Area renamed = registry.matrix().areaByCode("west").orElseThrow();
        assertThat(renamed.name()).isEqualTo(Localized.fromJson(new JsonObject().put("zh-CN", "新西区")));
        assertThat(renamed.boundary().equalsExact(west)).isTrue();
    }

    private Geometry boundary(String code) {
        return registry.matrix().areaByCode(code).orElseThrow().boundary();
    }

    private List<String> codesAt(double lon) {
        return registry.matrix().areasAt(Location.of(0.5, lon)).stream()
                .map(Area::code)
                .toList();
    }

    private static void put(String code, double west, double east) {
        Polygon box = (Polygon) GEOMETRY.toGeometry(new Envelope(west, east, 0, 1));
        database.pool()
                .preparedQuery("""
                        INSERT INTO areas AS known (id, code, name, level, boundary)
                        VALUES ($1, $2, $3, 'district', $4)
                        ON CONFLICT (code) DO UPDATE SET boundary = excluded.boundary, version = known.version + 1
                        """)
                .execute(Tuple.of(
                        UUID.randomUUID(),
                        code,
                        new JsonObject().put("zh-CN", code),
                        Buffer.buffer(new WKBWriter().write(Area.multi(box)))))
                .await();
    }

    private static void sql(String statement) {
        database.pool().query(statement).execute().await();
    }
}
