package org.qunfang.warning;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A broadcaster on this machine: takes everything, unless told otherwise for the next requests. */
public final class FakeReceiver implements AutoCloseable {
    /** What came in. */
    public record Got(String path, Map<String, String> headers, String body) {}

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final List<Got> got = new CopyOnWriteArrayList<>();
    private final Queue<Handler<HttpServerRequest>> next = new ArrayDeque<>();

    public FakeReceiver() {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                    request.headers().forEach(each -> headers.put(each.getKey(), each.getValue()));
                    got.add(new Got(request.path(), headers, body.toString()));
                    answer(request);
                }))
                .listen(0, "127.0.0.1")
                .await();
    }

    private void answer(HttpServerRequest request) {
        Handler<HttpServerRequest> told;
        synchronized (next) {
            told = next.poll();
        }
        if (told == null) {
            request.response().setStatusCode(204).end();
        } else {
            told.handle(request);
        }
    }

    FakeReceiver then(int status, String... header) {
        return then(request -> {
            request.response().setStatusCode(status);
            for (int i = 0; i < header.length; i += 2) {
                request.response().putHeader(header[i], header[i + 1]);
            }
            request.response().end();
        });
    }

    FakeReceiver thenHang() {
        return then(request -> {
            // No answer is the answer.
        });
    }

    private FakeReceiver then(Handler<HttpServerRequest> handler) {
        synchronized (next) {
            next.add(handler);
        }
        return this;
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.actualPort() + path;
    }

    List<Got> got() {
        return List.copyOf(got);
    }

    /** What came to the path. */
    public List<Got> at(String path) {
        return got.stream().filter(each -> each.path().equals(path)).toList();
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
