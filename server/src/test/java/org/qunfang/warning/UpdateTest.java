package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestClient;
import org.w3c.dom.Document;

/** An Update takes the place of a warning: on screens, in feeds, on phones. */
class UpdateTest extends WarningFixture {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void anUpdateTakesThePlaceOfTheEarlierWarningEverywhere() {
        Answer first = publish(Drafts.landslide());
        Answer draft = author.post(path(first) + "/updates", moved());
        assertThat(draft.status()).isEqualTo(201);
        assertThat(active("?active=true"))
                .as("in force until the update is approved")
                .contains(id(first));

        Answer update = approve(approver, submit(author, draft));

        assertThat(update.json().getString("status")).isEqualTo("published");
        assertThat(update.json().getString("supersedes")).isEqualTo(id(first));
        assertThat(approver.get(path(first)).json().getString("status")).isEqualTo("superseded");
        assertThat(active("?active=true")).contains(id(update)).doesNotContain(id(first));
        for (String feed : List.of("/feeds/cap.atom", "/feeds/cap.rss")) {
            assertThat(app.nobody().get(feed).body().toString())
                    .contains(identifier(update))
                    .doesNotContain(identifier(first));
        }
        for (Answer seen : List.of(first, update)) {
            assertThat(app.nobody().get(path(seen)).json().getJsonArray("chain").stream()
                            .map(one -> ((JsonObject) one).getString("msgType") + " "
                                    + ((JsonObject) one).getString("warningId")))
                    .containsExactly("Alert " + id(first), "Update " + id(update));
        }
    }

    @Test
    void theCapMessageIsASignedUpdateThatNamesTheAlert() {
        Answer first = publish(Drafts.landslide());
        Answer update = approve(approver, submit(author, author.post(path(first) + "/updates", moved())));

        String xml = app.nobody()
                .get("/feeds/cap/" + identifier(update) + ".xml")
                .body()
                .toString();
        String alert = app.nobody()
                .get("/feeds/cap/" + identifier(first) + ".xml")
                .body()
                .toString();
        Document cap = CapXml.parse(xml);

        assertThat(CapXml.errors(cap)).isEmpty();
        assertThat(Verified.by(Verified.certificateIn(xml).orElseThrow(), xml)).isTrue();
        assertThat(CapXml.text(cap, "/alert/msgType")).isEqualTo("Update");
        assertThat(CapXml.text(cap, "/alert/references"))
                .isEqualTo("qunfang@localhost," + identifier(first) + ","
                        + CapXml.text(CapXml.parse(alert), "/alert/sent"));
        assertThat(CapXml.text(cap, "/alert/sent")).isGreaterThan(CapXml.text(CapXml.parse(alert), "/alert/sent"));
    }

