package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.locationtech.jts.geom.Geometry;
import org.qunfang.problem.Problem;

class AreaReaderTest {
    /** None of these tests picks a territory. */
    private final AreaReader reader = new AreaReader(null);

    @Test
    void whatIsDrawnIsUnited() {
        JsonArray polygons = new JsonArray().add(box(113.9, 22.7)).add(box(113.95, 22.7));
        Geometry area = reader.read(new JsonObject().put("polygons", polygons));
        assertThat(area.getGeometryType()).isEqualTo("Polygon");
        assertThat(area.getArea()).isCloseTo(0.15 * 0.1, within(1e-12));
    }

    @Test
    void aCircleHoldsWhoIsWithinItsRadius() {
        JsonObject circle = new JsonObject()
                .put("center", new JsonObject().put("lat", 22.7).put("lon", 113.9))
                .put("radiusMeters", 800);
        Geometry area = reader.read(new JsonObject().put("circles", new JsonArray().add(circle)));
        double squareMeters = EqualArea.squareMeters(area);
        assertThat(squareMeters).isBetween(Math.PI * 800 * 800 * 0.995, Math.PI * 800 * 800 * 1.01);
    }

    /** Each one is harmless; their crossings would be hundreds of millions. */
    @Test
    @Timeout(20)
    void manyCombsAcrossEachOtherAreRefusedBeforeTheyAreUnited() {
        JsonArray polygons = new JsonArray();
        for (int i = 0; i < 20; i++) {
            polygons.add(comb(1_500, i * 0.01, i % 2 == 0));
        }
        Problem problem =
                catchThrowableOfType(Problem.class, () -> reader.read(new JsonObject().put("polygons", polygons)));
        assertThat(problem.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo("/area/polygons");
            assertThat(error.reason().en()).contains("too tangled");
        });
    }

    private static JsonObject comb(int teeth, double shift, boolean lying) {
        JsonArray ring = new JsonArray();
        for (int i = 0; i < teeth; i++) {
            double along = 30 + shift + i * 0.01;
            double across = 30 + shift + (i % 2 == 0 ? 0 : 15);
            ring.add(lying ? position(across, along) : position(along, across));
        }
        double end = 30 + shift + teeth * 0.01;
        ring.add(lying ? position(29, end) : position(end, 29));
        ring.add(position(29, 29)).add(ring.getValue(0));
        return polygon(ring);
    }

    private static JsonObject box(double west, double south) {
        return polygon(new JsonArray()
                .add(position(west, south))
                .add(position(west + 0.1, south))
                .add(position(west + 0.1, south + 0.1))
                .add(position(west, south + 0.1))
                .add(position(west, south)));
    }

    private static JsonObject polygon(JsonArray ring) {
        return new JsonObject().put("type", "Polygon").put("coordinates", new JsonArray().add(ring));
    }

    private static JsonArray position(double lon, double lat) {
        return new JsonArray().add(lon).add(lat);
    }
}
