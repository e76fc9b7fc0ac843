package org.qunfang.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.qunfang.testing.Answer;

/** What of another authority's message reaches this city's public. */
class CapRelayTest extends InteropFixture {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void aSecondOfficerLetsItOutAndItReachesTheDevicesInItsAreaUnderItsSourcesName() {
        trustTheOffice();
        phone("inside", 22.711, 113.934);
        phone("outside", 22.55, 114.1);
        CapText message = alert();

        JsonObject relayed = relayed(message);

        String id = relayed.getString("warningId");
        JsonObject shown = shown(id);
        assertThat(shown.getJsonObject("source").getJsonObject("name").getString("zh-CN"))
                .isEqualTo("光明气象台");
        assertThat(shown.getJsonObject("headline").getString("en")).isEqualTo("Orange rainstorm warning");
        JsonObject page = app.nobody().get("/v1/warnings/" + id).json();
        assertThat(page.getJsonObject("senderName").getString("en")).isEqualTo("Guangming Weather Office");
        Answer raw = app.nobody().with("Accept", "application/cap+xml").get("/v1/warnings/" + id);
        assertThat(raw.body().toString(StandardCharsets.UTF_8)).isEqualTo(message.xml());
        await().atMost(SOON).untilAsserted(() -> assertThat(FCM.tokens()).containsExactly("inside"));
        assertThat(FCM.messages().get(0).getJsonObject("notification").getString("title"))
                .isEqualTo("光明气象台：暴雨橙色预警");
        assertThat(app.nobody().get("/feeds/cap.atom").body().toString()).doesNotContain(message.identifier());
    }

    @Test
    void nobodyLetsOutWhatTheyBroughtIn() {
        trustTheOffice();
        Answer own = approver.send(
                io.vertx.core.http.HttpMethod.POST,
                "/v1/cap/imports",
                "application/xml",
                io.vertx.core.buffer.Buffer.buffer(alert().xml()));
        String id = own.json().getString("id");

        Answer refused = approver.post("/v1/cap/imports/" + id + "/relay");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("second-officer-needed");
        assertThat(shown(id)).isNull();
    }

    @Test
    void aCancellationEndsItAtOnceAndTellsWhoWasTold() {
        trustTheOffice();
        phone("inside", 22.711, 113.934);
        CapText message = alert();
        String id = relayed(message).getString("warningId");
        await().atMost(SOON).untilAsserted(() -> assertThat(FCM.tokens()).hasSize(1));

        JsonObject cancel = taken(message.followedBy("Cancel", "c-" + message.identifier()));

        assertThat(cancel.getString("relaying")).isEqualTo("ended-earlier");
        assertThat(shown(id)).isNull();
        assertThat(app.nobody().get("/v1/warnings/" + id).json().getString("status"))
                .isEqualTo("cancelled");
        await().atMost(SOON).untilAsserted(() -> assertThat(FCM.tokens()).containsExactly("inside", "inside"));
        assertThat(FCM.messages().get(1).getJsonObject("data").getString("msgType"))
                .isEqualTo("Cancel");
    }

    @Test
    void anUpdateTakesThePlaceOfWhatItUpdates() {
        trustTheOffice();
        CapText message = alert();
        String id = relayed(message).getString("warningId");

        String next = relayed(message.followedBy("Update", "u-" + message.identifier()))
                .getString("warningId");

        assertThat(shown(id)).isNull();
        assertThat(shown(next)).isNotNull();
        assertThat(app.nobody().get("/v1/warnings/" + id).json().getString("status"))
                .isEqualTo("superseded");
    }

    @Test
    void aMessageThatComesAfterItsOwnCancellationReachesNobody() {
        trustTheOffice();
        CapText message = alert();
        taken(message.followedBy("Cancel", "c-" + message.identifier()));

        assertThat(taken(message).getString("relaying")).isEqualTo("ended-already");
    }

    @Test
    void aTestThatCancelsAnActualOneEndsNothing() {
        trustTheOffice();
        CapText message = alert();
        String id = relayed(message).getString("warningId");

        taken(message.followedBy("Cancel", "c-" + message.identifier()).status("Test"));

        assertThat(shown(id)).isNotNull();
    }

    @Test
    void whatWaitsAndIsTakenBackIsNoLongerLetOut() {
        trustTheOffice();
        CapText message = alert();
        String id = taken(message).getString("id");
        taken(message.followedBy("Cancel", "c-" + message.identifier()));

        assertThat(approver.post("/v1/cap/imports/" + id + "/relay").status()).isEqualTo(409);
        assertThat(duty.get("/v1/cap/imports/" + id).json().getString("relaying"))
                .isEqualTo("ended-already");
    }

    @Test
    void aSenderForOfficersOnlyReachesNobody() {
        trust(office, "440311", false, null);
        JsonObject taken = taken(alert());

        assertThat(taken.getString("relaying")).isEqualTo("sender-not-relayed");
        assertThat(shown(taken.getString("id"))).isNull();
    }

    @Test
    void whatExpiresIsNoLongerShown() {
        trustTheOffice();
        String id = relayed(alert()).getString("warningId");

        CLOCK.advance(Duration.ofHours(3));

        assertThat(shown(id)).isNull();
        assertThat(app.nobody().get("/v1/warnings/" + id).json().getString("status"))
                .isEqualTo("expired");
    }
}
