package org.qunfang.delivery;

import io.vertx.core.json.JsonObject;
import org.locationtech.jts.geom.MultiPolygon;
import org.qunfang.geo.CellCover;
import org.qunfang.geo.CellDisk;
import org.qunfang.geo.StoredArea;

/**
 * Everybody with a place in an area, as the tables keep it.
 *
 * @param rangeLo first cells (H3, resolution 9) of the ranges that lie inside the area
 * @param rangeHi last cells of the same ranges, inclusive
 * @param boundaryCells cells, all of one resolution up to 9, that may lie partly inside: each place in them is tested
 *     against the area itself
 * @param geoJson the area, a GeoJSON MultiPolygon in WGS 84 degrees
 */
record Audience(Long[] rangeLo, Long[] rangeHi, Long[] boundaryCells, JsonObject geoJson) {
    private static final int BOUNDARY_CELLS_A_CHUNK = 200;

    /** Takes milliseconds for a district: call it on a worker. */
    static Audience of(MultiPolygon area) {
        CellCover cover = CellCover.of(area);
        return new Audience(
                cover.inside().first(),
                cover.inside().last(),
                cover.edge().toArray(Long[]::new),
                StoredArea.write(area));
    }

    /** How many of the boundary's cells are asked for at once: together about 20 km². */
    int boundaryChunk() {
        int coarser = boundaryCells.length == 0 ? 0 : CellDisk.RESOLUTION - CellDisk.resolutionOf(boundaryCells[0]);
        return Math.max(1, (int) (BOUNDARY_CELLS_A_CHUNK / Math.pow(CellDisk.CHILDREN, coarser)));
    }
}
