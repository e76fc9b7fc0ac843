package org.qunfang.geo;

import com.uber.h3core.util.LatLng;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/**
 * A shape that surely holds a cell and every cell below it. Cells do not nest exactly: the descendants of a cell form
 * a snowflake that reaches up to 22 % beyond its edges (and no farther than 1.053 times its corners), see
 * <a href="https://h3geo.org/docs/highlights/indexing/">H3 indexing</a>.
 */
final class CellOutline {

    private static final GeometryFactory GEOMETRIES = new GeometryFactory();
    /** Above 1.22, with room for cells that are not quite regular. */
    private static final double WITH_DESCENDANTS = 1.3;
    /** Above 1.053, likewise, for the circle through the corners. */
    private static final double CIRCLE_WITH_DESCENDANTS = 1.15;
    /** A cell of resolution 9 has no descendants here; 0.1 % is 20 cm for its edges, which are not quite straight. */
    private static final double ALONE = 1.001;
    /** Edges of resolution 5 are 9 km long; straight in degrees they are some metres off, at 75° some dozens. */
    private static final double FOR_BENT_EDGES = 1.02;
    /** Coarser cells and those near a pole are not even roughly hexagons in degrees. */
    private static final int COARSEST_HEXAGON = 4;

    private static final double MOST_HEXAGON_LAT = 75;

    private CellOutline() {}

    static Geometry of(long cell) {
        int resolution = CellDisk.H3.getResolution(cell);
        LatLng center = CellDisk.H3.cellToLatLng(cell);
        List<LatLng> corners = CellDisk.H3.cellToBoundary(cell);
        if (resolution < COARSEST_HEXAGON || Math.abs(center.lat) > MOST_HEXAGON_LAT || crosses180(corners)) {
            return boxes(center, corners);
        }
        return grown(center, corners, resolution == CellDisk.RESOLUTION ? ALONE : WITH_DESCENDANTS);
    }

    /** A shape that surely holds the cell itself, and little more where it is about a hexagon in degrees. */
    static Geometry alone(long cell) {
        LatLng center = CellDisk.H3.cellToLatLng(cell);
        List<LatLng> corners = CellDisk.H3.cellToBoundary(cell);
        boolean odd = CellDisk.H3.getResolution(cell) <= COARSEST_HEXAGON || Math.abs(center.lat) > MOST_HEXAGON_LAT;
        return odd || crosses180(corners) ? of(cell) : grown(center, corners, FOR_BENT_EDGES);
    }

    private static Geometry grown(LatLng center, List<LatLng> corners, double growth) {
        Coordinate[] ring = new Coordinate[corners.size() + 1];
        for (int i = 0; i < corners.size(); i++) {
            ring[i] = new Coordinate(
                    center.lng + growth * (corners.get(i).lng - center.lng),
                    center.lat + growth * (corners.get(i).lat - center.lat));
        }
        ring[corners.size()] = ring[0];
        return GEOMETRIES.createPolygon(ring);
    }

    /** Whether the grown cell may reach the antimeridian; at resolution 4 it is less than 10° wide at 75° north. */
    private static boolean crosses180(List<LatLng> corners) {
        return corners.stream().anyMatch(corner -> Math.abs(corner.lng) > Location.MAX_LON - 5);
    }

    /** The box of the circle around the cell and its descendants; two boxes where it crosses the antimeridian. */
    private static Geometry boxes(LatLng center, List<LatLng> corners) {
        double radius = 0;
        for (LatLng corner : corners) {
            radius = Math.max(radius, Distance.meters(center.lat, center.lng, corner.lat, corner.lng));
        }
        // Measured around the prime meridian, where no circle but one around a pole is cut off.
        Envelope box = Distance.box(Location.of(center.lat, 0), radius * CIRCLE_WITH_DESCENDANTS);
        double west = center.lng + box.getMinX();
        double east = center.lng + box.getMaxX();
        if (box.getWidth() == 2 * Location.MAX_LON) {
            return box(-Location.MAX_LON, Location.MAX_LON, box);
        }
        if (west < -Location.MAX_LON) {
            return twoBoxes(east, west + 2 * Location.MAX_LON, box);
        }
        if (east > Location.MAX_LON) {
            return twoBoxes(east - 2 * Location.MAX_LON, west, box);
        }
        return box(west, east, box);
    }

    private static Geometry twoBoxes(double westUpTo, double eastFrom, Envelope box) {
        return GEOMETRIES.createMultiPolygon(
                new Polygon[] {box(-Location.MAX_LON, westUpTo, box), box(eastFrom, Location.MAX_LON, box)});
    }

    private static Polygon box(double west, double east, Envelope latitudes) {
        return (Polygon) GEOMETRIES.toGeometry(new Envelope(west, east, latitudes.getMinY(), latitudes.getMaxY()));
    }
}
