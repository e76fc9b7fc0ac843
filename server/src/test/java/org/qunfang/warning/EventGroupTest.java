package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestClient;

/** Two districts warn of one event, and a phone on their border shows it once. */
class EventGroupTest extends WarningFixture {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void adjacentAreasOfOneEventShareAPlaceOnThePhoneAndItsCapSaysWhichEvent() {
        border("border");
        Answer first = publish(west("Extreme", null));
        String event = first.json().getString("incident");
        awaitPushes(1);
        Answer second = publish(east("Extreme", event));
        awaitPushes(2);

        assertThat(event).isEqualTo(first.json().getString("id"));
        assertThat(second.json().getString("incident")).isEqualTo(event);
        assertThat(tags()).containsOnly(event);
        assertThat(collapseIds()).containsOnly(event);
        String cap = app.nobody()
                .get("/feeds/cap/" + second.json().getString("identifier") + ".xml")
                .body()
                .toString();
        assertThat(CapXml.errors(CapXml.parse(cap))).isEmpty();
        assertThat(CapXml.text(CapXml.parse(cap), "/alert/incidents")).isEqualTo(event);
        JsonArray listed = app.nobody().get("/v1/warnings?active=true").json().getJsonArray("items");
        assertThat(listed.stream()
                        .map(JsonObject.class::cast)
                        .filter(item -> event.equals(item.getString("incident")))
                        .count())
                .isEqualTo(2);
    }

    @Test
    void theEndOfOneNeverCoversTheOtherAndTheLastEndTakesThePlace() {
        border("border");
        phone("west-only", 22.71, 113.932, "Minor");
        Answer first = publish(west("Extreme", null));
        String event = first.json().getString("id");
        awaitPushes(2);
        Answer second = publish(east("Extreme", event));
        awaitPushes(3);

        cancel(first);
        awaitPushes(5);
        assertThat(tagOf("border", 2)).as("the other one holds still").isNotEqualTo(event);
        assertThat(tagOf("west-only", 1)).as("nothing else was there").isEqualTo(event);

        cancel(second);
        awaitPushes(6);
        assertThat(tagOf("border", 3)).isEqualTo(event);
    }

    @Test
    void aLessSeriousOneDoesNotCoverAMoreSeriousOne() {
        border("border");
        String event = publish(west("Extreme", null)).json().getString("id");
        awaitPushes(1);
        publish(east("Moderate", event));
        awaitPushes(2);

        assertThat(tags().get(1)).isNotEqualTo(event).hasSize(36);
    }

    @Test
    void anUpdateTakesThePlaceOfWhatItUpdatesAlsoWhereItIsLessSerious() {
        border("border");
        Answer first = publish(west("Extreme", null));
        String event = first.json().getString("id");
        awaitPushes(1);
        publish(east("Severe", event));
        awaitPushes(2);

        Answer update = author.post(path(first) + "/updates", west("Moderate", "some-other-event"));
        assertThat(update.json().getString("incident"))
                .as("it stays in its event")
                .isEqualTo(event);
        approve(approver, submit(author, update));
        awaitPushes(3);

        assertThat(tags().get(2)).isEqualTo(event);
    }

    @Test
    void anExerciseAndAnotherHazardAreNoneOfTheEvent() {
        border("border");
        String event = publish(west("Extreme", null)).json().getString("id");
        awaitPushes(1);
        publish(east("Extreme", event).put("eventCode", "OET-081"));
        awaitPushes(2);

        assertThat(tags()).doesNotHaveDuplicates();
    }

    @Test
    void theEventIsPartOfWhatIsApproved() {
        String plain = hash(west("Severe", null));

        assertThat(hash(west("Severe", "flood-2026-11"))).isNotEqualTo(plain);
        assertThat(author.post("/v1/warnings", west("Severe", "two words")).status())
                .isEqualTo(400);
    }

    private String hash(JsonObject draft) {
        return submit(author, author.post("/v1/warnings", draft)).json().getString("contentHash");
    }

    private void cancel(Answer warning) {
        assertThat(approver.post(path(warning) + "/cancel", new JsonObject().put("rationale", "稳定"))
                        .status())
                .isEqualTo(200);
    }

    private static void awaitPushes(int number) {
        await().atMost(SOON).untilAsserted(() -> assertThat(FCM.messages()).hasSize(number));
    }

    private static List<String> tags() {
        return FCM.messages().stream().map(EventGroupTest::tag).toList();
    }

    private static String tagOf(String token, int index) {
        return tag(FCM.messages().stream()
                .filter(message -> token.equals(message.getString("token")))
                .toList()
                .get(index));
    }

    private static String tag(JsonObject message) {
        return message.getJsonObject("android").getJsonObject("notification").getString("tag");
    }

    private static List<String> collapseIds() {
        return FCM.messages().stream()
                .map(message ->
                        message.getJsonObject("apns").getJsonObject("headers").getString("apns-collapse-id"))
                .toList();
    }

    private static JsonObject west(String severity, String incident) {
        return half(severity, incident, Drafts.square(22.705, 113.930, 22.715, 113.935));
    }

    private static JsonObject east(String severity, String incident) {
        return half(severity, incident, Drafts.square(22.705, 113.935, 22.715, 113.940));
    }

    private static JsonObject half(String severity, String incident, JsonObject area) {
        JsonObject draft = Drafts.landslide().put("severity", severity).put("area", Drafts.area(area));
        return incident == null ? draft : draft.put("incident", incident);
    }

    /** Home on one side, work on the other. */
    private void border(String token) {
        JsonArray places = new JsonArray()
                .add(new JsonObject().put("label", "home").put("lat", 22.71).put("lon", 113.932))
                .add(new JsonObject().put("label", "work").put("lat", 22.71).put("lon", 113.938));
        JsonObject body = new JsonObject()
                .put("platform", "fcm")
                .put("token", token)
                .put("language", "zh-CN")
                .put("minimumSeverity", "Minor")
                .put("places", places);
        assertThat(people.resident().put("/v1/devices/" + TestClient.id(), body).status())
                .isEqualTo(201);
    }
}
