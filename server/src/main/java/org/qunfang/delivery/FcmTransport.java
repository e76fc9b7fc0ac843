package org.qunfang.delivery;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * firebase-admin's way to the network, with what its own lacks: one deadline over the whole exchange, and no retries
 * behind our back. The library repeats 503 and I/O errors four times, sleeping up to a minute on the calling thread;
 * both leave here as {@link NoAnswer}, which it does not catch, and the ledger decides about the next try.
 */
final class FcmTransport extends HttpTransport {
    /** FCM could not be reached, or said that it is unavailable. */
    static final class NoAnswer extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient HttpResponse<byte[]> response;

        NoAnswer(String message, HttpResponse<byte[]> response, Throwable cause) {
            super(message, cause, false, false);
            this.response = response;
        }

        /** Null when nothing came back. */
        HttpResponse<byte[]> response() {
            return response;
        }
    }

    private final HttpClient client;
    private final URI standIn;
    private final Duration deadline;

    /**
     * @param standIn {@code http://host:port} that takes FCM's place; null for FCM itself
     * @param deadline for one exchange, from connecting to the last byte
     */
    FcmTransport(URI standIn, Duration deadline) {
        this.standIn = standIn;
        this.deadline = deadline;
        this.client = HttpClient.newBuilder()
                .connectTimeout(deadline)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(standIn == null ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .build();
    }

    @Override
    protected LowLevelHttpRequest buildRequest(String method, String url) {
        URI real = URI.create(url);
        URI target = standIn == null ? real : standIn.resolve(real.getRawPath());
        return new Exchange(method, HttpRequest.newBuilder(target));
    }

    /** Headers that the JDK's client writes itself. */
    private static final Set<String> OWN_HEADERS = Set.of("content-length", "host", "connection");

    private final class Exchange extends LowLevelHttpRequest {
        private final String method;
        private final HttpRequest.Builder request;

        Exchange(String method, HttpRequest.Builder request) {
            this.method = method;
            this.request = request;
        }

        @Override
        public void addHeader(String name, String value) {
            // The JDK's client does not decompress.
            if (!OWN_HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT))
                    && !"Accept-Encoding".equalsIgnoreCase(name)) {
                request.header(name, value);
            }
        }

        @Override
        public LowLevelHttpResponse execute() throws IOException {
            byte[] body = body();
            if (body.length > 0) {
                request.header("Content-Type", getContentType());
                if (getContentEncoding() != null) {
                    request.header("Content-Encoding", getContentEncoding());
                }
            }
            HttpResponse<byte[]> response = exchange(
                    request.method(method, BodyPublishers.ofByteArray(body)).build());
            if (response.statusCode() == 503) {
                throw new NoAnswer("HTTP 503", response, null);
            }
            return new FcmResponse(response);
        }

        private byte[] body() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            if (getStreamingContent() != null) {
                getStreamingContent().writeTo(bytes);
            }
            return bytes.toByteArray();
        }
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new NoAnswer("no answer within " + deadline.toMillis() + " ms", null, late);
        } catch (ExecutionException failed) {
            throw new NoAnswer(failed.getCause().toString(), null, failed.getCause());
        } catch (InterruptedException stopped) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new NoAnswer("interrupted", null, stopped);
        }
    }

    /** Retry-After and the like, names in any case. */
    static TreeMap<String, Object> headers(HttpResponse<byte[]> response) {
        TreeMap<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (response != null) {
            headers.putAll(response.headers().map());
        }
        return headers;
    }
}
