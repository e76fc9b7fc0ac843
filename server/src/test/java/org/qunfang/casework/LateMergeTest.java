package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.qunfang.casework.CaseworkCity.report;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Who is late stays late, and where everybody reads it, however cases are put together and taken apart. */
class LateMergeTest {
    private static final Duration SOON = Duration.ofSeconds(25);
    /** A minute more than a department has to acknowledge a medium case, which is also the time between two rungs. */
    private static final Duration STEP = Duration.ofMinutes(241);

    private static final MovableClock clock = new MovableClock();

    @RegisterExtension
    static final TestApp app = new TestApp(clock);

    static CaseworkCity city;

    private record Sent(String reportId, String caseId, String number, String track) {
        JsonObject overdue() {
            return app.nobody().get(track).json().getJsonObject("overdue");
        }
    }

    @BeforeAll
    static void settle() {
        city = new CaseworkCity(app);
    }

    private static Sent send(JsonObject report) {
        String id = TestClient.id();
        Answer sent = app.resident().put("/v1/reports/" + id, report);
        assertThat(sent.status()).isEqualTo(201);
        JsonObject thing = sent.json().getJsonObject("case");
        return new Sent(
                id,
                thing.getString("id"),
                thing.getString("number"),
                "/v1/track/" + sent.json().getString("trackingCode"));
    }

    private static void silent(Sent sent, int rung) {
        clock.advance(STEP);
        climbed(sent, rung);
    }

    private static void climbed(Sent sent, int rung) {
        await().atMost(SOON).untilAsserted(() -> assertThat(rung(sent.caseId())).isEqualTo(rung));
    }

    private static long rung(String caseId) {
        return city.count("SELECT rung FROM cases WHERE id = $1", UUID.fromString(caseId));
    }

    private static JsonObject listed(String number) {
        return app.nobody().get("/v1/overdue?limit=200").json().getJsonArray("items").stream()
                .map(each -> (JsonObject) each)
                .filter(each -> each.getString("number").equals(number))
                .findFirst()
                .orElse(null);
    }

    private static Answer merge(Sent source, Sent into) {
        return city.tryStep(
                city.lead,
                source.caseId(),
                "merge",
                new JsonObject().put("into", into.caseId()).put("apart", true));
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(422);
        JsonObject error = answer.json().getJsonArray("errors").getJsonObject(0);
        assertThat(error.getString("pointer")).isEqualTo("/into");
        assertThat(error.encode()).contains("反过来");
    }

    @Test
    void aCaseOnThePublicListDoesNotGoIntoAYoungerOneButTheYoungerOneIntoIt() {
        Sent late = send(report());
        for (int rung = 1; rung <= 4; rung++) {
            silent(late, rung);
        }
        clock.advance(Duration.ofDays(2));
        String since = late.overdue().getString("since");
        Sent young = send(report());

        assertRefused(merge(late, young));
        assertThat(listed(late.number()).getString("since")).isEqualTo(since);
        assertThat(merge(young, late).status()).isEqualTo(200);
        assertThat(listed(late.number()).getString("since")).isEqualTo(since);
        assertThat(young.overdue().getString("since")).isEqualTo(since);
        assertThat(young.overdue().getInteger("rung")).isEqualTo(4);
    }

    @Test
    void theCaseThatGoesOnTakesTheHigherRungWithItsDeadlineAndWhoWasTold() {
        TestClient superior = city.named("上级", "guangming-government", "officer", CaseworkCity.OFFICER);
        Sent first = send(report());
        clock.advance(Duration.ofHours(1));
        Sent second = send(report());
        clock.advance(STEP.minusHours(1));
        climbed(first, 1);
        for (int rung = 2; rung <= 4; rung++) {
            silent(first, rung);
            climbed(second, rung - 1);
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(city.count("SELECT count(*) FROM rungs WHERE told_at IS NULL"))
                        .isZero());
        String since = listed(first.number()).getString("since");

        Answer merged = merge(first, second);

        assertThat(merged.status()).as(merged.body().toString()).isEqualTo(200);
        assertThat(listed(first.number())).isNull();
        assertThat(listed(second.number()).getString("since")).isEqualTo(since);
        assertThat(second.overdue().getInteger("rung")).isEqualTo(4);
        assertThat(first.overdue().getString("since")).isEqualTo(since);
        assertThat(superior.get("/v1/cases/" + second.caseId()).status()).isEqualTo(200);
        assertThat(city.read(second.caseId()).getJsonArray("rungs")).hasSize(4);
        assertThat(city.count("SELECT count(*) FROM rungs WHERE told_at IS NULL"))
                .as("nobody is told twice")
                .isZero();
        city.step(second.caseId(), "acknowledge");
        assertThat(listed(second.number())).isNull();
    }

    @Test
    void whatIsNotResolvedInTimeDoesNotGoIntoACaseThatIsStillToBeAcknowledged() {
        Sent late = send(report());
        city.step(late.caseId(), "acknowledge");
        String due = city.read(late.caseId())
                .getJsonArray("deadlines")
                .getJsonObject(1)
                .getString("due");
        clock.advance(
                Duration.between(clock.instant(), java.time.Instant.parse(due).minusSeconds(60)));
        Sent waits = send(report());
        clock.advance(Duration.ofMinutes(2));
        climbed(late, 1);

        assertRefused(merge(late, waits));
        assertThat(merge(waits, late).status()).isEqualTo(200);
        assertThat(rung(late.caseId())).isOne();
    }

    @Test
    void whatIsTakenOutOfALateCaseIsAsLateOnTheSameRung() {
        JsonObject place = report();
        Sent first = send(place);
        Sent second = send(place);
        for (int rung = 1; rung <= 4; rung++) {
            silent(first, rung);
        }

        JsonObject out = split(first, second);

        assertThat(out.getString("status")).isEqualTo("assigned");
        assertThat(listed(out.getString("number")).getInteger("rung")).isEqualTo(4);
        assertThat(listed(first.number())).isNotNull();
        assertThat(second.overdue().getInteger("rung")).isEqualTo(4);
    }

    @Test
    void whatIsTakenOutOfACaseThatIsNotResolvedInTimeBeginsNoTimeToAcknowledge() {
        JsonObject place = report();
        Sent first = send(place);
        Sent second = send(place);
        city.step(first.caseId(), "acknowledge");
        clock.advance(Duration.ofDays(60));
        climbed(first, 1);

        JsonObject out = split(first, second);

        assertThat(out.getString("status")).isEqualTo("acknowledged");
        assertThat(rung(out.getString("id"))).isOne();
        clock.advance(Duration.ofSeconds(1));
        assertThat(second.overdue().getString("deadline")).isEqualTo("resolve");
        city.step(out.getString("id"), "start");
    }

    private static JsonObject split(Sent from, Sent taken) {
        Answer answer = city.tryStep(
                city.lead,
                from.caseId(),
                "split",
                new JsonObject()
                        .put("reportIds", new JsonArray().add(taken.reportId()))
                        .put("rationale", "说的是另一处"));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.json();
    }

    @Test
    void theDatabaseLosesNoRungInAMerge() {
        Sent late = send(report());
        silent(late, 1);
        Sent young = send(report());

        assertThatThrownBy(() -> city.sql("""
                        UPDATE cases
                           SET status = 'closed', report_count = 0, rung = 0, next_rung_at = NULL, merged_into_id = $2
                         WHERE id = $1
                        """, UUID.fromString(late.caseId()), UUID.fromString(young.caseId())))
                .hasStackTraceContaining("is lost in the case that goes on");
    }
}
