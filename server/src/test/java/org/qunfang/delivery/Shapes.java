package org.qunfang.delivery;

import java.util.Random;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/** Areas for tests. */
final class Shapes {
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private Shapes() {}

    static MultiPolygon square(double south, double west, double size) {
        Polygon polygon = GEOMETRY.createPolygon(new Coordinate[] {
            new Coordinate(west, south),
            new Coordinate(west + size, south),
            new Coordinate(west + size, south + size),
            new Coordinate(west, south + size),
            new Coordinate(west, south)
        });
        return GEOMETRY.createMultiPolygon(new Polygon[] {polygon});
    }

    static MultiPolygon star(Random random) {
        Coordinate[] ring = new Coordinate[100];
        for (int i = 0; i < 99; i++) {
            double angle = 2 * Math.PI * i / 99;
            double radius = 0.03 + 0.06 * random.nextDouble();
            ring[i] = new Coordinate(114 + radius * Math.cos(angle), 22.5 + radius * Math.sin(angle));
        }
        ring[99] = ring[0].copy();
        return GEOMETRY.createMultiPolygon(new Polygon[] {GEOMETRY.createPolygon(ring)});
    }
}
