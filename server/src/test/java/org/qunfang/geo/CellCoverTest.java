package org.qunfang.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.qunfang.testing.SharedData;

class CellCoverTest {

    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    private final Random random = new Random(17);

    /** From a few metres to half a continent, in China, on the equator, far north, and at the antimeridian. */
    @ParameterizedTest
    @CsvSource({
        "22.7, 113.9, 0.00002",
        "22.7, 113.9, 0.003",
        "22.7, 113.9, 0.05",
        "22.7, 113.9, 0.6",
        "35, 105, 9",
        "0.1, 20, 0.2",
        "0, 0, 25",
        "69, 18, 0.4",
        "71, 25, 8",
        "84, -60, 3",
        "-77, 166, 1",
        "-17, 179.5, 0.49",
        "65, -179.5, 0.49",
        "-40, -174, 5.9"
    })
    void noPointOfTheAreaIsMissedAndNoneOutsideIsCalledInside(double lat, double lon, double radiusDegrees) {
        for (int round = 0; round < 6; round++) {
            Geometry area = star(lat, lon, radiusDegrees);
            CellCover cover = CellCover.of(area);
            IndexedPointInAreaLocator truth = new IndexedPointInAreaLocator(area);
            for (int i = 0; i < 1_500; i++) {
                assertCovered(pointNear(area.getEnvelopeInternal()), truth, cover);
            }
        }
    }

    private static void assertCovered(Coordinate point, IndexedPointInAreaLocator truth, CellCover cover) {
        boolean inArea = truth.locate(point) != org.locationtech.jts.geom.Location.EXTERIOR;
        long cell = CellDisk.cellOf(Location.of(point.y, point.x));
        boolean inside = cover.inside().contains(cell);
        boolean edge = cover.edge().contains(CellDisk.H3.cellToParent(cell, cover.edgeResolution()));
        assertThat(inside && edge).as("%s is both inside and edge", point).isFalse();
        assertThat(!inArea || inside || edge).as("%s is missed", point).isTrue();
        assertThat(!inside || inArea).as("%s is called inside", point).isTrue();
    }

    @Test
    void anAreaSmallerThanACellTakesTheCellsItTouches() {
        CellCover cover = CellCover.of(star(22.7, 113.9, 0.00002));
        assertThat(cover.edgeResolution()).isEqualTo(9);
        assertThat(cover.inside().size()).isZero();
        assertThat(cover.edge().size()).isBetween(1, 3);
        assertThat(CellRanges.of(cover.edge()).contains(CellDisk.cellOf(Location.of(22.7, 113.9))))
                .isTrue();
    }

    /** Cells do not nest exactly: a point's cell may hang out of every coarser cell that leads to it. */
    @Test
    void theCellOfAnAreaOneMetreWideIsFoundAnywhereOnEarth() {
        for (int i = 0; i < 2_000; i++) {
            double lat = Math.toDegrees(Math.asin(random.nextDouble() * 2 - 1)) * 0.9999;
            double lon = random.nextDouble() * 359.99 - 179.99;
            Geometry dot = GEOMETRIES.toGeometry(new Envelope(lon, lon + 1e-5, lat, lat + 1e-5));
            assertThat(CellRanges.of(CellCover.of(dot).edge()).contains(CellDisk.cellOf(Location.of(lat, lon))))
                    .as("%s, %s", lat, lon)
                    .isTrue();
        }
    }

