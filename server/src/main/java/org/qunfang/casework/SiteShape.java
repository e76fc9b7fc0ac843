package org.qunfang.casework;

import io.vertx.core.json.JsonObject;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateFilter;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.qunfang.geo.Distance;
import org.qunfang.geo.GeoJson;
import org.qunfang.geo.Location;

/**
 * Where a site is: a point, perhaps a boundary, and a radius in metres around them. Pure.
 *
 * @param boundary WGS 84 degrees, or null
 */
record SiteShape(Location place, Geometry boundary, double radiusMeters) {
    /** A place that is known no better than this does not reach farther for it. */
    static final double MOST_ACCURACY_METERS = 500;

    private static final double METERS_PER_DEGREE = 111_195;
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    /** @param boundary GeoJSON that was checked when it came in, or null */
    static SiteShape of(Location place, JsonObject boundary, double radiusMeters) {
        return new SiteShape(place, boundary == null ? null : GeoJson.parse(boundary, "/boundary"), radiusMeters);
    }

    /** Metres from the boundary, 0 inside; from the point where there is no boundary. */
    double metersTo(Location other) {
        if (boundary == null) {
            return Distance.meters(place, other);
        }
        Geometry around = boundary.copy();
        around.apply(inMetersFrom(other));
        around.geometryChanged();
        return around.distance(GEOMETRY.createPoint(new Coordinate(0, 0)));
    }

    /** Flat around the other place: right within 0.1 % over the few kilometres that a site has. */
    private static CoordinateFilter inMetersFrom(Location origin) {
        double narrowing = Math.cos(Math.toRadians(origin.lat()));
        return coordinate -> {
            coordinate.x = (coordinate.x - origin.lon()) * METERS_PER_DEGREE * narrowing;
            coordinate.y = (coordinate.y - origin.lat()) * METERS_PER_DEGREE;
        };
    }

    /** Whether what was seen there, known within its accuracy, may have been seen at the site. */
    boolean reaches(Location seen) {
        return metersTo(seen) <= radiusMeters + believed(seen);
    }

    /**
     * Whether it reaches wherever the other one does.
     *
     * @param origin both are laid flat around it
     * @param meters by which it may fall short, 0 for none
     */
    boolean covers(SiteShape other, Location origin, double meters) {
        Geometry own = reach(origin);
        return (meters == 0 ? own : own.buffer(meters)).covers(other.reach(origin));
    }

    private Geometry reach(Location origin) {
        Geometry around =
                boundary == null ? GEOMETRY.createPoint(new Coordinate(place.lon(), place.lat())) : boundary.copy();
        around.apply(inMetersFrom(origin));
        around.geometryChanged();
        return around.buffer(radiusMeters, 32);
    }

    static double believed(Location seen) {
        return seen.accuracyMeters() == null ? 0 : Math.min(MOST_ACCURACY_METERS, seen.accuracyMeters());
    }

    /** A box around the site with its radius; x = longitude. */
    Envelope extent() {
        Envelope box = Distance.box(place, radiusMeters);
        if (boundary != null) {
            Envelope own = boundary.getEnvelopeInternal();
            box.expandToInclude(Distance.box(Location.of(own.getMinY(), own.getMinX()), radiusMeters));
            box.expandToInclude(Distance.box(Location.of(own.getMaxY(), own.getMaxX()), radiusMeters));
        }
        return box;
    }

    /** Metres between opposite corners of the boundary's box. */
    double metersAcross() {
        if (boundary == null) {
            return 0;
        }
        Envelope box = boundary.getEnvelopeInternal();
        return Distance.meters(box.getMinY(), box.getMinX(), box.getMaxY(), box.getMaxX());
    }
}
