package org.qunfang.warning;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.qunfang.geo.GeoJson;
import org.qunfang.problem.Localized;

/** Warnings of other authorities in the contract's words: as ours, with the source that speaks. */
final class RelayedJson {
    private RelayedJson() {}

    static JsonObject listItem(RelayedWarning warning, boolean geometry, Instant now) {
        JsonObject json = head(warning, now)
                .put("headline", texts(warning, Info::headline))
                .put("instruction", texts(warning, Info::instruction))
                .put("areaDescription", warning.areaDescription().toJson());
        return geometry ? json.put("geometry", GeoJson.write(warning.area())) : json;
    }

    static JsonObject publicView(RelayedWarning warning, Instant now) {
        JsonObject json = head(warning, now)
                .put("exercisePublic", false)
                .put("infos", infos(warning.infos()))
                .put(
                        "area",
                        new JsonObject()
                                .put("description", warning.areaDescription().toJson()))
                .put("geometry", GeoJson.write(warning.area()))
                .put("senderName", warning.sourceName().toJson())
                .put("sender", warning.sender())
                .put("actions", new JsonArray())
                .put("lessons", new JsonArray());
        if (warning.endedAt() != null) {
            json.put("endedAt", warning.endedAt().toString());
        }
        return json;
    }

    private static JsonObject head(RelayedWarning warning, Instant now) {
        boolean isOver = warning.state() == RelayedWarning.State.PUBLISHED && !warning.isActive(now);
        JsonObject json = new JsonObject()
                .put("id", warning.id().toString())
                .put("version", warning.version())
                .put(
                        "status",
                        isOver ? WarningStatus.EXPIRED.code() : warning.state().code())
                .put("mode", Mode.ACTUAL.code())
                .put("category", warning.category())
                .put("event", warning.event())
                .put("urgency", warning.urgency())
                .put("severity", warning.severity().capName())
                .put("certainty", warning.certainty())
                .put("expires", warning.expires().toString())
                .put("publishedAt", warning.sent().toString())
                .put("source", source(warning));
        return warning.onset() == null
                ? json
                : json.put("onset", warning.onset().toString());
    }

    private static JsonObject source(RelayedWarning warning) {
        return new JsonObject()
                .put("name", warning.sourceName().toJson())
                .put("sender", warning.sender())
                .put("identifier", warning.identifier())
                .put("sent", warning.sent().toString());
    }

    private static JsonArray infos(List<Info> infos) {
        JsonArray array = new JsonArray();
        infos.forEach(info -> array.add(info.toJson()));
        return array;
    }

    /** Chinese is always there in such a map: where the source speaks only English, its words stand in both. */
    private static JsonObject texts(RelayedWarning warning, Function<Info, String> text) {
        return Localized.of(text.apply(warning.info(Localized.ZH_CN)), text.apply(warning.info(Localized.EN)))
                .toJson();
    }
}
