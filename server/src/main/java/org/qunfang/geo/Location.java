package org.qunfang.geo;

/**
 * A place on the earth, WGS 84.
 *
 * @param lat degrees north, −90 to 90
 * @param lon degrees east, −180 to 180
 * @param accuracyMeters radius in metres within which the place is known, 0 or more; null when nobody said
 */
public record Location(double lat, double lon, Double accuracyMeters) {

    public static final double MAX_LAT = 90;
    public static final double MAX_LON = 180;

    /** @throws IllegalArgumentException when a coordinate is not a number or lies outside the world */
    public Location {
        if (!(Math.abs(lat) <= MAX_LAT)) {
            throw new IllegalArgumentException("latitude outside -90..90: " + lat);
        }
        if (!(Math.abs(lon) <= MAX_LON)) {
            throw new IllegalArgumentException("longitude outside -180..180: " + lon);
        }
        if (accuracyMeters != null && !(accuracyMeters >= 0 && accuracyMeters < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("accuracy is not a distance in metres: " + accuracyMeters);
        }
    }

    /** A place of unknown accuracy. */
    public static Location of(double lat, double lon) {
        return new Location(lat, lon, null);
    }
}
