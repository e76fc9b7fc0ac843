package org.qunfang.geo;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/**
 * Everything within a distance of a place.
 *
 * @param center WGS 84
 * @param radiusMeters more than 0, at most 1,000,000
 */
public record Circle(Location center, double radiusMeters) {

    public static final double MOST_METERS = 1_000_000;

    private static final int CORNERS = 96;
    private static final double EQUATOR_RADIUS_METERS = 6_378_137;
    private static final double ECCENTRICITY_SQUARED = 0.00669437999014;
    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    /** @throws IllegalArgumentException when the radius is none */
    public Circle {
        if (!(radiusMeters > 0 && radiusMeters <= MOST_METERS)) {
            throw new IllegalArgumentException("radius outside 0..1000000 metres: " + radiusMeters);
        }
    }

    /**
     * A polygon of 96 corners around the circle: it holds the circle, and no corner is farther out than 0.5 % of the
     * radius.
     *
     * @param pointer JSON pointer of the circle, for the errors
     * @throws Problem {@code invalid} when the circle crosses the antimeridian or holds a pole
     */
    public Polygon toPolygon(String pointer) {
        Envelope box = Distance.box(center, radiusMeters * 1.01);
        if (box.getMinX() <= -Location.MAX_LON || box.getMaxX() >= Location.MAX_LON) {
            throw Problem.invalid(
                    pointer,
                    Localized.of(
                            "圆形区域跨越 180° 经线或包含极点，请改用多边形。",
                            "The circle crosses the antimeridian or holds a pole; please draw polygons instead."));
        }
        double cornerMeters = radiusMeters / Math.cos(Math.PI / CORNERS);
        Coordinate[] ring = new Coordinate[CORNERS + 1];
        for (int i = 0; i < CORNERS; i++) {
            ring[i] = cornerAt(2 * Math.PI * i / CORNERS, cornerMeters);
        }
        ring[CORNERS] = ring[0].copy();
        return GEOMETRIES.createPolygon(ring);
    }

    /** Where one arrives after so many metres in a direction, on the sphere that fits the ellipsoid that way. */
    private Coordinate cornerAt(double azimuth, double meters) {
        double lat = Math.toRadians(center.lat());
        double angle = meters / curvatureRadius(lat, azimuth);
        double sinLat = Math.sin(lat) * Math.cos(angle) + Math.cos(lat) * Math.sin(angle) * Math.cos(azimuth);
        double lon = Math.atan2(
                Math.sin(azimuth) * Math.sin(angle) * Math.cos(lat), Math.cos(angle) - Math.sin(lat) * sinLat);
        return new Coordinate(center.lon() + Math.toDegrees(lon), Math.toDegrees(Math.asin(sinLat)));
    }

    /** Euler's radius of curvature of the WGS 84 ellipsoid in a direction, in metres. */
    private static double curvatureRadius(double lat, double azimuth) {
        double w = 1 - ECCENTRICITY_SQUARED * Math.sin(lat) * Math.sin(lat);
        double acrossMeridian = EQUATOR_RADIUS_METERS / Math.sqrt(w);
        double alongMeridian = acrossMeridian * (1 - ECCENTRICITY_SQUARED) / w;
        double cos = Math.cos(azimuth);
        return 1 / (cos * cos / alongMeridian + (1 - cos * cos) / acrossMeridian);
    }
}
