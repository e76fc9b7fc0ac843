package org.qunfang.warning;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.union.UnaryUnionOp;
import org.qunfang.geo.Circle;
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
            parts.add(polygon(polygons.getJsonObject(i), "/area/polygons/" + i));
        }
        for (int i = 0; i < circles.size(); i++) {
            parts.add(circle(circles.getJsonObject(i), "/area/circles/" + i));
        }
        GeoJson.refuseTangled(GEOMETRY.buildGeometry(parts), "/area/polygons");
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

    private static Geometry polygon(JsonObject json, String pointer) {
        Geometry polygon = GeoJson.parse(json, pointer);
        if (SmallestArea.vanishes(polygon)) {
            throw Problem.invalid(pointer, SmallestArea.TOO_SMALL);
        }
        return polygon;
    }

    private static Polygon circle(JsonObject json, String pointer) {
        Location center = Location.fromJson(json.getJsonObject("center"), pointer + "/center");
        return new Circle(center, json.getDouble("radiusMeters")).toPolygon(pointer);
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
