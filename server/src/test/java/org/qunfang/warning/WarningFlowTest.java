package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.delivery.FakeFcm;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;
import org.w3c.dom.Document;

/** From draft to phones, over HTTP. */
class WarningFlowTest {
    private static final FakeFcm FCM = new FakeFcm();

    @RegisterExtension
    static final TestApp app = new TestApp().set("QUNFANG_FCM_EMULATOR_HOST", FCM.hostAndPort());

    private final People people = new People(app);
    private final TestClient author = people.author();
    private final TestClient approver = people.approver();

    @AfterAll
    static void stop() {
        FCM.close();
    }

    @BeforeEach
    void forget() {
        FCM.forget();
        app.pool().query("DELETE FROM devices").execute().await();
    }

    @Test
    void aWarningApprovedByAnotherOfficerReachesExactlyTheDevicesInItsArea() {
        phone("inside", 22.711, 113.934, "Minor");
        phone("edge", 22.715, 113.935, "Extreme");
        phone("outside", 22.7152, 113.935, "Minor");
        phone("far", 22.55, 114.1, "Minor");

        Answer published = publish(Drafts.landslide());

        String id = published.json().getString("id");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(fcm(id).getInteger("accepted")).isEqualTo(2));
        assertThat(FCM.tokens()).containsExactlyInAnyOrder("inside", "edge");
        assertThat(published.json().getInteger("recipients")).isEqualTo(2);
        assertThat(fcm(id).getInteger("due")).isEqualTo(2);
        assertThat(fcm(id).getInteger("handedOver")).isEqualTo(2);
        JsonObject push = FCM.messages().get(0);
        assertThat(push.getJsonObject("notification").getString("title")).isEqualTo("红坳受纳场可能滑坡，立即撤离");
        assertThat(push.getJsonObject("data").getString("warningId")).isEqualTo(id);
    }

    @Test
    void theAuthorCannotApproveAlsoNotWithTheApproversRole() {
        TestClient both = people.authorAndApprover();
        Answer submitted = submit(both, both.post("/v1/warnings", Drafts.landslide()));

        Answer refused = approve(both, submitted);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(approver.get(path(submitted)).json().getString("status")).isEqualTo("submitted");
        assertThat(both.get(path(submitted)).json().getJsonArray("actions").getList())
                .doesNotContain("approve");
    }

    @Test
    void onlyTheHashOfWhatWasReadIsApproved() {
        Answer submitted = submit(author, author.post("/v1/warnings", Drafts.landslide()));
        String id = submitted.json().getString("id");
        String oldHash = submitted.json().getString("contentHash");
        Answer returned = approver.with("If-Match", submitted.etag())
                .post("/v1/warnings/" + id + "/return", new JsonObject().put("rationale", "请写明方向"));
        JsonObject other = Drafts.landslide().put("severity", "Severe");
        Answer edited = author.with("If-Match", returned.etag()).put("/v1/warnings/" + id, other);
        assertThat(edited.json().getString("status")).isEqualTo("draft");
        assertThat(edited.json().containsKey("contentHash")).isFalse();
        submit(author, edited);

        Answer stale = approver.post("/v1/warnings/" + id + "/approve", new JsonObject().put("contentHash", oldHash));

        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.problem()).endsWith("content-changed");
    }

    @Test
    void aPublishedWarningIsCapInTheFeedAndInTheList() {
        Answer published = publish(Drafts.landslide());
        String id = published.json().getString("id");
        String identifier = published.json().getString("identifier");
        TestClient nobody = app.nobody();

        Document cap = CapXml.parse(
                nobody.get("/feeds/cap/" + identifier + ".xml").body().toString());
        Answer asCap = nobody.with("Accept", "application/cap+xml").get("/v1/warnings/" + id);
        Answer feed = nobody.get("/feeds/cap.atom");

        assertThat(CapXml.errors(cap)).isEmpty();
        assertThat(asCap.headers().get("Content-Type")).startsWith("application/cap+xml");
        assertThat(CapXml.text(CapXml.parse(asCap.body().toString()), "/alert/identifier"))
                .isEqualTo(identifier);
        assertThat(CapXml.text(CapXml.parse(feed.body().toString()), "/feed/entry[1]/title"))
                .contains("Landslide likely");
        assertThat(nobody.with("If-None-Match", feed.headers().get("ETag"))
                        .get("/feeds/cap.atom")
                        .status())
                .isEqualTo(304);
        assertThat(active("?active=true&lat=22.71&lon=113.935")).contains(id);
        assertThat(active("?active=true&lat=22.75&lon=113.935")).doesNotContain(id);
        JsonObject seen = nobody.get("/v1/warnings/" + id).json();
        assertThat(seen.containsKey("author")).isFalse();
        assertThat(seen.containsKey("decisions")).isFalse();
    }

    @Test
    void aCancelStopsWhatWaitsAndTellsEverybodyWhoWasDue() {
        phone("first", 22.711, 113.934, "Minor");
        String id = publish(Drafts.landslide()).json().getString("id");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(FCM.tokens()).containsExactly("first"));

        Answer cancelled = approver.post(
                "/v1/warnings/" + id + "/cancel",
                new JsonObject()
                        .put("rationale", "坡体稳定")
                        .put("note", new JsonObject().put("zh-CN", "可以返回。").put("en", "You may return.")));

        assertThat(cancelled.json().getString("status")).isEqualTo("cancelled");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(FCM.tokens()).containsExactly("first", "first"));
        assertThat(FCM.messages().get(1).getJsonObject("notification").getString("title"))
                .startsWith("【预警解除】");
        assertThat(active("?active=true")).doesNotContain(id);
        Document cap = CapXml.parse(app.nobody()
                .with("Accept", "application/cap+xml")
                .get("/v1/warnings/" + id)
                .body()
                .toString());
        assertThat(CapXml.errors(cap)).isEmpty();
        assertThat(CapXml.text(cap, "/alert/msgType")).isEqualTo("Cancel");
        assertThat(CapXml.text(cap, "/alert/references")).startsWith("qunfang@localhost,");
        Answer again = approver.post("/v1/warnings/" + id + "/cancel", new JsonObject().put("rationale", "x"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().getJsonArray("open")).isEmpty();
    }

    @Test
    void anExerciseReachesThePublicOnlyWhenChosenAndConfirmed() {
        phone("resident", 22.711, 113.934, "Minor");
        JsonObject quiet = Drafts.landslide().put("mode", "exercise");
        String quietId = publish(quiet).json().getString("id");
        Answer loud = submit(author, author.post("/v1/warnings", quiet.copy().put("exercisePublic", true)));

        Answer unconfirmed = approve(approver, loud);
        Answer confirmed = approver.post(
                path(loud) + "/approve",
                new JsonObject()
                        .put("contentHash", loud.json().getString("contentHash"))
                        .put("exerciseConfirmed", true));

        assertThat(app.nobody().get("/v1/warnings/" + quietId).status()).isEqualTo(404);
        assertThat(unconfirmed.status()).isEqualTo(422);
        assertThat(confirmed.status()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(FCM.tokens()).containsExactly("resident"));
        JsonObject push = FCM.messages().get(0).getJsonObject("notification");
        assertThat(push.getString("title")).startsWith("【演练，并非真实险情】");
        assertThat(push.getString("body")).startsWith("【演练，并非真实险情】");
    }

    @Test
    void theAudienceTellsDevicesOverspillAndEveryWord() {
        phone("a", 22.711, 113.934, "Minor");
        phone("b", 22.712, 113.936, "Severe");
        Answer draft = author.post("/v1/warnings", Drafts.landslide());

        JsonObject audience = author.get(path(draft) + "/audience").json();

        assertThat(audience.getInteger("devices")).isEqualTo(2);
        assertThat(audience.getDouble("areaSquareMeters")).isBetween(1_100_000d, 1_150_000d);
        assertThat(audience.getJsonObject("overspill").getDouble("squareMeters"))
                .isZero();
        assertThat(audience.getJsonArray("messages")).hasSize(2);
    }

    @Test
    void aPickedDistrictTellsPeopleAndStaysWithin100Vertices() {
        JsonObject draft = Drafts.landslide();
        draft.getJsonObject("area")
                .put("areaCodes", new JsonArray().add("440311"))
                .remove("polygons");
        Answer created = author.post("/v1/warnings", draft);

        JsonObject audience = author.get(path(created) + "/audience").json();

        assertThat(audience.getLong("peopleEstimate")).isGreaterThan(100_000);
        JsonArray polygons = created.json().getJsonObject("geometry").getJsonArray("coordinates");
        for (int i = 0; i < polygons.size(); i++) {
            assertThat(polygons.getJsonArray(i).getJsonArray(0).size()).isLessThanOrEqualTo(SavedArea.MOST_VERTICES);
        }
    }

    @Test
    void aRaggedOutlineOverspillsAndTheAudienceSaysHowFar() {
        double[][] ring = new double[301][];
        for (int i = 0; i < 300; i++) {
            double radius = i % 2 == 0 ? 0.010 : 0.008;
            double angle = 2 * Math.PI * i / 300;
            ring[i] = new double[] {113.93 + radius * Math.cos(angle), 22.71 + radius * Math.sin(angle)};
        }
        ring[300] = ring[0];
        phone(
                "between-the-teeth",
                22.71 + 0.0095 * Math.sin(2 * Math.PI / 300),
                113.93 + 0.0095 * Math.cos(2 * Math.PI / 300),
                "Minor");
        Answer draft = author.post("/v1/warnings", Drafts.landslide().put("area", Drafts.area(Drafts.polygon(ring))));

        JsonObject audience = author.get(path(draft) + "/audience").json();

        assertThat(audience.getInteger("devices")).isEqualTo(1);
        assertThat(audience.getJsonObject("overspill").getInteger("devices")).isEqualTo(1);
        assertThat(audience.getJsonObject("overspill").getDouble("squareMeters"))
                .isPositive();
    }

    @Test
    void whatIsInForceIsAnsweredAlsoWhileTheDatabaseIsAway() {
        Answer published = publish(Drafts.landslide());
        String id = published.json().getString("id");
        app.pool()
                .query("ALTER TABLE warnings RENAME TO warnings_away")
                .execute()
                .await();
        try {
            assertThat(active("?active=true")).contains(id);
            assertThat(active("?lat=22.71&lon=113.935")).contains(id);
            assertThat(app.nobody().get("/v1/warnings/" + id).status()).isEqualTo(200);
            assertThat(app.nobody().get("/feeds/cap.atom").body().toString())
                    .contains(published.json().getString("identifier"));
            assertThat(app.nobody()
                            .get("/feeds/cap/" + published.json().getString("identifier") + ".xml")
                            .status())
                    .isEqualTo(200);
        } finally {
            app.pool()
                    .query("ALTER TABLE warnings_away RENAME TO warnings")
                    .execute()
                    .await();
        }
    }

    @Test
    void feedbackIsKeptOncePerPersonAndKind() {
        String id = publish(Drafts.landslide()).json().getString("id");
        TestClient resident = people.resident();
        for (int i = 0; i < 2; i++) {
            assertThat(resident.post("/v1/warnings/" + id + "/feedback", new JsonObject().put("understood", true))
                            .status())
                    .isEqualTo(204);
        }

        assertThat(author.get("/v1/warnings/" + id)
                        .json()
                        .getJsonObject("feedback")
                        .getInteger("understood"))
                .isEqualTo(1);
    }

    private void phone(String token, double lat, double lon, String minimumSeverity) {
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

    private Answer publish(JsonObject draft) {
        return approve(approver, submit(author, author.post("/v1/warnings", draft)));
    }

    private static Answer submit(TestClient client, Answer draft) {
        assertThat(draft.status()).as(draft.body().toString()).isIn(200, 201);
        return client.with("If-Match", draft.etag()).post(path(draft) + "/submit", new JsonObject());
    }

    private static Answer approve(TestClient client, Answer submitted) {
        assertThat(submitted.status()).as(submitted.body().toString()).isEqualTo(200);
        String hash = submitted.json().getString("contentHash");
        return client.post(path(submitted) + "/approve", new JsonObject().put("contentHash", hash));
    }

    private static String path(Answer warning) {
        return "/v1/warnings/" + warning.json().getString("id");
    }

    private JsonObject fcm(String id) {
        return author.get("/v1/warnings/" + id + "/deliveries")
                .json()
                .getJsonArray("channels")
                .getJsonObject(0);
    }

    private static List<String> active(String query) {
        return app.nobody().get("/v1/warnings" + query).json().getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("id"))
                .toList();
    }
}
