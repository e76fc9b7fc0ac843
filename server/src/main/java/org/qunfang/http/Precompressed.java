package org.qunfang.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.MimeMapping;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/**
 * Sends what the build compressed with Brotli to whom can read it: about a seventh less than gzip, and nothing to compute. All
 * others get the file as it is, which the server compresses with gzip on its way.
 */
final class Precompressed implements Handler<RoutingContext> {
    private static final Pattern COMPRESSED = Pattern.compile("/assets/[A-Za-z0-9_.-]{1,200}\\.(js|css)");
    private static final String BROTLI = "br";
    private static final String ENDING = ".br";

    private final String root;

    /** @param root of the classpath, where the build laid {@code file.js.br} beside {@code file.js} */
    Precompressed(String root) {
        this.root = root;
    }

    @Override
    public void handle(RoutingContext context) {
        String path = context.normalizedPath();
        context.response().putHeader(HttpHeaders.VARY, "accept-encoding");
        if (!COMPRESSED.matcher(path).matches() || !reads(context) || !isThere(root + path + ENDING)) {
            context.next();
            return;
        }
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, MimeMapping.mimeTypeForFilename(path) + ";charset=utf-8")
                .putHeader(HttpHeaders.CONTENT_ENCODING, BROTLI)
                .sendFile(root + path + ENDING)
                .onFailure(context::fail);
    }

    /** Named, and not with a weight of zero (RFC 9110 section 12.5.3). */
    private static boolean reads(RoutingContext context) {
        return context.parsedHeaders().acceptEncoding().stream()
                .anyMatch(each -> BROTLI.equalsIgnoreCase(each.value()) && each.weight() > 0);
    }

    /** A look into the directory of the jar, which lies in memory. */
    private static boolean isThere(String resource) {
        return Precompressed.class.getClassLoader().getResource(resource) != null;
    }
}
