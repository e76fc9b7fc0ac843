package org.qunfang.hostile;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request, byte by byte as it is sent.
 *
 * @param uri path and query, already encoded
 * @param body null without one
 */
record Shot(String method, String uri, Map<String, String> headers, Buffer body) {

    Shot method(String other) {
        return new Shot(other, uri, headers, body);
    }

    Shot uri(String other) {
        return new Shot(method, other, headers, body);
    }

    Shot query(String more) {
        return uri(uri + (uri.contains("?") ? "&" : "?") + more);
    }

    Shot with(String header, String value) {
        Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.put(header, value);
        return new Shot(method, uri, more, body);
    }

    Shot without(String header) {
        Map<String, String> fewer = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fewer.putAll(headers);
        fewer.remove(header);
        return new Shot(method, uri, fewer, body);
    }

    Shot body(Buffer other) {
        return new Shot(method, uri, headers, other);
    }

    Shot body(String other) {
        return body(Buffer.buffer(other));
    }

    JsonObject json() {
        return new JsonObject(body);
    }
}
