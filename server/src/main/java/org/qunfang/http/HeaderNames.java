package org.qunfang.http;

import io.vertx.core.http.HttpHeaders;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names of headers as the server keeps them. A header map hashes a String's letters one by one at every look, which
 * was a tenth of a small answer; these are hashed once.
 */
final class HeaderNames {
    private static final Map<String, CharSequence> HASHED = new ConcurrentHashMap<>();

    private HeaderNames() {}

    /** @param name one of the program's own: each is kept for good */
    static CharSequence of(String name) {
        return HASHED.computeIfAbsent(name, HttpHeaders::createOptimized);
    }
}
