package org.qunfang.geo;

import io.vertx.core.json.JsonObject;

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

    /** Known worse than this, in metres, it is somewhere in a district: no evidence of where a thing is (ADR 0006). */
    public static final double VAGUE_METERS = 1_000;

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

    /** Whether it says too little to be compared with other places. Where nobody said how exact it is, it counts as exact. */
    public boolean isVague() {
        return accuracyMeters != null && accuracyMeters > VAGUE_METERS;
    }

    /**
     * Reads the contract's {@code {"lat":…,"lon":…,"accuracyMeters":…,"datum":"wgs84"|"gcj02"}}; a GCJ-02 place is
     * converted.
     *
     * @param pointer JSON pointer of the object, for the errors
     * @throws org.qunfang.problem.Problem {@code invalid} that names the member and the reason
     */
    public static Location fromJson(JsonObject json, String pointer) {
        return new LocationJson(json, pointer).read();
    }

    /** The contract's form, WGS 84; an unknown accuracy is left out. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject().put("lat", lat).put("lon", lon);
        return accuracyMeters == null ? json : json.put("accuracyMeters", accuracyMeters);
    }
}
