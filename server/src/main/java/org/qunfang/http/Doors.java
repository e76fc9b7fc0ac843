package org.qunfang.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import org.qunfang.settings.Settings;

/** The two ports: the API with the web app, and the management port with health and metrics. */
public final class Doors {
    /** Longer than the live stream's heartbeat of 20 seconds. */
    private static final int IDLE_SECONDS = 75;

    /** A database that takes longer to say nothing at all is away. */
    private static final int DATABASE_SECONDS = 3;

    private static final String PORT = "QUNFANG_PORT";
    private static final String MANAGEMENT_PORT = "QUNFANG_MANAGEMENT_PORT";
    private static final int MOST_HEADER_BYTES = 16 * 1024;
    /** Room for what is too long for a parameter, so that the parameter can be named. */
    private static final int MOST_URI_BYTES = 16 * 1024;

    private static final int BEFORE_ALL_OTHERS = -1_000;

    private Doors() {}

    /**
     * Looks whether both ports can be had, before anything that takes long is opened. Blocks for an instant.
     *
     * @throws PortUnavailable naming the setting and the port
     */
    public static void refuseTaken(Settings settings) {
        refuseTaken(PORT, settings.port());
        refuseTaken(MANAGEMENT_PORT, settings.managementPort());
    }

    private static void refuseTaken(String setting, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(HttpServerOptions.DEFAULT_HOST, port));
        } catch (IOException failure) {
            throw PortUnavailable.of(setting, port, failure);
        }
    }

    private static Future<HttpServer> named(Future<HttpServer> listening, String setting, int port) {
        return listening.recover(failure -> Future.failedFuture(PortUnavailable.of(setting, port, failure)));
    }

    /** Fails with {@link PortUnavailable}. */
    public static Future<HttpServer> openPublic(Vertx vertx, Router router, int port) {
        failuresAsProblems(router);
        leavePicturesAsTheyAre(router);
        HttpServerOptions options = options()
                .setMaxHeaderSize(MOST_HEADER_BYTES)
                .setMaxInitialLineLength(MOST_URI_BYTES)
                .setCompressionSupported(true)
                // Nobody talks over WebSockets here: their handlers would look at every message of every connection.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setHandle100ContinueAutomatically(true);
        HttpServer server = vertx.createHttpServer(options)
                .invalidRequestHandler(Answers::refuseUnreadable)
                .requestHandler(request -> {
                    if (tellsOneHost(request)) {
                        router.handle(request);
                    } else {
                        Answers.refuseUnreadable(request);
                    }
                });
        return named(server.listen(port), PORT, port);
    }

    /** They are compressed already: doing it again costs tens of milliseconds each and saves nothing. SVG is text. */
    private static void leavePicturesAsTheyAre(Router router) {
        router.route().order(BEFORE_ALL_OTHERS).handler(context -> {
            context.addHeadersEndHandler(done -> {
                MultiMap headers = context.response().headers();
                String type = headers.get(HttpHeaders.CONTENT_TYPE);
                if (type != null && type.startsWith("image/") && !type.startsWith("image/svg")) {
                    headers.set(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
                }
            });
            context.next();
        });
    }

    private static void failuresAsProblems(Router router) {
        for (int status : new int[] {400, 404, 405, 406, 413, 415, 500, 503}) {
            router.errorHandler(status, Answers::failed);
        }
    }

    /** Of two, a proxy may take the other one (RFC 9112 section 3.2). */
    private static boolean tellsOneHost(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2
                || request.headers().getAll("Host").size() == 1;
    }

    /**
     * {@code /health/live}, {@code /health/ready} (503 while PostgreSQL is away or silent) and {@code /metrics}. Fails with {@link
     * PortUnavailable}.
     */
    public static Future<HttpServer> openManagement(Vertx vertx, Pool pool, PrometheusMeterRegistry metrics, int port) {
        Router router = Router.router(vertx);
        router.get("/health/live").handler(context -> status(context, 200, "live"));
        router.get("/health/ready")
                .handler(context -> pool.query("SELECT 1")
                        .execute()
                        .timeout(DATABASE_SECONDS, TimeUnit.SECONDS)
                        .onSuccess(rows -> status(context, 200, "ready"))
                        .onFailure(failure -> status(context, 503, "the database is away")));
        router.get("/metrics")
                .handler(context -> context.response()
                        .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(metrics.scrape()));
        HttpServer server = vertx.createHttpServer(options()).requestHandler(router);
        return named(server.listen(port), MANAGEMENT_PORT, port);
    }

    /** Without HTTP/2 in clear text: now and then Vert.x 5.0 never answers a request that asks to change over to it. */
    private static HttpServerOptions options() {
        return new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setHttp2ClearTextEnabled(false);
    }

    private static void status(RoutingContext context, int status, String text) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject().put("status", text).toBuffer());
    }
}
