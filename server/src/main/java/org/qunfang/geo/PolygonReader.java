package org.qunfang.geo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/** The syntax of GeoJSON polygons: counts first, then rings and positions; no geometry is computed here. */
final class PolygonReader {

    private static final GeometryFactory GEOMETRIES = new GeometryFactory();
    private static final int LEAST_RING = 4;

    private final String pointer;

    PolygonReader(String pointer) {
        this.pointer = pointer;
    }

    Geometry read(JsonObject geometry) {
        Object type = geometry.getValue("type");
        if (!"Polygon".equals(type) && !"MultiPolygon".equals(type)) {
            throw Problem.invalid(
                    pointer + "/type",
                    Localized.of("须为多边形（Polygon 或 MultiPolygon）。", "The geometry is a Polygon or a MultiPolygon."));
        }
        String at = pointer + "/coordinates";
        JsonArray coordinates = array(geometry.getValue("coordinates"), at);
        boolean one = "Polygon".equals(type);
        refuseTooMany(one ? new JsonArray().add(coordinates) : coordinates);
        Geometry area = one ? polygon(coordinates, at) : multiPolygon(coordinates, at);
        refuseAntimeridian(area);
        return area;
    }

    /** Counts without looking at a single number. */
    private void refuseTooMany(JsonArray polygons) {
        long positions = 0;
        for (Object polygon : polygons) {
            for (Object ring : polygon instanceof JsonArray rings ? rings : new JsonArray()) {
                positions += ring instanceof JsonArray list ? list.size() : 0;
            }
        }
        if (positions > GeoJson.MOST_POSITIONS) {
            throw invalid(
                    "坐标点过多（" + positions + "），最多 50000 个。", positions + " positions; at most 50,000 are accepted.");
        }
        if (polygons.size() > GeoJson.MOST_POLYGONS) {
            throw invalid(
                    "多边形过多（" + polygons.size() + "），最多 1000 个。",
                    polygons.size() + " polygons; at most 1,000 are accepted.");
        }
    }

    private Geometry multiPolygon(JsonArray coordinates, String at) {
        if (coordinates.isEmpty()) {
            throw Problem.invalid(at, Localized.of("区域为空。", "The area is empty."));
        }
        Polygon[] polygons = new Polygon[coordinates.size()];
        for (int i = 0; i < polygons.length; i++) {
            String polygonAt = at + "/" + i;
            polygons[i] = polygon(array(coordinates.getValue(i), polygonAt), polygonAt);
        }
        return GEOMETRIES.createMultiPolygon(polygons);
    }

    private Polygon polygon(JsonArray rings, String at) {
        if (rings.isEmpty()) {
            throw Problem.invalid(at, Localized.of("区域为空。", "The area is empty."));
        }
        LinearRing shell = ring(rings.getValue(0), at + "/0");
        LinearRing[] holes = new LinearRing[rings.size() - 1];
        for (int i = 0; i < holes.length; i++) {
            holes[i] = ring(rings.getValue(i + 1), at + "/" + (i + 1));
        }
        return GEOMETRIES.createPolygon(shell, holes);
    }

    private LinearRing ring(Object json, String at) {
        JsonArray positions = array(json, at);
        if (positions.size() < LEAST_RING) {
            throw Problem.invalid(at, Localized.of("环至少要有四个坐标点。", "A ring has to have at least four positions."));
        }
        Coordinate[] ring = new Coordinate[positions.size()];
        for (int i = 0; i < ring.length; i++) {
            ring[i] = position(positions.getValue(i), at, i);
        }
        if (!ring[0].equals2D(ring[ring.length - 1])) {
            throw Problem.invalid(
                    at, Localized.of("环没有闭合：首末坐标点须相同。", "The ring is not closed: its last position equals its first."));
        }
        return GEOMETRIES.createLinearRing(ring);
    }

    /** Two numbers; a third, the altitude, is allowed and dropped (RFC 7946 section 3.1.1). */
    private Coordinate position(Object json, String ringAt, int index) {
        if (json instanceof JsonArray numbers
                && (numbers.size() == 2 || numbers.size() == 3)
                && numbers.getValue(0) instanceof Number lon
                && numbers.getValue(1) instanceof Number lat) {
            return inTheWorld(lon.doubleValue(), lat.doubleValue(), ringAt, index);
        }
        throw Problem.invalid(
                ringAt + "/" + index, Localized.of("坐标点须为 [经度, 纬度]。", "A position has to be [longitude, latitude]."));
    }

    private Coordinate inTheWorld(double lon, double lat, String ringAt, int index) {
        if (Math.abs(lon) <= Location.MAX_LON && Math.abs(lat) <= Location.MAX_LAT) {
            return new Coordinate(lon, lat);
        }
        boolean swapped = Math.abs(lon) <= Location.MAX_LAT && Math.abs(lat) <= Location.MAX_LON;
        throw Problem.invalid(
                ringAt + "/" + index,
                swapped
                        ? Localized.of(
                                "纬度 " + GeoJson.degrees(lat) + " 超出范围：经纬度似乎写反了，GeoJSON 先经度后纬度。",
                                "Latitude " + GeoJson.degrees(lat)
                                        + " is out of range: the order looks swapped, GeoJSON puts longitude first.")
                        : Localized.of(
                                "坐标点在地球之外：经度在 -180 至 180 之间，纬度在 -90 至 90 之间。",
                                "The position lies outside the world: longitude is from -180 to 180, latitude from -90 to 90."));
    }

    private void refuseAntimeridian(Geometry area) {
        for (int i = 0; i < area.getNumGeometries(); i++) {
            if (area.getGeometryN(i).getEnvelopeInternal().getWidth() > Location.MAX_LON) {
                throw invalid(
                        "区域跨越 180° 经线，请在该经线处分成两个多边形。",
                        "The area crosses the antimeridian; cut it there into two polygons.");
            }
        }
    }

    private Problem invalid(String zhCn, String en) {
        return Problem.invalid(pointer + "/coordinates", Localized.of(zhCn, en));
    }

    private static JsonArray array(Object json, String at) {
        if (json instanceof JsonArray array) {
            return array;
        }
        throw Problem.invalid(at, Localized.of("此处须为列表。", "There has to be a list here."));
    }
}
