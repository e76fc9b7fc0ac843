package org.qunfang.interop;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.qunfang.http.OutsideAddress;
import org.qunfang.settings.Network;

/**
 * Reads what others publish: http and https only, at most 2 MB within 20 seconds, at most 3 redirects. A name is looked up
 * here and the connection goes to the address that was looked at, so that no name leads into this network afterwards.
 */
final class FeedClient {
    private static final int MOST_REDIRECTS = 3;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int WHOLE_SECONDS = 20;
    private static final String ACCEPT =
            "application/atom+xml, application/rss+xml, application/cap+xml, application/xml;q=0.9, text/xml;q=0.8";

    private final HttpClient client;
    private final WorkerExecutor worker;
    private final List<Network> allowed;

    /** @param worker looks names up, which may take seconds */
    FeedClient(Vertx vertx, WorkerExecutor worker, List<Network> allowed) {
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setIdleTimeout(WHOLE_SECONDS)
                .setKeepAlive(false)
                .setDecompressionSupported(false));
        this.worker = worker;
        this.allowed = List.copyOf(allowed);
    }

    /**
     * @param body null when nothing changed
     * @param etag, modified for the next time; may be null
     */
    record Read(URI address, Buffer body, String etag, String modified) {}

    /** Ends a read: why. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final FeedFailure failure;

        Failed(FeedFailure failure) {
            super(failure.code(), null, false, false);
            this.failure = failure;
        }

        FeedFailure failure() {
            return failure;
        }
    }

    /** Fails with {@link Failed} only. */
    Future<Read> read(String address, String etag, String modified) {
        return follow(address, etag, modified, 0)
                .timeout(WHOLE_SECONDS, TimeUnit.SECONDS)
                .recover(failure -> Future.failedFuture(named(failure)));
    }

    private static Failed named(Throwable failure) {
        if (failure instanceof Failed known) {
            return known;
        }
        return new Failed(failure instanceof TimeoutException ? FeedFailure.TIMED_OUT : FeedFailure.UNREACHABLE);
    }

    private Future<Read> follow(String address, String etag, String modified, int hops) {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException none) {
            return Future.failedFuture(new Failed(FeedFailure.BAD_ADDRESS));
        }
        boolean isWeb = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!isWeb || uri.getHost() == null) {
            return Future.failedFuture(new Failed(hops == 0 ? FeedFailure.BAD_ADDRESS : FeedFailure.REDIRECTED));
        }
        return worker.executeBlocking(() -> lookUp(uri, hops), false)
                .compose(found -> client.request(OutsideAddress.request(HttpMethod.GET, uri, found)))
                .compose(request -> send(request, etag, modified))
                .compose(response -> answer(response, uri, etag, modified, hops));
    }

    private InetAddress lookUp(URI uri, int hops) throws UnknownHostException {
        return OutsideAddress.lookUp(uri, allowed)
                .orElseThrow(() -> new Failed(hops == 0 ? FeedFailure.BAD_ADDRESS : FeedFailure.REDIRECTED));
    }

    private static Future<HttpClientResponse> send(HttpClientRequest request, String etag, String modified) {
        request.putHeader("Accept", ACCEPT).putHeader("User-Agent", "qunfang");
        if (etag != null) {
            request.putHeader("If-None-Match", etag);
        }
        if (modified != null) {
            request.putHeader("If-Modified-Since", modified);
        }
        return request.send();
    }

    private Future<Read> answer(HttpClientResponse response, URI uri, String etag, String modified, int hops) {
        int status = response.statusCode();
        if (status == 304) {
            return Future.succeededFuture(new Read(uri, null, etag, modified));
        }
        String location = response.getHeader("Location");
        if (status >= 300 && status < 400 && location != null) {
            discard(response);
            return hops >= MOST_REDIRECTS
                    ? Future.failedFuture(new Failed(FeedFailure.REDIRECTED))
                    : redirected(uri, location, hops + 1);
        }
        if (status != 200) {
            discard(response);
            return Future.failedFuture(new Failed(FeedFailure.REFUSED));
        }
        return body(response)
                .map(body -> new Read(
                        uri,
                        body,
                        bounded(response.getHeader("ETag"), 500),
                        bounded(response.getHeader("Last-Modified"), 100)));
    }

    /** Nobody reads its body: that it ends early is meant. */
    private static void discard(HttpClientResponse response) {
        response.exceptionHandler(cut -> {});
        response.request().reset();
    }

    private Future<Read> redirected(URI from, String location, int hops) {
        try {
            return follow(from.resolve(location).toString(), null, null, hops);
        } catch (IllegalArgumentException none) {
            return Future.failedFuture(new Failed(FeedFailure.REDIRECTED));
        }
    }

    private static String bounded(String header, int most) {
        return header == null || header.length() > most ? null : header;
    }

    /** Counted while it comes: what is longer is cut off, not stored. */
    private static Future<Buffer> body(HttpClientResponse response) {
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            if (body.length() + chunk.length() <= CapXml.MOST_BYTES) {
                body.appendBuffer(chunk);
            } else if (whole.tryFail(new Failed(FeedFailure.TOO_LARGE))) {
                response.request().reset();
            }
        });
        response.exceptionHandler(whole::tryFail);
        response.endHandler(end -> whole.tryComplete(body));
        return whole.future();
    }

    void close() {
        client.close();
    }
}
