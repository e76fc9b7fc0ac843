package org.qunfang.geo;

import org.locationtech.jts.geom.Envelope;

/** Distances on the earth in metres, on a sphere of mean radius: right within 0.6 % everywhere, 0.5 % in China. */
public final class Distance {

    /** Mean radius R₁ of the WGS 84 ellipsoid (IUGG). */
    static final double EARTH_RADIUS_METERS = 6_371_008.8;

    static final double METERS_PER_DEGREE = Math.toRadians(EARTH_RADIUS_METERS);

    private Distance() {}

    /** Metres between two places, by the haversine formula. */
    public static double meters(Location from, Location to) {
        return meters(from.lat(), from.lon(), to.lat(), to.lon());
    }

    /** Metres between two places in WGS 84 degrees. */
    public static double meters(double lat1, double lon1, double lat2, double lon2) {
        double halfLat = Math.toRadians(lat2 - lat1) / 2;
        double halfLon = Math.toRadians(lon2 - lon1) / 2;
        double sinLat = Math.sin(halfLat);
        double sinLon = Math.sin(halfLon);
        double h = sinLat * sinLat + Math.cos(Math.toRadians(lat1)) * Math.cos(Math.toRadians(lat2)) * sinLon * sinLon;
        return 2 * EARTH_RADIUS_METERS * Math.asin(Math.sqrt(Math.min(1, h)));
    }

    /**
     * The box (x = longitude, y = latitude) that holds every place within a radius. It ends at the poles and at the
     * antimeridian: near either it spans all longitudes, so that nothing is missed.
     *
     * @param meters 0 or more
     */
    public static Envelope box(Location center, double meters) {
        double angle = meters / EARTH_RADIUS_METERS;
        double latMargin = Math.toDegrees(angle);
        double south = center.lat() - latMargin;
        double north = center.lat() + latMargin;
        if (south <= -Location.MAX_LAT || north >= Location.MAX_LAT) {
            return worldBetween(south, north);
        }
        // Where the circle reaches farthest east, the meridian touches it: a right-angled spherical triangle.
        double lonMargin = Math.toDegrees(Math.asin(Math.sin(angle) / Math.cos(Math.toRadians(center.lat()))));
        double west = center.lon() - lonMargin;
        double east = center.lon() + lonMargin;
        if (west < -Location.MAX_LON || east > Location.MAX_LON) {
            return worldBetween(south, north);
        }
        return new Envelope(west, east, south, north);
    }

    private static Envelope worldBetween(double south, double north) {
        return new Envelope(
                -Location.MAX_LON,
                Location.MAX_LON,
                Math.max(south, -Location.MAX_LAT),
                Math.min(north, Location.MAX_LAT));
    }
}
