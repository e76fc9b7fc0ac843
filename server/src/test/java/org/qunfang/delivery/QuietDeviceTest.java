package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Phones of people who want to sleep. */
class QuietDeviceTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final FakeFcm FCM = new FakeFcm();

    @RegisterExtension
    static final TestApp app = new TestApp().set("QUNFANG_FCM_EMULATOR_HOST", FCM.hostAndPort());

    @AfterAll
    static void close() {
        FCM.close();
    }

    @BeforeEach
    void forget() {
        FCM.forget();
        app.pool()
                .query("DELETE FROM devices; UPDATE messages SET stopped_at = now() WHERE stopped_at IS NULL")
                .execute()
                .await();
    }

    @Test
    void aModerateWarningWaitsForTheMorningAndASevereOneDoesNot() {
        phone("sleeps", fromNow(-60), fromNow(60));
        phone("awake", fromNow(60), fromNow(120));

        Message moderate = send(Severity.MODERATE);

        await().atMost(SOON).untilAsserted(() -> assertThat(FCM.tokens()).containsExactly("awake"));
        Row waiting = await().atMost(SOON)
                .until(() -> row(moderate, "sleeps"), row -> "quiet hours".equals(row.getString("reason")));
        assertThat(waiting.getString("state")).isEqualTo("due");
        assertThat(waiting.getOffsetDateTime("handed_over_at")).isNull();
        assertThat(waiting.getOffsetDateTime("next_attempt_at").toInstant())
                .isBetween(Instant.now().plusSeconds(58 * 60), Instant.now().plusSeconds(61 * 60));

        send(Severity.SEVERE);

        await().atMost(SOON).untilAsserted(() -> assertThat(FCM.tokens()).contains("sleeps"));
    }

    @Test
    void aCancellationWakesAndNothingOfWhatItCancelsComesInTheMorning() {
        phone("sleeps", fromNow(-60), fromNow(60));
        Message moderate = send(Severity.MODERATE);
        await().atMost(SOON)
                .until(() -> "quiet hours".equals(row(moderate, "sleeps").getString("reason")));

        Message cancel = message(Severity.MODERATE);
        app.app()
                .rooms()
                .messages()
                .stopAndTell(moderate, Shapes.square(22.49, 113.99, 0.02), cancel)
                .await();

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(row(cancel, "sleeps").getString("state")).isEqualTo("accepted"));
        assertThat(row(moderate, "sleeps").getString("state")).isEqualTo("expired");
        assertThat(FCM.tokens()).containsExactly("sleeps");
    }

    @Test
    void theHoursAreReadAgainAndHaveALength() {
        Answer registered = phone("read", "22:30", "07:00");

        assertThat(registered.json().getJsonObject("quietHours"))
                .isEqualTo(new JsonObject().put("from", "22:30").put("to", "07:00"));
        Answer refused = put("none", new JsonObject().put("from", "22:30").put("to", "22:30"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/quietHours/to");
        assertThat(put("none", new JsonObject().put("from", "24:00").put("to", "07:00"))
                        .status())
                .isEqualTo(400);
    }

    private static String fromNow(int minutes) {
        return LocalTime.now(QuietHours.ZONE).plusMinutes(minutes).toString().substring(0, 5);
    }

    private static Answer phone(String token, String from, String to) {
        Answer answer = put(token, new JsonObject().put("from", from).put("to", to));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer;
    }

    private static Answer put(String token, JsonObject quietHours) {
        JsonObject place =
                new JsonObject().put("label", "home").put("lat", 22.5).put("lon", 114.0);
        return app.resident()
                .put(
                        "/v1/devices/" + TestClient.id(),
                        new JsonObject()
                                .put("platform", "fcm")
                                .put("token", token)
                                .put("language", "zh-CN")
                                .put("quietHours", quietHours)
                                .put("places", new JsonArray().add(place)));
    }

    private static Message send(Severity severity) {
        Message message = message(severity);
        app.app()
                .rooms()
                .messages()
                .send(message, Shapes.square(22.49, 113.99, 0.02))
                .await();
        return message;
    }

    private static Message message(Severity severity) {
        return new Message(
                UUID.randomUUID(),
                "warning",
                UUID.randomUUID(),
                severity,
                new MessageText("大风", "远离广告牌"),
                new MessageText("Gale", "Keep away from hoardings"),
                new JsonObject().put("event", "warning.published"),
                Instant.now().plus(Duration.ofHours(6)));
    }

    private static Row row(Message message, String token) {
        return await().atMost(SOON)
                .until(
                        () -> app.pool()
                                .preparedQuery("""
                                        SELECT d.state, d.reason, d.next_attempt_at, d.handed_over_at
                                          FROM deliveries AS d
                                          JOIN devices AS v ON v.id = d.device_id AND v.token = $2
                                         WHERE d.message_id = $1
                                        """)
                                .execute(Tuple.of(message.id(), token))
                                .await(),
                        rows -> rows.size() == 1)
                .iterator()
                .next();
    }
}
