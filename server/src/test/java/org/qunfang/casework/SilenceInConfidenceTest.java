package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** When somebody reported in confidence is not told by what became late of it. Each test has a latitude of its own. */
class SilenceInConfidenceTest {
    private static final Duration SOON = Duration.ofSeconds(25);
    private static final MovableClock clock = new MovableClock();

    @RegisterExtension
    static final TestApp app = new TestApp(clock);

    static CaseworkCity city;

    private Instant hour;

    private record Sent(TestClient sender, String id, String caseId, String trackingCode) {
        JsonObject page() {
            return app.nobody().get("/v1/track/" + trackingCode).json();
        }
    }

    @BeforeAll
    static void settle() {
        city = new CaseworkCity(app);
    }

    /** Four minutes past a full hour. */
    @BeforeEach
    void atFourPast() {
        hour = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
        at(4);
    }

    /** Minutes past the hour that the test began with. */
    private void at(int minutes) {
        clock.advance(Duration.between(clock.instant(), hour.plus(Duration.ofMinutes(minutes))));
    }

    private static Sent send(double lat, String visibility, String cracks) {
        TestClient sender = app.resident();
        String id = TestClient.id();
        JsonObject body = new JsonObject()
                .put("category", "landfill-slope")
                .put("description", "坡顶裂缝在变宽")
                .put(
                        "location",
                        new JsonObject().put("lat", lat).put("lon", 113.90234).put("accuracyMeters", 10))
                .put("observedAt", clock.instant().toString())
                .put("visibility", visibility)
                .put("answers", cracks == null ? new JsonObject() : new JsonObject().put("cracks", cracks));
        Answer answer = sender.put("/v1/reports/" + id, body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return new Sent(
                sender,
                id,
                answer.json().getJsonObject("case").getString("id"),
                answer.json().getString("trackingCode"));
    }

    private static void climbs(String caseId, int rung) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(city.count(
                                "SELECT count(*) FROM cases WHERE id = $1 AND rung = $2",
                                UUID.fromString(caseId),
                                rung))
                        .isOne());
    }

    private static List<String> times(JsonObject page, String kind) {
        return page.getJsonArray("timeline").stream()
                .map(each -> (JsonObject) each)
                .filter(each -> each.getString("kind").equals(kind))
                .map(each -> each.getString("at"))
                .toList();
    }

    private String full(int hours) {
        return hour.plus(Duration.ofHours(hours)).toString();
    }

    @Test
    void whatIsLateOfAnInsidersReportIsToldWithItsRoundedDeadlineAndOnTheirOwnPageAtOnce() {
        Sent insider = send(22.77123, "protected", "widening");
        clock.advance(Duration.ofSeconds(10));
        Sent open = send(22.77123, "public", null);
        assertThat(open.caseId()).isEqualTo(insider.caseId());
        at(20);
        climbs(open.caseId(), 1);

        assertThat(times(open.page(), "overdue")).isEmpty();
        assertThat(open.page().getBoolean("late")).isFalse();
        assertThat(open.page().containsKey("overdue")).isFalse();
        assertThat(open.page().getString("acknowledgeBy")).isEqualTo(full(1));
        assertThat(times(insider.page(), "overdue")).hasSize(1);

        at(61);
        climbs(open.caseId(), 2);
        JsonObject page = open.page();
        assertThat(times(page, "overdue")).containsExactly(full(1));
        assertThat(page.getBoolean("late")).isTrue();
        assertThat(page.getJsonObject("overdue").getString("since")).isEqualTo(full(1));
        assertThat(page.getJsonObject("overdue").getInteger("rung")).isEqualTo(1);
    }

    @Test
    void whatWasDoneBeforeTheRoundedDeadlineIsNotToldAsLate() {
        Sent insider = send(22.77623, "protected", "widening");
        clock.advance(Duration.ofSeconds(10));
        Sent open = send(22.77623, "public", null);
        at(20);
        climbs(open.caseId(), 1);
        at(30);
        city.step(open.caseId(), "acknowledge");
        at(61);

        assertThat(times(open.page(), "overdue")).isEmpty();
        assertThat(open.page().getBoolean("late")).isFalse();
        assertThat(times(insider.page(), "overdue")).hasSize(1);
    }

    @Test
    void thePublicListHasItFromTheFullHourAfterItsLastRung() {
        Sent insider = send(22.78123, "protected", "widening");
        clock.advance(Duration.ofSeconds(10));
        Sent open = send(22.78123, "public", null);
        String number = city.read(open.caseId()).getString("number");
        for (int rung = 1; rung <= 4; rung++) {
            at(4 + 16 * rung);
            climbs(insider.caseId(), rung);
        }
        assertThat(listed(number)).isNull();

        at(121);
        JsonObject item = listed(number);
        assertThat(item.getString("since")).isEqualTo(full(1));
        assertThat(item.getString("listedAt")).isEqualTo(full(2));
    }

    @Test
    void thePublicListIsOrderedByWhatItTells() {
        Sent insider = send(22.82123, "protected", "widening");
        clock.advance(Duration.ofSeconds(10));
        Sent open = send(22.82123, "public", null);
        clock.advance(Duration.ofSeconds(10));
        Sent later = send(22.83123, "public", "widening");
        for (int rung = 1; rung <= 4; rung++) {
            at(4 + 16 * rung);
            climbs(insider.caseId(), rung);
            climbs(later.caseId(), rung);
        }
        at(121);

        List<String> numbers = new ArrayList<>();
        String after = "";
        while (after != null) {
            JsonObject page = app.nobody().get("/v1/overdue?limit=1" + after).json();
            page.getJsonArray("items").forEach(item -> numbers.add(((JsonObject) item).getString("number")));
            after = page.getString("next") == null ? null : "&cursor=" + page.getString("next");
        }

        // Its own deadline was the earlier one; told is the full hour after it.
        assertThat(numbers)
                .containsSubsequence(
                        city.read(later.caseId()).getString("number"),
                        city.read(open.caseId()).getString("number"))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsWithheldOfTheListIsCountedFromTheFullHourOn() {
        Sent insider = send(22.81123, "protected", "widening");
        for (int rung = 1; rung <= 3; rung++) {
            at(4 + 16 * rung);
            climbs(insider.caseId(), rung);
        }
        at(62);
        long before = withheld();

        at(68);
        climbs(insider.caseId(), 4);
        assertThat(withheld()).isEqualTo(before);
        at(121);
        assertThat(withheld())
                .isGreaterThan(before)
                .isEqualTo(city.count("SELECT count(*) FROM cases WHERE rung = 4 AND visibility = 'protected'"));
    }

    private static long withheld() {
        return app.nobody().get("/v1/overdue?limit=1").json().getLong("withheld");
    }

    private static JsonObject listed(String number) {
        return app.nobody().get("/v1/overdue?limit=200").json().getJsonArray("items").stream()
                .map(each -> (JsonObject) each)
                .filter(each -> each.getString("number").equals(number))
                .findFirst()
                .orElse(null);
    }

    @Test
    void afterAVerdictInConfidenceWhatIsLateTellsNoMinuteOfIt() {
        Sent open = send(22.78623, "public", "widening");
        Sent insider = send(22.78623, "protected", null);
        List.of("acknowledge", "start", "resolve").forEach(step -> city.step(open.caseId(), step));
        at(20);
        Answer said =
                insider.sender().post("/v1/reports/" + insider.id() + "/verdict", new JsonObject().put("fixed", false));
        assertThat(said.status()).as(said.body().toString()).isEqualTo(200);
        at(36);
        climbs(open.caseId(), 1);

        assertThat(times(open.page(), "overdue")).isEmpty();
        at(61);
        assertThat(times(open.page(), "overdue")).containsExactly(full(1));
    }

    @Test
    void aReportInConfidenceThatRaisesTheLevelTellsTheHourOnly() {
        Sent open = send(22.79123, "public", null);
        at(20);
        Sent insider = send(22.79123, "protected", "widening");
        assertThat(insider.caseId()).isEqualTo(open.caseId());

        assertThat(times(open.page(), "triaged"))
                .containsExactly(times(open.page(), "assigned").get(0));
        assertThat(open.page().getString("acknowledgeBy")).isEqualTo(full(1));
        assertThat(times(insider.page(), "triaged").get(0)).isGreaterThan(full(0).substring(0, 14) + "19");
    }

    @Test
    void aSurgeOfReportsInConfidenceTellsTheHourOnly() {
        Sent open = send(22.74923, "public", null);
        at(20);
        for (int i = 0; i < 6; i++) {
            send(22.74923, "protected", null);
        }
        await().atMost(SOON)
                .until(() ->
                        city.count("SELECT count(*) FROM surges WHERE case_id = $1", UUID.fromString(open.caseId()))
                                == 1);

        assertThat(times(open.page(), "triaged"))
                .containsExactly(times(open.page(), "assigned").get(0));
        assertThat(open.page().getString("acknowledgeBy")).endsWith(":00:00Z");
    }

    @Test
    void aClockThatBeganInConfidenceIsToldToTheHourAlsoInTheCaseThatTakesItOver() {
        Sent insider = send(22.79623, "protected", "widening");
        clock.advance(Duration.ofSeconds(10));
        Sent open = send(22.79623, "public", null);

        Answer split = city.tryStep(
                city.lead,
                insider.caseId(),
                "split",
                new JsonObject()
                        .put("reportIds", new JsonArray().add(open.id()))
                        .put("rationale", "另一处"));
        assertThat(split.status()).as(split.body().toString()).isEqualTo(201);
        assertThat(open.page().getString("acknowledgeBy")).isEqualTo(full(1));

        Sent other = send(22.80123, "public", "widening");
        Sent secret = send(22.80623, "protected", "widening");
        clock.advance(Duration.ofMinutes(5));
        String consent = city.ask(
                city.lead,
                secret.caseId(),
                new JsonObject()
                        .put("step", "merge")
                        .put("into", other.caseId())
                        .put("apart", true)
                        .put("rationale", "同一处"));
        assertThat(other.page().getString("acknowledgeBy")).isNotEqualTo(full(1));
        city.sql(
                "UPDATE cases SET acknowledge_by = acknowledge_by - interval '1 minute' WHERE id = $1",
                UUID.fromString(secret.caseId()));
        assertThat(CaseworkCity.answer(city.chief, consent, "confirm").status()).isEqualTo(200);
        assertThat(other.page().getString("acknowledgeBy")).isEqualTo(full(1));
    }
}
