package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.locationtech.jts.geom.MultiPolygon;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Phones whose owners want nothing, and a city whose law does not let them miss what is extreme. */
class MutedDeviceTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final MultiPolygon AREA = Shapes.square(22.49, 113.99, 0.02);
    private static final FakeFcm FCM = new FakeFcm();

    @RegisterExtension
    static final TestApp app = new TestApp().set("QUNFANG_FCM_EMULATOR_HOST", FCM.hostAndPort());

    private final TestClient administrator =
            app.officer("guangming-urban-management", Set.of("administrator"), Set.of("channel.manage"));

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

    @AfterEach
    void asItComes() {
        set(true);
    }

    @Test
    void atFirstTheLawSafeChoiceIsSet() {
        assertThat(administrator.get("/v1/delivery-settings").json().getBoolean("extremeReachesAll"))
                .isTrue();
    }

    @Test
    void aMutedPhoneHearsWhatIsExtremeAndItsEndAndNothingElse() {
        phone("muted", true);
        phone("open", false);
        send(Severity.SEVERE);
        await().atMost(SOON).untilAsserted(() -> assertThat(FCM.tokens()).containsExactly("open"));
        assertThat(count(Severity.SEVERE)).isEqualTo(1);
        assertThat(count(Severity.EXTREME)).isEqualTo(2);

        FCM.forget();
        Message extreme = send(Severity.EXTREME);
        await().atMost(SOON).untilAsserted(() -> assertThat(FCM.tokens()).containsExactlyInAnyOrder("muted", "open"));

        FCM.forget();
        app.app()
                .rooms()
                .messages()
                .stopAndTell(extreme, AREA, message(Severity.MINOR))
                .await();
        await().atMost(SOON).untilAsserted(() -> assertThat(FCM.tokens()).containsExactlyInAnyOrder("muted", "open"));
    }

    @Test
    void whereTheCityLetsPeopleMissThemAMutedPhoneHearsNothing() {
        set(false);
        phone("muted", true);
        phone("open", false);

        send(Severity.EXTREME);

        await().atMost(SOON).untilAsserted(() -> assertThat(FCM.tokens()).containsExactly("open"));
        assertThat(count(Severity.EXTREME)).isEqualTo(1);
    }

    @Test
    void aPhoneThatIsMutedAndComesLaterIsReachedAllTheSame() {
        send(Severity.EXTREME);
        send(Severity.SEVERE);

        phone("late", true);

        await().atMost(SOON).untilAsserted(() -> assertThat(FCM.tokens()).containsExactly("late"));
    }

    /** Whoever is about to mute a phone is told what comes all the same. */
    @Test
    void everybodyReadsWhetherExtremeOnesComeToMutedPhones() {
        assertThat(options().getBoolean("extremeReachesAll")).isTrue();

        set(false);

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(options().getBoolean("extremeReachesAll")).isFalse());
    }

    private static JsonObject options() {
        return app.resident().get("/v1/delivery-options").json();
    }

    @Test
    void theSettingIsInTheAuditLogAndWhoWasSlowerIsTold() {
        Answer read = administrator.get("/v1/delivery-settings");
        JsonObject off = new JsonObject().put("extremeReachesAll", false);

        Answer now = administrator.with("If-Match", read.etag()).put("/v1/delivery-settings", off);
        Answer slower = administrator.with("If-Match", read.etag()).put("/v1/delivery-settings", off);

        assertThat(now.status()).as(now.body().toString()).isEqualTo(200);
        assertThat(now.json().getBoolean("extremeReachesAll")).isFalse();
        assertThat(slower.status()).isEqualTo(412);
        assertThat(app.pool()
                        .query("SELECT FROM audit_entries WHERE action = 'delivery-settings.set'"
                                + " AND detail ->> 'extremeReachesAll' = 'false'")
                        .execute()
                        .await()
                        .size())
                .isPositive();
        assertThat(app.officer("guangming-urban-management", Set.of("officer"), Set.of("warning.read"))
                        .get("/v1/delivery-settings")
                        .status())
                .isEqualTo(403);
    }

    private void set(boolean extremeReachesAll) {
        Answer read = administrator.get("/v1/delivery-settings");
        assertThat(administrator
                        .with("If-Match", read.etag())
                        .put("/v1/delivery-settings", new JsonObject().put("extremeReachesAll", extremeReachesAll))
                        .status())
                .isEqualTo(200);
    }

    private static int count(Severity severity) {
        return app.app().rooms().messages().count(AREA, severity).await().devices();
    }

    private static void phone(String token, boolean muted) {
        JsonObject place =
                new JsonObject().put("label", "home").put("lat", 22.5).put("lon", 114.0);
        Answer answer = app.resident()
                .put(
                        "/v1/devices/" + TestClient.id(),
                        new JsonObject()
                                .put("platform", "fcm")
                                .put("token", token)
                                .put("language", "zh-CN")
                                .put("muted", muted)
                                .put("places", new JsonArray().add(place)));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        assertThat(answer.json().getBoolean("muted")).isEqualTo(muted);
    }

    private static Message send(Severity severity) {
        Message message = message(severity);
        app.app().rooms().messages().send(message, AREA).await();
        return message;
    }

    private static Message message(Severity severity) {
        return new Message(
                UUID.randomUUID(),
                "warning",
                UUID.randomUUID(),
                severity,
                new MessageText("滑坡", "撤离"),
                new MessageText("Landslide", "Leave"),
                new JsonObject().put("event", "warning.published"),
                Instant.now().plus(Duration.ofHours(6)));
    }
}
