package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.qunfang.casework.CaseworkCity.answer;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Nobody puts a case to sleep for ever, and no single officer lets a grave one wait. */
class HoldTest {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final MovableClock clock = new MovableClock();

    @RegisterExtension
    static final TestApp app = new TestApp(clock);

    static CaseworkCity city;

    @BeforeAll
    static void settle() {
        city = new CaseworkCity(app);
    }

    @Test
    void aHoldLastsNoLongerThanItsSeverityAllows() {
        String id = started(city.mediumCase());

        for (String far : List.of(
                "2099-01-01T00:00:00Z",
                "9999-12-31T00:00:00Z",
                at(Duration.ofDays(30).plusMinutes(1)))) {
            Answer refused = city.tryStep(city.lead, id, "hold", hold(far));
            assertThat(refused.status()).as(far).isEqualTo(422);
            assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                    .isEqualTo("/reviewAt");
        }
        assertThat(city.read(id).getInteger("holdDays")).isEqualTo(30);
        JsonObject held = city.step(city.lead, id, "hold", hold(at(Duration.ofDays(30))));
        assertThat(held.getString("status")).isEqualTo("on_hold");
        JsonObject decision = last(held, "decisions");
        assertThat(decision.getString("kind")).isEqualTo("hold");
        assertThat(decision.getJsonObject("rationale").getString("zh-CN")).isEqualTo("等");
    }

    @Test
    void aGraveCaseWaitsOnlyWithASecondOfficersConsent() {
        String id = started(city.extremeCase());
        String until = at(Duration.ofHours(1));

        assertThat(city.tryStep(city.lead, id, "hold", hold(until)).problem()).isEqualTo("second-officer-needed");
        assertThat(city.read(id).getJsonArray("transitions").getList()).doesNotContain("hold");
        assertThat(city.read(id).getJsonArray("consentSteps").getList()).contains("hold");
        JsonObject ask = new JsonObject().put("step", "hold").put("rationale", "等检测");
        assertThat(city.tryAsk(city.lead, id, ask).status()).as("until when").isEqualTo(422);
        assertThat(city.tryAsk(city.lead, id, ask.copy().put("reviewAt", at(Duration.ofDays(4))))
                        .status())
                .isEqualTo(422);
        String consent = city.ask(city.lead, id, ask.put("reviewAt", until));
        assertThat(city.read(id).getJsonObject("consent").getString("reviewAt")).isEqualTo(until);
        JsonObject held = answer(city.chief, consent, "confirm").json();

        assertThat(held.getString("status")).isEqualTo("on_hold");
        assertThat(last(held, "decisions").getJsonObject("secondOfficer").getString("name"))
                .isEqualTo("何勇");
    }

    @Test
    void whoFollowsTheCaseReadsWhyAsFarAsItIsPublicAndUntilWhen() {
        JsonObject receipt = app.resident()
                .put("/v1/reports/" + TestClient.id(), CaseworkCity.report())
                .json();
        String id = started(receipt.getJsonObject("case").getString("id"));
        String until = at(Duration.ofDays(2));
        String resolveBy = track(receipt).getString("resolveBy");
        city.step(city.lead, id, "hold", hold(until).put("publicReason", "等地勘结果，期间已封路"));

        JsonObject track = track(receipt);

        assertThat(Instant.parse(track.getString("waitsUntil"))).isEqualTo(Instant.parse(until));
        assertThat(Instant.parse(track.getString("resolveBy"))).isAfter(Instant.parse(resolveBy));
        JsonObject entry = last(track, "timeline");
        assertThat(entry.getString("kind")).isEqualTo("on_hold");
        assertThat(entry.getString("note")).isEqualTo("等地勘结果，期间已封路");
        assertThat(track.toString())
                .as("the other reason is for officers and senders")
                .doesNotContain("\"等\"");
        city.step(id, "start");
        assertThat(track(receipt).containsKey("waitsUntil")).isFalse();
    }

