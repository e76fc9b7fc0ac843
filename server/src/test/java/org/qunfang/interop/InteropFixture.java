package org.qunfang.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.delivery.FakeFcm;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** A weather office with authority over Guangming, officers, and phones. */
abstract class InteropFixture {
    static final FakeFcm FCM = new FakeFcm();
    static final MovableClock CLOCK = new MovableClock();

    @RegisterExtension
    static final TestApp app = new TestApp(CLOCK)
            .set("QUNFANG_FCM_EMULATOR_HOST", FCM.hostAndPort())
            .set("QUNFANG_WEBHOOK_NETWORKS", "127.0.0.1");

    final TestClient duty = officer("duty_officer", "warning.read", "cap.import");
    final TestClient approver = officer("warning_approver", "warning.read", "warning.approve", "cap.import");
    final TestClient administrator = officer("administrator", "warning.read", "cap.trust", "cap.import");
    final String office = "weather-" + UUID.randomUUID() + "@example.org";

    @BeforeEach
    void forget() {
        // What an earlier test let out and did not wait for would reach the phones of this one.
        await().until(() -> count("events WHERE type LIKE 'warning.relay%'") == 0);
        FCM.forget();
        app.pool()
                .query("DELETE FROM devices; UPDATE messages SET stopped_at = now() WHERE stopped_at IS NULL")
                .execute()
                .await();
    }

    static TestClient officer(String role, String... permissions) {
        return officer(app, role, permissions);
    }

    static TestClient officer(TestApp app, String role, String... permissions) {
        return app.officer("guangming-urban-management", Set.of(role), Set.of(permissions));
    }

    Answer trust(String sender, String areaCode, boolean relay, String feedUrl) {
        JsonObject input = new JsonObject()
                .put("sender", sender)
                .put("name", new JsonObject().put("zh-CN", "光明气象台").put("en", "Guangming Weather Office"))
                .put("areaCode", areaCode)
                .put("relay", relay)
                .put("active", true);
        if (feedUrl != null) {
            input.put("feedUrl", feedUrl);
        }
        Answer made = administrator.post("/v1/cap/senders", input);
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        return made;
    }

    void trustTheOffice() {
        trust(office, "440311", true, null);
    }

    CapText alert() {
        return CapText.alert(office, "SZ-" + UUID.randomUUID(), CLOCK.instant());
    }

    Answer take(CapText message) {
        return take(message.xml());
    }

    Answer take(String xml) {
        return take(Buffer.buffer(xml));
    }

    Answer take(Buffer xml) {
        return duty.send(HttpMethod.POST, "/v1/cap/imports", "application/cap+xml", xml);
    }

    JsonObject taken(CapText message) {
        Answer answer = take(message);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.json();
    }

    /** Brought in by one officer and let out by another. */
    JsonObject relayed(CapText message) {
        String id = taken(message).getString("id");
        Answer relayed = approver.post("/v1/cap/imports/" + id + "/relay");
        assertThat(relayed.status()).as(relayed.body().toString()).isEqualTo(200);
        return relayed.json();
    }

    static String reason(Answer refused) {
        assertThat(refused.status()).as(refused.body().toString()).isIn(409, 422);
        return refused.json().getString("reason");
    }

    static List<String> codes(JsonObject message) {
        return message.getJsonArray("repairs").stream()
                .map(each -> ((JsonObject) each).getString("code"))
                .toList();
    }

    static List<JsonObject> active() {
        return app.nobody().get("/v1/warnings?active=true&geometry=true").json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    static JsonObject shown(String id) {
        return active().stream()
                .filter(each -> each.getString("id").equals(id))
                .findFirst()
                .orElse(null);
    }

    void phone(String token, double lat, double lon) {
        JsonObject body = new JsonObject()
                .put("platform", "fcm")
                .put("token", token)
                .put("language", "zh-CN")
                .put("minimumSeverity", "Minor")
                .put(
                        "places",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("label", "home")
                                        .put("lat", lat)
                                        .put("lon", lon)));
        assertThat(app.resident().put("/v1/devices/" + TestClient.id(), body).status())
                .isEqualTo(201);
    }

    static long count(String table) {
        return app.pool()
                .query("SELECT count(*) AS n FROM " + table)
                .execute()
                .await()
                .iterator()
                .next()
                .getLong("n");
    }
}
