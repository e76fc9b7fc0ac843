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
        return inMeters(area).getArea();
    }

    /** The same area on a plane of metres; lengths are right for an area that is small. */
    static Geometry inMeters(Geometry area) {
        Geometry projected = area.copy();
        // Counted from the middle: shapes are not sheared there, and small ones keep their digits.
        projected.apply(new Sinusoidal(area.getEnvelopeInternal().centre()));
        return projected;
    }

    private static final class Sinusoidal implements CoordinateSequenceFilter {
        private final Coordinate middle;

        Sinusoidal(Coordinate middle) {
            this.middle = middle;
        }

        @Override
        public void filter(CoordinateSequence points, int i) {
            double lon = points.getOrdinate(i, Coordinate.X);
            double lat = points.getOrdinate(i, Coordinate.Y);
            points.setOrdinate(i, Coordinate.X, METERS_PER_DEGREE * (lon - middle.x) * Math.cos(Math.toRadians(lat)));
            points.setOrdinate(i, Coordinate.Y, METERS_PER_DEGREE * (lat - middle.y));
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
