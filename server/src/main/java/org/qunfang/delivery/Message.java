package org.qunfang.delivery;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.qunfang.problem.Localized;

/**
 * Something to tell many people.
 *
 * @param id made by the sender; the same id is the same message, however often it is handed in, and devices show one
 *     id once
 * @param sourceKind what it is about, such as {@code warning}
 * @param severity decides who wants it and how urgent it is
 * @param data what programs read: small, strings only; {@code event} names what happened, such as
 *     {@code warning.published}
 * @param expiresAt never handed over from this moment on
 */
public record Message(
        UUID id,
        String sourceKind,
        UUID sourceId,
        Severity severity,
        MessageText zhCn,
        MessageText en,
        JsonObject data,
        Instant expiresAt) {

    MessageText text(String language) {
        return Localized.EN.equals(language) ? en : zhCn;
    }

    /** Name of the event in the live stream. */
    String event() {
        return data.getString("event", sourceKind);
    }

    boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    JsonObject content() {
        return new JsonObject().put(Localized.ZH_CN, zhCn.toJson()).put(Localized.EN, en.toJson());
    }
}
