package org.qunfang.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Serves the web app out of the jar: files under {@code /assets} have their content in their name and are kept for a
 * year, every other address of a front door is its page. Also {@code /config.json}, the contract and the problem pages.
 */
public final class WebApp {
    private static final CharSequence NO_SNIFFING = HeaderNames.of("X-Content-Type-Options");
    private static final CharSequence REFERRER_POLICY = HeaderNames.of("Referrer-Policy");
    private static final CharSequence SECURITY_POLICY = HeaderNames.of("Content-Security-Policy");

    private static final String ROOT = "webroot";
    private static final String FOREVER = "public, max-age=31536000, immutable";

    /** Monitors that ask the wrong port must not take a page for an answer. */
    private static final Pattern MANAGEMENT = Pattern.compile("/(health|metrics)(/|$)");

    private WebApp() {}

    /**
     * @param config what the pages must know of this installation
     * @param contentSecurityPolicyExtra hosts of an outside map style, or an empty text
     */
    public static void bind(
            Vertx vertx, Router router, Contract contract, JsonObject config, String contentSecurityPolicyExtra) {
        String policy = "default-src 'self'; img-src 'self' data: blob:" + contentSecurityPolicyExtra
                + "; connect-src 'self'" + contentSecurityPolicyExtra
                + "; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; object-src 'none'; base-uri 'self';"
                + " frame-ancestors 'none'; form-action 'self'";
        router.route().order(-1).handler(context -> {
            HttpServerResponse response = context.response();
            response.putHeader(NO_SNIFFING, "nosniff").putHeader(REFERRER_POLICY, "same-origin");
            if (!context.request().path().startsWith("/v1/")) {
                response.putHeader(SECURITY_POLICY, policy);
            }
            context.next();
        });
        router.get("/config.json")
                .handler(context -> context.response()
                        .putHeader("Content-Type", Reply.JSON)
                        .putHeader("Cache-Control", "no-cache")
                        .end(config.toBuffer()));
        router.get("/openapi.json")
                .handler(context -> context.response()
                        .putHeader("Content-Type", Reply.JSON)
                        .end(contract.published().toBuffer()));
        router.get("/problems/:slug").handler(WebApp::problemPage);
        StaticHandler files = StaticHandler.create(ROOT)
                .setCachingEnabled(false)
                .setDirectoryListing(false)
                .setIncludeHidden(false)
                .setIndexPage("index.html");
        router.get("/assets/*").handler(context -> {
            context.response().putHeader("Cache-Control", FOREVER);
            context.next();
        });
        router.get("/assets/*").handler(new Precompressed(ROOT));
        router.get("/*").handler(WebApp::revalidated).handler(files);
        Map<String, String> frontDoors = Map.of("/office", "office/index.html", "/org", "org/index.html");
        router.get("/*").handler(context -> page(context, frontDoors));
        router.route().handler(WebApp::refuseOtherMethods);
    }

    private static void revalidated(RoutingContext context) {
        if (!context.response().headers().contains("Cache-Control")) {
            context.response().putHeader("Cache-Control", "no-cache");
        }
        context.next();
    }

    /** Addresses inside an app are answered with the app's page; anything that looks like a file or the API is not. */
    private static void page(RoutingContext context, Map<String, String> frontDoors) {
        String path = context.normalizedPath();
        if (!isOfTheApp(path)) {
            context.fail(404);
            return;
        }
        String page = frontDoors.entrySet().stream()
                .filter(door -> path.equals(door.getKey()) || path.startsWith(door.getKey() + "/"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("index.html");
        context.response().sendFile(ROOT + "/" + page).onFailure(missing -> context.fail(404));
    }

    /** Not what looks like a file, hidden or not, nor what this port does not serve though others of its kind do. */
    static boolean isOfTheApp(String path) {
        boolean isFile = path.substring(path.lastIndexOf('/') + 1).contains(".") || path.contains("/.");
        return !(isFile
                || isOfTheApi(path)
                || path.startsWith("/assets")
                || MANAGEMENT.matcher(path).lookingAt());
    }

    private static boolean isOfTheApi(String path) {
        return path.startsWith("/v1") || path.startsWith("/feeds");
    }

    private static void refuseOtherMethods(RoutingContext context) {
        if (isOfTheApi(context.normalizedPath())) {
            context.fail(404);
        } else {
            context.response().putHeader("Allow", "GET");
            context.fail(405);
        }
    }

    /** As plain text: browsers download Markdown instead of showing it. */
    private static void problemPage(RoutingContext context) {
        String slug = context.pathParam("slug");
        if (!slug.matches("[a-z-]{1,60}")) {
            context.fail(404);
            return;
        }
        context.response()
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .sendFile("problems/" + slug + ".md")
                .onFailure(missing -> context.fail(404));
    }
}
