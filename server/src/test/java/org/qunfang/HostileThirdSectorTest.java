package org.qunfang;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.media.PlainText;
import org.qunfang.testing.Answer;
import org.qunfang.testing.SharedData;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Whatever people type comes back as the same text, without what nobody sees in it, or is refused; nothing breaks. */
class HostileThirdSectorTest {
    @RegisterExtension
    static final TestApp app = new TestApp().set("QUNFANG_TRUSTED_PROXIES", "127.0.0.1");

    /** Fewer than one phone may register at once. */
    private static final int NAMES_OF_A_PHONE = 10;

    @Test
    void naughtyNamesComeBackUnchangedOrAreRefused() throws IOException {
        TestClient resident = app.resident();
        int sent = 0;
        int kept = 0;
        for (String text : hostileTexts()) {
            if (sent++ % NAMES_OF_A_PHONE == 0) {
                resident = app.resident().with("X-Forwarded-For", "10.0.0." + sent / NAMES_OF_A_PHONE);
            }
            Answer answer = resident.put("/v1/volunteers/me", volunteer(text));
            assertThat(answer.status()).as(text).isIn(200, 201, 400, 422);
            if (answer.status() < 300) {
                assertThat(answer.json().getString("name"))
                        .isEqualTo(PlainText.of(text).strip());
                resident = resident.with("If-Match", answer.etag());
                kept++;
            }
        }
        assertThat(kept).isGreaterThan(500);
    }

    @Test
    void naughtyTitlesOfOffersAreStoredAsTheyAre() throws IOException {
        TestClient member = app.resident();
        String organisationId =
                member.post("/v1/organisations", organisation()).json().getString("id");
        for (String text : hostileTexts().subList(0, 120)) {
            Answer answer = member.put(
                    "/v1/resources/" + TestClient.id(), offer(organisationId).put("title", text));
            assertThat(answer.status()).as(text).isIn(201, 400);
            if (answer.status() == 201) {
                assertThat(answer.json().getString("title")).isEqualTo(PlainText.of(text));
            }
        }
    }

    @Test
    void aDayThatDoesNotExistIsRefusedByName() {
        TestClient member = app.resident();
        String organisationId = member.post("/v1/organisations", organisation().put("registrationNumber", "HOSTILE-2"))
                .json()
                .getString("id");
        Answer refused = member.put(
                "/v1/resources/" + TestClient.id(),
                offer(organisationId).put("availableFrom", "2026-02-31T08:00:00+08:00"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/availableFrom");
    }

    private static List<String> hostileTexts() throws IOException {
        List<String> texts = new ArrayList<>();
        new JsonArray(Files.readString(SharedData.path("hostile/strings/blns.json")))
                .forEach(text -> texts.add((String) text));
        texts.addAll(Files.readAllLines(SharedData.path("hostile/strings/xss-payload-list.txt"))
                .subList(0, 300));
        return texts;
    }

    private static JsonObject volunteer(String name) {
        return new JsonObject()
                .put("name", name)
                .put("phone", "13800000000")
                .put("birthYear", 1990)
                .put("homeAreaCode", "440311")
                .put("travelRadiusMeters", 5_000)
                .put("consents", true)
                .put("consentVersion", "2026-11");
    }

    private static JsonObject organisation() {
        return new JsonObject()
                .put("name", new JsonObject().put("zh-CN", "<b>某组织</b>"))
                .put("kind", "other")
                .put("registrationNumber", "HOSTILE-1")
                .put("contact", new JsonObject().put("name", "某人").put("phone", "13900000000"));
    }

    private static JsonObject offer(String organisationId) {
        return new JsonObject()
                .put("organisationId", organisationId)
                .put("type", "tent")
                .put("quantity", 1)
                .put("location", new JsonObject().put("lat", 22.7).put("lon", 113.9))
                .put("availableFrom", "2026-11-23T08:00:00+08:00")
                .put("mobilisationMinutes", 0);
    }
}
