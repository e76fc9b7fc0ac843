package org.qunfang.warning;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.qunfang.delivery.Severity;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Matrix;

/** From a body that keeps the contract to a content that keeps the rules. Pure; takes a worker's time for the area. */
final class DraftReader {
    private final Matrix matrix;
    private final Instant now;
    private final LocalDate today;

    /** @param today the day of the city at that moment */
    DraftReader(Matrix matrix, Instant now, LocalDate today) {
        this.matrix = matrix;
        this.now = now;
        this.today = today;
    }

    Content read(JsonObject body) {
        JsonObject area = body.getJsonObject("area");
        Geometry drawn = new AreaReader(matrix).read(area);
        CityGround.of(drawn, codes(area), matrix, today).refuseWhollyOutside();
        MultiPolygon saved = SavedArea.of(drawn);
        Content content = new Content(
                Mode.of(body.getString("mode")),
                body.getBoolean("exercisePublic", false),
                body.getString("category"),
                body.getString("event"),
                body.getString("eventCode"),
                body.getString("urgency"),
                Severity.named(body.getString("severity")),
                body.getString("certainty"),
                instant(body, "onset"),
                instant(body, "expires"),
                named(Info.listFromJson(body.getJsonArray("infos")), body),
                Info.listFromJson(body.getJsonArray("allClear", new JsonArray())),
                new WarningArea(Localized.fromJson(area.getJsonObject("description")), drawn(area), saved, codes(area)),
                body.getString("lesson"),
                body.getString("incident"));
        DraftRules.check(content, now);
        return content;
    }

    /** Where an author gives no words for a language, people read what is known to be the event's name in it. */
    private List<Info> named(List<Info> infos, JsonObject body) {
        String event = body.getString("event");
        return EventName.of(matrix.categoryByCode(event).map(Category::name), event, body.getString("eventCode"))
                .map(name -> infos.stream().map(info -> info.named(name)).toList())
                .orElse(infos);
    }

    /** Whole seconds, as CAP keeps them: what is approved is what is sent. */
    private static Instant instant(JsonObject body, String name) {
        String text = body.getString(name);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.SECONDS);
        } catch (java.time.DateTimeException noSuchTime) {
            throw Problem.invalid("/" + name, Localized.of("没有这个时间：" + text, "There is no such time: " + text));
        }
    }

    static List<String> codes(JsonObject area) {
        return area.getJsonArray("areaCodes", new JsonArray()).stream()
                .map(String.class::cast)
                .sorted()
                .toList();
    }

    private static JsonObject drawn(JsonObject area) {
        JsonObject drawn = new JsonObject().put("description", area.getJsonObject("description"));
        for (String part : List.of("polygons", "circles", "areaCodes")) {
            if (area.containsKey(part)) {
                drawn.put(part, area.getJsonArray(part));
            }
        }
        return drawn;
    }
}
