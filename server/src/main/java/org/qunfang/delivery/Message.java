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
 * @param replaces the earlier message whose place it takes, or null: who was due for that one also hears of the end
 */
public record Message(
        UUID id,
        String sourceKind,
        UUID sourceId,
        Severity severity,
        MessageText zhCn,
        MessageText en,
        JsonObject data,
        Instant expiresAt,
        UUID replaces) {

    /** Member of {@code data}: devices show one message of those that have it alike, the newest; by default the id. */
    public static final String COLLAPSE = "chainId";

    /** Member of {@code data}: messages of one event have it alike, and a device shows them in one place where it may. */
    public static final String GROUP = "eventGroup";

    /** Member of {@code data}, there where it says that something is over, or no longer for whoever reads it. */
    public static final String ENDS = "ends";

    /** A message that takes no other's place. */
    public Message(
            UUID id,
            String sourceKind,
            UUID sourceId,
            Severity severity,
            MessageText zhCn,
            MessageText en,
            JsonObject data,
            Instant expiresAt) {
        this(id, sourceKind, sourceId, severity, zhCn, en, data, expiresAt, null);
    }

    MessageText text(String language) {
        return Localized.EN.equals(language) ? en : zhCn;
    }

    Message until(Instant later) {
        return new Message(id, sourceKind, sourceId, severity, zhCn, en, data, later, replaces);
    }

    /** The chain of what follows each other. */
    String collapse() {
        return data.getString(COLLAPSE, id.toString());
    }

    /** The event's, or null. */
    String group() {
        return data.getString(GROUP);
    }

    /** Where devices show it, unless something of its event stands against that; see {@link Shown}. */
    String place() {
        return data.getString(GROUP, collapse());
    }

    boolean ends() {
        return data.containsKey(ENDS);
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
