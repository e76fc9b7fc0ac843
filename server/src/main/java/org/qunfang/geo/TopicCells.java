package org.qunfang.geo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;

/**
 * The H3 cells of one resolution that together hold every place of an area: the finest resolution that takes few cells. A
 * place's cell is the one that it lies in ({@code latLngToCell}), not the parent of a finer one.
 */
public final class TopicCells {
    /** Edges of about 183 km: a country takes a hundred. */
    public static final int COARSEST = 2;
    /** Edges of about 1.4 km; told of nobody's place more exactly than that. */
    public static final int FINEST = 7;

    static final int MOST_CELLS = 100;

    private TopicCells() {}

    /**
     * At most {@value #MOST_CELLS} cells where the coarsest resolution allows it. Takes some milliseconds: for a worker.
     *
     * @param area polygons in WGS 84 degrees, x = longitude, none across the antimeridian; they may touch or overlap
     * @return ascending, of one resolution from {@value #COARSEST} to {@value #FINEST}
     */
    public static List<Long> of(Geometry area) {
        List<PreparedGeometry> polygons = polygons(area);
        List<Long> chosen = List.of();
        List<Long> within = List.copyOf(CellDisk.H3.getRes0Cells());
        for (int resolution = 0; resolution <= FINEST; resolution++) {
            within = touching(within, CellOutline::of, polygons);
            if (resolution >= COARSEST) {
                List<Long> cells = touching(within, CellOutline::alone, polygons);
                if (resolution > COARSEST && cells.size() > MOST_CELLS) {
                    break;
                }
                chosen = cells;
            }
            within = children(within, resolution + 1);
        }
        return chosen.stream().sorted().toList();
    }

    /** As in a topic's name: 15 hexadecimal digits. */
    public static String name(long cell) {
        return CellDisk.H3.h3ToString(cell);
    }

    private static List<PreparedGeometry> polygons(Geometry area) {
        List<PreparedGeometry> polygons = new ArrayList<>();
        for (int i = 0; i < area.getNumGeometries(); i++) {
            if (area.getGeometryN(i) instanceof Polygon polygon && !polygon.isEmpty()) {
                polygons.add(PreparedGeometryFactory.prepare(polygon));
            }
        }
        return polygons;
    }

    private static List<Long> children(List<Long> cells, int resolution) {
        List<Long> children = new ArrayList<>(CellDisk.CHILDREN * cells.size());
        for (long cell : cells) {
            children.addAll(CellDisk.H3.cellToChildren(cell, resolution));
        }
        return children;
    }

    private static List<Long> touching(
            List<Long> cells, LongFunction<Geometry> outline, List<PreparedGeometry> polygons) {
        return cells.stream()
                .filter(cell -> {
                    Geometry shape = outline.apply(cell);
                    return polygons.stream().anyMatch(polygon -> polygon.intersects(shape));
                })
                .toList();
    }
}
