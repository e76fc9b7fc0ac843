package org.qunfang.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import org.qunfang.testing.SharedData;

class AreaIndexTest {

    private final AreaIndex<String> index = new AreaIndex<>(Map.of(
            "west", wkt("POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))"),
            "east", wkt("POLYGON ((1 0, 2 0, 2 1, 1 1, 1 0))"),
            "city", wkt("POLYGON ((-1 -1, 3 -1, 3 3, -1 3, -1 -1), (0.4 0.4, 0.6 0.4, 0.6 0.6, 0.4 0.6, 0.4 0.4))"),
            "isles", wkt("MULTIPOLYGON (((5 5, 6 5, 6 6, 5 5)), ((7 7, 8 7, 8 8, 7 7)))")));

    @Test
    void everyAreaThatHoldsThePointIsNamedInOrder() {
        assertThat(index.containing(Location.of(0.2, 0.2))).containsExactly("city", "west");
    }

    @Test
    void aHoleIsOutside() {
        assertThat(index.containing(Location.of(0.5, 0.5))).containsExactly("west");
    }

    @Test
    void theSharedBoundaryBelongsToBothNeighbours() {
        assertThat(index.containing(Location.of(0.5, 1))).containsExactly("city", "east", "west");
        assertThat(index.containing(Location.of(0, 1))).containsExactly("city", "east", "west");
    }

    @Test
    void eachIsleOfAMultipolygonCounts() {
        assertThat(index.containing(Location.of(5.2, 5.5))).containsExactly("isles");
        assertThat(index.containing(Location.of(7.2, 7.5))).containsExactly("isles");
        assertThat(index.containing(Location.of(6.5, 6.5))).isEmpty();
    }

    @Test
    void aNearBoundaryIsSeenFromBothSides() {
        double hundredMetres = 100 / Distance.METERS_PER_DEGREE;
        assertThat(index.within(Location.of(0.5, 1 - hundredMetres), 110)).containsExactly("east", "west");
        assertThat(index.within(Location.of(0.5, 1 + hundredMetres), 110)).containsExactly("east", "west");
        assertThat(index.within(Location.of(0.5, 1 + hundredMetres), 90)).isEmpty();
    }

    @Test
    void anIndexMadeOutOfAnotherKnowsWhatChangedCameAndWent() {
        Geometry west = wkt("POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))");
        AreaIndex<String> before = new AreaIndex<>(
                Map.of("west", west, "east", wkt("POLYGON ((1 0, 2 0, 2 1, 1 1, 1 0))"), "gone", west.copy()));

        AreaIndex<String> after = before.with(
                Map.of("west", west, "east", wkt("POLYGON ((3 0, 4 0, 4 1, 3 1, 3 0))"), "new", west.copy()));

        assertThat(after.containing(Location.of(0.5, 0.5))).containsExactly("new", "west");
        assertThat(after.containing(Location.of(0.5, 1.5))).isEmpty();
        assertThat(after.containing(Location.of(0.5, 3.5))).containsExactly("east");
        assertThat(before.containing(Location.of(0.5, 1.5))).containsExactly("east");
    }

    @Test
    void anEmptyIndexHoldsNothing() {
        AreaIndex<String> empty = new AreaIndex<>(Map.<String, Geometry>of());
        assertThat(empty.containing(Location.of(0, 0))).isEmpty();
        assertThat(empty.within(Location.of(0, 0), 1_000)).isEmpty();
        assertThat(empty.size()).isZero();
    }

    @Test
    void aTestOfRandomStarsAgreesWithTheLocatorOfJts() {
        Random random = new Random(3);
        for (int round = 0; round < 60; round++) {
            Polygon star = star(random, 3 + random.nextInt(400));
            PackedPolygon packed = new PackedPolygon(star);
            IndexedPointInAreaLocator reference = new IndexedPointInAreaLocator(star);
            for (int i = 0; i < 400; i++) {
                Coordinate point = pointNear(star, random);
                boolean expected = reference.locate(point) != org.locationtech.jts.geom.Location.EXTERIOR;
                assertThat(packed.covers(point.x, point.y))
                        .as("%s in %s", point, star)
                        .isEqualTo(expected);
            }
        }
    }

