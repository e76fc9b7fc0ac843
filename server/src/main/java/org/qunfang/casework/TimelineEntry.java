package org.qunfang.casework;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One event of a case. Appended, never changed.
 *
 * @param text somebody's own words, at most 4,000 characters, or null
 * @param data small: photoIds, reason, fixed, severityBefore, severityAfter, task, code, reopened
 */
public record TimelineEntry(
        UUID id, Instant at, TimelineKind kind, Visibility visibility, Actor actor, String text, JsonObject data) {

    public static TimelineEntry of(TimelineKind kind, Visibility visibility, Actor actor, Instant at) {
        return new TimelineEntry(
                UuidCreator.getTimeOrderedEpoch(), at, kind, visibility, actor, null, new JsonObject());
    }

    public TimelineEntry saying(String words) {
        return new TimelineEntry(id, at, kind, visibility, actor, words, data);
    }

    public TimelineEntry with(String name, Object value) {
        return new TimelineEntry(
                id, at, kind, visibility, actor, text, data.copy().put(name, value));
    }

    public TimelineEntry showing(List<UUID> photoIds) {
        JsonArray ids = new JsonArray();
        photoIds.forEach(photo -> ids.add(photo.toString()));
        return ids.isEmpty() ? this : with("photoIds", ids);
    }

    /** The photos it shows, in order. */
    public List<UUID> photoIds() {
        return data.getJsonArray("photoIds", new JsonArray()).stream()
                .map(photo -> UUID.fromString((String) photo))
                .toList();
    }
}
