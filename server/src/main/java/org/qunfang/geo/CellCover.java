package org.qunfang.geo;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;

/**
 * The H3 cells of an area. No place in the area lies outside of both sets.
 *
 * @param inside cells that lie in the area as a whole: who is in one of them needs no further test
 * @param edge cells that the boundary may pass through: who is in one of them, or in a cell below it, is tested exactly
 * @param edgeResolution of every edge cell: 9, or coarser for an area whose boundary would be too long
 */
public record CellCover(CellRanges inside, List<Long> edge, int edgeResolution) {

    /** So many cells are followed at most; a district takes about 1,000, a province 20,000. */
    static final int MOST_CELLS = 30_000;

    /**
     * Covers an area. Takes some milliseconds for a district and up to some seconds for a continent: for a worker.
     *
     * @param area polygons in WGS 84 degrees, x = longitude, none across the antimeridian; they may touch or overlap
     */
    public static CellCover of(Geometry area) {
        return of(area, MOST_CELLS);
    }

    static CellCover of(Geometry area, int mostCells) {
        List<PreparedGeometry> polygons = new ArrayList<>();
        for (int i = 0; i < area.getNumGeometries(); i++) {
            if (area.getGeometryN(i) instanceof Polygon polygon && !polygon.isEmpty()) {
                polygons.add(PreparedGeometryFactory.prepare(polygon));
            }
        }
        Level level = Level.sort(CellDisk.H3.getRes0Cells(), polygons);
        List<Long> inside = new ArrayList<>(level.inside());
        int resolution = 0;
        while (resolution < CellDisk.RESOLUTION) {
            Level finer = Level.sort(children(level.edge(), resolution + 1), polygons);
            if (inside.size() + finer.inside().size() + finer.edge().size() > mostCells) {
                break;
            }
            inside.addAll(finer.inside());
            level = finer;
            resolution++;
        }
        return new CellCover(CellRanges.of(inside), List.copyOf(level.edge()), resolution);
    }

    private static List<Long> children(List<Long> cells, int resolution) {
        List<Long> children = new ArrayList<>(7 * cells.size());
        for (long cell : cells) {
            children.addAll(CellDisk.H3.cellToChildren(cell, resolution));
        }
        return children;
    }

    /** The cells of one resolution that touch the area, without those below a cell that is inside already. */
    private record Level(List<Long> inside, List<Long> edge) {

        static Level sort(Iterable<Long> cells, List<PreparedGeometry> polygons) {
            Level level = new Level(new ArrayList<>(), new ArrayList<>());
            for (long cell : cells) {
                level.add(cell, CellOutline.of(cell), polygons);
            }
            return level;
        }

        private void add(long cell, Geometry outline, List<PreparedGeometry> polygons) {
            boolean touched = false;
            for (PreparedGeometry polygon : polygons) {
                if (polygon.intersects(outline)) {
                    touched = true;
                    if (polygon.covers(outline)) {
                        inside.add(cell);
                        return;
                    }
                }
            }
            if (touched) {
                edge.add(cell);
            }
        }
    }
}