    @Test
    void aDistrictIsFollowedAtTheFinestResolution() {
        CellCover cover = CellCover.of(GEOMETRIES.toGeometry(new Envelope(113.8, 114.1, 22.6, 22.8)));
        assertThat(cover.edgeResolution()).isEqualTo(9);
        assertThat(cover.inside().size() + cover.edge().size()).isLessThan(1_500);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 500, 4_000})
    void aHugeAreaIsFollowedMoreCoarselyWithinTheBound(int mostCells) {
        CellCover cover = CellCover.of(GEOMETRIES.toGeometry(new Envelope(74, 134, 18, 53)), mostCells);
        assertThat(cover.edgeResolution()).isBetween(0, 8);
        assertThat(cover.inside().size() + cover.edge().size()).isLessThanOrEqualTo(mostCells);
    }

    @Test
    void theWholeWorldIsCovered() {
        CellCover cover = CellCover.of(GEOMETRIES.toGeometry(new Envelope(-180, 180, -90, 90)));
        for (int i = 0; i < 2_000; i++) {
            long cell = CellDisk.cellOf(Location.of(random.nextDouble() * 180 - 90, random.nextDouble() * 360 - 180));
            assertThat(cover.inside().contains(cell)
                            || CellRanges.of(cover.edge()).contains(cell))
                    .isTrue();
        }
    }

    /** Two hundred folds from side to side of a continent, a boundary of 600,000 km. */
    @Test
    @Timeout(20)
    void aBoundaryThatFoldsUpIsFollowedWithinTheBound() {
        Coordinate[] ring = new Coordinate[203];
        for (int i = 0; i < 200; i++) {
            ring[i] = new Coordinate(i % 2 == 0 ? 90 : 120, 20 + i * 0.1);
        }
        ring[200] = new Coordinate(121, 50);
        ring[201] = new Coordinate(121, 19);
        ring[202] = ring[0].copy();
        CellCover cover = CellCover.of(GEOMETRIES.createPolygon(ring));
        assertThat(cover.inside().size() + cover.edge().size()).isLessThanOrEqualTo(CellCover.MOST_CELLS);
    }

    @Test
    void whereTwoPolygonsOverlapIsInside() {
        Polygon west = (Polygon) GEOMETRIES.toGeometry(new Envelope(113.7, 114, 22.6, 22.8));
        Polygon east = (Polygon) GEOMETRIES.toGeometry(new Envelope(113.8, 114.1, 22.6, 22.8));
        CellCover cover = CellCover.of(GEOMETRIES.createMultiPolygon(new Polygon[] {west, east}));
        assertThat(cover.inside().contains(CellDisk.cellOf(Location.of(22.7, 113.9))))
                .isTrue();
        assertThat(cover.inside().contains(CellDisk.cellOf(Location.of(22.7, 113.8))))
                .isTrue();
        assertThat(cover.inside().contains(CellDisk.cellOf(Location.of(22.7, 114.2))))
                .isFalse();
    }

    @Test
    void aHoleIsNotInside() {
        Geometry ring = star(22.7, 113.9, 0.2).difference(star(22.7, 113.9, 0.05));
        CellCover cover = CellCover.of(ring);
        assertThat(cover.inside().contains(CellDisk.cellOf(Location.of(22.7, 113.9))))
                .isFalse();
        assertThat(CellRanges.of(cover.edge()).contains(CellDisk.cellOf(Location.of(22.7, 113.9))))
                .isFalse();
    }

    @Test
    void everyShenzhenDistrictIsCoveredWithoutAMiss() throws Exception {
        List<Geometry> districts = SharedAreas.read(SharedData.path("boundaries/shenzhen_10districts_wgs84.geojson"));
        assertThat(districts).hasSize(10);
        for (Geometry district : districts) {
            Geometry area = GeometryFixer.fix(district);
            CellCover cover = CellCover.of(area);
            IndexedPointInAreaLocator truth = new IndexedPointInAreaLocator(area);
            for (int i = 0; i < 2_000; i++) {
                assertCovered(pointNear(area.getEnvelopeInternal()), truth, cover);
            }
        }
    }

    private Geometry star(double lat, double lon, double radius) {
        int tips = 3 + random.nextInt(30);
        Coordinate[] ring = new Coordinate[tips + 1];
        for (int i = 0; i < tips; i++) {
            double reach = radius * (0.3 + 0.7 * random.nextDouble());
            double angle = 2 * Math.PI * i / tips;
            ring[i] = new Coordinate(lon + reach * Math.cos(angle), lat + reach * Math.sin(angle));
        }
        ring[tips] = ring[0].copy();
        return GEOMETRIES.createPolygon(ring);
    }

    private Coordinate pointNear(Envelope box) {
        double lon = box.getMinX() + (random.nextDouble() * 1.2 - 0.1) * box.getWidth();
        double lat = box.getMinY() + (random.nextDouble() * 1.2 - 0.1) * box.getHeight();
        return new Coordinate(Math.max(-180, Math.min(180, lon)), Math.max(-90, Math.min(90, lat)));
    }
}
