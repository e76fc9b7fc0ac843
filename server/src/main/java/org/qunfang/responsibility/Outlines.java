package org.qunfang.responsibility;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.simplify.TopologyPreservingSimplifier;
import org.qunfang.geo.GeoJson;

/**
 * Boundaries simplified for a map, each computed once for a version of the matrix. Neighbours are simplified apart, so
 * thin slits may show between them; nothing is decided by an outline.
 */
final class Outlines {
    /** An outline is right within this part of its area's size: below a pixel where the area fills a phone's screen. */
    private static final double TOLERANCE = 1.0 / 1_000;
    /** Five decimals of a degree are about a metre. */
    private static final double ROUND = 1e5;

    private record Kept(long matrixVersion, Map<UUID, JsonObject> areaToOutline) {}

    private volatile Kept kept = new Kept(0, Map.of());

    /** GeoJSON Polygon or MultiPolygon. Takes about a millisecond the first time: not for the event loop by hundreds. */
    JsonObject of(Matrix matrix, Area area) {
        Kept current = kept;
        if (current.matrixVersion() != matrix.version()) {
            current = new Kept(matrix.version(), new ConcurrentHashMap<>());
            kept = current;
        }
        return current.areaToOutline().computeIfAbsent(area.id(), id -> outline(area.boundary()));
    }

    private static JsonObject outline(Geometry boundary) {
        Envelope box = boundary.getEnvelopeInternal();
        double tolerance = Math.max(box.getWidth(), box.getHeight()) * TOLERANCE;
        JsonObject json = GeoJson.write(TopologyPreservingSimplifier.simplify(boundary, tolerance));
        round(json.getJsonArray("coordinates"));
        return json;
    }

    private static void round(JsonArray coordinates) {
        for (int i = 0; i < coordinates.size(); i++) {
            if (coordinates.getValue(i) instanceof JsonArray inner) {
                round(inner);
            } else {
                coordinates.set(i, Math.round(coordinates.getDouble(i) * ROUND) / ROUND);
            }
        }
    }
}
