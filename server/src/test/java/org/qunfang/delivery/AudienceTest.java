package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.qunfang.geo.CellDisk;

class AudienceTest {
    @ParameterizedTest
    @CsvSource({"9, 200", "8, 28", "7, 4", "6, 1", "3, 1"})
    void coarserBoundaryCellsAreAskedForFewerAtATime(int resolution, int chunk) {
        long cell = 0x8001fffffffffffL | (long) resolution << 52;
        assertThat(CellDisk.resolutionOf(cell)).isEqualTo(resolution);
        assertThat(new Audience(new Long[0], new Long[0], new Long[] {cell}, new JsonObject()).boundaryChunk())
                .isEqualTo(chunk);
    }

    @Test
    void aContinentStaysWithinAFewThousandRanges() {
        Audience audience = Audience.of(box(74, 134, 18, 53));
        assertThat(audience.rangeLo().length + audience.boundaryCells().length).isLessThan(30_000);
        assertThat(audience.boundaryChunk()).isLessThan(200);
    }

    @Test
    void anAudienceWithoutBoundaryCellsAsksForNone() {
        assertThat(new Audience(new Long[0], new Long[0], new Long[0], new JsonObject()).boundaryChunk())
                .isPositive();
    }

    private static MultiPolygon box(double west, double east, double south, double north) {
        GeometryFactory geometries = new GeometryFactory();
        Polygon box = (Polygon) geometries.toGeometry(new Envelope(west, east, south, north));
        return geometries.createMultiPolygon(new Polygon[] {box});
    }
}
