package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Envelope;
import org.qunfang.geo.Location;

/**
 * What a site reached at the most since the duty office agreed to less: everything it must go on reaching. A change by others
 * may fall short of it by a metre, for rounding, and never of the change before, so that no number of steps adds up. Pure.
 *
 * @param origin from where all of them are measured, WGS 84; the same for as long as they count
 * @param shapes at least one, at most {@link #MOST_SHAPES}
 */
record AgreedReach(Location origin, List<SiteShape> shapes) {
    /** Reaches of which none takes in another. */
    static final int MOST_SHAPES = 20;

    private static final double ROUNDING_METERS = 1;

    /** What is registered, or the duty office agreed to. */
    static AgreedReach of(SiteShape shape) {
        return new AgreedReach(shape.place(), List.of(shape));
    }

    /** Whether a site of this shape goes on reaching what was agreed, within a metre. */
    boolean isKeptBy(SiteShape shape) {
        return shapes.stream().allMatch(each -> shape.covers(each, origin, ROUNDING_METERS))
                && with(shape).shapes().size() <= MOST_SHAPES;
    }

    /** This one's, too, is agreed from now on; what it takes in need not be named any more. */
    AgreedReach with(SiteShape shape) {
        if (shapes.stream().anyMatch(each -> each.covers(shape, origin, 0))) {
            return this;
        }
        List<SiteShape> wider = new ArrayList<>(shapes);
        wider.removeIf(each -> shape.covers(each, origin, 0));
        wider.add(shape);
        return new AgreedReach(origin, List.copyOf(wider));
    }

    /** A box around all of them; x = longitude. */
    Envelope extent() {
        Envelope box = new Envelope();
        shapes.forEach(each -> box.expandToInclude(each.extent()));
        return box;
    }

    JsonObject toJson() {
        JsonArray json = new JsonArray();
        shapes.forEach(each -> json.add(json(each)));
        return new JsonObject()
                .put("origin", new JsonObject().put("lat", origin.lat()).put("lon", origin.lon()))
                .put("shapes", json);
    }

    private static JsonObject json(SiteShape shape) {
        JsonObject json = new JsonObject()
                .put("lat", shape.place().lat())
                .put("lon", shape.place().lon())
                .put("radiusMeters", shape.radiusMeters());
        return shape.boundary() == null ? json : json.put("boundary", org.qunfang.geo.GeoJson.write(shape.boundary()));
    }

    static AgreedReach fromJson(JsonObject json) {
        List<SiteShape> shapes = new ArrayList<>();
        for (Object each : json.getJsonArray("shapes")) {
            JsonObject shape = (JsonObject) each;
            shapes.add(SiteShape.of(place(shape), shape.getJsonObject("boundary"), shape.getDouble("radiusMeters")));
        }
        return new AgreedReach(place(json.getJsonObject("origin")), List.copyOf(shapes));
    }

    private static Location place(JsonObject json) {
        return Location.of(json.getDouble("lat"), json.getDouble("lon"));
    }
}
