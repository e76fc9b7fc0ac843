package org.qunfang.geo;

import com.uber.h3core.H3Core;
import com.uber.h3core.util.LatLng;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** H3 cells of resolution 9 (edges of about 200 m) around a point, for looking up neighbours by an index. */
public final class CellDisk {
    public static final int RESOLUTION = 9;
    /** So many cells of the next resolution lie in a cell. */
    public static final int CHILDREN = 7;
    /** No cell's opposite edges are nearer than this anywhere on earth, in metres. */
    private static final double LEAST_STEP_METERS = 200;
    /** No point of a cell is farther from its centre than this anywhere on earth, in metres. */
    private static final double MOST_REACH_METERS = 260;

    static final H3Core H3 = load();

    private CellDisk() {}

    private static H3Core load() {
        try {
            return H3Core.newInstance();
        } catch (IOException e) {
            throw new UncheckedIOException("the H3 library cannot be unpacked", e);
        }
    }

    public static long cellOf(Location place) {
        return H3.latLngToCell(place.lat(), place.lon(), RESOLUTION);
    }

    /** From 0 (a continent's corner) to 15. */
    public static int resolutionOf(long cell) {
        return H3.getResolution(cell);
    }

    /** The cell of resolution 7 (edges of about 1,400 m) around a cell. */
    public static long neighbourhood(long cell) {
        return H3.cellToParent(cell, RESOLUTION - 2);
    }

    /** Cells that together hold every point within the radius; about 10 for 350 metres, 100 for 1,500. */
    public static List<Long> around(Location place, double radiusMeters) {
        int rings = 1 + (int) Math.ceil(radiusMeters / LEAST_STEP_METERS);
        return H3.gridDisk(cellOf(place), rings).stream()
                .filter(cell -> metersToCenter(place, cell) <= radiusMeters + MOST_REACH_METERS)
                .toList();
    }

    private static double metersToCenter(Location place, long cell) {
        LatLng center = H3.cellToLatLng(cell);
        return Distance.meters(place.lat(), place.lon(), center.lat, center.lng);
    }
}
