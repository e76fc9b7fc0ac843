package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestClient;
import org.w3c.dom.Document;

/** From draft to phones, over HTTP. */
class WarningFlowTest extends WarningFixture {
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
    void aPhoneThatRegistersWhileTheWarningIsInForceIsWarnedOnceAndHearsOfItsEnd() {
        Answer published = publish(Drafts.landslide());
        String id = published.json().getString("id");

        phone("late", 22.711, 113.934, "Minor");
        phone("late-outside", 22.73, 113.934, "Minor");

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(fcm(id).getInteger("accepted")).isEqualTo(1));
        assertThat(FCM.tokens()).containsExactly("late");
        assertThat(approver.post(path(published) + "/cancel", new JsonObject().put("rationale", "险情解除"))
                        .status())
                .isEqualTo(200);
        // Until the end is handed over a phone that comes may hear of both, one after the other.
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(FCM.tokens()).containsExactly("late", "late"));
        phone("too-late", 22.711, 113.934, "Minor");
        await().during(Duration.ofMillis(1_200)).until(() -> FCM.tokens().size() == 2);
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
        // The author named a category of the city and no words for it.
        assertThat(CapXml.text(cap, "/alert/info[1]/event")).contains("滑坡");
        assertThat(CapXml.text(cap, "/alert/info[2]/event")).startsWith("Landslide");
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
        assertThat(app.pool()
                        .preparedQuery("""
                                SELECT count(*) AS together
                                  FROM warnings AS w
                                  JOIN messages AS m ON m.source_id = w.id
                                 WHERE w.id = $1 AND m.stopped_at = w.ended_at
                                """)
                        .execute(Tuple.of(UUID.fromString(id)))
                        .await()
                        .iterator()
                        .next()
                        .getLong("together"))
                .as("who comes after the answer is not told of it")
                .isEqualTo(1);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(FCM.tokens()).containsExactly("first", "first"));
        assertThat(FCM.messages().get(1).getJsonObject("notification").getString("title"))
                .startsWith("【预警解除】");
        assertThat(active("?active=true")).doesNotContain(id);
        JsonObject seen = app.nobody().get("/v1/warnings/" + id).json();
        assertThat(seen.getJsonArray("infos").getJsonObject(0).getString("headline"))
                .isEqualTo("红坳受纳场可能滑坡，立即撤离");
        JsonObject cancellation = seen.getJsonObject("cancellation");
        assertThat(cancellation.getJsonArray("infos").getJsonObject(1).getString("description"))
                .isEqualTo("You may return.");
        assertThat(cancellation.getString("identifier")).isNotEqualTo(seen.getString("identifier"));
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
        assertThat(push.getString("body")).isEqualTo("【演练，并非真实险情】向两侧高处撤离。\n坡体裂缝扩大。");
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
            for (String feed : List.of("/feeds/cap.atom", "/feeds/cap.rss")) {
                assertThat(app.nobody().get(feed).body().toString())
                        .contains(published.json().getString("identifier"));
            }
            assertThat(app.nobody()
                            .with("Accept", "application/cap+xml")
                            .get("/v1/warnings/" + id)
                            .status())
                    .isEqualTo(200);
            assertThat(app.nobody().get("/feeds/cap.pem").body().toString()).contains("BEGIN CERTIFICATE");
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
    void aWarningWhoseTimeIsOverLeavesTheListAtOnceAndEndsByItself() {
        String id =
                publish(Drafts.landslide().put("expires", Drafts.in(3))).json().getString("id");
        assertThat(active("?active=true")).contains(id);

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(active("?active=true")).doesNotContain(id));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(author.get("/v1/warnings/" + id).json().getString("status"))
                                .isEqualTo("expired"));
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
}
