package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.qunfang.settings.SmsGateway;

/**
 * One text to one number through the city's gateway: at most {@value #IN_FLIGHT} at once and {@value #KEPT} that stop
 * an earlier one, {@value #WHOLE_SECONDS} seconds each. Redirects are not followed. Neither number nor text nor secret is in what it says of a failure.
 */
final class SmsSender {
    static final int IN_FLIGHT = 16;
    static final int KEPT = 4;

    private static final int CONNECT_MILLIS = 5_000;
    private static final int WHOLE_SECONDS = 15;
    private static final int MOST_WAITING = 1_000;
    /** Of an answer nobody needs more. */
    private static final int MOST_BYTES = 64 * 1024;

    private final HttpClient client;
    private final SmsGateway gateway;
    private final SmsRequest request;
    private final SmsAnswer answers;
    private final long wholeMillis;

    SmsSender(Vertx vertx, SmsGateway gateway, Clock clock) {
        this(vertx, gateway, TimeUnit.SECONDS.toMillis(WHOLE_SECONDS), clock);
    }

    SmsSender(Vertx vertx, SmsGateway gateway, long wholeMillis, Clock clock) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setIdleTimeout(2 * WHOLE_SECONDS)
                        .setDecompressionSupported(false),
                new PoolOptions().setHttp1MaxSize(IN_FLIGHT + KEPT).setMaxWaitQueueSize(MOST_WAITING));
        this.gateway = gateway;
        this.request = new SmsRequest(gateway);
        this.answers = new SmsAnswer(gateway.answer(), clock);
        this.wholeMillis = wholeMillis;
    }

    SmsGateway gateway() {
        return gateway;
    }

    /** @param id the same for every try, so that a gateway may tell a repeat */
    Future<Outcome> send(String number, String text, String id, String language) {
        SmsRequest.Filled filled = request.fill(number, text, id, language);
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(gateway.method()))
                .setAbsoluteURI(filled.url())
                .setFollowRedirects(false);
        return client.request(options)
                .compose(open -> {
                    filled.headers().forEach(open::putHeader);
                    return filled.body() == null ? open.send() : open.send(filled.body());
                })
                .compose(this::outcome)
                .timeout(wholeMillis, TimeUnit.MILLISECONDS)
                .recover(failure -> Future.succeededFuture(new Outcome.RetryLater(null, reason(failure))));
    }

    private Future<Outcome> outcome(HttpClientResponse response) {
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            // What comes beyond is read and left: the text may have been taken all the same.
            body.appendBuffer(chunk, 0, Math.min(chunk.length(), MOST_BYTES - body.length()));
        });
        return response.end()
                .map(ended -> answers.outcome(
                        response.statusCode(),
                        response.getHeader("Content-Type"),
                        response.getHeader("Retry-After"),
                        body));
    }

    /** A library's own words may quote the address, and with it what stands in a query. */
    private static String reason(Throwable failure) {
        return failure instanceof TimeoutException
                ? "SMS: no answer in time"
                : "SMS: " + failure.getClass().getSimpleName();
    }

    void close() {
        client.close();
    }
}
