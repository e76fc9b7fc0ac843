package org.qunfang.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** An operation's answer. */
public final class Reply {
    public static final String JSON = "application/json";

    private final int status;
    private final String contentType;
    private final Buffer body;
    private final Map<String, String> headers = new LinkedHashMap<>();

    private Reply(int status, String contentType, Buffer body) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
    }

    public static Reply ok(JsonObject json) {
        return of(200, json);
    }

    public static Reply created(JsonObject json) {
        return of(201, json);
    }

    public static Reply of(int status, JsonObject json) {
        return new Reply(status, JSON, json.toBuffer());
    }

    public static Reply noContent() {
        return new Reply(204, null, null);
    }

    public static Reply bytes(String contentType, Buffer body) {
        return new Reply(200, contentType, body);
    }

    public static Reply notModified() {
        return new Reply(304, null, null);
    }

    /** The operation writes to the response itself, as streams and files do. */
    public static Reply streaming() {
        return new Reply(0, null, null);
    }

    /** An entity tag out of the row's version (RFC 9110 section 8.8.3). */
    public Reply etag(long version) {
        return header("ETag", "\"" + version + "\"");
    }

    public Reply header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public boolean isStreaming() {
        return status == 0;
    }

    public int status() {
        return status;
    }

    public String contentType() {
        return contentType;
    }

    /** Null when there is no body. */
    public Buffer body() {
        return body;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
