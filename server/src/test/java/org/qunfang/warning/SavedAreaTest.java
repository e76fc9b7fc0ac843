package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.union.UnaryUnionOp;

class SavedAreaTest {
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    @Test
    void aPolygonOfUpTo100VerticesStaysAsDrawn() {
        MultiPolygon drawn =
                Contents.multi("MULTIPOLYGON(((113.93 22.705,113.94 22.705,113.94 22.715,113.93 22.705)))");

        assertThat(SavedArea.of(drawn).getGeometryN(0).equalsExact(drawn.getGeometryN(0)))
                .isTrue();
    }

    @Test
    void aLongCoastIsSimplifiedAndNobodyInsideIsLeftOut() {
        Random random = new Random(7);
        for (int corners : new int[] {101, 500, 5_000}) {
            Polygon coast = coast(random, corners);

            MultiPolygon saved = SavedArea.of(coast);

            assertThat(saved.getGeometryN(0).getNumPoints()).isLessThanOrEqualTo(SavedArea.MOST_VERTICES);
            assertThat(saved.covers(coast)).as("%d corners", corners).isTrue();
            assertThat(saved.getArea()).isLessThan(2 * coast.getArea());
        }
    }

    @Test
    void aRoundShapeWithoutDentsIsCoveredToo() {
        Geometry circle = GEOMETRY.createPoint(new Coordinate(114, 22.5)).buffer(0.1, 300);

        MultiPolygon saved = SavedArea.of(circle);

        assertThat(saved.getGeometryN(0).getNumPoints()).isLessThanOrEqualTo(SavedArea.MOST_VERTICES);
        assertThat(saved.covers(circle)).isTrue();
        assertThat(saved.getArea()).isLessThan(1.01 * circle.getArea());
    }

    @Test
    void aHoleIsCutOpenBecauseCapHasNoHoles() {
        MultiPolygon ring = Contents.multi(
                "MULTIPOLYGON(((113 22,114 22,114 23,113 23,113 22),(113.4 22.4,113.6 22.4,113.6 22.6,113.4 22.6,113.4 22.4)))");

        MultiPolygon saved = SavedArea.of(ring);

        for (int i = 0; i < saved.getNumGeometries(); i++) {
            assertThat(((Polygon) saved.getGeometryN(i)).getNumInteriorRing()).isZero();
        }
        Geometry all = UnaryUnionOp.union(saved);
        assertThat(all.getArea()).isCloseTo(ring.getArea(), within(1e-9));
        assertThat(all.covers(GEOMETRY.createPoint(new Coordinate(113.5, 22.5))))
                .isFalse();
    }

    private static Polygon coast(Random random, int corners) {
        Coordinate[] ring = new Coordinate[corners + 1];
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * i / corners;
            double radius = 0.2 * (0.9 + 0.2 * random.nextDouble());
            ring[i] = new Coordinate(114 + radius * Math.cos(angle), 22.5 + radius * Math.sin(angle));
        }
        ring[corners] = ring[0].copy();
        return GEOMETRY.createPolygon(ring);
    }
}
