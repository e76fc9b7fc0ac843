package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.interaso.webpush.VapidKeys;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Warnings to browsers that are closed, through a push service on this machine. */
class WebPushTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Vertx VERTX = Vertx.vertx();
    private static final List<Got> GOT = new CopyOnWriteArrayList<>();
    private static volatile Handler<HttpServerRequest> answer;
    private static final HttpServer SERVICE = VERTX.createHttpServer()
            .requestHandler(request -> request.body().onSuccess(body -> {
                Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                request.headers().forEach(each -> headers.put(each.getKey(), each.getValue()));
                GOT.add(new Got(request.path(), headers, body));
                answer.handle(request);
            }))
            .listen(0, "127.0.0.1")
            .await();

    @RegisterExtension
    static final TestApp app = new TestApp().set("QUNFANG_WEBPUSH_HOSTS", "127.0.0.1,.push.example");

    private record Got(String path, Map<String, String> headers, Buffer body) {}

    private final Browser browser = new Browser();

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    @BeforeEach
    void forget() {
        GOT.clear();
        answer = status(201, "Location", "/message/1");
        app.pool()
                .query("DELETE FROM devices; UPDATE messages SET stopped_at = now() WHERE stopped_at IS NULL")
                .execute()
                .await();
    }

    private static Handler<HttpServerRequest> status(int status, String... header) {
        return request -> {
            request.response().setStatusCode(status);
            for (int i = 0; i < header.length; i += 2) {
                request.response().putHeader(header[i], header[i + 1]);
            }
            request.response().end();
        };
    }

    @Test
    void aWarningArrivesSealedForTheBrowserAloneAndUnderThisServersKey() throws Exception {
        register(browser.subscription(endpoint("/wpush/1")));

        Message message = send();

        Row row = settled(message, "accepted");
        assertThat(row.getString("provider_message_id")).isEqualTo("/message/1");
        Got got = GOT.get(0);
        assertThat(got.path()).isEqualTo("/wpush/1");
        assertThat(got.headers()).containsEntry("urgency", "high").containsEntry("content-encoding", "aes128gcm");
        assertThat(Integer.parseInt(got.headers().get("ttl"))).isBetween(500, 600);
        assertThat(got.headers().get("topic")).isEqualTo(message.id().toString().replace("-", ""));
        JsonObject read = new JsonObject(browser.open(got.body().getBytes()));
        assertThat(read.getString("title")).isEqualTo("立即撤离");
        assertThat(read.getString("body")).isEqualTo("向两侧高处");
        assertThat(read.getString("tag")).isEqualTo(message.id().toString());
        assertThat(read.getString("url")).isEqualTo("https://qunfang.example/warnings/1");
        String key = app.nobody().get("/v1/push-key").json().getString("applicationServerKey");
        JsonObject claims = Browser.claims(got.headers().get("authorization"), key);
        assertThat(claims.getString("aud")).isEqualTo("http://127.0.0.1:" + SERVICE.actualPort());
        assertThat(Instant.ofEpochSecond(claims.getLong("exp")))
                .isBetween(Instant.now(), Instant.now().plus(Duration.ofHours(24)));
        assertThat(claims.getString("sub")).isEqualTo("mailto:webmaster@localhost");
    }

    @Test
    void aTextAsLongAsAWarningMayHaveFitsWhatPushServicesTake() throws Exception {
        register(browser.subscription(endpoint("/long")));
        Message message = message("滑坡".repeat(500), "撤离".repeat(5_000));
        app.app()
                .rooms()
                .messages()
                .send(message, Shapes.square(22.49, 113.99, 0.02))
                .await();

        settled(message, "accepted");

        assertThat(GOT.get(0).body().length()).isLessThanOrEqualTo(4_096);
        assertThat(new JsonObject(browser.open(GOT.get(0).body().getBytes())).getString("body"))
                .endsWith("…");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("410", status(410), "gone", 0),
                Arguments.of("404", status(404), "gone", 0),
                Arguments.of("400", status(400), "failed", 0),
                Arguments.of("413", status(413), "failed", 0),
                Arguments.of("429 with Retry-After", status(429, "Retry-After", "17"), "due", 17),
                Arguments.of("500", status(500), "due", 1),
                Arguments.of("502", status(502), "due", 1),
                Arguments.of("401", status(401), "due", 30),
                Arguments.of("403", status(403), "due", 30),
                Arguments.of("a redirect", status(307, "Location", "/other"), "due", 1),
                Arguments.of(
                        "reset",
                        (Handler<HttpServerRequest>)
                                request -> request.connection().close(),
                        "due",
                        1),
                Arguments.of("hang", (Handler<HttpServerRequest>) request -> {}, "due", 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void onlyWhatTheServiceKnowsNoMoreIsTakenAway(
            String name, Handler<HttpServerRequest> fault, String state, int seconds) {
        answer = fault;
        UUID device = register(browser.subscription(endpoint("/fault")));

        Message message = send();

        Row row = settled(message, state);
        assertThat(count("SELECT count(*) FROM devices WHERE gone_at IS NULL AND id = '" + device + "'"))
                .isEqualTo(state.equals("gone") ? 0 : 1);
        if (state.equals("due")) {
            assertThat(row.getOffsetDateTime("next_attempt_at").toInstant())
                    .isAfter(Instant.now().plusSeconds(seconds - 1));
            answer = status(201);
            app.pool()
                    .query("UPDATE deliveries SET next_attempt_at = now() WHERE ended_at IS NULL")
                    .execute()
                    .await();
            settled(message, "accepted");
        }
        assertThat(GOT).extracting(Got::path).containsOnly("/fault");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refusal("another host", json -> json.put("endpoint", "https://attacker.example/1"), "/endpoint"),
                refusal("a name that ends alike", json -> json.put("endpoint", "https://xpush.example/1"), "/endpoint"),
                refusal("without TLS", json -> json.put("endpoint", "http://a.push.example/1"), "/endpoint"),
                refusal("a user's name", json -> json.put("endpoint", "https://u@a.push.example/1"), "/endpoint"),
                refusal("no address", json -> json.put("endpoint", "push"), "/endpoint"),
                refusal("a short key", key("p256dh", "BAAA"), "/keys/p256dh"),
                refusal("a point beside the curve", key("p256dh", "B" + "A".repeat(86)), "/keys/p256dh"),
                refusal("a compressed point", key("p256dh", "A" + "A".repeat(86)), "/keys/p256dh"),
                refusal("a short secret", key("auth", "AAAA"), "/keys/auth"));
    }

    private static Arguments refusal(String name, Consumer<JsonObject> spoil, String pointer) {
        return Arguments.of(name, spoil, "/subscription" + pointer);
    }

    private static Consumer<JsonObject> key(String member, String value) {
        return json -> json.getJsonObject("keys").put(member, value);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void whatIsNoSubscriptionIsRefusedByName(String name, Consumer<JsonObject> spoil, String pointer) {
        JsonObject subscription = browser.subscription("https://a.push.example/1");
        spoil.accept(subscription);

        Answer answer = put(body -> body.put("subscription", subscription));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo(pointer);
    }

    @Test
    void aBrowserNeedsItsSubscriptionAndNobodyReadsItAgain() {
        assertThat(put(body -> body).status()).isEqualTo(422);
        Answer registered = put(body -> body.put("subscription", browser.subscription("https://a.push.example/1")));
        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.body().toString()).doesNotContain("push.example", browser.p256dh());
    }

    @Test
    void whatExpiredInTheQueueIsNotSentNorWhatHasNoSubscriptionLeft() {
        WebPushChannel channel = new WebPushChannel(VERTX, URI.create("https://qunfang.example"), Clock.systemUTC());
        channel.open(VapidKeys.generate());
        String token = Subscription.checked(browser.subscription(endpoint("/late")), List.of("127.0.0.1"))
                .token();
        Message expired = message("立即撤离", "向两侧高处").until(Instant.now().minusSeconds(1));

        Outcome late = channel.send(new Handover(expired, UUID.randomUUID(), token, "en", 1))
                .await();
        Outcome gone = channel.send(new Handover(message("a", "b"), UUID.randomUUID(), null, "en", 1))
                .await();
        channel.close();

        assertThat(late)
                .isInstanceOfSatisfying(
                        Outcome.Unserved.class, end -> assertThat(end.end()).isEqualTo(LedgerState.EXPIRED));
        assertThat(gone)
                .isInstanceOfSatisfying(
                        Outcome.Unserved.class, end -> assertThat(end.end()).isEqualTo(LedgerState.GONE));
        assertThat(GOT).isEmpty();
    }

    @Test
    void theKeyStaysTheSame() {
        WebPushKeyStore store = new WebPushKeyStore(app.pool());

        byte[] first = store.open(Instant.now()).await().getApplicationServerKey();
        byte[] again = store.open(Instant.now()).await().getApplicationServerKey();

        assertThat(first).hasSize(65).isEqualTo(again);
        assertThat(count("SELECT count(*) FROM web_push_key")).isEqualTo(1);
    }

    private static String endpoint(String path) {
        return "http://127.0.0.1:" + SERVICE.actualPort() + path;
    }

    private static UUID register(JsonObject subscription) {
        Answer answer = put(body -> body.put("subscription", subscription));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return UUID.fromString(answer.json().getString("id"));
    }

    private static Answer put(UnaryOperator<JsonObject> change) {
        JsonObject place =
                new JsonObject().put("label", "home").put("lat", 22.5).put("lon", 114.0);
        return app.resident()
                .put(
                        "/v1/devices/" + TestClient.id(),
                        change.apply(new JsonObject()
                                .put("platform", "webpush")
                                .put("language", "zh-CN")
                                .put("minimumSeverity", "Minor")
                                .put("places", new JsonArray().add(place))));
    }

    private static Message send() {
        Message message = message("立即撤离", "向两侧高处");
        app.app()
                .rooms()
                .messages()
                .send(message, Shapes.square(22.49, 113.99, 0.02))
                .await();
        return message;
    }

    private static Message message(String title, String body) {
        return new Message(
                UUID.randomUUID(),
                "warning",
                UUID.randomUUID(),
                Severity.EXTREME,
                new MessageText(title, body),
                new MessageText("Leave now", "Across the slope"),
                new JsonObject().put("event", "warning.published").put("url", "https://qunfang.example/warnings/1"),
                Instant.now().plusSeconds(600));
    }

    private static Row settled(Message message, String state) {
        return await().atMost(SOON)
                .until(
                        () -> app.pool()
                                .preparedQuery("""
                                        SELECT state, reason, next_attempt_at, attempts, provider_message_id
                                          FROM deliveries
                                         WHERE message_id = $1 AND attempts > 0 AND state = $2
                                        """)
                                .execute(Tuple.of(message.id(), state))
                                .await(),
                        rows -> rows.size() == 1)
                .iterator()
                .next();
    }

    private static long count(String sql) {
        return app.pool().query(sql).execute().await().iterator().next().getLong(0);
    }
}
