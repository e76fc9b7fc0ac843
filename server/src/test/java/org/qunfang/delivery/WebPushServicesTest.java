package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.geo.CellDisk;
import org.qunfang.geo.Location;
import org.qunfang.testing.TestApp;

/** Push services beside each other: one that fails, hangs or refuses some browsers holds up nobody else's. */
class WebPushServicesTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(3);
    private static final Vertx VERTX = Vertx.vertx();
    private static final List<String> GOT = new CopyOnWriteArrayList<>();

    @RegisterExtension
    static final TestApp app = new TestApp().set("QUNFANG_WEBPUSH_HOSTS", "127.0.0.1");

    private final HttpServer one = service();
    private final HttpServer other = service();

    /** The first part of the path is the status; {@code hang} answers nothing. */
    private static HttpServer service() {
        return VERTX.createHttpServer()
                .requestHandler(WebPushServicesTest::answer)
                .listen(0, "127.0.0.1")
                .await();
    }

    private static void answer(HttpServerRequest request) {
        GOT.add(request.path());
        String status = request.path().split("/")[1];
        if (!status.equals("hang")) {
            request.response().setStatusCode(Integer.parseInt(status)).end();
        }
    }

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    @BeforeEach
    @AfterEach
    void forget() {
        app.pool()
                .query("DELETE FROM devices; UPDATE messages SET stopped_at = now() WHERE stopped_at IS NULL;"
                        + " UPDATE deliveries SET next_attempt_at = now() WHERE ended_at IS NULL AND state = 'due'")
                .execute()
                .await();
        GOT.clear();
    }

    @Test
    void aServiceThatFailsHoldsUpNoOther() {
        browsers(one, "/503/down", 20);
        send();
        await().atMost(Duration.ofSeconds(10)).until(() -> breaker().equals("open"));
        browsers(other, "/201/well", 1);

        for (int i = 1; i <= 3; i++) {
            int times = i;
            send();
            await().atMost(AT_ONCE)
                    .untilAsserted(() -> assertThat(got("/201/well")).isEqualTo(times));
        }

        assertThat(breaker()).as("of the one that fails").isIn("open", "half_open");
        assertThat(GOT.size()).as("the one that fails is left alone").isLessThan(60);
    }

    @Test
    void aServiceThatHangsHoldsUpNoOther() {
        browsers(one, "/hang/many", 300);
        send();
        await().atMost(Duration.ofSeconds(10)).until(() -> got("/hang/many") >= 64);
        browsers(other, "/201/beside", 1);

        send();

        await().atMost(Duration.ofSeconds(6))
                .untilAsserted(() -> assertThat(got("/201/beside")).isPositive());
    }

    @Test
    void browsersThatTheServiceRefusesHoldUpNoOtherOfItAndShowInItsHealth() {
        browsers(one, "/403/another-key", 15);
        browsers(one, "/401/no-key", 15);
        send();
        await().atMost(Duration.ofSeconds(10)).until(() -> got("/401/no-key") >= 15 && got("/403/another-key") >= 15);
        browsers(one, "/201/ours", 1);

        send();

        await().atMost(AT_ONCE).untilAsserted(() -> assertThat(got("/201/ours")).isEqualTo(1));
        await().atMost(AT_ONCE)
                .untilAsserted(() -> assertThat(webPush().getString("lastFailure"))
                        .containsAnyOf("HTTP 401", "HTTP 403")
                        .contains("127.0.0.1"));
        assertThat(webPush().getInteger("failed")).isGreaterThanOrEqualTo(30);
    }

    @Test
    void aFewThatAlwaysFailTakeNoTrialFromOneThatDoesNot() {
        browsers(one, "/503/few", 19);
        for (int i = 0; i < 4; i++) {
            send();
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> breaker().equals("open"));
        browsers(one, "/201/among", 1);

        for (int i = 1; i <= 2; i++) {
            int times = i;
            send();
            await().atMost(Duration.ofSeconds(8))
                    .untilAsserted(() -> assertThat(got("/201/among")).isEqualTo(times));
        }
    }

    private static long got(String path) {
        return GOT.stream().filter(each -> each.startsWith(path + "/")).count();
    }

    private static String breaker() {
        return webPush().getString("breaker");
    }

    private static JsonObject webPush() {
        return app
                .officer("guangming-urban-management", Set.of("administrator"), Set.of("channel.manage"))
                .get("/v1/channels")
                .json()
                .getJsonArray("items")
                .stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("channel").equals("webpush"))
                .findFirst()
                .orElseThrow();
    }

    private static void browsers(HttpServer at, String path, int many) {
        UUID account = UUID.randomUUID();
        app.pool()
                .preparedQuery("INSERT INTO accounts (id, kind, created_at) VALUES ($1, 'RESIDENT', now())")
                .execute(Tuple.of(account))
                .await();
        Browser browser = new Browser();
        for (int i = 0; i < many; i++) {
            String endpoint = "http://127.0.0.1:" + at.actualPort() + path + "/" + i;
            String token = Subscription.checked(browser.subscription(endpoint), List.of("127.0.0.1"))
                    .token();
            app.pool()
                    .preparedQuery("""
                            WITH made AS (
                                INSERT INTO devices
                                    (id, account_id, channel, token, language, minimum_severity, created_at, updated_at)
                                VALUES (gen_random_uuid(), $1, 'webpush', $2, 'en', 0, now(), now())
                                RETURNING id)
                            INSERT INTO device_places
                                (device_id, position, label, lat, lon, cell, channel, language, minimum_severity)
                            SELECT id, 0, 'home', 22.5, 114.0, $3, 'webpush', 'en', 0 FROM made
                            """)
                    .execute(Tuple.of(account, token, CellDisk.cellOf(Location.of(22.5, 114))))
                    .await();
        }
    }

    private static void send() {
        Message message = new Message(
                UUID.randomUUID(),
                "warning",
                UUID.randomUUID(),
                Severity.EXTREME,
                new MessageText("立即撤离", "向两侧高处"),
                new MessageText("Leave now", "Across the slope"),
                new JsonObject().put("event", "warning.published"),
                Instant.now().plusSeconds(600));
        app.app()
                .rooms()
                .messages()
                .send(message, Shapes.square(22.49, 113.99, 0.02))
                .await();
    }
}
