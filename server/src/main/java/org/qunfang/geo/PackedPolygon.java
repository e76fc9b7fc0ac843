package org.qunfang.geo;

import org.locationtech.jts.algorithm.CGAlgorithmsDD;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;

/**
 * One polygon with its holes, packed for point lookups: coordinates in two plain arrays, and for every stripe of
 * latitude the edges that touch it. A lookup reads one stripe. Against the interval tree of JTS's own locator this
 * takes a quarter of the memory and allocates nothing (docs/adr/0020); the answers are the same, because
 * orientation is decided by the same exact arithmetic.
 */
final class PackedPolygon {

    private static final int EDGES_PER_STRIPE = 4;
    private static final int MOST_STRIPES = 8_192;

    private final double[] xs;
    private final double[] ys;
    private final double south;
    private final double stripesPerDegree;
    /** Stripe s touches the edges stripeEdges[stripeStart[s]] to stripeEdges[stripeStart[s + 1] - 1]. */
    private final int[] stripeStart;
    /** An edge is named by the position of its first end; the second end is the next position. */
    private final int[] stripeEdges;

    PackedPolygon(Polygon polygon) {
        int positions = polygon.getNumPoints();
        xs = new double[positions];
        ys = new double[positions];
        boolean[] endsRing = new boolean[positions];
        int next = pack(polygon.getExteriorRing().getCoordinates(), 0, endsRing);
        for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
            next = pack(polygon.getInteriorRingN(hole).getCoordinates(), next, endsRing);
        }
        Envelope box = polygon.getEnvelopeInternal();
        int stripes = Math.max(1, Math.min(MOST_STRIPES, positions / EDGES_PER_STRIPE));
        south = box.getMinY();
        stripesPerDegree = box.getHeight() > 0 ? stripes / box.getHeight() : 0;
        stripeStart = new int[stripes + 1];
        stripeEdges = sortIntoStripes(endsRing);
    }

    private int pack(Coordinate[] ring, int from, boolean[] endsRing) {
        int position = from;
        for (Coordinate coordinate : ring) {
            xs[position] = coordinate.x;
            ys[position] = coordinate.y;
            position++;
        }
        endsRing[position - 1] = true;
        return position;
    }

    private int[] sortIntoStripes(boolean[] endsRing) {
        for (int edge = 0; edge < xs.length - 1; edge++) {
            for (int s = firstStripe(edge); !endsRing[edge] && s <= lastStripe(edge); s++) {
                stripeStart[s + 1]++;
            }
        }
        for (int s = 1; s < stripeStart.length; s++) {
            stripeStart[s] += stripeStart[s - 1];
        }
        int[] filled = stripeStart.clone();
        int[] edges = new int[stripeStart[stripeStart.length - 1]];
        for (int edge = 0; edge < xs.length - 1; edge++) {
            for (int s = firstStripe(edge); !endsRing[edge] && s <= lastStripe(edge); s++) {
                edges[filled[s]++] = edge;
            }
        }
        return edges;
    }

    private int firstStripe(int edge) {
        return stripe(Math.min(ys[edge], ys[edge + 1]));
    }

    private int lastStripe(int edge) {
        return stripe(Math.max(ys[edge], ys[edge + 1]));
    }

    /** Never decreasing in y, so a point between two ends lies in a stripe between theirs. */
    private int stripe(double y) {
        int s = (int) ((y - south) * stripesPerDegree);
        return Math.max(0, Math.min(stripeStart.length - 2, s));
    }

    /** Whether the point lies inside or on the boundary: the ray-crossing count of JTS, on packed edges. */
    boolean covers(double x, double y) {
        int s = stripe(y);
        boolean inside = false;
        for (int i = stripeStart[s]; i < stripeStart[s + 1]; i++) {
            int crossing = crossing(stripeEdges[i], x, y);
            if (crossing == Location.BOUNDARY) {
                return true;
            }
            inside ^= crossing == Location.INTERIOR;
        }
        return inside;
    }

    /** BOUNDARY when the point lies on the edge, INTERIOR when a ray from it to the east crosses the edge. */
    private int crossing(int edge, double x, double y) {
        double x1 = xs[edge];
        double y1 = ys[edge];
        double x2 = xs[edge + 1];
        double y2 = ys[edge + 1];
        if (x1 < x && x2 < x) {
            return Location.EXTERIOR;
        }
        if (x2 == x && y2 == y) {
            return Location.BOUNDARY;
        }
        if (y1 == y && y2 == y) {
            return Math.min(x1, x2) <= x && x <= Math.max(x1, x2) ? Location.BOUNDARY : Location.EXTERIOR;
        }
        if (y1 > y == y2 > y) {
            return Location.EXTERIOR;
        }
        int side = CGAlgorithmsDD.orientationIndex(x1, y1, x2, y2, x, y);
        if (side == 0) {
            return Location.BOUNDARY;
        }
        return side > 0 == y2 > y1 ? Location.INTERIOR : Location.EXTERIOR;
    }

    /** Whether any edge passes within a distance; the earth is taken as flat around the point. */
    boolean boundaryWithin(double x, double y, double meters) {
        double yMargin = meters / Distance.METERS_PER_DEGREE;
        int last = stripe(y + yMargin);
        double shrink = Math.cos(Math.toRadians(y));
        double limit = yMargin * yMargin;
        for (int s = stripe(y - yMargin); s <= last; s++) {
            for (int i = stripeStart[s]; i < stripeStart[s + 1]; i++) {
                if (squareToEdge(stripeEdges[i], x, y, shrink) <= limit) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The squared distance from the point to an edge, in degrees of latitude. */
    private double squareToEdge(int edge, double x, double y, double shrink) {
        double x1 = (xs[edge] - x) * shrink;
        double y1 = ys[edge] - y;
        double dx = (xs[edge + 1] - x) * shrink - x1;
        double dy = ys[edge + 1] - y - y1;
        double length = dx * dx + dy * dy;
        double along = length == 0 ? 0 : Math.max(0, Math.min(1, -(x1 * dx + y1 * dy) / length));
        double nearX = x1 + along * dx;
        double nearY = y1 + along * dy;
        return nearX * nearX + nearY * nearY;
    }
}
