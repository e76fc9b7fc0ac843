package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.qunfang.http.OutsideAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CAP messages to broadcasters: one signed POST each, at most {@value #WHOLE_SECONDS} seconds. Redirects are not followed
 * and nothing of the answer's body is read. The connection goes to the address that was looked at.
 */
final class WebhookChannel implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookChannel.class);
    private static final int AT_ONCE = 32;
    private static final int KEPT = 8;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int WHOLE_SECONDS = 10;
    private static final int LOOK_UPS = 4;

    /** Connections and look-ups; of their own for what stops an earlier message, which waits for none of the others. */
    private record Way(HttpClient client, WorkerExecutor worker) {
        static Way open(Vertx vertx, String name) {
            HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                    .setConnectTimeout(CONNECT_MILLIS)
                    .setIdleTimeout(WHOLE_SECONDS)
                    .setKeepAlive(false)
                    .setDecompressionSupported(false));
            return new Way(client, vertx.createSharedWorkerExecutor(name, LOOK_UPS));
        }

        void close() {
            client.close();
            worker.close();
        }
    }

    /** About the message itself: the same again is refused again. */
    private static final Set<Integer> FOR_GOOD = Set.of(400, 413, 415, 422);

    private final Way way;
    private final Way ahead;
    private final WebhookStore store;
    private final Documents documents;
    private final WebhookAddress addresses;
    private final Clock clock;

    WebhookChannel(Vertx vertx, WebhookStore store, Documents documents, WebhookAddress addresses, Clock clock) {
        this.way = Way.open(vertx, "webhooks");
        this.ahead = Way.open(vertx, "webhooks-ahead");
        this.store = store;
        this.documents = documents;
        this.addresses = addresses;
        this.clock = clock;
    }

    @Override
    public String name() {
        return Webhook.CHANNEL;
    }

    @Override
    public int limit() {
        return AT_ONCE;
    }

    @Override
    public int kept() {
        return KEPT;
    }

    @Override
    public Future<Outcome> send(Handover handover) {
        return store.find(handover.deviceId())
                .compose(found -> documents
                        .of(handover.message().id())
                        .compose(document -> send(handover, found.filter(Webhook::active), document)));
    }

    private Future<Outcome> send(Handover handover, Optional<Webhook> receiver, Optional<Buffer> document) {
        if (receiver.isEmpty()) {
            return unserved(LedgerState.GONE, "the receiver was switched off");
        }
        if (document.isEmpty()) {
            return unserved(LedgerState.FAILED, "there is no CAP message");
        }
        if (handover.message().isExpired(clock.instant())) {
            return unserved(LedgerState.EXPIRED, "expired while it waited for its turn");
        }
        Webhook webhook = receiver.get();
        return post(webhook, handover, document.get())
                .timeout(WHOLE_SECONDS, TimeUnit.SECONDS)
                .recover(failure -> Future.succeededFuture(new Outcome.RetryLater(null, reason(failure))))
                .onSuccess(outcome -> note(webhook, outcome));
    }

    private static Future<Outcome> unserved(LedgerState end, String reason) {
        return Future.succeededFuture(new Outcome.Unserved(end, reason));
    }

    private Future<Outcome> post(Webhook webhook, Handover handover, Buffer body) {
        URI uri = URI.create(webhook.url());
        Way by = handover.ahead() ? ahead : way;
        return by.worker()
                .executeBlocking(() -> addresses.lookUp(uri), false)
                .compose(found -> by.client().request(OutsideAddress.request(HttpMethod.POST, uri, found)))
                .compose(request ->
                        signed(request, webhook, handover.message(), body).send(body))
                .map(this::outcome);
    }

    private HttpClientRequest signed(HttpClientRequest request, Webhook webhook, Message message, Buffer body) {
        String id = message.id().toString();
        long now = clock.instant().getEpochSecond();
        return request.putHeader("Content-Type", "application/cap+xml")
                .putHeader("User-Agent", "qunfang")
                .putHeader("webhook-id", id)
                .putHeader("webhook-timestamp", Long.toString(now))
                .putHeader("webhook-signature", WebhookSignature.of(webhook.secret(), id, now, body.getBytes()));
    }

    private Outcome outcome(HttpClientResponse response) {
        int status = response.statusCode();
        String retryAfter = response.getHeader("Retry-After");
        // Nobody reads its body: that it ends early is meant.
        response.exceptionHandler(cut -> {});
        response.request().reset();
        if (status >= 200 && status < 300) {
            return new Outcome.Delivered(null);
        }
        String reason = "the receiver answered HTTP " + status;
        Instant now = clock.instant();
        Duration wait = status == 429 || status == 503 ? RetryAfter.of(retryAfter, now) : null;
        return FOR_GOOD.contains(status) ? new Outcome.Refused(reason) : new Outcome.RetryLater(wait, reason);
    }

    private static String reason(Throwable failure) {
        return failure instanceof TimeoutException
                ? "no answer within " + WHOLE_SECONDS + " seconds"
                : failure.toString();
    }

    private void note(Webhook webhook, Outcome outcome) {
        store.answered(webhook.id(), outcome, clock.instant())
                .onFailure(failure ->
                        LOG.warn("{}: how it answered is not written down: {}", webhook, failure.toString()));
    }

    void close() {
        way.close();
        ahead.close();
    }
}
