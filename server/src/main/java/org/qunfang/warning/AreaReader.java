package org.qunfang.warning;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.union.UnaryUnionOp;
import org.qunfang.geo.GeoJson;
import org.qunfang.geo.Location;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.responsibility.Area;
import org.qunfang.responsibility.Matrix;

/**
 * Reads what an author drew and picked, and unites it. Sizes are checked before any geometry is computed; whatever
 * cannot be meant is refused at its place. Pure, but may take tens of milliseconds: call it on a worker.
 */
final class AreaReader {
    /** Corners of the polygon that stands for a circle; it lies around the circle, so nobody inside is missed. */
    private static final int CIRCLE_CORNERS = 72;

    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private final Matrix matrix;

    AreaReader(Matrix matrix) {
        this.matrix = matrix;
    }

    /** The union of everything drawn: not empty, valid, WGS 84 degrees, x = longitude. */
    Geometry read(JsonObject area) {
        JsonArray polygons = area.getJsonArray("polygons", new JsonArray());
        JsonArray circles = area.getJsonArray("circles", new JsonArray());
        JsonArray codes = area.getJsonArray("areaCodes", new JsonArray());
        checkSize(polygons, circles, codes);
        List<Geometry> parts = new ArrayList<>();
        for (int i = 0; i < polygons.size(); i++) {
            parts.add(GeoJson.parse(polygons.getJsonObject(i), "/area/polygons/" + i));
        }
        for (int i = 0; i < circles.size(); i++) {
            parts.add(circle(circles.getJsonObject(i), "/area/circles/" + i));
        }
        for (int i = 0; i < codes.size(); i++) {
            parts.add(territory(codes.getString(i), "/area/areaCodes/" + i));
        }
        return UnaryUnionOp.union(parts);
    }

    private static void checkSize(JsonArray polygons, JsonArray circles, JsonArray codes) {
        if (polygons.isEmpty() && circles.isEmpty() && codes.isEmpty()) {
            throw refused(
                    "/area",
                    "预警区域为空：请画出多边形或圆，或选择辖区。",
                    "The area is empty: draw a polygon or a circle, or pick areas. No area never means everyone.");
        }
        if (polygons.size() + circles.size() > GeoJson.MOST_POLYGONS) {
            throw refused(
                    "/area/polygons",
                    "图形最多 " + GeoJson.MOST_POLYGONS + " 个。",
                    "There may be at most " + GeoJson.MOST_POLYGONS + " polygons and circles.");
        }
        long points = 0;
        for (int i = 0; i < polygons.size(); i++) {
            JsonArray rings = polygons.getJsonObject(i).getJsonArray("coordinates");
            for (int ring = 0; ring < rings.size(); ring++) {
                points += rings.getJsonArray(ring).size();
            }
        }
        if (points > GeoJson.MOST_POSITIONS) {
            throw refused(
                    "/area/polygons",
                    "顶点最多 " + GeoJson.MOST_POSITIONS + " 个。",
                    "There may be at most " + GeoJson.MOST_POSITIONS + " vertices in all.");
        }
    }

    private static Polygon circle(JsonObject json, String pointer) {
        JsonObject center = json.getJsonObject("center");
        double lat = center.getDouble("lat");
        double lon = center.getDouble("lon");
        double radius = json.getDouble("radiusMeters");
        // The sides of the polygon touch the circle; a thousandth more covers the flatness of this calculation.
        double reach = radius * 1.001 / Math.cos(Math.PI / CIRCLE_CORNERS);
        double angle = Math.toDegrees(reach / EARTH_RADIUS_METERS);
        Coordinate[] corners = new Coordinate[CIRCLE_CORNERS + 1];
        for (int i = 0; i < CIRCLE_CORNERS; i++) {
            corners[i] = destination(lat, lon, angle, 2 * Math.PI * i / CIRCLE_CORNERS);
            if (Math.abs(corners[i].x) > Location.MAX_LON || Math.abs(lat) + angle > 89) {
                throw refused(
                        pointer,
                        "圆越过 180° 经线或极点，请改画多边形。",
                        "The circle crosses the antimeridian or a pole; draw a polygon instead.");
            }
        }
        corners[CIRCLE_CORNERS] = corners[0].copy();
        return GEOMETRY.createPolygon(corners);
    }

    private static final double EARTH_RADIUS_METERS = 6_371_008.8;

    /** Where a great circle comes to that leaves the place at a bearing, on a sphere. */
    private static Coordinate destination(double lat, double lon, double angleDegrees, double bearing) {
        double angle = Math.toRadians(angleDegrees);
        double from = Math.toRadians(lat);
        double to = Math.asin(Math.sin(from) * Math.cos(angle) + Math.cos(from) * Math.sin(angle) * Math.cos(bearing));
        double east = Math.atan2(
                Math.sin(bearing) * Math.sin(angle) * Math.cos(from), Math.cos(angle) - Math.sin(from) * Math.sin(to));
        return new Coordinate(lon + Math.toDegrees(east), Math.toDegrees(to));
    }

    private Geometry territory(String code, String pointer) {
        return matrix.areaByCode(code)
                .map(Area::boundary)
                .orElseThrow(() ->
                        refused(pointer, "没有代码为 " + code + " 的辖区。", "There is no area with the code " + code + "."));
    }

    private static Problem refused(String pointer, String zhCn, String en) {
        return Problem.invalid(pointer, Localized.of(zhCn, en));
    }
}
