package org.qunfang.delivery;

import com.interaso.webpush.VapidKeys;
import com.interaso.webpush.WebPush;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Browsers that are not open: Web Push (RFC 8030), encrypted for the browser alone (RFC 8291), under this city's key
 * (RFC 8292). The library encrypts and signs; the requests are our own, so that they are bounded.
 */
final class WebPushChannel implements Channel {
    private static final int IN_FLIGHT = 64;
    private static final int KEPT = 8;
    private static final int WORKERS = 2;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int WHOLE_SECONDS = 10;
    private static final Duration LONGEST_LIFE = Duration.ofDays(28);

    /** The push service knows the subscription no more (RFC 8030 section 7.3). */
    private static final Set<Integer> ENDED = Set.of(404, 410);

    private static final Set<Integer> FOR_GOOD = Set.of(400, 413);

    /** This subscription is not of our key (RFC 8292 section 4.2); where all are refused so, a person must act. */
    private static final Set<Integer> NOT_OUR_KEY = Set.of(401, 403);

    private static final Duration UNTIL_REPAIRED = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 2;

    private final HttpClient client;
    /** Connections of their own for what stops an earlier message: on the others it would wait its turn. */
    private final HttpClient ahead;

    private final WorkerExecutor workers;
    private final String subject;
    private final Clock clock;
    private volatile WebPush push;

    /** @param publicUrl of this server: who a push service may turn to about us (RFC 8292 section 2.1) */
    WebPushChannel(Vertx vertx, URI publicUrl, Clock clock) {
        this.client = client(vertx, IN_FLIGHT);
        this.ahead = client(vertx, KEPT);
        this.workers = vertx.createSharedWorkerExecutor("web-push", WORKERS);
        this.subject = "https".equals(publicUrl.getScheme())
                ? publicUrl.toString()
                : "mailto:webmaster@" + publicUrl.getHost();
        this.clock = clock;
    }

    private static HttpClient client(Vertx vertx, int connections) {
        return vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setUseAlpn(true)
                        .setHttp2ClearTextUpgrade(false)
                        .setDecompressionSupported(false),
                new PoolOptions().setHttp1MaxSize(connections));
    }

    /** From now on messages go out. */
    void open(VapidKeys keys) {
        push = new WebPush(subject, keys);
    }

    /** What browsers subscribe with, 65 bytes. */
    byte[] applicationServerKey() {
        return push.getVapidKeys().getApplicationServerKey();
    }

    /** Whether the browser's key is one: a point beside the curve can be written as well. */
    boolean canEncryptFor(Subscription subscription) {
        try {
            push.getBody(new byte[1], subscription.p256dhBytes(), subscription.authBytes());
            return true;
        } catch (Exception noKey) { // Kotlin declares none of those it throws
            return false;
        }
    }

    @Override
    public String name() {
        return Device.WEBPUSH;
    }

    /** Twice what may be in flight, so that the next is at hand when one returns. */
    @Override
    public int limit() {
        return 2 * IN_FLIGHT;
    }

    @Override
    public int kept() {
        return KEPT;
    }

    @Override
    public String provider(String token) {
        return token == null ? null : Subscription.ofToken(token).service();
    }

    @Override
    public Future<Outcome> send(Handover handover) {
        if (handover.token() == null) {
            return Future.succeededFuture(new Outcome.Unserved(LedgerState.GONE, "the device was deregistered"));
        }
        Subscription subscription = Subscription.ofToken(handover.token());
        return workers.executeBlocking(() -> encrypted(handover, subscription), false)
                .compose(envelope -> post(handover, envelope))
                .timeout(WHOLE_SECONDS, TimeUnit.SECONDS)
                .recover(failure -> Future.succeededFuture(new Outcome.RetryLater(null, reason(failure))));
    }

    /** What one browser can open, and how the push service knows us. */
    private record Envelope(String service, String endpoint, Map<String, String> headers, byte[] body) {}

    private Envelope encrypted(Handover handover, Subscription subscription) {
        byte[] body = push.getBody(WebPushMessages.of(handover), subscription.p256dhBytes(), subscription.authBytes());
        Duration left = Duration.between(clock.instant(), handover.message().expiresAt());
        Duration keep = left.compareTo(LONGEST_LIFE) < 0 ? left : LONGEST_LIFE;
        Map<String, String> headers = push.getHeaders(
                subscription.endpoint(),
                (int) Math.max(0, keep.toSeconds()),
                WebPushMessages.topic(handover),
                WebPush.Urgency.High);
        return new Envelope(subscription.service(), subscription.endpoint(), headers, body);
    }

    private Future<Outcome> post(Handover handover, Envelope envelope) {
        if (handover.message().isExpired(clock.instant())) {
            return Future.succeededFuture(
                    new Outcome.Unserved(LedgerState.EXPIRED, "expired while it waited for its turn"));
        }
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(envelope.endpoint())
                .setFollowRedirects(false);
        return (handover.ahead() ? ahead : client)
                .request(options)
                .compose(request -> {
                    envelope.headers().forEach(request::putHeader);
                    return request.send(Buffer.buffer(envelope.body()));
                })
                .compose(response -> outcome(response, envelope.service(), handover.attempt()));
    }

    private Future<Outcome> outcome(HttpClientResponse response, String service, int attempt) {
        // Nobody reads its body; it ends within the time of the whole, and the connection serves the next.
        response.handler(chunk -> {});
        int status = response.statusCode();
        Outcome outcome = status >= 200 && status < 300
                ? new Outcome.Delivered(response.getHeader("Location"))
                : refusal(status, response.getHeader("Retry-After"), service, attempt);
        return response.end().map(outcome);
    }

    private Outcome refusal(int status, String retryAfter, String service, int attempt) {
        String reason = service + " answered HTTP " + status;
        if (ENDED.contains(status)) {
            return new Outcome.Gone(reason);
        }
        if (FOR_GOOD.contains(status)) {
            return new Outcome.Refused(reason);
        }
        Duration asked = RetryAfter.of(retryAfter, clock.instant());
        if (NOT_OUR_KEY.contains(status)) {
            Duration wait = UNTIL_REPAIRED.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS));
            return new Outcome.RetryLater(
                    asked == null ? wait : asked,
                    reason + ": it refuses this browser, or the key of this server",
                    true);
        }
        return new Outcome.RetryLater(asked, reason);
    }

    private static String reason(Throwable failure) {
        return failure instanceof TimeoutException
                ? "Web Push: no answer within " + WHOLE_SECONDS + " seconds"
                : "Web Push: " + failure;
    }

    void close() {
        client.close();
        ahead.close();
        workers.close();
    }
}
