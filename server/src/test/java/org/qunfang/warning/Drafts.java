package org.qunfang.warning;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Bodies of warnings as programs send them. */
final class Drafts {
    private Drafts() {}

    /** An actual landslide warning for a square around 22.71, 113.935, about one kilometre wide. */
    static JsonObject landslide() {
        return new JsonObject()
                .put("mode", "actual")
                .put("category", "Geo")
                .put("event", "landslide")
                .put("eventCode", "OET-119")
                .put("urgency", "Immediate")
                .put("severity", "Extreme")
                .put("certainty", "Likely")
                .put("expires", in(3_600))
                .putNull("caseId")
                .put("infos", infos())
                .put("area", area(square(22.705, 113.930, 22.715, 113.940)));
    }

    static String in(long seconds) {
        return Instant.now()
                .plusSeconds(seconds)
                .truncatedTo(ChronoUnit.SECONDS)
                .atOffset(ZoneOffset.ofHours(8))
                .toString()
                .replaceFirst("T(\\d\\d:\\d\\d)\\+", "T$1:00+");
    }

    static JsonArray infos() {
        return new JsonArray()
                .add(info("zh-CN", "红坳受纳场可能滑坡，立即撤离", "坡体裂缝扩大。", "向两侧高处撤离。"))
                .add(info("en", "Landslide likely: leave now", "Cracks widen.", "Go across the slope, uphill."));
    }

    static JsonObject info(String language, String headline, String description, String instruction) {
        return new JsonObject()
                .put("language", language)
                .put("headline", headline)
                .put("description", description)
                .put("instruction", instruction);
    }

    static JsonObject area(JsonObject... polygons) {
        JsonArray array = new JsonArray();
        for (JsonObject polygon : polygons) {
            array.add(polygon);
        }
        return new JsonObject()
                .put("description", new JsonObject().put("zh-CN", "光明").put("en", "Guangming"))
                .put("polygons", array);
    }

    static JsonObject square(double south, double west, double north, double east) {
        return polygon(new double[][] {{west, south}, {east, south}, {east, north}, {west, north}, {west, south}});
    }

    static JsonObject polygon(double[][] positions) {
        JsonArray ring = new JsonArray();
        for (double[] position : positions) {
            ring.add(new JsonArray().add(position[0]).add(position[1]));
        }
        return new JsonObject().put("type", "Polygon").put("coordinates", new JsonArray().add(ring));
    }
}
