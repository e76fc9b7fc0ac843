package org.qunfang.delivery;

import io.vertx.core.json.JsonObject;
import org.locationtech.jts.geom.MultiPolygon;
import org.qunfang.geo.CellCover;
import org.qunfang.geo.StoredArea;

/**
 * Everybody with a place in an area, as the tables keep it.
 *
 * @param rangeLo first cells (H3, resolution 9) of the ranges that lie inside the area
 * @param rangeHi last cells of the same ranges, inclusive
 * @param boundaryCells cells that lie partly inside: each place in them is tested against the area itself
 * @param geoJson the area, a GeoJSON MultiPolygon in WGS 84 degrees
 */
record Audience(Long[] rangeLo, Long[] rangeHi, Long[] boundaryCells, JsonObject geoJson) {

    /** Takes milliseconds for a district: call it on a worker. */
    static Audience of(MultiPolygon area) {
        CellCover cover = CellCover.of(area);
        return new Audience(
                cover.ranges().keySet().toArray(Long[]::new),
                cover.ranges().values().toArray(Long[]::new),
                cover.boundary().toArray(Long[]::new),
                StoredArea.write(area));
    }
}
