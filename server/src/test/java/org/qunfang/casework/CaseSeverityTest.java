package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qunfang.casework.CaseworkCity.bodyFor;
import static org.qunfang.casework.CaseworkCity.report;
import static org.qunfang.casework.CaseworkCity.scores;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;

class CaseSeverityTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    static CaseworkCity city;

    @BeforeAll
    static void settle() {
        city = new CaseworkCity(app);
    }

    @Test
    void aGraverReportBringsTheResolutionOfAnAcknowledgedCaseNearer() {
        JsonObject report = report();
        String id = city.caseOf(report);
        city.step(id, "acknowledge");

        assertThat(city.caseOf(report.copy().put("answers", new JsonObject().put("cracks", "widening"))))
                .as("joined")
                .isEqualTo(id);

        JsonObject read = city.read(id);
        assertThat(read.getString("severity")).isEqualTo("extreme");
        assertThat(Instant.parse(read.getJsonArray("deadlines").getJsonObject(1).getString("due")))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofHours(25)));
    }

    @Test
    void anOfficerRaisesTheSeverityByScoringAndTheDeadlineComesNearer() {
        String id = city.mediumCase();

        JsonObject scored = city.step(city.lead, id, "triage", scores(4, 5).put("dissent", "有人认为偏高"));

        assertThat(scored.getString("severity")).isEqualTo("extreme");
        assertThat(scored.getInteger("score")).isEqualTo(20);
        Instant due = scored.getJsonArray("deadlines").getJsonObject(0).getInstant("due");
        assertThat(Duration.between(Instant.now(), due)).isBetween(Duration.ofMinutes(13), Duration.ofMinutes(15));
        JsonObject record = scored.getJsonArray("decisions").getJsonObject(1);
        assertThat(record.getString("severityBefore")).isEqualTo("medium");
        assertThat(record.getString("severityAfter")).isEqualTo("extreme");
        assertThat(record.getString("dissent")).isEqualTo("有人认为偏高");
        assertThat(record.getJsonArray("factors")).hasSize(2);
        assertThat(record.getJsonObject("author").getString("name")).isEqualTo("李敏");
    }

    @Test
    void onceAcknowledgedTheDeadlineStays() {
        String id = city.mediumCase();
        Object due = city.step(id, "acknowledge")
                .getJsonArray("deadlines")
                .getJsonObject(0)
                .getValue("due");

        JsonObject scored = city.step(city.lead, id, "triage", scores(4, 5));

        assertThat(scored.getJsonArray("deadlines").getJsonObject(0).getValue("due"))
                .isEqualTo(due);
    }

    @Test
    void aSideThatIsNotScoredKeepsItsScoreAndItsReasons() {
        String id = city.mediumCase();
        JsonObject onlyConsequence = scores(1, 4);
        onlyConsequence.getJsonArray("factors").remove(0);

        JsonObject scored = city.step(city.lead, id, "triage", onlyConsequence);

        assertThat(scored.getInteger("likelihood")).isEqualTo(3);
        assertThat(scored.getInteger("consequence")).isEqualTo(4);
        JsonArray factors = scored.getJsonArray("factors");
        assertThat(factors.stream().map(each -> ((JsonObject) each).getString("effect")))
                .contains("scored", "base", "unknown");
    }

    @Test
    void nobodyTypesASeverityIn() {
        String id = city.mediumCase();
        JsonObject mine = new JsonObject()
                .put("code", "mine")
                .put("side", "likelihood")
                .put("value", 5)
                .put("reason", "我说");
        JsonObject alone = scores(4, 5).put("factors", new JsonArray().add(mine));
        JsonObject far = scores(2, 4);
        far.getJsonArray("factors").add(mine);
        JsonObject near = scores(4, 3);
        near.getJsonArray("factors").add(mine);

        assertThat(pointer(city.tryStep(city.lead, id, "triage", alone))).isEqualTo("/factors/0");
        assertThat(pointer(city.tryStep(city.lead, id, "triage", far))).isEqualTo("/factors/2/value");
        assertThat(pointer(city.tryAsk(city.lead, id, alone.copy().put("step", "triage"))))
                .isEqualTo("/factors/0");
        assertThat(city.read(id).getString("severity")).isEqualTo("medium");
        assertThat(city.step(city.lead, id, "triage", near).getInteger("likelihood"))
                .isEqualTo(5);
    }

    @Test
    void thatNobodyKnowsAnythingCanBeRecorded() {
        String id = city.mediumCase();
        JsonObject nothing = new JsonObject().put("rationale", "到不了现场").put("factors", new JsonArray());

        assertThat(pointer(city.tryStep(city.lead, id, "triage", nothing))).isEqualTo("/factors");
        JsonObject scored = city.step(
                city.lead,
                id,
                "triage",
                nothing.copy().put("unknown", new JsonArray().add(new JsonObject().put("code", "seepage"))));

        assertThat(scored.getInteger("score")).isEqualTo(9);
        JsonArray decisions = scored.getJsonArray("decisions");
        assertThat(decisions.getJsonObject(decisions.size() - 1).getJsonArray("factors").stream()
                        .map(each -> (JsonObject) each)
                        .filter(each -> each.getString("code").equals("seepage")))
                .singleElement()
                .satisfies(each -> assertThat(each.getString("effect")).isEqualTo("unknown"));
    }

    private static String pointer(Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(422);
        return answer.json().getJsonArray("errors").getJsonObject(0).getString("pointer");
    }

    @Test
    void loweringTheSeverityNeedsASecondOfficer() {
        String id = city.mediumCase();

        Answer lowered = city.tryStep(city.lead, id, "triage", scores(1, 2));

        assertThat(lowered.status()).isEqualTo(409);
        assertThat(lowered.problem()).isEqualTo("second-officer-needed");
        assertThat(city.read(id).getString("severity")).isEqualTo("medium");
    }

    @Test
    void loweringItWithinItsLevelNeedsOneTooAlsoInTheDatabase() {
        String id = city.mediumCase();

        Answer lowered = city.tryStep(city.lead, id, "triage", scores(2, 4));

        assertThat(lowered.problem()).as("9 to 8, both medium").isEqualTo("second-officer-needed");
        assertThat(city.read(id).getInteger("score")).isEqualTo(9);
        assertThatThrownBy(() -> city.sql(
                        "UPDATE cases SET likelihood = 2, consequence = 4, version = version + 1 WHERE id = $1",
                        UUID.fromString(id)))
                .hasMessageContaining("second officer");
        JsonObject scored = CaseworkCity.answer(
                        city.chief, city.ask(city.lead, id, scores(2, 4).put("step", "triage")), "confirm")
                .json();
        assertThat(scored.getInteger("score")).isEqualTo(8);
        assertThat(scored.getString("severity")).isEqualTo("medium");
    }

    @Test
    void aLowCaseIsLoweredByTwoAsWell() {
        String id = city.caseOf(CaseworkCity.report().put("category", "spoil-heap"));
        JsonObject read = city.read(id);
        assertThat(read.getString("severity")).isEqualTo("low");

        assertThat(read.getJsonArray("consentSteps").getList()).contains("triage", "recategorise");
        assertThat(city.tryStep(city.lead, id, "triage", scores(1, 2)).problem())
                .isEqualTo("second-officer-needed");
    }

    @Test
    void rejectingOrClosingAnExtremeCaseNeedsASecondOfficer() {
        String id = city.extremeCase();

        Answer rejected = city.tryStep(city.lead, id, "reject", bodyFor("reject"));
        city.step(id, "acknowledge");
        city.step(id, "start");
        JsonObject resolved = city.step(id, "resolve");
        Answer closed = city.tryStep(city.duty, id, "close", bodyFor("close"));

        assertThat(rejected.problem()).isEqualTo("second-officer-needed");
        assertThat(closed.problem()).isEqualTo("second-officer-needed");
        assertThat(resolved.getJsonArray("transitions").getList()).containsExactly("reopen", "comment");
        assertThat(city.read(id).getString("status")).isEqualTo("resolved");
    }

    @Test
    void theDatabaseItselfEndsNoExtremeCaseOnOneOfficersWord() {
        UUID id = UUID.fromString(city.extremeCase());
        UUID officer = city.sql("SELECT id FROM accounts WHERE name = '李敏'")
                .iterator()
                .next()
                .getUUID(0);

        for (String status : new String[] {"closed", "rejected"}) {
            assertThatThrownBy(() -> city.sql(
                            "UPDATE cases SET status = $2, ended_by_id = $3 WHERE id = $1", id, status, officer))
                    .hasMessageContaining("cases_second_officer");
            assertThatThrownBy(() -> city.sql(
                            "UPDATE cases SET status = $2, ended_by_id = $3, second_officer_id = $3 WHERE id = $1",
                            id,
                            status,
                            officer))
                    .hasMessageContaining("cases_second_officer");
        }
    }

    @Test
    void theDatabaseItselfLowersNoSeverity() {
        UUID id = UUID.fromString(city.extremeCase());

        assertThatThrownBy(() -> city.sql("UPDATE cases SET likelihood = 1 WHERE id = $1", id))
                .hasMessageContaining("second officer");
    }

    @Test
    void aRejectionSaysWhyInPublicAndMeetsTheDeadline() {
        String id = city.mediumCase();

        JsonObject rejected = city.step(id, "reject");

        JsonArray timeline = rejected.getJsonArray("timeline");
        JsonObject last = timeline.getJsonObject(timeline.size() - 1);
        assertThat(last.getJsonObject("summary").getString("zh-CN")).isEqualTo("不受理：垃圾信息");
        assertThat(rejected.getJsonArray("deadlines").getJsonObject(0).getBoolean("late"))
                .isFalse();
        assertThat(rejected.getJsonArray("transitions").getList()).containsExactly("comment");
    }

    @Test
    void aResolvedCaseIsNotScoredAnyMore() {
        String id = city.mediumCase();
        city.step(id, "acknowledge");
        city.step(id, "start");
        city.step(id, "resolve");

        Answer answer = city.tryStep(city.lead, id, "triage", scores(5, 5));

        assertThat(answer.problem()).isEqualTo("wrong-state");
        assertThat(answer.json().getJsonArray("open").getList()).containsExactly("close", "reopen");
    }
}
