package org.qunfang.event;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened to a subject.
 *
 * @param type such as {@code case.opened}
 * @param data small; ids rather than contents
 */
public record Event(UUID id, String type, UUID subjectId, JsonObject data, Instant at) {
    public static Event of(String type, UUID subjectId, JsonObject data, Instant at) {
        return new Event(UuidCreator.getTimeOrderedEpoch(), type, subjectId, data, at);
    }

    /** The shape that the SQL function {@code append_events} reads. */
    public JsonObject toJson() {
        return new JsonObject()
                .put("id", id.toString())
                .put("type", type)
                .put("subjectId", subjectId.toString())
                .put("data", data)
                .put("at", at.toString());
    }

    static Event fromJson(JsonObject json) {
        return new Event(
                UUID.fromString(json.getString("id")),
                json.getString("type"),
                UUID.fromString(json.getString("subjectId")),
                json.getJsonObject("data"),
                Instant.parse(json.getString("at")));
    }
}
