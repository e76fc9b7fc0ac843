package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.SmtpSink;
import org.qunfang.testing.TestApp;

/** Channels beside each other: one that fails or hangs concerns nobody else, and administrators see it. */
class ChannelsTest {
    private static final int OFFICERS = 30;
    private static final FakeFcm FCM = new FakeFcm();
    private static final SmtpSink MAIL = new SmtpSink();

    @RegisterExtension
    static final TestApp app =
            new TestApp().set("QUNFANG_FCM_EMULATOR_HOST", FCM.hostAndPort()).set("QUNFANG_SMTP_URL", MAIL.url());

    @AfterAll
    static void close() {
        FCM.close();
        MAIL.close();
    }

    @BeforeEach
    void forget() {
        FCM.forget();
    }

    @Test
    void allMailGoesOutWhileFcmHangs() {
        FCM.slow(60_000);
        List<UUID> officers = new ArrayList<>();
        for (int i = 0; i < OFFICERS; i++) {
            officers.add(officerWithPhone("hang-" + i + "@example.org"));
        }

        UUID message = tell(officers);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(count(message, "email", "accepted")).isEqualTo(OFFICERS));
        assertThat(count(message, "fcm", "accepted")).isZero();
        assertThat(FCM.messages()).as("FCM was asked and says nothing").isNotEmpty();
    }

    @Test
    void whatFcmRefusesForAWhileShowsWithTheAdministratorsAndInTheMetrics() throws Exception {
        List<UUID> officers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            officers.add(officerWithPhone("down-" + i + "@example.org"));
            FCM.thenRecorded(503, "Unavailable");
        }

        UUID message = tell(officers);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(fcm().getString("breaker")).isEqualTo("open"));
        assertThat(fcm().getString("lastFailure")).isEqualTo("FCM: HTTP 503");
        assertThat(Instant.parse(fcm().getString("lastFailureAt")))
                .isAfter(Instant.now().minusSeconds(60));
        assertThat(fcm().getBoolean("active")).isTrue();
        assertThat(metrics())
                .contains("qunfang_channel_open{channel=\"fcm\"} 1.0")
                .contains("qunfang_channel_open{channel=\"email\"} 0.0")
                .containsPattern("qunfang_channel_answers_total\\{answer=\"retry\",channel=\"fcm\"\\} [1-9]");

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(count(message, "fcm", "accepted")).isEqualTo(12));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(fcm().getString("breaker")).isEqualTo("closed"));
        assertThat(fcm().getInteger("delivered")).isGreaterThanOrEqualTo(12);
    }

    @Test
    void onlyAdministratorsSeeHowChannelsFare() {
        assertThat(app.officer("guangming-urban-management", Set.of("officer"), Set.of("case.read"))
                        .get("/v1/channels")
                        .status())
                .isEqualTo(403);
    }

    private static JsonObject fcm() {
        Answer answer = app.officer("guangming-urban-management", Set.of("administrator"), Set.of("channel.manage"))
                .get("/v1/channels");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("channel").equals("fcm"))
                .findFirst()
                .orElseThrow();
    }

    private static String metrics() throws IOException, InterruptedException {
        URI metrics = URI.create("http://127.0.0.1:" + app.app().managementPort() + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                .body();
    }

    private static UUID officerWithPhone(String email) {
        UUID id = UUID.randomUUID();
        app.pool().preparedQuery("""
            INSERT INTO accounts (id, kind, created_at, email, name, language, roles, password_hash, totp_secret)
            VALUES ($1, 'OFFICER', now(), $2, '李敏', 'en', '{officer}', 'none', decode(repeat('00', 20), 'hex'))
            """).execute(Tuple.of(id, email)).await();
        new Phones(app.pool(), id).phone(22.5, 114, Severity.MINOR);
        return id;
    }

    private static UUID tell(List<UUID> accounts) {
        UUID id = UUID.randomUUID();
        Message message = new Message(
                id,
                "overdue",
                UUID.randomUUID(),
                Severity.MODERATE,
                new MessageText("逾期", "未按时受理"),
                new MessageText("Overdue", "Not acknowledged in time"),
                new JsonObject().put("event", "cases.overdue"),
                Instant.now().plusSeconds(600));
        app.app().rooms().messages().tell(message, accounts).await();
        return id;
    }

    private static long count(UUID message, String channel, String state) {
        return app.pool()
                .preparedQuery("SELECT count(*) FROM deliveries WHERE message_id = $1 AND channel = $2 AND state = $3")
                .execute(Tuple.of(message, channel, state))
                .await()
                .iterator()
                .next()
                .getLong(0);
    }
}
