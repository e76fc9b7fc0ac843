package org.qunfang.casework;

import io.vertx.core.json.JsonObject;
import org.qunfang.problem.Localized;

/**
 * One thing that a site's risk index is made of.
 *
 * @param code {@code open-cases}, {@code reports}, {@code trend}, {@code inspection}, {@code findings}, {@code permits}
 * @param points what it adds to the index; 0 for an unknown, which is not the same as nothing
 * @param unknown nobody knows
 */
record SiteSignal(String code, int points, boolean unknown, Localized text) {
    static SiteSignal of(String code, int points, Localized text) {
        return new SiteSignal(code, points, false, text);
    }

    static SiteSignal unknown(String code, Localized text) {
        return new SiteSignal(code, 0, true, text);
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("code", code)
                .put("points", points)
                .put("unknown", unknown)
                .put("text", text.toJson());
    }

    static SiteSignal fromJson(JsonObject json) {
        return new SiteSignal(
                json.getString("code"),
                json.getInteger("points"),
                json.getBoolean("unknown"),
                Localized.fromJson(json.getJsonObject("text")));
    }
}
