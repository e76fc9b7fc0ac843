package org.qunfang.warning;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.buffer.BufferOp;
import org.locationtech.jts.operation.buffer.BufferParameters;

/**
 * Polygons whose corners have at most six decimals, about 0.1 metres. Rounding alone could move a corner inwards and
 * leave somebody out, so what has more decimals is grown first.
 */
final class SixDecimals {
    private static final double STEP = 1e-6;
    private static final double PER_DEGREE = 1e6;
    private static final int MOST_STEPS = 16;
    private static final GeometryFactory GEOMETRY = new GeometryFactory();
    private static final BufferParameters SHARP_CORNERS =
            new BufferParameters(1, BufferParameters.CAP_FLAT, BufferParameters.JOIN_MITRE, 10);

    private SixDecimals() {}

    /**
     * The same when it has no more decimals; else one that covers it, with at most as many corners as CAP takes. What
     * comes back is a valid polygon also where the one given has shrunk to a point or a line.
     */
    static Polygon around(Polygon polygon) {
        if (rounded(polygon).equalsExact(polygon) && polygon.isValid()) {
            return polygon;
        }
        for (int steps = 1; steps <= MOST_STEPS; steps *= 2) {
            if (BufferOp.bufferOp(polygon, steps * STEP, SHARP_CORNERS) instanceof Polygon grown && !grown.isEmpty()) {
                Polygon candidate = rounded(grown);
                if (candidate.getNumPoints() <= SavedArea.MOST_VERTICES
                        && candidate.isValid()
                        && candidate.covers(polygon)) {
                    return candidate;
                }
            }
        }
        return box(polygon.getEnvelopeInternal());
    }

    private static Polygon rounded(Polygon polygon) {
        Coordinate[] corners = polygon.getExteriorRing().getCoordinates();
        Coordinate[] rounded = new Coordinate[corners.length];
        for (int i = 0; i < corners.length; i++) {
            rounded[i] = new Coordinate(nearest(corners[i].x), nearest(corners[i].y));
        }
        return GEOMETRY.createPolygon(rounded);
    }

    private static Polygon box(Envelope box) {
        return (Polygon) GEOMETRY.toGeometry(new Envelope(
                (Math.ceil(box.getMinX() * PER_DEGREE) - 1) / PER_DEGREE,
                (Math.floor(box.getMaxX() * PER_DEGREE) + 1) / PER_DEGREE,
                (Math.ceil(box.getMinY() * PER_DEGREE) - 1) / PER_DEGREE,
                (Math.floor(box.getMaxY() * PER_DEGREE) + 1) / PER_DEGREE));
    }

    private static double nearest(double degrees) {
        return Math.round(degrees * PER_DEGREE) / PER_DEGREE;
    }
}
