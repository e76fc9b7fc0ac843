package org.qunfang.geo;

/**
 * WGS 84 ↔ GCJ-02. The forward direction is the formula that map vendors use (a shift in metres on the Krasovsky
 * ellipsoid, SK-42); it has no closed inverse, so the inverse is found by iteration.
 */
final class Gcj02 {

    private static final double SEMI_MAJOR_AXIS_METERS = 6_378_245.0;
    private static final double ECCENTRICITY_SQUARED = 0.00669342162296594323;
    /** About 0.1 mm: far below the metre that is promised. */
    private static final double CLOSE_ENOUGH_DEGREES = 1e-9;

    private static final int MOST_ROUNDS = 30;

    private Gcj02() {}

    static Location toWgs84(Location shifted) {
        if (!inShiftedRectangle(shifted.lat(), shifted.lon())) {
            return shifted;
        }
        double lat = shifted.lat();
        double lon = shifted.lon();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double latError = lat + latShift(lat, lon) - shifted.lat();
            double lonError = lon + lonShift(lat, lon) - shifted.lon();
            lat -= latError;
            lon -= lonError;
            if (Math.abs(latError) < CLOSE_ENOUGH_DEGREES && Math.abs(lonError) < CLOSE_ENOUGH_DEGREES) {
                break;
            }
        }
        return new Location(lat, lon, shifted.accuracyMeters());
    }

    static Location fromWgs84(Location place) {
        if (!inShiftedRectangle(place.lat(), place.lon())) {
            return place;
        }
        return new Location(
                place.lat() + latShift(place.lat(), place.lon()),
                place.lon() + lonShift(place.lat(), place.lon()),
                place.accuracyMeters());
    }

    private static boolean inShiftedRectangle(double lat, double lon) {
        return lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;
    }

    private static double latShift(double lat, double lon) {
        double x = lon - 105;
        double y = lat - 35;
        double meters = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x));
        meters += (20 * sin(6 * x) + 20 * sin(2 * x)) * 2 / 3;
        meters += (20 * sin(y) + 40 * sin(y / 3)) * 2 / 3;
        meters += (160 * sin(y / 12) + 320 * sin(y / 30)) * 2 / 3;
        double curvature = curvature(lat);
        double metersPerRadian =
                SEMI_MAJOR_AXIS_METERS * (1 - ECCENTRICITY_SQUARED) / (curvature * Math.sqrt(curvature));
        return Math.toDegrees(meters / metersPerRadian);
    }

    private static double lonShift(double lat, double lon) {
        double x = lon - 105;
        double y = lat - 35;
        double meters = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x));
        meters += (20 * sin(6 * x) + 20 * sin(2 * x)) * 2 / 3;
        meters += (20 * sin(x) + 40 * sin(x / 3)) * 2 / 3;
        meters += (150 * sin(x / 12) + 300 * sin(x / 30)) * 2 / 3;
        double metersPerRadian = SEMI_MAJOR_AXIS_METERS / Math.sqrt(curvature(lat)) * Math.cos(Math.toRadians(lat));
        return Math.toDegrees(meters / metersPerRadian);
    }

    private static double curvature(double lat) {
        double sinLat = Math.sin(Math.toRadians(lat));
        return 1 - ECCENTRICITY_SQUARED * sinLat * sinLat;
    }

    /** The sine of so many half turns. */
    private static double sin(double halfTurns) {
        return Math.sin(halfTurns * Math.PI);
    }
}
