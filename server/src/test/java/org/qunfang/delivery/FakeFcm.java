package org.qunfang.delivery;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.qunfang.testing.SharedData;

/** A server on this machine that answers like FCM: well, unless told otherwise for the next requests. */
public final class FakeFcm implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final List<JsonObject> messages = new CopyOnWriteArrayList<>();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final Queue<Handler<HttpServerRequest>> next = new ArrayDeque<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private volatile long delayMillis = 1;
    private volatile String authorization;

    public FakeFcm() {
        server = vertx.createHttpServer()
                .requestHandler(request -> {
                    authorization = request.getHeader("Authorization");
                    if (request.path().equals("/token")) {
                        signIn(request);
                        return;
                    }
                    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                    request.response().endHandler(ended -> atOnce.decrementAndGet());
                    request.body().onSuccess(body -> {
                        paths.add(request.path());
                        messages.add(body.toJsonObject().getJsonObject("message"));
                        vertx.timer(delayMillis, TimeUnit.MILLISECONDS).onSuccess(later -> answer(request));
                    });
                })
                .listen(0, "127.0.0.1")
                .await();
    }

    /** Google's OAuth 2.0 token endpoint, as a service account's key file names it. */
    private static void signIn(HttpServerRequest request) {
        request.response()
                .putHeader("Content-Type", "application/json")
                .end("{\"access_token\":\"signed-in\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
    }

    /** Of the latest request. */
    String authorization() {
        return authorization;
    }

    private void answer(HttpServerRequest request) {
        Handler<HttpServerRequest> told;
        synchronized (next) {
            told = next.poll();
        }
        if (told == null) {
            String name = "projects/qunfang/messages/" + accepted.incrementAndGet();
            request.response()
                    .putHeader("Content-Type", "application/json")
                    .end(new JsonObject().put("name", name).encode());
        } else {
            told.handle(request);
        }
    }

    /** The next request gets this answer. */
    FakeFcm then(int status, String contentType, String body, String... header) {
        return then(request -> {
            request.response().setStatusCode(status).putHeader("Content-Type", contentType);
            for (int i = 0; i < header.length; i += 2) {
                request.response().putHeader(header[i], header[i + 1]);
            }
            request.response().end(body);
        });
    }

    /** The next request gets what FCM once answered: a section of ../shared/data/fcm/responses.md. */
    FakeFcm thenRecorded(int status, String section, String... header) {
        String body = recorded(section);
        String type = body.startsWith("{") ? "application/json" : "text/html; charset=UTF-8";
        return then(status, type, body, header);
    }

    FakeFcm thenReset() {
        return then(request -> request.connection().close());
    }

    FakeFcm thenHang() {
        return then(request -> {
            // No answer is the answer.
        });
    }

    FakeFcm then(Handler<HttpServerRequest> handler) {
        synchronized (next) {
            next.add(handler);
        }
        return this;
    }

    static String recorded(String section) {
        try {
            String all = Files.readString(SharedData.path("fcm/responses.md"));
            String after = all.substring(all.indexOf("## " + section));
            String fenced = after.substring(after.indexOf("```") + 3);
            return fenced.substring(fenced.indexOf('\n') + 1, fenced.indexOf("\n```"))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** Value for QUNFANG_FCM_EMULATOR_HOST. */
    public String hostAndPort() {
        return "127.0.0.1:" + server.actualPort();
    }

    /** What came in, in order of arrival. */
    public List<JsonObject> messages() {
        return List.copyOf(messages);
    }

    public List<String> paths() {
        return List.copyOf(paths);
    }

    /** Tokens of all requests so far. */
    public List<String> tokens() {
        return messages.stream().map(message -> message.getString("token")).toList();
    }

    /** Answers take so long from now on. */
    FakeFcm slow(long millis) {
        delayMillis = millis;
        return this;
    }

    /** The most requests that were under way together. */
    int mostAtOnce() {
        return mostAtOnce.get();
    }

    /** Forgets requests and planned answers. */
    public void forget() {
        delayMillis = 1;
        mostAtOnce.set(0);
        messages.clear();
        paths.clear();
        synchronized (next) {
            next.clear();
        }
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
