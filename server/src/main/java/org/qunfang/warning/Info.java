package org.qunfang.warning;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.qunfang.problem.Localized;

/**
 * What people read, in one language.
 *
 * @param event its name in this language; null where the draft's own does for all
 * @param instruction may be null
 */
public record Info(String language, String event, String headline, String description, String instruction) {

    /** Keeps the event's words where there are some, or where the name is not in this language. */
    Info named(Localized name) {
        boolean isSaid = event != null || !Set.of(Localized.ZH_CN, Localized.EN).contains(language);
        return isSaid ? this : new Info(language, name.in(language), headline, description, instruction);
    }

    /** As it goes out: exercises and tests say so first. */
    Info marked(Mode mode) {
        return new Info(
                language,
                event,
                mode.mark(headline, language),
                mode.mark(description, language),
                mode.mark(instruction, language));
    }

    public JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("language", language)
                .put("headline", headline)
                .put("description", description);
        if (event != null) {
            json.put("event", event);
        }
        return instruction == null ? json : json.put("instruction", instruction);
    }

    static Info fromJson(JsonObject json) {
        return new Info(
                json.getString("language"),
                json.getString("event"),
                json.getString("headline"),
                json.getString("description"),
                json.getString("instruction"));
    }

    public static List<Info> listFromJson(JsonArray array) {
        List<Info> infos = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            infos.add(fromJson(array.getJsonObject(i)));
        }
        return infos;
    }
}
