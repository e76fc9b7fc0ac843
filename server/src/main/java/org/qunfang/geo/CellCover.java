package org.qunfang.geo;

import com.uber.h3core.H3Core;
import com.uber.h3core.LengthUnit;
import com.uber.h3core.PolygonToCellsFlags;
import com.uber.h3core.util.LatLng;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.operation.distance.IndexedFacetDistance;

/**
 * An area as H3 cells of resolution 9, compactly: ranges of cells that lie inside, and single cells that may lie partly
 * inside, whose places need an exact test. Every place in the area is in one or the other. The cells of a range are
 * neighbours in numbers too: all descendants of one coarser cell.
 *
 * <p>A coarser cell counts as inside only when the area holds everything that its descendants reach, which is a little
 * more than the cell itself.
 *
 * @param ranges first cell → last cell, inclusive, in growing order
 * @param boundary in growing order
 */
public record CellCover(NavigableMap<Long, Long> ranges, TreeSet<Long> boundary) {
    /**
     * Descendants reach at most 1.06 times as far from a cell's centre as its corners, by the sum of the offsets of
     * centres over all finer resolutions; the rest is for the distortion of cells.
     */
    private static final double REACH = 1.35;

    private static final GeometryFactory GEOMETRY = new GeometryFactory();
    private static final int DIGIT_BITS = 3;
    private static final int FINEST = 15;

    /** @param area polygons in WGS 84 degrees, x = longitude, none across the antimeridian; they may touch or overlap */
    public static CellCover of(Geometry area) {
        CellCover cover = new CellCover(new TreeMap<>(), new TreeSet<>());
        for (int i = 0; i < area.getNumGeometries(); i++) {
            if (area.getGeometryN(i) instanceof Polygon polygon && !polygon.isEmpty()) {
                new Descent(polygon, cover).run();
            }
        }
        // A cell on the edge of one polygon may lie inside another.
        cover.boundary.removeIf(cover::isInside);
        return cover;
    }

    private boolean isInside(long cell) {
        var range = ranges.floorEntry(cell);
        return range != null && cell <= range.getValue();
    }

    private static final class Descent {
        private final H3Core h3 = CellDisk.H3;
        private final CellCover cover;
        private final Polygon polygon;
        private final double squeeze;
        private final IndexedFacetDistance edge;
        private final IndexedPointInAreaLocator inside;

        Descent(Polygon polygon, CellCover cover) {
            this.polygon = polygon;
            this.cover = cover;
            // Degrees of longitude count as little as they do anywhere in the area: distances are never too long.
            Envelope box = polygon.getEnvelopeInternal();
            double farthest = Math.min(89, Math.max(Math.abs(box.getMinY()), Math.abs(box.getMaxY())));
            this.squeeze = Math.cos(Math.toRadians(farthest));
            Geometry plane = AffineTransformation.scaleInstance(squeeze, 1).transform(polygon);
            this.edge = new IndexedFacetDistance(plane.getBoundary());
            this.inside = new IndexedPointInAreaLocator(plane);
        }

        void run() {
            int resolution = startResolution();
            for (long cell : startCells(resolution)) {
                visit(cell, resolution);
            }
        }

        /** Coarse enough that a few dozen cells hold the whole area. */
        private int startResolution() {
            Envelope box = polygon.getEnvelopeInternal();
            double meters = Math.max(box.getWidth(), box.getHeight()) * Distance.METERS_PER_DEGREE;
            int resolution = CellDisk.RESOLUTION;
            while (resolution > 1 && h3.getHexagonEdgeLengthAvg(resolution, LengthUnit.m) * 4 < meters) {
                resolution--;
            }
            return resolution;
        }

        private List<Long> startCells(int resolution) {
            double edge = h3.getHexagonEdgeLengthAvg(resolution, LengthUnit.m) / Distance.METERS_PER_DEGREE;
            Envelope box = polygon.getEnvelopeInternal();
            double lat = 2 * edge;
            double lon = Math.min(20, 2 * edge / squeeze);
            double south = Math.max(-90, box.getMinY() - lat);
            double north = Math.min(90, box.getMaxY() + lat);
            List<LatLng> corners = List.of(
                    new LatLng(south, box.getMinX() - lon),
                    new LatLng(south, box.getMaxX() + lon),
                    new LatLng(north, box.getMaxX() + lon),
                    new LatLng(north, box.getMinX() - lon));
            return h3.polygonToCellsExperimental(
                    corners, List.of(), resolution, PolygonToCellsFlags.containment_overlapping);
        }

        private void visit(long cell, int resolution) {
            LatLng center = h3.cellToLatLng(cell);
            Point point = GEOMETRY.createPoint(new Coordinate(center.lng * squeeze, center.lat));
            double reach = reach(cell, center) * (resolution == CellDisk.RESOLUTION ? 1.01 : REACH);
            if (edge.distance(point) > reach) {
                if (inside.locate(point.getCoordinate()) != Location.EXTERIOR) {
                    long first = first(cell, resolution);
                    cover.ranges.put(first, first | lastDigits(resolution));
                }
            } else if (resolution == CellDisk.RESOLUTION) {
                cover.boundary.add(cell);
            } else {
                h3.cellToChildren(cell, resolution + 1).forEach(child -> visit(child, resolution + 1));
            }
        }

        /** Degrees from the centre to the farthest corner, never too short. */
        private double reach(long cell, LatLng center) {
            double farthest = 0;
            for (LatLng corner : h3.cellToBoundary(cell)) {
                farthest = Math.max(farthest, Distance.meters(center.lat, center.lng, corner.lat, corner.lng));
            }
            return farthest / Distance.METERS_PER_DEGREE;
        }

        /** The cell's first descendant of resolution 9: the digits below are zeros (H3 index, bits 52–55 and digits). */
        private static long first(long cell, int resolution) {
            long withResolution = (cell & ~(0xFL << 52)) | ((long) CellDisk.RESOLUTION << 52);
            return withResolution & ~lastDigits(resolution);
        }

        /** Ones in the places of the digits from below the resolution down to 9. */
        private static long lastDigits(int resolution) {
            long digits = (1L << (DIGIT_BITS * (CellDisk.RESOLUTION - resolution))) - 1;
            return digits << (DIGIT_BITS * (FINEST - CellDisk.RESOLUTION));
        }
    }
}