    @Test
    void whoReportedReadsWhatIsSaidToThemAndNobodyElseDoes() {
        TestClient sender = app.resident();
        TestClient other = app.resident();
        JsonObject report = CaseworkCity.report();
        JsonObject receipt =
                sender.put("/v1/reports/" + TestClient.id(), report).json();
        JsonObject joined = other.put("/v1/reports/" + TestClient.id(), report).json();
        String id = started(receipt.getJsonObject("case").getString("id"));
        assertThat(joined.getJsonObject("case").getString("id")).isEqualTo(id);
        city.step(city.lead, id, "hold", hold(at(Duration.ofDays(2))).put("reason", "等钻机进场"));
        city.step(
                city.lead,
                id,
                "comment",
                new JsonObject().put("text", "周三上门联系您").put("visibility", "participants"));
        city.step(
                city.lead, id, "comment", new JsonObject().put("text", "内部核实中").put("visibility", "internal"));

        for (TestClient one : List.of(sender, other)) {
            String code = (one == sender ? receipt : joined).getString("trackingCode");
            String page =
                    one.get("/v1/track/" + code).json().getJsonArray("timeline").encode();
            assertThat(page).contains("等钻机进场", "周三上门联系您", "给上报人的说明").doesNotContain("内部核实中");
            assertThat(app.nobody().get("/v1/track/" + code).json().encode())
                    .as("the code alone may have been passed on")
                    .doesNotContain("等钻机进场", "周三上门联系您");
        }
        city.step(id, "start");
    }

    private static JsonObject track(JsonObject receipt) {
        return app.nobody()
                .get("/v1/track/" + receipt.getString("trackingCode"))
                .json();
    }

    @Test
    void theDatabaseHoldsNothingForLongerNorOnOneOfficersWord() {
        UUID medium = UUID.fromString(started(city.mediumCase()));
        UUID extreme = UUID.fromString(started(city.extremeCase()));
        String hold = """
                UPDATE cases
                   SET status = 'on_hold', held_at = now(), hold_review_at = now() + make_interval(days => $2),
                       version = version + 1
                 WHERE id = $1
                """;

        assertThatThrownBy(() -> city.sql(hold, medium, 31)).hasMessageContaining("no longer than its severity allows");
        assertThatThrownBy(() -> city.sql(hold, extreme, 1)).hasMessageContaining("consent of a second officer");
        city.sql(hold, medium, 29);
        assertThatThrownBy(() ->
                        city.sql("UPDATE cases SET hold_review_at = now() + interval '40 days' WHERE id = $1", medium))
                .hasMessageContaining("no longer than its severity allows");
    }

    @Test
    void whatBecomesGraveWhileItWaitsComesBackByItself() {
        String id = started(city.mediumCase());
        city.step(city.lead, id, "hold", hold(at(Duration.ofDays(20))));
        String other = started(city.mediumCase());
        city.step(city.lead, other, "hold", hold(at(Duration.ofDays(20))));

        city.step(city.lead, id, "triage", CaseworkCity.scores(5, 5));

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(city.read(id).getString("status")).isEqualTo("in_progress"));
        JsonObject back = city.read(id);
        assertThat(last(back, "timeline").getString("kind")).isEqualTo("hold_ended");
        assertThat(last(back, "timeline").getString("visibility")).isEqualTo("public");
        assertThat(city.read(other).getString("status")).isEqualTo("on_hold");
    }

    @Test
    void whatWasHeldForEverBeforeThereWasALimitComesBack() {
        String id = started(city.mediumCase());
        city.sql("ALTER TABLE cases DISABLE TRIGGER cases_holding");
        city.sql(
                "UPDATE cases SET status = 'on_hold', hold_review_at = '2199-01-01', resolve_by = '2199-01-05', version = version + 1 WHERE id = $1",
                UUID.fromString(id));
        city.sql("ALTER TABLE cases ENABLE TRIGGER cases_holding");

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(city.read(id).getString("status")).isEqualTo("in_progress"));
    }

    private static String started(String id) {
        city.step(id, "acknowledge");
        city.step(id, "start");
        return id;
    }

    private static JsonObject hold(String until) {
        return new JsonObject().put("reason", "等").put("reviewAt", until);
    }

    private static String at(Duration ahead) {
        Instant at = clock.instant().plus(ahead);
        return at.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                .plusSeconds(ahead.toSeconds() % 60 == 0 ? 0 : 1)
                .toString();
    }

    private static JsonObject last(JsonObject json, String list) {
        var all = json.getJsonArray(list);
        return all.getJsonObject(all.size() - 1);
    }
}
