package org.qunfang.testing;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** What the server answered; it kept the contract. */
public record Answer(int status, MultiMap headers, Buffer body) {
    public JsonObject json() {
        return new JsonObject(body);
    }

    public String etag() {
        return headers.get("ETag");
    }

    /** The slug of a problem's type. */
    public String problem() {
        String type = json().getString("type");
        return type.substring(type.lastIndexOf('/') + 1);
    }
}
