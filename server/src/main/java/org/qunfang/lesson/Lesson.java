package org.qunfang.lesson;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.UUID;

/**
 * A short illustrated lesson.
 *
 * @param slug its name in addresses, {@code [a-z0-9-]}, at most 80 characters
 * @param status {@code draft}, {@code published} or {@code archived}
 * @param categories codes of the hazards it is about; empty for every hazard
 * @param document title, summary, minutes, blocks, questions and sources; texts are maps of language to plain text
 */
public record Lesson(
        UUID id, String slug, String status, Stage stage, Set<String> categories, long version, JsonObject document) {

    boolean isPublished() {
        return "published".equals(status);
    }

    JsonArray questions() {
        return document.getJsonArray("questions");
    }
}
