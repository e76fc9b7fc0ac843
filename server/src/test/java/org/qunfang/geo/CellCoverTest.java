package org.qunfang.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class CellCoverTest {
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    @Test
    void everyPlaceInTheAreaIsInARangeOrOnTheBoundaryAndNoRangeReachesOutside() {
        Random random = new Random(20151220);
        for (int round = 0; round < 30; round++) {
            Polygon area =
                    star(random, 113.5 + random.nextDouble(), 22.4 + random.nextDouble(), 0.002 * (1 + round * 5));
            CellCover cover = CellCover.of(area);
            for (int i = 0; i < 2_000; i++) {
                double lon = area.getEnvelopeInternal().getMinX()
                        + (random.nextDouble() * 1.4 - 0.2)
                                * area.getEnvelopeInternal().getWidth();
                double lat = area.getEnvelopeInternal().getMinY()
                        + (random.nextDouble() * 1.4 - 0.2)
                                * area.getEnvelopeInternal().getHeight();
                checkPlace(area, cover, lat, lon);
            }
        }
    }

    private static void checkPlace(Geometry area, CellCover cover, double lat, double lon) {
        long cell = CellDisk.cellOf(Location.of(lat, lon));
        var range = cover.ranges().floorEntry(cell);
        boolean inside = range != null && cell <= range.getValue();
        boolean covered = area.covers(GEOMETRY.createPoint(new Coordinate(lon, lat)));
        if (inside) {
            assertThat(covered)
                    .as("in a range, so in the area: %s %s", lat, lon)
                    .isTrue();
            assertThat(cover.boundary()).doesNotContain(cell);
        }
        if (covered && !inside) {
            assertThat(cover.boundary())
                    .as("in the area, so found: %s %s", lat, lon)
                    .contains(cell);
        }
    }

    @Test
    void aHoleHoldsNobody() throws ParseException {
        Geometry ring = new WKTReader()
                .read("POLYGON((113.8 22.6,114.2 22.6,114.2 23,113.8 23,113.8 22.6),"
                        + "(113.9 22.7,114.1 22.7,114.1 22.9,113.9 22.9,113.9 22.7))");
        CellCover cover = CellCover.of(ring);

        long middle = CellDisk.cellOf(Location.of(22.8, 114));
        var range = cover.ranges().floorEntry(middle);
        assertThat(range == null || middle > range.getValue()).isTrue();
        assertThat(cover.boundary()).doesNotContain(middle);
    }

    @Test
    void aProvinceNeedsFarFewerRangesThanCells() throws ParseException {
        Geometry province = new WKTReader().read("POLYGON((110 21,117 21,117 25,110 25,110 21))");

        CellCover cover = CellCover.of(province);

        assertThat(cover.ranges().size() + cover.boundary().size()).isLessThan(60_000);
    }

    private static Polygon star(Random random, double lon, double lat, double size) {
        int corners = 5 + random.nextInt(95);
        Coordinate[] ring = new Coordinate[corners + 1];
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * i / corners;
            double radius = size * (0.3 + random.nextDouble());
            ring[i] = new Coordinate(lon + radius * Math.cos(angle), lat + radius * Math.sin(angle));
        }
        ring[corners] = ring[0].copy();
        return GEOMETRY.createPolygon(ring);
    }
}