    @Test
    void phonesInTheNewAreaGetItAndThoseThatAreNoLongerInItLearnThatItChanged() {
        phone("stays", 22.711, 113.934, "Minor");
        phone("left", 22.706, 113.931, "Minor");
        Answer first = publish(Drafts.landslide());
        await().atMost(SOON).untilAsserted(() -> assertThat(FCM.tokens()).containsExactlyInAnyOrder("stays", "left"));
        phone("came", 22.713, 113.945, "Minor");

        Answer update = approve(approver, submit(author, author.post(path(first) + "/updates", moved())));

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(FCM.tokens()).containsExactlyInAnyOrder("stays", "left", "stays", "came", "left"));
        List<JsonObject> later = FCM.messages().subList(2, 5);
        assertThat(later).allSatisfy(push -> {
            boolean left = push.getString("token").equals("left");
            assertThat(push.getJsonObject("notification").getString("title")).startsWith(left ? "【预警变更】" : "范围改变");
            assertThat(push.getJsonObject("data").getString("supersedes")).isEqualTo(id(first));
        });
        assertThat(FCM.messages())
                .as("a phone shows the newest of the chain in the place of the earlier ones")
                .allSatisfy(push -> assertThat(push.getJsonObject("android")
                                .getJsonObject("notification")
                                .getString("tag"))
                        .isEqualTo(id(first)));
        assertThat(fcm(id(update)).getInteger("due"))
                .as("the farewell is not in the ledger")
                .isEqualTo(2);
    }

    @Test
    void theEndOfAnUpdateIsToldToEverybodyWhoEverHadOneOfTheChain() {
        phone("left", 22.706, 113.931, "Minor");
        Answer first = publish(Drafts.landslide());
        await().atMost(SOON).untilAsserted(() -> assertThat(FCM.tokens()).containsExactly("left"));
        Answer update = approve(approver, submit(author, author.post(path(first) + "/updates", moved())));

        approver.post(path(update) + "/cancel", new JsonObject().put("rationale", "稳定"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(FCM.messages()
                                .get(FCM.messages().size() - 1)
                                .getJsonObject("notification")
                                .getString("title"))
                        .startsWith("【预警解除】"));
    }

    @Test
    void whatStillWaitedOfTheEarlierWarningEnds() {
        people.resident();
        liveDevice();
        Answer first = publish(Drafts.landslide());
        await().atMost(SOON).untilAsserted(() -> assertThat(states(first)).containsExactly("due"));

        approve(approver, submit(author, author.post(path(first) + "/updates", moved())));

        await().atMost(SOON).untilAsserted(() -> assertThat(states(first)).containsExactly("expired"));
    }

    @Test
    void ofAnUpdateAndACancelAtOnceOneIsTaken() {
        Answer first = publish(Drafts.landslide());
        Answer submitted = submit(author, author.post(path(first) + "/updates", moved()));
        TestClient other = people.approver();

        List<Integer> statuses = together(
                () -> approve(approver, submitted),
                () -> other.post(path(first) + "/cancel", new JsonObject().put("rationale", "稳定")));

        assertThat(statuses).containsExactlyInAnyOrder(200, 409);
        assertThat(messagesAbout(first)).as("one follower of the alert").isEqualTo(1);
    }

    @Test
    void ofTwoUpdatesAtOnceOneIsTaken() {
        Answer first = publish(Drafts.landslide());
        Answer one = submit(author, author.post(path(first) + "/updates", moved()));
        TestClient colleague = people.author();
        Answer two = submit(colleague, colleague.post(path(first) + "/updates", moved()));
        TestClient other = people.approver();

        List<Integer> statuses = together(() -> approve(approver, one), () -> approve(other, two));

        assertThat(statuses).containsExactlyInAnyOrder(200, 409);
        assertThat(messagesAbout(first)).isEqualTo(1);
        assertThat(active("?active=true")).doesNotContain(id(first));
    }

    @Test
    void onlyWhatIsInForceIsUpdatedAndNothingChangesItsMode() {
        Answer draft = author.post("/v1/warnings", Drafts.landslide());
        Answer published = publish(Drafts.landslide());
        String updates = path(published) + "/updates";

        assertThat(author.post(path(draft) + "/updates", moved()).status()).isEqualTo(409);
        assertThat(author.post("/v1/warnings/" + TestClient.id() + "/updates", moved())
                        .status())
                .isEqualTo(404);
        Answer otherMode = author.post(updates, moved().put("mode", "exercise"));
        assertThat(otherMode.status()).isEqualTo(422);
        assertThat(otherMode.body().toString()).contains("/mode");
        assertThat(approver.post(updates, moved()).status()).isEqualTo(403);
        Answer update = author.post(updates, moved());
        assertThat(author.with("If-Match", update.etag())
                        .put(path(update), moved().put("mode", "test"))
                        .status())
                .as("nor afterwards")
                .isEqualTo(422);
        approver.post(path(published) + "/cancel", new JsonObject().put("rationale", "稳定"));
        assertThat(author.post(updates, moved()).status()).isEqualTo(409);
        assertThat(approve(approver, submit(author, update)).status())
                .as("an update that was drafted before the cancel")
                .isEqualTo(409);
    }

    @Test
    void nobodyApprovesTheirOwnUpdate() {
        TestClient both = people.authorAndApprover();
        Answer published = publish(Drafts.landslide());
        Answer submitted = submit(both, both.post(path(published) + "/updates", moved()));

        assertThat(approve(both, submitted).status()).isEqualTo(403);
        assertThat(approver.get(path(published)).json().getString("status")).isEqualTo("published");
    }

    /** Further east: 113.931 is no longer in it, 113.945 is. */
    private static JsonObject moved() {
        return Drafts.landslide()
                .put(
                        "infos",
                        new JsonArray()
                                .add(Drafts.info("zh-CN", "范围改变：向东扩大，立即撤离", "东侧坡体出现裂缝。", "向两侧高处撤离。"))
                                .add(Drafts.info("en", "It spreads east: leave now", "Cracks in the east.", "Uphill.")))
                .put("area", Drafts.area(Drafts.square(22.708, 113.933, 22.716, 113.950)));
    }

    private void liveDevice() {
        JsonObject body = new JsonObject()
                .put("platform", "live")
                .put("language", "zh-CN")
                .put(
                        "places",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("label", "home")
                                        .put("lat", 22.706)
                                        .put("lon", 113.931)));
        assertThat(people.resident().put("/v1/devices/" + TestClient.id(), body).status())
                .isEqualTo(201);
    }

    private static List<String> states(Answer warning) {
        return Stream.of(app.pool()
                        .preparedQuery("""
                                SELECT COALESCE(array_agg(d.state), '{}') AS states
                                  FROM cap_messages AS c
                                  JOIN deliveries AS d ON d.message_id = c.id
                                 WHERE c.warning_id = $1
                                """)
                        .execute(Tuple.of(UUID.fromString(id(warning))))
                        .await()
                        .iterator()
                        .next()
                        .getArrayOfStrings("states"))
                .toList();
    }

    /** Updates and Cancels that refer to what was published for it. */
    private static long messagesAbout(Answer warning) {
        return app.pool()
                .preparedQuery("""
                        SELECT count(*) AS messages
                          FROM cap_messages AS later
                          JOIN cap_messages AS earlier ON earlier.id = later.refers_to
                         WHERE earlier.warning_id = $1
                        """)
                .execute(Tuple.of(UUID.fromString(id(warning))))
                .await()
                .iterator()
                .next()
                .getLong("messages");
    }

    private static List<Integer> together(
            java.util.function.Supplier<Answer> one, java.util.function.Supplier<Answer> other) {
        CompletableFuture<Answer> first = CompletableFuture.supplyAsync(one);
        CompletableFuture<Answer> second = CompletableFuture.supplyAsync(other);
        return List.of(first.join().status(), second.join().status());
    }

    private static String id(Answer warning) {
        return warning.json().getString("id");
    }

    private static String identifier(Answer warning) {
        return warning.json().getString("identifier");
    }
}
