package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Which devices are not taken. */
class DeviceRefusalsTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    private final People people = new People(app);

    @Test
    void aDeviceWithoutTokenOfAnUnservedPlatformOrOfSomebodyElseIsRefused() {
        JsonObject phone =
                new JsonObject().put("platform", "fcm").put("language", "en").put("places", new JsonArray());
        String id = TestClient.id();
        TestClient owner = people.resident();

        assertThat(pointers(owner.put("/v1/devices/" + id, phone))).contains("/token");
        assertThat(owner.put(
                                "/v1/devices/" + id,
                                phone.copy().put("platform", "webpush").put("token", "t"))
                        .status())
                .isBetween(400, 422);
        phone.put("token", UUID.randomUUID().toString());
        assertThat(owner.put("/v1/devices/" + id, phone).status()).isEqualTo(201);
        assertThat(owner.put("/v1/devices/" + id, phone).status()).isEqualTo(200);
        assertThat(people.resident().put("/v1/devices/" + id, phone).status()).isEqualTo(409);
        assertThat(people.resident().delete("/v1/devices/" + id).status()).isEqualTo(204);
        assertThat(devices(id)).isEqualTo(1);
        assertThat(owner.delete("/v1/devices/" + id).status()).isEqualTo(204);
        assertThat(devices(id)).isZero();
    }

    @Test
    void elevenPlacesAreOneTooMany() {
        JsonArray places = new JsonArray();
        for (int i = 0; i < 11; i++) {
            places.add(new JsonObject().put("label", "p" + i).put("lat", 22.7).put("lon", 113.9));
        }
        JsonObject page =
                new JsonObject().put("platform", "live").put("language", "en").put("places", places);

        Answer refused = people.resident().put("/v1/devices/" + TestClient.id(), page);

        assertThat(pointers(refused)).anyMatch(pointer -> pointer.startsWith("/places"));
    }

    @Test
    void aTokenThatMovesToAnotherDeviceLeavesTheFirst() {
        String token = UUID.randomUUID().toString();
        JsonObject phone = new JsonObject()
                .put("platform", "fcm")
                .put("token", token)
                .put("language", "en")
                .put("places", new JsonArray());
        String first = TestClient.id();
        people.resident().put("/v1/devices/" + first, phone);

        assertThat(people.resident()
                        .put("/v1/devices/" + TestClient.id(), phone)
                        .status())
                .isEqualTo(201);

        assertThat(devices(first)).isZero();
    }

    private static List<String> pointers(Answer refused) {
        return refused.json().getJsonArray("errors", new JsonArray()).stream()
                .map(error -> ((JsonObject) error).getString("pointer"))
                .toList();
    }

    private static long devices(String id) {
        return app.pool()
                .preparedQuery("SELECT count(*) AS n FROM devices WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(id)))
                .await()
                .iterator()
                .next()
                .getLong("n");
    }
}
