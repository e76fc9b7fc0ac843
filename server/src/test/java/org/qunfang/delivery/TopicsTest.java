package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import com.uber.h3core.H3Core;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Warnings to topics of cells: phones that keep their places to themselves hear of them, however many they are. */
class TopicsTest {
    private static final FakeFcm FCM = new FakeFcm();
    private static final Pattern TOPIC = Pattern.compile("'([^']+)' in topics");

    @RegisterExtension
    static final TestApp app =
            new TestApp().set("QUNFANG_FCM_EMULATOR_HOST", FCM.hostAndPort()).set("QUNFANG_FCM_TOPICS", "true");

    private final TestClient resident = app.resident();

    @AfterAll
    static void close() {
        FCM.close();
    }

    @BeforeEach
    void forget() {
        FCM.forget();
        app.pool()
                .query("DELETE FROM devices; UPDATE messages SET stopped_at = now() WHERE stopped_at IS NULL")
                .execute()
                .await();
    }

    /** What a phone at a place subscribes to, by the contract alone. */
    private static Set<String> topicsOfPhone(double lat, double lon) throws IOException {
        JsonObject topics = app.nobody().get("/v1/delivery-options").json().getJsonObject("topics");
        H3Core h3 = H3Core.newInstance();
        return IntStream.rangeClosed(topics.getInteger("coarsest"), topics.getInteger("finest"))
                .mapToObj(resolution -> topics.getString("prefix") + h3.latLngToCellAddress(lat, lon, resolution))
                .collect(Collectors.toSet());
    }

    /** How many calls FCM would hand to a phone with these topics. */
    private static long reaching(Set<String> topics) {
        return FCM.messages().stream()
                .filter(message -> message.getString("condition") != null)
                .filter(message -> named(message).stream().anyMatch(topics::contains))
                .count();
    }

    private static List<String> named(JsonObject message) {
        return TOPIC.matcher(message.getString("condition"))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    @Test
    void aPhoneThatTellsNoPlaceHearsOfItsOwnCellAndNothingByToken() throws IOException {
        Answer put = resident.put("/v1/devices/" + TestClient.id(), topicOnly());
        assertThat(put.status()).as(put.body().toString()).isEqualTo(201);
        assertThat(put.json().getBoolean("topicOnly")).isTrue();
        Message message = send(0.02);

        settled(message, "accepted");

        assertThat(FCM.messages()).allMatch(call -> call.getString("token") == null);
        assertThat(reaching(topicsOfPhone(22.5, 114.0))).as("inside").isEqualTo(1);
        assertThat(reaching(topicsOfPhone(22.9, 114.0))).as("40 km away").isZero();
        JsonObject call = FCM.messages().get(0);
        assertThat(call.containsKey("notification"))
                .as("the phone decides whether it shows it")
                .isFalse();
        JsonObject data = call.getJsonObject("data");
        assertThat(data.getString("messageId")).isEqualTo(message.id().toString());
        assertThat(data.getString("warningId")).isEqualTo("w-1");
        assertThat(data.getString("titleZhCn")).isEqualTo("立即撤离");
        assertThat(data.getString("titleEn")).isEqualTo("Leave at once");
        assertThat(data.getString("severity")).isEqualTo("Extreme");
        assertThat(call.getJsonObject("android").getString("priority")).isEqualTo("high");
    }

    @Test
    void aPhoneWithPlacesIsToldByItsTokenAsBefore() {
        resident.put(
                "/v1/devices/" + TestClient.id(),
                new JsonObject()
                        .put("platform", "fcm")
                        .put("token", "token-1")
                        .put("language", "en")
                        .put(
                                "places",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("label", "home")
                                                .put("lat", 22.5)
                                                .put("lon", 114.0))));
        Message message = send(0.02);

        settled(message, "accepted");

        assertThat(FCM.messages().stream().filter(call -> "token-1".equals(call.getString("token"))))
                .hasSize(1);
    }

    @Test
    void theWholeCityCostsItsCellsFiveACallAndLessThanTwoSeconds() {
        FCM.slow(30);
        Instant begun = Instant.now();
        Message message = message("立即撤离", "向两侧高处", 600);
        app.app()
                .rooms()
                .messages()
                .send(message, Shapes.square(22.4, 113.75, 0.8))
                .await();

        settled(message, "accepted");

        Duration took = Duration.between(begun, Instant.now());
        assertThat(took).isLessThan(Duration.ofSeconds(2));
        List<JsonObject> calls = FCM.messages();
        assertThat(calls.size()).isBetween(3, 20);
        assertThat(calls).allSatisfy(call -> assertThat(named(call).size()).isBetween(1, 5));
        assertThat(calls.stream().flatMap(call -> named(call).stream()).toList())
                .as("each cell in one call")
                .doesNotHaveDuplicates();
        assertThat(count("SELECT count(*) FROM deliveries WHERE message_id = '" + message.id() + "'"))
                .isEqualTo(calls.size());
        assertThat(count("SELECT recipients FROM messages WHERE id = '" + message.id() + "'"))
                .isEqualTo(calls.size());
    }