    /** Real boundaries with 896,711 points; asked on corners too. */
    @Test
    void theDistrictsOfChinaHoldTheSamePointsAsByTheLocatorOfJts() throws Exception {
        List<Geometry> districts = SharedAreas.read(SharedData.path("boundaries/china_districts_cpeas_wgs84.geojson"));
        Random random = new Random(9);
        for (Geometry district : districts) {
            Polygon polygon = (Polygon) district.getGeometryN(random.nextInt(district.getNumGeometries()));
            PackedPolygon packed = new PackedPolygon(polygon);
            IndexedPointInAreaLocator reference = new IndexedPointInAreaLocator(polygon);
            Envelope box = polygon.getEnvelopeInternal();
            for (int i = 0; i < 40; i++) {
                Coordinate point = i < 5
                        ? polygon.getCoordinates()[random.nextInt(polygon.getNumPoints())]
                        : new Coordinate(
                                box.getMinX() + random.nextDouble() * box.getWidth(),
                                box.getMinY() + random.nextDouble() * box.getHeight());
                boolean expected = reference.locate(point) != org.locationtech.jts.geom.Location.EXTERIOR;
                assertThat(packed.covers(point.x, point.y)).as("%s", point).isEqualTo(expected);
            }
        }
    }

    @Test
    void distancesToTheBoundaryAgreeWithJtsAtTheEquator() {
        Random random = new Random(5);
        for (int round = 0; round < 40; round++) {
            Polygon star = star(random, 3 + random.nextInt(100));
            Map<String, Geometry> one = new HashMap<>();
            one.put("star", star);
            AreaIndex<String> areas = new AreaIndex<>(one);
            for (int i = 0; i < 200; i++) {
                Coordinate point = pointNear(star, random);
                double meters =
                        star.getBoundary().distance(star.getFactory().createPoint(point)) * Distance.METERS_PER_DEGREE;
                Location place = Location.of(point.y, point.x);
                assertThat(areas.within(place, meters * 1.005 + 0.01)).isEqualTo(List.of("star"));
                assertThat(meters > 0.1 ? areas.within(place, meters * 0.995) : List.of())
                        .isEmpty();
            }
        }
    }

    /** A star around (0, 0) about 0.1° wide, with coordinates on a coarse grid so that ties happen. */
    private static Polygon star(Random random, int tips) {
        Coordinate[] ring = new Coordinate[tips + 1];
        for (int i = 0; i < tips; i++) {
            double angle = 2 * Math.PI * i / tips;
            double radius = 0.05 + random.nextInt(50) / 1000.0;
            ring[i] = new Coordinate(grid(radius * Math.cos(angle)), grid(radius * Math.sin(angle)));
        }
        ring[tips] = ring[0].copy();
        Polygon star = new GeometryFactory().createPolygon(ring);
        return star.isValid() ? star : star(random, 3 + tips / 2);
    }

    private static Coordinate pointNear(Polygon star, Random random) {
        Coordinate[] ring = star.getCoordinates();
        return switch (random.nextInt(3)) {
            case 0 -> ring[random.nextInt(ring.length)].copy();
            case 1 -> new Coordinate(random.nextDouble() * 0.3 - 0.15, ring[random.nextInt(ring.length)].y);
            default -> new Coordinate(random.nextDouble() * 0.3 - 0.15, random.nextDouble() * 0.3 - 0.15);
        };
    }

    private static double grid(double degrees) {
        return Math.round(degrees * 1_000) / 1_000.0;
    }

    private static Geometry wkt(String text) {
        try {
            return new WKTReader().read(text);
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }
}
