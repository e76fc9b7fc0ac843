package org.qunfang.delivery;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * firebase-admin's way to the network, with what its own lacks: one deadline over the whole exchange, an end to what is
 * read, and no retries behind our back. The library repeats 503 and I/O errors four times, sleeping up to a minute on the
 * calling thread; both leave here as {@link NoAnswer}, which it does not catch, and the ledger decides about the next try.
 */
final class FcmTransport extends HttpTransport implements AutoCloseable {
    /** FCM could not be reached, or said that it is unavailable. */
    static final class NoAnswer extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient FcmResponse response;

        NoAnswer(String message, FcmResponse response, Throwable cause) {
            super(message, cause, false, false);
            this.response = response;
        }

        /** Retry-After and the like, names in any case; empty when nothing came back. */
        TreeMap<String, Object> headers() {
            TreeMap<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            if (response != null) {
                response.headers().forEach(headers::putIfAbsent);
            }
            return headers;
        }
    }

    /** FCM's answers have a few hundred bytes; a proxy's page is read so far and left. */
    private static final int MOST_BYTES = 64 * 1024;

    /** Google lets 100 calls share one connection. */
    private static final int CALLS_A_CONNECTION = 100;

    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final HttpClient client;
    private final URI standIn;
    private final Duration deadline;

    /**
     * @param standIn {@code http://host:port} that takes FCM's place; null for FCM itself
     * @param version how a stand-in is spoken to, with HTTP/2 without asking first; FCM itself is offered HTTP/2 over TLS
     * @param deadline for one exchange, from connecting to the last byte
     * @param calls at once
     */
    FcmTransport(Vertx vertx, URI standIn, HttpVersion version, Duration deadline, int calls) {
        this.standIn = standIn;
        this.deadline = deadline;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) deadline.toMillis())
                        .setProtocolVersion(standIn == null ? HttpVersion.HTTP_2 : version)
                        .setUseAlpn(true)
                        .setHttp2ClearTextUpgrade(false)
                        .setDecompressionSupported(false),
                new PoolOptions()
                        .setHttp1MaxSize(calls)
                        .setHttp2MaxSize((calls + CALLS_A_CONNECTION - 1) / CALLS_A_CONNECTION)
                        .setMaxWaitQueueSize(calls));
    }

    @Override
    protected LowLevelHttpRequest buildRequest(String method, String url) {
        URI asked = URI.create(url); // has a path and no query, as all of Firebase's do
        URI host = standIn == null ? asked : standIn;
        boolean secure = "https".equals(host.getScheme());
        int given = host.getPort();
        return new Exchange(new RequestOptions()
                .setMethod(HttpMethod.valueOf(method))
                .setHost(host.getHost())
                .setPort(given > 0 ? given : secure ? HTTPS : HTTP)
                .setSsl(secure)
                .setURI(asked.getRawPath())
                .setFollowRedirects(false));
    }

    /** Headers that our client writes itself, and the compression that it does not undo. */
    private static final Set<String> NOT_OURS = Set.of("content-length", "host", "connection", "accept-encoding");

    private final class Exchange extends LowLevelHttpRequest {
        private final RequestOptions request;

        Exchange(RequestOptions request) {
            this.request = request;
        }

        @Override
        public void addHeader(String name, String value) {
            if (!NOT_OURS.contains(name.toLowerCase(Locale.ROOT))) {
                request.addHeader(name, value);
            }
        }

        @Override
        public LowLevelHttpResponse execute() throws IOException {
            Buffer body = body();
            if (body.length() > 0) {
                request.putHeader("Content-Type", getContentType());
                if (getContentEncoding() != null) {
                    request.putHeader("Content-Encoding", getContentEncoding());
                }
            }
            FcmResponse response = exchange(request, body);
            if (response.getStatusCode() == 503) {
                throw new NoAnswer("HTTP 503", response, null);
            }
            return response;
        }

        private Buffer body() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            if (getStreamingContent() != null) {
                getStreamingContent().writeTo(bytes);
            }
            return Buffer.buffer(bytes.toByteArray());
        }
    }

    private FcmResponse exchange(RequestOptions options, Buffer body) {
        Future<HttpClientRequest> asked = client.request(options);
        try {
            return asked.compose(request -> request.send(body))
                    .compose(FcmTransport::read)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            asked.onSuccess(HttpClientRequest::reset);
            throw new NoAnswer("no answer within " + deadline.toMillis() + " ms", null, late);
        } catch (ExecutionException failed) {
            throw new NoAnswer(failed.getCause().toString(), null, failed.getCause());
        } catch (InterruptedException stopped) {
            asked.onSuccess(HttpClientRequest::reset);
            Thread.currentThread().interrupt();
            throw new NoAnswer("interrupted", null, stopped);
        }
    }

    private static Future<FcmResponse> read(HttpClientResponse response) {
        Buffer body = Buffer.buffer();
        response.handler(chunk -> body.appendBuffer(chunk, 0, Math.min(chunk.length(), MOST_BYTES - body.length())));
        return response.end().map(ended -> new FcmResponse(response.statusCode(), response.headers(), body));
    }

    @Override
    public void close() {
        client.close();
    }
}
