package org.qunfang.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Location;

class TopicCellsTest {
    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    /** What a phone does: the cell of its place at the resolution of the topic. */
    private static long cellOfPhone(double lat, double lon, int resolution) {
        return CellDisk.H3.latLngToCell(lat, lon, resolution);
    }

    private static Geometry star(double lat, double lon, double size, Random random) {
        Coordinate[] ring = new Coordinate[101];
        for (int i = 0; i < 100; i++) {
            double radius = size * (0.3 + 0.7 * random.nextDouble());
            double angle = 2 * Math.PI * i / 100;
            ring[i] = new Coordinate(lon + radius * Math.cos(angle), lat + radius * Math.sin(angle));
        }
        ring[100] = ring[0];
        return GEOMETRIES.createPolygon(ring);
    }

    private static int resolution(List<Long> cells) {
        Set<Integer> all = new HashSet<>();
        cells.forEach(cell -> all.add(CellDisk.resolutionOf(cell)));
        assertThat(all).as("one resolution").hasSize(1);
        return all.iterator().next();
    }

    @Test
    void everyPhoneInTheAreaIsSubscribedToOneOfTheCells() {
        Random random = new Random(7);
        for (double size : new double[] {0.0005, 0.005, 0.05, 0.3, 2, 8}) {
            for (double lat : new double[] {22.6, 48.9, 70, -33.9}) {
                Geometry area = star(lat, 114, size, random);
                List<Long> cells = TopicCells.of(area);
                Set<Long> set = new HashSet<>(cells);
                int resolution = resolution(cells);
                IndexedPointInAreaLocator truth = new IndexedPointInAreaLocator(area);
                List<Coordinate> places = new ArrayList<>(List.of(area.getCoordinates()));
                for (int i = 0; i < 3_000; i++) {
                    places.add(new Coordinate(
                            114 + size * (2 * random.nextDouble() - 1), lat + size * (2 * random.nextDouble() - 1)));
                }
                for (Coordinate place : places) {
                    if (truth.locate(place) != Location.EXTERIOR) {
                        assertThat(set)
                                .as("%s at %s, %s", place, size, lat)
                                .contains(cellOfPhone(place.y, place.x, resolution));
                    }
                }
            }
        }
    }

    @Test
    void aSlopeTakesAFewOfTheFinestAndACountryAHundredOfTheCoarsest() {
        List<Long> slope = TopicCells.of(star(22.711, 113.934, 0.005, new Random(1)));
        assertThat(resolution(slope)).isEqualTo(TopicCells.FINEST);
        assertThat(slope.size()).isBetween(1, 4);

        List<Long> city = TopicCells.of(GEOMETRIES.toGeometry(new Envelope(113.75, 114.6, 22.4, 22.85)));
        assertThat(city.size()).isBetween(15, TopicCells.MOST_CELLS);

        List<Long> country = TopicCells.of(GEOMETRIES.toGeometry(new Envelope(74, 134, 18, 53)));
        assertThat(resolution(country)).isEqualTo(TopicCells.COARSEST);
        assertThat(country.size()).isBetween(150, 400);

        List<Long> world = TopicCells.of(GEOMETRIES.toGeometry(new Envelope(-180, 180, -90, 90)));
        assertThat(world).as("never more than all cells of the coarsest").hasSize(5_882);
    }

    @Test
    void noCellFarFromTheAreaIsToldOfIt() {
        Geometry area = star(22.7, 114, 0.1, new Random(3));
        for (long cell : TopicCells.of(area)) {
            Geometry itself = CellOutline.alone(cell);
            assertThat(area.distance(itself))
                    .as("%s touches it", TopicCells.name(cell))
                    .isZero();
        }
    }

    @Test
    void theSameAreaGivesTheSameCellsInTheSameOrder() {
        Geometry area = star(22.7, 114, 0.1, new Random(3));
        assertThat(TopicCells.of(area)).isEqualTo(TopicCells.of(area.copy())).isSorted();
        assertThat(TopicCells.name(TopicCells.of(area).get(0))).matches("[0-9a-f]{15}");
    }
}