    @Test
    void aCancellationGoesToTheVeryTopicsThatWereWarned() {
        Message message = send(0.2);
        settled(message, "accepted");
        Set<String> warned =
                FCM.messages().stream().map(call -> call.getString("condition")).collect(Collectors.toSet());
        FCM.forget();
        Message cancel = message("预警解除", "已解除", 600);

        app.app()
                .rooms()
                .messages()
                .stopAndTell(message, Shapes.square(22.49, 113.99, 0.2), cancel)
                .await();

        settled(cancel, "accepted");
        assertThat(FCM.messages().stream()
                        .map(call -> call.getString("condition"))
                        .collect(Collectors.toSet()))
                .isEqualTo(warned);
        assertThat(FCM.messages().get(0).getJsonObject("data").getString("messageId"))
                .isEqualTo(cancel.id().toString());
    }

    @Test
    void anUpdateGoesToItsOwnCellsAndAFarewellToThoseThatItLeaves() throws IOException {
        Message earlier = send(0.02);
        settled(earlier, "accepted");
        FCM.forget();
        Message later = message("立即撤离", "范围已变", 600);
        Message farewell = message("预警变更", "不再涉及", 600);

        app.app()
                .rooms()
                .messages()
                .replace(
                        earlier,
                        Shapes.square(22.49, 113.99, 0.02),
                        later,
                        Shapes.square(22.69, 113.99, 0.02),
                        farewell)
                .await();

        settled(later, "accepted");
        settled(farewell, "accepted");
        Set<String> left = topicsOfPhone(22.5, 114.0);
        Set<String> entered = topicsOfPhone(22.7, 114.0);
        assertThat(heard(left)).containsExactly(farewell.id().toString());
        assertThat(heard(entered)).containsExactly(later.id().toString());
    }

    private static List<String> heard(Set<String> topics) {
        return FCM.messages().stream()
                .filter(call -> named(call).stream().anyMatch(topics::contains))
                .map(call -> call.getJsonObject("data").getString("messageId"))
                .toList();
    }

    static Stream<Arguments> faults() {
        String json = "application/json";
        return Stream.of(
                fault("429", fcm -> fcm.then(429, json, "{}", "Retry-After", "17"), "due", 17),
                fault("500", fcm -> fcm.thenRecorded(500, "Internal server error"), "due", 1),
                fault("HTML 502", fcm -> fcm.thenRecorded(502, "Bad gateway"), "due", 1),
                fault("503", fcm -> fcm.thenRecorded(503, "Unavailable", "Retry-After", "30"), "due", 30),
                fault("404 without code", fcm -> fcm.then(404, json, "{}"), "due", 30),
                fault("reset", FakeFcm::thenReset, "due", 1),
                fault("hang", FakeFcm::thenHang, "due", 1),
                fault("UNREGISTERED", fcm -> fcm.thenRecorded(404, "Unregistered token"), "failed", 0),
                fault("payload too large", fcm -> fcm.thenRecorded(400, "Payload too large"), "failed", 0));
    }

