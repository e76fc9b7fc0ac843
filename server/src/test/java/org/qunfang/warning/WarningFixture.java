package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.delivery.FakeFcm;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Two officers, residents with phones, and a provider that takes everything. */
abstract class WarningFixture {
    /** Of all classes that begin here, for as long as the tests run. */
    static final FakeFcm FCM = new FakeFcm();

    /** As many connections as a server has: some tests hold tables back, and every writer waits on one of its own. */
    @RegisterExtension
    static final TestApp app =
            new TestApp().set("QUNFANG_FCM_EMULATOR_HOST", FCM.hostAndPort()).set("QUNFANG_DATABASE_CONNECTIONS", "10");

    final People people = new People(app);
    final TestClient author = people.author();
    final TestClient approver = people.approver();

    @BeforeEach
    void forget() {
        FCM.forget();
        // Warnings of earlier tests would reach the phones of this one: they are in force still.
        app.pool()
                .query("DELETE FROM devices; UPDATE messages SET stopped_at = now() WHERE stopped_at IS NULL")
                .execute()
                .await();
    }

    void phone(String token, double lat, double lon, String minimumSeverity) {
        JsonObject body = new JsonObject()
                .put("platform", "fcm")
                .put("token", token)
                .put("language", "zh-CN")
                .put("minimumSeverity", minimumSeverity)
                .put(
                        "places",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("label", "home")
                                        .put("lat", lat)
                                        .put("lon", lon)));
        assertThat(people.resident().put("/v1/devices/" + TestClient.id(), body).status())
                .isEqualTo(201);
    }

    Answer publish(JsonObject draft) {
        return approve(approver, submit(author, author.post("/v1/warnings", draft)));
    }

    static Answer submit(TestClient client, Answer draft) {
        assertThat(draft.status()).as(draft.body().toString()).isIn(200, 201);
        return client.with("If-Match", draft.etag()).post(path(draft) + "/submit", new JsonObject());
    }

    static Answer approve(TestClient client, Answer submitted) {
        assertThat(submitted.status()).as(submitted.body().toString()).isEqualTo(200);
        String hash = submitted.json().getString("contentHash");
        return client.post(path(submitted) + "/approve", new JsonObject().put("contentHash", hash));
    }

    static String path(Answer warning) {
        return "/v1/warnings/" + warning.json().getString("id");
    }

    JsonObject fcm(String id) {
        return author.get("/v1/warnings/" + id + "/deliveries")
                .json()
                .getJsonArray("channels")
                .getJsonObject(0);
    }

    static List<String> active(String query) {
        return app.nobody().get("/v1/warnings" + query).json().getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("id"))
                .toList();
    }
}
