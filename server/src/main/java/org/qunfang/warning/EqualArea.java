package org.qunfang.warning;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Geometry;
import org.qunfang.geo.Distance;
import org.qunfang.geo.Location;

/** Square metres on the earth, by the sinusoidal projection of a sphere: right within 0.5 %. */
final class EqualArea {
    private static final double METERS_PER_DEGREE = Distance.meters(Location.of(0, 0), Location.of(1, 0));

    private EqualArea() {}

    /** @param area valid polygons in WGS 84 degrees, none across the antimeridian */
    static double squareMeters(Geometry area) {
        Geometry projected = area.copy();
        projected.apply(new Sinusoidal());
        return projected.getArea() * METERS_PER_DEGREE * METERS_PER_DEGREE;
    }

    private static final class Sinusoidal implements CoordinateSequenceFilter {
        @Override
        public void filter(CoordinateSequence points, int i) {
            double lon = points.getOrdinate(i, Coordinate.X);
            double lat = points.getOrdinate(i, Coordinate.Y);
            points.setOrdinate(i, Coordinate.X, lon * Math.cos(Math.toRadians(lat)));
        }

        @Override
        public boolean isDone() {
            return false;
        }

        @Override
        public boolean isGeometryChanged() {
            return true;
        }
    }
}
