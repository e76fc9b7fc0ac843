package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

class DeviceApiTest {
    private static final int AT_ONCE = 4;

    @RegisterExtension
    static final TestApp app = new TestApp();

    /** An app that was installed anew makes another id, and two of its requests may be under way. */
    @RepeatedTest(5)
    void aTokenRegisteredTwiceAtOnceBelongsToOneDevice() {
        String token = TestClient.id();
        JsonObject device = new JsonObject()
                .put("platform", "fcm")
                .put("token", token)
                .put("language", "en")
                .put("places", new JsonArray());
        List<TestClient> phones =
                IntStream.range(0, AT_ONCE).mapToObj(each -> app.resident()).toList();

        List<CompletableFuture<Answer>> answers = phones.stream()
                .map(phone -> CompletableFuture.supplyAsync(() -> phone.put("/v1/devices/" + TestClient.id(), device)))
                .toList();

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(201));
        assertThat(app.pool()
                        .preparedQuery("SELECT id FROM devices WHERE token = $1")
                        .execute(Tuple.of(token))
                        .await()
                        .size())
                .isEqualTo(1);
    }
}
