package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.OpenPage;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Open pages: a resident's warnings and an officer's queue, over real streams. FCM is not set up here. */
class LiveWarningTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    private final People people = new People(app);
    private final TestClient author = people.author();
    private final TestClient approver = people.approver();

    @BeforeEach
    void noDevices() {
        // Warnings of earlier tests would reach the devices of this one: they are in force still.
        app.pool()
                .query("DELETE FROM devices; UPDATE messages SET stopped_at = now() WHERE stopped_at IS NULL")
                .execute()
                .await();
    }

    @Test
    void anOpenPageInTheAreaIsWarnedAndAnotherIsNot() {
        TestClient inside = people.resident();
        TestClient outside = people.resident();
        register(inside, "live", null, 22.711);
        register(outside, "live", null, 22.9);
        List<String> heardInside = listen(inside, null);
        List<String> heardOutside = listen(outside, null);

        String id = publish();

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(heardInside).contains("event: warning.published"));
        JsonObject data = data(heardInside);
        assertThat(data.getString("warningId")).isEqualTo(id);
        assertThat(data.getJsonObject("title").getString("en")).startsWith("Landslide");
        assertThat(heardOutside).doesNotContain("event: warning.published");
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() ->
                        assertThat(counts(id, "live").getInteger("accepted")).isEqualTo(1));
    }

    @Test
    void everyStepOfAWarningIsToldToOfficersAndToNobodyElse() {
        List<String> heardByApprover = listen(approver, null);
        List<String> heardByResident = listen(people.resident(), null);

        String id = publish();

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(heardByApprover.stream().filter("event: warning.changed"::equals))
                        .as("drafted, submitted, published")
                        .hasSize(3));
        assertThat(heardByApprover).contains("data: {\"warningId\":\"" + id + "\"}");
        assertThat(heardByResident).doesNotContain("event: warning.changed");
    }

    @Test
    void aPageThatComesLaterStillGetsWhatItMissed() {
        TestClient resident = people.resident();
        register(resident, "live", null, 22.711);
        String id = publish();
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(counts(id, "live").getInteger("due")).isEqualTo(1));
        assertThat(counts(id, "live").getInteger("handedOver")).isZero();

        List<String> heard = listen(resident, null);

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(heard).contains("event: warning.published"));
    }

    @Test
    void aPageThatLostItsConnectionHearsAgainWhatCameAfterItsLastEvent() {
        TestClient resident = people.resident();
        register(resident, "live", null, 22.711);
        String before = TestClient.id();
        String id = publish();
        listen(resident, null);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(counts(id, "live").getInteger("accepted")).isEqualTo(1));

        List<String> again = listen(resident, before);

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(data(again).getString("warningId")).isEqualTo(id));
    }

    @Test
    void aPlaceAddedWhileThePageIsOpenCountsAtOnce() {
        TestClient resident = people.resident();
        List<String> heard = listen(resident, null);
        register(resident, "live", null, 22.711);

        publish();

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(heard).contains("event: warning.published"));
    }

    @Test
    void aPlaceAddedWhileAWarningIsInForceIsWarnedAtOnce() {
        TestClient resident = people.resident();
        List<String> heard = listen(resident, null);
        String id = publish();

        register(resident, "live", null, 22.711);

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(heard).contains("event: warning.published"));
        assertThat(data(heard).getString("warningId")).isEqualTo(id);
    }

    @Test
    void withoutFcmThePhonesOfTheAreaFailWithTheReason() {
        register(people.resident(), "fcm", "a-token", 22.711);

        String id = publish();

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(counts(id, "fcm").getInteger("failed")).isEqualTo(1));
        assertThat(counts(id, "fcm").getInteger("handedOver"))
                .as("nobody took it")
                .isZero();
        assertThat(counts(id, "fcm").getString("reason")).contains("FCM is off");
    }

    @Test
    void anOfficersQueueHearsANewCase() {
        TestClient officer = people.officer("duty_officer", Set.of("case.read", "case.triage-all"));
        List<String> heard = listen(officer, null);
        JsonObject report = new JsonObject()
                .put("category", "landfill-slope")
                .put("description", "裂缝在变宽，有水渗出")
                .put(
                        "location",
                        new JsonObject().put("lat", 22.711).put("lon", 113.934).put("accuracyMeters", 15))
                .put("observedAt", "2026-11-23T08:15:00+08:00")
                .put("language", "zh-CN")
                .put("visibility", "public");

        Answer sent = people.resident().put("/v1/reports/" + TestClient.id(), report);

        assertThat(sent.status()).as(sent.body().toString()).isEqualTo(201);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(heard).contains("event: case.opened"));
        assertThat(data(heard).getString("caseId"))
                .isEqualTo(sent.json().getJsonObject("case").getString("id"));
    }

    @Test
    void nobodyWithoutATokenListens() {
        assertThat(app.nobody().get("/v1/live").status()).isEqualTo(401);
    }

    private static JsonObject data(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("data: "))
                .map(line -> new JsonObject(line.substring(6)))
                .findFirst()
                .orElseGet(JsonObject::new);
    }

    private static List<String> listen(TestClient client, String lastEventId) {
        return OpenPage.of(app, client, lastEventId);
    }

    private void register(TestClient client, String platform, String token, double lat) {
        JsonObject body = new JsonObject()
                .put("platform", platform)
                .put("language", "en")
                .put(
                        "places",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("label", "home")
                                        .put("lat", lat)
                                        .put("lon", 113.934)));
        if (token != null) {
            body.put("token", token);
        }
        assertThat(client.put("/v1/devices/" + TestClient.id(), body).status()).isEqualTo(201);
    }

    private String publish() {
        Answer draft = author.post("/v1/warnings", Drafts.landslide());
        String path = "/v1/warnings/" + draft.json().getString("id");
        Answer submitted = author.with("If-Match", draft.etag()).post(path + "/submit", new JsonObject());
        String hash = submitted.json().getString("contentHash");
        assertThat(approver.post(path + "/approve", new JsonObject().put("contentHash", hash))
                        .status())
                .isEqualTo(200);
        return draft.json().getString("id");
    }

    private JsonObject counts(String id, String channel) {
        return author.get("/v1/warnings/" + id + "/deliveries").json().getJsonArray("channels").stream()
                .map(JsonObject.class::cast)
                .filter(counts -> counts.getString("channel").equals(channel))
                .findFirst()
                .orElseGet(() -> new JsonObject()
                        .put("due", 0)
                        .put("handedOver", 0)
                        .put("accepted", 0)
                        .put("failed", 0));
    }
}
