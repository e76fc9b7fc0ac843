package org.qunfang.delivery;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Takes every message as FCM does, after so many milliseconds, and keeps nothing. */
final class SlowFcm implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    /** When the first message came. */
    final AtomicLong first = new AtomicLong();

    SlowFcm(long millis) {
        server = vertx.createHttpServer()
                .requestHandler(request -> {
                    first.compareAndSet(0, System.nanoTime());
                    request.end()
                            .compose(read -> vertx.timer(millis, TimeUnit.MILLISECONDS))
                            .onSuccess(later -> request.response()
                                    .putHeader("Content-Type", "application/json")
                                    .end("{\"name\":\"projects/qunfang/messages/1\"}"));
                })
                .listen(0, "127.0.0.1")
                .await();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
