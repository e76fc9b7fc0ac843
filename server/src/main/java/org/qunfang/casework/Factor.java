package org.qunfang.casework;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.qunfang.problem.Localized;

/**
 * One reason for a score.
 *
 * @param code the question's id, {@code base}, or the officer's factor
 * @param value the score it sets or demands (1–5), or for {@link Effect#ADD} the steps it adds; 0 for an unknown
 */
public record Factor(String code, Side side, Effect effect, int value, Source source, Localized reason) {

    public enum Side {
        LIKELIHOOD,
        CONSEQUENCE
    }

    public enum Source {
        CATEGORY,
        ANSWER,
        OFFICER,
        /** The record of a site. */
        SITE,
        SURGE
    }

    /** UNKNOWN changes nothing and is shown: nobody knows is not the same as no. SCORED is an officer's own score. */
    public enum Effect {
        BASE,
        ADD,
        AT_LEAST,
        SCORED,
        UNKNOWN
    }

    public JsonObject toJson() {
        return new JsonObject()
                .put("code", code)
                .put("side", lower(side))
                .put("effect", lower(effect).replace('_', '-'))
                .put("value", value)
                .put("source", lower(source))
                .put("reason", reason.toJson());
    }

    static Factor fromJson(JsonObject json) {
        return new Factor(
                json.getString("code"),
                Side.valueOf(upper(json.getString("side"))),
                Effect.valueOf(upper(json.getString("effect")).replace('-', '_')),
                json.getInteger("value"),
                Source.valueOf(upper(json.getString("source"))),
                Localized.fromJson(json.getJsonObject("reason")));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String upper(String value) {
        return value.toUpperCase(Locale.ROOT);
    }
}
