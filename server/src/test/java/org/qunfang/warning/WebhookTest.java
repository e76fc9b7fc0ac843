package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** CAP messages to broadcasters, over real HTTP. */
class WebhookTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final FakeReceiver RADIO = new FakeReceiver();

    @RegisterExtension
    static final TestApp app = new TestApp().set("QUNFANG_WEBHOOK_NETWORKS", "127.0.0.1");

    private final People people = new People(app);
    private final TestClient author = people.author();
    private final TestClient approver = people.approver();
    private final TestClient administrator = people.officer("administrator", Set.of("channel.manage"));

    @AfterAll
    static void close() {
        RADIO.close();
    }

    @AfterEach
    void switchOff() {
        app.pool().query("UPDATE webhooks SET active = false").execute().await();
    }

    @Test
    void aPublishedWarningArrivesAsItsCapMessageSigned() throws Exception {
        String secret = receiver("/signed", "Minor").json().getString("secret");

        Answer published = publish(Drafts.landslide());

        FakeReceiver.Got got = await().atMost(SOON)
                .until(() -> RADIO.at("/signed"), each -> each.size() == 1)
                .get(0);
        String id = got.headers().get("webhook-id");
        String time = got.headers().get("webhook-timestamp");
        assertThat(got.headers()).containsEntry("content-type", "application/cap+xml");
        assertThat(got.headers().get("webhook-signature"))
                .isEqualTo(signature(secret, id + "." + time + "." + got.body()));
        assertThat(Instant.ofEpochSecond(Long.parseLong(time)))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
        assertThat(got.body())
                .isEqualTo(app.nobody()
                        .with("Accept", "application/cap+xml")
                        .get(WarningFixture.path(published))
                        .body()
                        .toString());
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(ledger(published).getInteger("accepted")).isEqualTo(1));
        assertThat(ledger(published).getInteger("due")).isEqualTo(1);
        assertThat(ledger(published).getBoolean("active")).isTrue();
        assertThat(health("/signed").getString("lastSuccessAt")).isNotNull();
    }

    @Test
    void itsCancellationFollowsAndARepeatedTryKeepsItsId() {
        receiver("/cancelled", "Minor");
        RADIO.then(503, "Retry-After", "1");
        Answer published = publish(Drafts.landslide());
        await().atMost(SOON).until(() -> RADIO.at("/cancelled").size() == 2);

        approver.post(WarningFixture.path(published) + "/cancel", new JsonObject().put("rationale", "误报"));

        await().atMost(SOON).until(() -> RADIO.at("/cancelled").size() == 3);
        List<FakeReceiver.Got> got = RADIO.at("/cancelled");
        assertThat(got.get(0).headers().get("webhook-id"))
                .isEqualTo(got.get(1).headers().get("webhook-id"))
                .isNotEqualTo(got.get(2).headers().get("webhook-id"));
        assertThat(got.get(2).body()).contains("<msgType>Cancel</msgType>");
        assertThat(health("/cancelled").getString("lastFailure")).isEqualTo("the receiver answered HTTP 503");
    }

    @Test
    void anUpdateArrivesAsItsOwnMessageAndNothingElseDoes() {
        receiver("/updated", "Minor");
        Answer first = publish(Drafts.landslide());
        await().atMost(SOON).until(() -> RADIO.at("/updated").size() == 1);
        JsonObject moved = Drafts.landslide().put("area", Drafts.area(Drafts.square(22.705, 113.935, 22.715, 113.945)));

        Answer update = WarningFixture.approve(
                approver, WarningFixture.submit(author, author.post(WarningFixture.path(first) + "/updates", moved)));

        assertThat(update.status()).as(update.body().toString()).isEqualTo(200);
        await().atMost(SOON).until(() -> RADIO.at("/updated").size() == 2);
        assertThat(RADIO.at("/updated").get(1).body()).contains("<msgType>Update</msgType>");
        // Whoever leaves the area is told by a message that is none of CAP's.
        await().atMost(SOON)
                .until(() ->
                        number("SELECT count(*) FROM messages WHERE unless_due IS NOT NULL AND recipients IS NOT NULL")
                                > 0);
        assertThat(number("""
                        SELECT count(*) FROM deliveries AS d JOIN messages AS m ON m.id = d.message_id
                         WHERE d.channel = 'webhook' AND m.unless_due IS NOT NULL
                        """)).isZero();
    }

    /** Who leaves a warning is told in words, which no receiver of CAP can read: it would stand there as a failure. */
    @Test
    void aReceiverThatBroadcastsAWarningHearsOfAnUpdateThatIsMilderThanItWants() {
        receiver("/severe-only", "Severe");
        JsonObject off = receiver("/off-meanwhile", "Minor").json();
        Answer first = publish(Drafts.landslide());
        await().atMost(SOON)
                .until(() -> RADIO.at("/severe-only").size() == 1
                        && RADIO.at("/off-meanwhile").size() == 1);
        app.pool()
                .preparedQuery("UPDATE webhooks SET active = false, version = version + 1 WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(off.getString("id"))))
                .await();

        Answer update = WarningFixture.approve(
                approver,
                WarningFixture.submit(
                        author,
                        author.post(
                                WarningFixture.path(first) + "/updates",
                                Drafts.landslide().put("severity", "Minor"))));

        assertThat(update.status()).as(update.body().toString()).isEqualTo(200);
        await().atMost(SOON).until(() -> RADIO.at("/severe-only").size() == 2);
        // Its end is told to whoever is not told the update; a receiver that was switched off is told nothing.
        await().atMost(SOON)
                .until(() -> number("SELECT count(*) FROM messages WHERE unless_due IS NOT NULL AND recipients IS NULL")
                        == 0);
        assertThat(number("""
                        SELECT count(*) FROM deliveries AS d JOIN messages AS m ON m.id = d.message_id
                         WHERE d.channel = 'webhook' AND m.unless_due IS NOT NULL
                        """)).isZero();
        assertThat(RADIO.at("/off-meanwhile")).hasSize(1);
    }

    private static long number(String sql) {
        return app.pool().query(sql).execute().await().iterator().next().getLong(0);
    }

    @Test
    void aRedirectIsNotFollowedAndIsTriedAgain() {
        receiver("/moved", "Minor");
        RADIO.then(303, "Location", RADIO.url("/elsewhere"));

        publish(Drafts.landslide());

        await().atMost(SOON).until(() -> RADIO.at("/moved").size() == 2);
        assertThat(RADIO.at("/elsewhere")).isEmpty();
    }

    @Test
    void whatAReceiverCannotReadIsNotSentToItAgain() {
        receiver("/unreadable", "Minor");
        RADIO.then(422);

        Answer published = publish(Drafts.landslide());

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(ledger(published).getInteger("failed")).isEqualTo(1));
        assertThat(ledger(published).getString("reason")).isEqualTo("the receiver answered HTTP 422");
        assertThat(RADIO.at("/unreadable")).hasSize(1);
    }

    @Test
    void aReceiverThatHangsHoldsUpNoOther() {
        RADIO.thenHang();
        receiver("/a-hangs", "Minor");
        publish(Drafts.landslide());
        await().atMost(SOON).until(() -> RADIO.at("/a-hangs").size() == 1);
        receiver("/b-works", "Minor");

        publish(Drafts.landslide());

        await().atMost(Duration.ofSeconds(8)).until(() -> RADIO.at("/b-works").size() == 1);
    }

    @Test
    void neitherWhatIsLessSeriousThanItWantsNorAnythingOnceSwitchedOff() {
        Answer picky = receiver("/severe", "Severe");
        Answer off = receiver("/off", "Minor");
        receiver("/all", "Minor");
        Answer switchedOff = administrator
                .with("If-Match", off.etag())
                .put(
                        "/v1/webhooks/" + off.json().getString("id"),
                        input("/off", "Minor").put("active", false));
        assertThat(switchedOff.status()).isEqualTo(200);

        publish(Drafts.landslide().put("severity", "Moderate"));
        await().atMost(SOON).until(() -> RADIO.at("/all").size() == 1);
        publish(Drafts.landslide().put("severity", "Severe"));

        await().atMost(SOON)
                .until(() -> RADIO.at("/severe").size() == 1 && RADIO.at("/all").size() == 2);
        assertThat(RADIO.at("/severe").get(0).body()).contains("<severity>Severe</severity>");
        assertThat(RADIO.at("/off")).isEmpty();
        assertThat(picky.json().getBoolean("active")).isTrue();
    }

    @Test
    void anExerciseThatStaysInsideReachesNoReceiver() {
        receiver("/exercise", "Minor");

        publish(Drafts.landslide().put("mode", "exercise"));
        publish(Drafts.landslide());

        await().atMost(SOON).until(() -> !RADIO.at("/exercise").isEmpty());
        await().during(Duration.ofSeconds(1)).until(() -> RADIO.at("/exercise").size() == 1);
        assertThat(RADIO.at("/exercise").get(0).body()).contains("<status>Actual</status>");
    }

    @Test
    void theSecretIsToldOnceAndCanBeRenewed() {
        Answer made = receiver("/secret", "Minor");
        String path = "/v1/webhooks/" + made.json().getString("id");

        Answer renewed = administrator.with("If-Match", made.etag()).post(path + "/secret");

        assertThat(renewed.status()).isEqualTo(200);
        assertThat(renewed.json().getString("secret"))
                .startsWith("whsec_")
                .isNotEqualTo(made.json().getString("secret"));
        assertThat(administrator.get("/v1/webhooks").body().toString()).doesNotContain("whsec_");
        assertThat(administrator
                        .with("If-Match", made.etag())
                        .post(path + "/secret")
                        .status())
                .isEqualTo(412);
        assertThat(audited(made)).containsExactly("webhook.created", "webhook.secret-renewed");
    }

    @Test
    void anAddressIsThereOnceAndAStaleCopyChangesNothing() {
        Answer made = receiver("/once", "Minor");

        assertThat(administrator.post("/v1/webhooks", input("/once", "Minor")).status())
                .isEqualTo(409);
        String path = "/v1/webhooks/" + made.json().getString("id");
        Answer renamed = administrator
                .with("If-Match", made.etag())
                .put(path, input("/once", "Minor").put("name", "电视台"));
        assertThat(renamed.json().getString("name")).isEqualTo("电视台");
        assertThat(administrator
                        .with("If-Match", made.etag())
                        .put(path, input("/once", "Minor"))
                        .status())
                .isEqualTo(412);
        assertThat(administrator
                        .with("If-Match", "\"1\"")
                        .put("/v1/webhooks/" + UUID.randomUUID(), input("/no", "Minor"))
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://radio.example/cap", "https://10.0.0.1/cap", "https://localhost/cap", "cap"})
    void anAddressThatMayNotBeAskedIsRefusedByName(String url) {
        Answer refused = administrator.post("/v1/webhooks", input("/", "Minor").put("url", url));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/url");
    }

    @Test
    void onlyAdministratorsKeepReceivers() {
        assertThat(author.get("/v1/webhooks").status()).isEqualTo(403);
    }

    private Answer receiver(String path, String minimumSeverity) {
        Answer made = administrator.post("/v1/webhooks", input(path, minimumSeverity));
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        return made;
    }

    private static JsonObject input(String path, String minimumSeverity) {
        return new JsonObject()
                .put("name", "深圳广播")
                .put("url", RADIO.url(path))
                .put("minimumSeverity", minimumSeverity)
                .put("active", true);
    }

    private Answer publish(JsonObject draft) {
        Answer published =
                WarningFixture.approve(approver, WarningFixture.submit(author, author.post("/v1/warnings", draft)));
        assertThat(published.status()).as(published.body().toString()).isEqualTo(200);
        return published;
    }

    private JsonObject health(String path) {
        return items(administrator.get("/v1/webhooks"), "url", RADIO.url(path));
    }

    private JsonObject ledger(Answer warning) {
        Answer answer = author.get(WarningFixture.path(warning) + "/deliveries");
        return answer.json().getJsonArray("channels").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("channel").equals("webhook"))
                .findFirst()
                .orElse(new JsonObject());
    }

    private static JsonObject items(Answer answer, String member, String value) {
        return answer.json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString(member).equals(value))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> audited(Answer made) {
        return app
                .pool()
                .preparedQuery("SELECT action FROM audit_entries WHERE subject_id = $1 ORDER BY at, id")
                .execute(Tuple.of(UUID.fromString(made.json().getString("id"))))
                .await()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static String signature(String secret, String signed) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }
}
