package org.qunfang.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestClient;
import org.qunfang.warning.FakeReceiver;

/** A warning of another authority is told to broadcasters, counted and answered as this city's own are. */
class RelayedFiguresTest extends InteropFixture {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final FakeReceiver RADIO = new FakeReceiver();

    private final TestClient channels = officer("administrator", "channel.manage");

    @AfterAll
    static void close() {
        RADIO.close();
    }

    @AfterEach
    void switchOff() {
        app.pool().query("UPDATE webhooks SET active = false").execute().await();
    }

    private void broadcaster(String path) {
        Answer made = channels.post(
                "/v1/webhooks",
                new JsonObject()
                        .put("name", "深圳广播")
                        .put("url", RADIO.url(path))
                        .put("minimumSeverity", "Minor")
                        .put("active", true));
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
    }

    private List<FakeReceiver.Got> got(String path, int times) {
        return await().atMost(SOON).until(() -> RADIO.at(path), got -> got.size() == times);
    }

    private JsonObject deliveries(String id) {
        Answer answer = duty.get("/v1/warnings/" + id + "/deliveries");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.json();
    }

    private static JsonObject channel(JsonObject deliveries, String name) {
        return deliveries.getJsonArray("channels").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("channel").equals(name))
                .findFirst()
                .orElse(new JsonObject());
    }

    @Test
    void broadcastersGetTheMessageAndItsCancellationAsTheirSenderWroteThem() {
        trustTheOffice();
        broadcaster("/relayed");
        CapText message = alert();
        String id = relayed(message).getString("warningId");

        assertThat(got("/relayed", 1).get(0).body()).isEqualTo(message.xml());
        CapText cancel = message.followedBy("Cancel", "c-" + message.identifier());
        taken(cancel);

        FakeReceiver.Got ended = got("/relayed", 2).get(1);
        assertThat(ended.body()).isEqualTo(cancel.xml());
        assertThat(ended.headers().get("webhook-id"))
                .isNotEqualTo(RADIO.at("/relayed").get(0).headers().get("webhook-id"));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(channel(deliveries(id), "webhook").getInteger("accepted"))
                                .isEqualTo(1));
    }

    @Test
    void officersReadTheLedgerTheReachAndTheProof() {
        trustTheOffice();
        phone("one", 22.711, 113.934);
        phone("two", 22.712, 113.934);
        phone("outside", 22.55, 114.1);

        String id = relayed(alert()).getString("warningId");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(channel(deliveries(id), "fcm").getInteger("accepted"))
                        .isEqualTo(2));
        JsonObject read = await().atMost(SOON).until(() -> deliveries(id), each -> !each.getBoolean("selecting"));
        assertThat(channel(read, "fcm").getInteger("due")).isEqualTo(2);
        assertThat(read.getInteger("recipients")).isEqualTo(2);
        assertThat(read.getInteger("unaccounted")).isZero();
        JsonArray reach = read.getJsonArray("reach");
        assertThat(reach.getJsonObject(reach.size() - 1).getInteger("accepted")).isEqualTo(2);
        assertThat(app.resident().get("/v1/warnings/" + id + "/deliveries").status())
                .isEqualTo(403);
    }

    @Test
    void residentsAnswerAndOfficersReadWhatTheySaid() {
        trustTheOffice();
        String id = relayed(alert()).getString("warningId");
        String path = "/v1/warnings/" + id;
        TestClient resident = app.resident();

        assertThat(resident.post(
                                path + "/feedback",
                                new JsonObject().put("received", true).put("understood", true))
                        .status())
                .isEqualTo(204);
        assertThat(app.resident()
                        .post(
                                path + "/feedback",
                                new JsonObject().put("received", true).put("falseAlarm", true))
                        .status())
                .isEqualTo(204);
        assertThat(resident.post(
                                path + "/feedback",
                                new JsonObject().put("understood", false).put("acted", true))
                        .status())
                .isEqualTo(204);

        assertThat(duty.get(path).json().getJsonObject("feedback"))
                .isEqualTo(new JsonObject()
                        .put("received", 2)
                        .put("understood", 0)
                        .put("acted", 1)
                        .put("falseAlarm", 1));
        assertThat(app.nobody().get(path).json().containsKey("feedback")).isFalse();
        assertThat(resident.post("/v1/warnings/" + TestClient.id() + "/feedback", new JsonObject().put("acted", true))
                        .status())
                .isEqualTo(404);
    }
}
