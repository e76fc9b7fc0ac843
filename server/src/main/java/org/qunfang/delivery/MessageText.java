package org.qunfang.delivery;

import io.vertx.core.json.JsonObject;

/** What one person reads, in one language. */
public record MessageText(String title, String body) {

    JsonObject toJson() {
        return new JsonObject().put("title", title).put("body", body);
    }

    static MessageText fromJson(JsonObject json) {
        return new MessageText(json.getString("title"), json.getString("body"));
    }
}
