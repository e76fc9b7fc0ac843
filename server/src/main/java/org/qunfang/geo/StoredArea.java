package org.qunfang.geo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/**
 * Areas in and out of a jsonb column, as GeoJSON, losslessly and without questions: polygons may touch or overlap and
 * keep the order of their points. What comes from outside goes through {@link GeoJson}.
 */
public final class StoredArea {
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private StoredArea() {}

    /** Every digit is kept: reading it again gives the same geometry. */
    public static JsonObject write(MultiPolygon area) {
        JsonArray polygons = new JsonArray();
        for (int i = 0; i < area.getNumGeometries(); i++) {
            polygons.add(rings((Polygon) area.getGeometryN(i)));
        }
        return new JsonObject().put("type", "MultiPolygon").put("coordinates", polygons);
    }

    private static JsonArray rings(Polygon polygon) {
        JsonArray rings = new JsonArray().add(positions(polygon.getExteriorRing()));
        for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
            rings.add(positions(polygon.getInteriorRingN(i)));
        }
        return rings;
    }

    private static JsonArray positions(LinearRing ring) {
        JsonArray positions = new JsonArray();
        for (Coordinate point : ring.getCoordinates()) {
            positions.add(new JsonArray().add(point.x).add(point.y));
        }
        return positions;
    }

    /** @param json what {@link #write} wrote */
    public static MultiPolygon read(JsonObject json) {
        JsonArray coordinates = json.getJsonArray("coordinates");
        Polygon[] polygons = new Polygon[coordinates.size()];
        for (int i = 0; i < polygons.length; i++) {
            JsonArray rings = coordinates.getJsonArray(i);
            LinearRing[] holes = new LinearRing[rings.size() - 1];
            for (int hole = 0; hole < holes.length; hole++) {
                holes[hole] = ring(rings.getJsonArray(hole + 1));
            }
            polygons[i] = GEOMETRY.createPolygon(ring(rings.getJsonArray(0)), holes);
        }
        return GEOMETRY.createMultiPolygon(polygons);
    }

    private static LinearRing ring(JsonArray positions) {
        Coordinate[] points = new Coordinate[positions.size()];
        for (int i = 0; i < points.length; i++) {
            JsonArray position = positions.getJsonArray(i);
            points[i] = new Coordinate(position.getDouble(0), position.getDouble(1));
        }
        return GEOMETRY.createLinearRing(points);
    }
}
