package org.qunfang.geo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/** GeoJSON polygons (RFC 7946) ↔ JTS geometries in WGS 84 degrees, x = longitude. */
public final class GeoJson {

    /** More positions than this are refused before any geometry is computed. */
    public static final int MOST_POSITIONS = 50_000;

    /** More polygons than this are refused before any geometry is computed. */
    public static final int MOST_POLYGONS = 1_000;

    private static final int DECIMALS = 6;

    /**
     * A geometry that was made valid.
     *
     * @param geometry Polygon or MultiPolygon
     * @param repair what was wrong with the original, null when nothing was
     */
    public record Repaired(Geometry geometry, Localized repair) {}

    private GeoJson() {}

    /**
     * Reads a Polygon or MultiPolygon and refuses whatever is not a valid area: open or short rings, positions outside
     * the world or in the wrong order, crossings, holes outside their polygon, areas across the antimeridian.
     *
     * @param pointer JSON pointer of the geometry, for the errors
     * @return Polygon or MultiPolygon
     * @throws Problem {@code invalid} with the pointer and the reason, a crossing with its place
     */
    public static Geometry parse(JsonObject geometry, String pointer) {
        Geometry area = read(geometry, pointer);
        TopologyValidationError error = new IsValidOp(area).getValidationError();
        if (error != null) {
            throw Problem.invalid(pointer + "/coordinates", reason(error));
        }
        return area;
    }

    /**
     * Reads as {@link #parse} does, but makes a crossing or overlapping area valid and says so: lobes of a crossing
     * ring all stay, overlapping polygons are joined.
     *
     * @throws Problem as {@link #parse}, except for crossings, and when nothing is left after the repair
     */
    public static Repaired parseRepairing(JsonObject geometry, String pointer) {
        Geometry area = read(geometry, pointer);
        TopologyValidationError error = new IsValidOp(area).getValidationError();
        if (error == null) {
            return new Repaired(area, null);
        }
        Geometry repaired = GeometryFixer.fix(area);
        if (repaired.isEmpty() || repaired.getDimension() < 2) {
            throw Problem.invalid(pointer + "/coordinates", reason(error));
        }
        return new Repaired(repaired, reason(error));
    }

    private static Geometry read(JsonObject geometry, String pointer) {
        Geometry area = new PolygonReader(pointer).read(geometry);
        refuseTangled(area, pointer + "/coordinates");
        return area;
    }

    /**
     * Refuses boundaries with so many edges close together that joining or checking them would take minutes. {@link
     * #parse} does so for each area; whoever joins several asks for all of them at once.
     *
     * @param areas any geometry or collection, valid or not
     * @throws Problem {@code invalid}
     */
    public static void refuseTangled(Geometry areas, String pointer) {
        if (Tangle.isIn(areas)) {
            throw Problem.invalid(
                    pointer, Localized.of("边界过于曲折，请简化后再试。", "The boundary is too tangled; please simplify it."));
        }
    }

    /** Writes a Polygon or MultiPolygon, outer rings counterclockwise and holes clockwise (RFC 7946 section 3.1.6). */
    public static JsonObject write(Geometry area) {
        if (area instanceof Polygon polygon) {
            return new JsonObject().put("type", "Polygon").put("coordinates", rings(polygon));
        }
        JsonArray polygons = new JsonArray();
        for (int i = 0; i < area.getNumGeometries(); i++) {
            polygons.add(rings((Polygon) area.getGeometryN(i)));
        }
        return new JsonObject().put("type", "MultiPolygon").put("coordinates", polygons);
    }

    private static JsonArray rings(Polygon polygon) {
        JsonArray rings = new JsonArray().add(positions(polygon.getExteriorRing(), true));
        for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
            rings.add(positions(polygon.getInteriorRingN(i), false));
        }
        return rings;
    }

    private static JsonArray positions(LinearRing ring, boolean counterclockwise) {
        boolean reverse = Orientation.isCCW(ring.getCoordinateSequence()) != counterclockwise;
        JsonArray positions = new JsonArray();
        for (Coordinate position : (reverse ? ring.reverse() : ring).getCoordinates()) {
            positions.add(new JsonArray().add(position.x).add(position.y));
        }
        return positions;
    }

    /** For people: to about 10 centimetres, and never as 1.0E-7. */
    static String degrees(double value) {
        return BigDecimal.valueOf(value)
                .setScale(DECIMALS, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static Localized reason(TopologyValidationError error) {
        Coordinate at = error.getCoordinate();
        String zhCn = "（经度 " + degrees(at.x) + "，纬度 " + degrees(at.y) + "）。";
        String en = " at longitude " + degrees(at.x) + ", latitude " + degrees(at.y) + ".";
        return switch (error.getErrorType()) {
            case TopologyValidationError.SELF_INTERSECTION, TopologyValidationError.RING_SELF_INTERSECTION ->
                Localized.of("边界自相交" + zhCn, "The boundary crosses itself" + en);
            case TopologyValidationError.HOLE_OUTSIDE_SHELL ->
                Localized.of("孔洞在外边界之外" + zhCn, "A hole lies outside its polygon" + en);
            case TopologyValidationError.NESTED_HOLES, TopologyValidationError.DISCONNECTED_INTERIOR ->
                Localized.of("孔洞重叠或将区域切断" + zhCn, "Holes overlap or cut the polygon apart" + en);
            case TopologyValidationError.NESTED_SHELLS, TopologyValidationError.DUPLICATE_RINGS ->
                Localized.of("多个多边形相互重叠" + zhCn, "Two of the polygons overlap" + en);
            default -> Localized.of("边界没有围成区域" + zhCn, "The boundary encloses no area" + en);
        };
    }
}