    private static Arguments fault(String name, Consumer<FakeFcm> does, String state, int seconds) {
        return Arguments.of(name, does, state, seconds);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void whatPassesIsTriedAgainForTheSameTopics(String name, Consumer<FakeFcm> does, String state, int seconds) {
        does.accept(FCM);

        Message message = send(0.0005);

        Row row = settled(message, state);
        assertThat(row.getString("reason")).startsWith("FCM");
        if (state.equals("due")) {
            assertThat(row.getOffsetDateTime("next_attempt_at").toInstant())
                    .isAfter(Instant.now().plusSeconds(seconds - 1));
            String asked = FCM.messages().get(0).getString("condition");
            FCM.forget();
            app.pool()
                    .query("UPDATE deliveries SET next_attempt_at = now() WHERE ended_at IS NULL")
                    .execute()
                    .await();
            settled(message, "accepted");
            assertThat(FCM.messages().get(0).getString("condition")).isEqualTo(asked);
        }
    }

    @Test
    void whatExpiredGoesToNoTopic() {
        FCM.then(503, "application/json", "{}", "Retry-After", "2");
        Message message = message("立即撤离", "快", 2);
        app.app()
                .rooms()
                .messages()
                .send(message, Shapes.square(22.49, 113.99, 0.0005))
                .await();
        settled(message, "due");
        FCM.forget();

        settled(message, "expired");

        assertThat(FCM.messages()).isEmpty();
    }

    @Test
    void theLongestTextsInTwoLanguagesFitWhatFcmTakes() {
        Message message = message("滑坡".repeat(500), "撤离".repeat(5_000), 600);
        app.app()
                .rooms()
                .messages()
                .send(message, Shapes.square(22.49, 113.99, 0.0005))
                .await();

        settled(message, "accepted");

        JsonObject data = FCM.messages().get(0).getJsonObject("data");
        assertThat(data.encode().getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(4_096);
        assertThat(data.getString("bodyZhCn")).endsWith("…");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        "with places",
                        topicOnly()
                                .put(
                                        "places",
                                        new JsonArray()
                                                .add(new JsonObject()
                                                        .put("label", "home")
                                                        .put("lat", 22.5)
                                                        .put("lon", 114.0))),
                        "/places"),
                Arguments.of("an open page", topicOnly().put("platform", "live"), "/topicOnly"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void aDeviceThatContradictsItselfIsRefused(String name, JsonObject body, String pointer) {
        Answer put = resident.put("/v1/devices/" + TestClient.id(), body);

        assertThat(put.status()).isEqualTo(422);
        assertThat(put.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo(pointer);
    }

    @Test
    void aPhoneThatKeepsItsPlacesFromNowOnLeavesNoneBehind() {
        String id = TestClient.id();
        JsonObject withPlaces = topicOnly()
                .put("topicOnly", false)
                .put(
                        "places",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("label", "home")
                                        .put("lat", 22.5)
                                        .put("lon", 114.0)));
        assertThat(resident.put("/v1/devices/" + id, withPlaces).status()).isEqualTo(201);

        assertThat(resident.put("/v1/devices/" + id, topicOnly()).status()).isEqualTo(200);

        assertThat(count("SELECT count(*) FROM device_places")).isZero();
        assertThat(app.pool()
                        .preparedQuery("INSERT INTO device_places (device_id, position, label, lat, lon, cell, channel,"
                                + " language, minimum_severity) VALUES ($1, 0, 'home', 22.5, 114, 1, 'fcm', 'en', 0)")
                        .execute(Tuple.of(UUID.fromString(id)))
                        .transform(done -> Future.succeededFuture(done.failed()))
                        .await())
                .as("the database refuses one, too")
                .isTrue();
    }

    @Test
    void topicsHaveTheirOwnLineWithTheAdministrators() {
        settled(send(0.02), "accepted");

        JsonArray channels = app.officer(
                        "guangming-urban-management", Set.of("administrator"), Set.of("channel.manage"))
                .get("/v1/channels")
                .json()
                .getJsonArray("items");
        assertThat(channels.stream()
                        .map(JsonObject.class::cast)
                        .filter(each -> each.getString("channel").equals("fcm_topic"))
                        .map(each -> each.getInteger("delivered")))
                .singleElement()
                .satisfies(delivered -> assertThat(delivered).isPositive());
    }

    private static JsonObject topicOnly() {
        return new JsonObject()
                .put("platform", "fcm")
                .put("token", "token-" + UUID.randomUUID())
                .put("language", "en")
                .put("topicOnly", true)
                .put("places", new JsonArray());
    }

    private static Message message(String title, String body, long seconds) {
        return new Message(
                UuidCreator.getTimeOrderedEpoch(),
                "warning",
                UUID.randomUUID(),
                Severity.EXTREME,
                new MessageText(title, body),
                new MessageText("Leave at once", body),
                new JsonObject()
                        .put("event", "warning.published")
                        .put("warningId", "w-1")
                        .put("url", "https://qunfang.example/warnings/1"),
                Instant.now().plusSeconds(seconds));
    }

    private static Message send(double size) {
        Message message = message("立即撤离", "向两侧高处", 600);
        app.app()
                .rooms()
                .messages()
                .send(message, Shapes.square(22.49, 113.99, size))
                .await();
        return message;
    }

    /** The first of the rows once all calls stand so. */
    private static Row settled(Message message, String state) {
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> app.pool()
                                .preparedQuery(
                                        "SELECT d.state, d.reason, d.next_attempt_at, d.attempts FROM deliveries d"
                                                + " JOIN messages m ON m.id = d.message_id AND m.recipients IS NOT NULL"
                                                + " WHERE d.message_id = $1 ORDER BY d.attempts")
                                .execute(Tuple.of(message.id()))
                                .await(),
                        rows -> rows.size() > 0 && all(rows, state))
                .iterator()
                .next();
    }

    private static boolean all(Iterable<Row> rows, String state) {
        for (Row row : rows) {
            if (row.getInteger("attempts") == 0 || !row.getString("state").equals(state)) {
                return false;
            }
        }
        return true;
    }

    private static long count(String sql) {
        return app.pool().query(sql).execute().await().iterator().next().getLong(0);
    }
}
