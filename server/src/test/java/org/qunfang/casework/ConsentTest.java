package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.qunfang.casework.CaseworkCity.answer;
import static org.qunfang.casework.CaseworkCity.askFor;
import static org.qunfang.casework.CaseworkCity.bodyFor;
import static org.qunfang.casework.CaseworkCity.report;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

class ConsentTest {
    private static final MovableClock clock = new MovableClock();

    @RegisterExtension
    static final TestApp app = new TestApp(clock);

    static CaseworkCity city;

    @BeforeAll
    static void settle() {
        city = new CaseworkCity(app);
    }

    @Test
    void whatOneOfficerAsksForIsCarriedOutWhenAnotherConfirmsIt() {
        String id = city.resolvedExtremeCase();

        String consent = city.ask(city.lead, id, askFor("close"));
        assertThat(city.read(id).getString("status")).as("nothing happens yet").isEqualTo("resolved");
        JsonObject closed = answer(city.chief, consent, "confirm").json();

        assertThat(closed.getString("status")).isEqualTo("closed");
        assertThat(closed.containsKey("consent")).isFalse();
        JsonObject decision = last(closed.getJsonArray("decisions"));
        assertThat(decision.getString("kind")).isEqualTo("closure");
        assertThat(decision.getJsonObject("author").getString("name")).isEqualTo("李敏");
        assertThat(decision.getJsonObject("secondOfficer").getString("name")).isEqualTo("何勇");
        assertThat(decision.getString("secondWords")).isEqualTo("已核对现场照片");
        assertThat(decision.getJsonObject("rationale").getString("zh-CN")).isEqualTo("复查无变形");
        assertThat(kinds(closed)).endsWith("consent_asked", "closed", "consent_confirmed");
        assertThat(city.count(
                        "SELECT count(*) FROM audit_entries WHERE subject_id = $1 AND action IN ('case.ask-consent', 'case.close')",
                        UUID.fromString(id)))
                .isEqualTo(2);
        city.step(city.lead, id, "reopen", bodyFor("reopen"));
    }

    @Test
    void anExtremeCaseIsRejectedAndLoweredByTwo() {
        String rejected = city.extremeCase();
        String lowered = city.extremeCase();

        answer(city.duty, city.ask(city.lead, rejected, askFor("reject")), "confirm");
        JsonObject scored = answer(city.chief, city.ask(city.duty, lowered, askFor("triage")), "confirm")
                .json();

        assertThat(city.read(rejected).getString("status")).isEqualTo("rejected");
        assertThat(scored.getString("severity")).isEqualTo("low");
        assertThat(scored.getInteger("score")).isEqualTo(2);
        JsonObject decision = last(scored.getJsonArray("decisions"));
        assertThat(decision.getString("severityBefore")).isEqualTo("extreme");
        assertThat(decision.getString("severityAfter")).isEqualTo("low");
    }

    @Test
    void aDenialLeavesTheCaseAsItIsAndStandsInTheRecordsAsDissent() {
        String id = city.resolvedExtremeCase();

        JsonObject denied = answer(city.chief, city.ask(city.lead, id, askFor("close")), "deny")
                .json();

        assertThat(denied.getString("status")).isEqualTo("resolved");
        JsonObject decision = last(denied.getJsonArray("decisions"));
        assertThat(decision.getString("kind")).isEqualTo("denial");
        assertThat(decision.getString("dissent")).isEqualTo("已核对现场照片");
        assertThat(decision.getJsonObject("author").getString("name")).isEqualTo("李敏");
        assertThat(decision.getJsonObject("secondOfficer").getString("name")).isEqualTo("何勇");
        city.ask(city.lead, id, askFor("close"));
    }

    @Test
    void nobodyConsentsToWhatTheyAskedForThemselves() {
        String id = city.resolvedExtremeCase();

        String consent = city.ask(city.chief, id, askFor("close"));

        for (String answer : List.of("confirm", "deny")) {
            assertThat(answer(city.chief, consent, answer).status()).isEqualTo(403);
        }
        assertThat(seenBy(city.chief, id)).containsExactly("withdraw");
        assertThat(seenBy(city.duty, id)).containsExactly("confirm", "deny");
        assertThat(city.read(id).getString("status")).isEqualTo("resolved");
    }

    @Test
    void onlyALeadOfTheDepartmentInChargeOrTheDutyOfficeIsTheSecondOfficer() {
        String id = city.resolvedExtremeCase();
        TestClient colleague = city.named("孙强", CaseworkCity.LEAD, "officer", CaseworkCity.OFFICER);
        TestClient supporting = city.named("赵兰", CaseworkCity.SUPPORT, "department_lead", CaseworkCity.CHIEF);
        TestClient foreign = city.named("钱进", CaseworkCity.FOREIGN, "department_lead", CaseworkCity.CHIEF);

        String consent = city.ask(city.lead, id, askFor("close"));

        assertThat(answer(colleague, consent, "confirm").status()).isEqualTo(403);
        assertThat(answer(supporting, consent, "confirm").status()).isEqualTo(403);
        assertThat(answer(foreign, consent, "confirm").status()).isEqualTo(404);
        assertThat(answer(app.resident(), consent, "confirm").status()).isEqualTo(403);
        assertThat(city.tryAsk(city.support, id, askFor("close")).status()).isEqualTo(403);
        assertThat(city.tryAsk(city.foreign, id, askFor("close")).status()).isEqualTo(404);
        assertThat(seenBy(colleague, id)).isEmpty();
    }

    @Test
    void onlyOneRequestWaitsAndWhoAskedMayWithdrawIt() {
        String id = city.resolvedExtremeCase();
        String first = city.ask(city.lead, id, askFor("close"));

        Answer second = city.tryAsk(city.chief, id, askFor("close"));
        assertThat(second.problem()).isEqualTo("wrong-state");
        assertThat(answer(city.duty, first, "withdraw").status()).isEqualTo(403);
        JsonObject withdrawn = answer(city.lead, first, "withdraw").json();

        assertThat(kinds(withdrawn)).endsWith("consent_withdrawn");
        assertThat(answer(city.chief, first, "confirm").problem()).isEqualTo("wrong-state");
        city.ask(city.chief, id, askFor("close"));
    }

    @Test
    void aStepThatOneOfficerMayTakeIsNotAskedFor() {
        String id = city.mediumCase();

        Answer reject = city.tryAsk(city.lead, id, askFor("reject"));
        Answer raise = city.tryAsk(city.lead, id, CaseworkCity.scores(5, 5).put("step", "triage"));

        assertThat(reject.problem()).isEqualTo("invalid");
        assertThat(reject.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/step");
        assertThat(raise.problem()).isEqualTo("invalid");
    }

    @Test
    void whatDoesNotBelongToTheStepAndWhatItLacksIsNamed() {
        String id = city.resolvedExtremeCase();

        Answer foreign = city.tryAsk(city.lead, id, askFor("close").put("reason", "spam"));
        Answer lacking = city.tryAsk(city.lead, id, askFor("close").put("step", "triage"));
        Answer closed = city.tryAsk(city.lead, id, askFor("reject"));

        assertThat(pointer(foreign)).isEqualTo("/reason");
        assertThat(pointer(lacking)).isEqualTo("/factors");
        assertThat(closed.problem()).isEqualTo("wrong-state");
    }

    @Test
    void aCommentDoesNotVoidARequestButAStepDoes() {
        String commented = city.resolvedExtremeCase();
        String moved = city.extremeCase();
        String kept = city.ask(city.lead, commented, askFor("close"));
        String voided = city.ask(city.lead, moved, askFor("reject"));
        city.lead.post("/v1/cases/" + commented + "/comment", bodyFor("comment"));
        city.step(moved, "acknowledge");

        Answer tooLate = answer(city.chief, voided, "confirm");

        assertThat(answer(city.chief, kept, "confirm").status()).isEqualTo(200);
        assertThat(tooLate.status()).isEqualTo(409);
        assertThat(tooLate.problem()).isIn("content-changed", "wrong-state");
        await().atMost(Duration.ofSeconds(30)).until(() -> !city.read(moved).containsKey("consent"));
        assertThat(kinds(city.read(moved))).endsWith("acknowledged", "consent_lapsed");
    }

    @Test
    void anotherReportOfTheSameThingVoidsWhatWasAskedWithoutIt() {
        JsonObject report = report().put("answers", new JsonObject().put("cracks", "widening"));
        String id = city.caseOf(report);
        String consent = city.ask(city.lead, id, askFor("reject"));

        assertThat(city.caseOf(report.copy())).as("joined").isEqualTo(id);

        assertThat(answer(city.chief, consent, "confirm").status()).isEqualTo(409);
        assertThat(city.read(id).getString("status")).isEqualTo("assigned");
    }

    @Test
    void ofTwoWhoAnswerAtOnceOneDoes() {
        for (List<String> both : List.of(List.of("confirm", "confirm"), List.of("confirm", "deny"))) {
            String id = city.resolvedExtremeCase();
            String consent = city.ask(city.lead, id, askFor("close"));

            var first = CompletableFuture.supplyAsync(() -> answer(city.chief, consent, both.get(0)));
            var second = CompletableFuture.supplyAsync(() -> answer(city.duty, consent, both.get(1)));

            assertThat(List.of(first.join().status(), second.join().status())).containsExactlyInAnyOrder(200, 409);
            assertThat(city.count(
                            "SELECT count(*) FROM decision_records WHERE case_id = $1 AND kind IN ('closure', 'denial')",
                            UUID.fromString(id)))
                    .isEqualTo(1);
        }
    }

    @Test
    void aRequestLapsesAfterThreeDaysAndCanBeMadeAnew() {
        String id = city.resolvedExtremeCase();
        String consent = city.ask(city.lead, id, askFor("close"));

        clock.advance(Duration.ofHours(72).plusSeconds(1));

        assertThat(answer(city.chief, consent, "confirm").status()).isEqualTo(409);
        await().atMost(Duration.ofSeconds(30)).until(() -> !city.read(id).containsKey("consent"));
        assertThat(kinds(city.read(id))).endsWith("consent_lapsed");
        city.ask(city.lead, id, askFor("close"));
    }

    @Test
    void theQueueMarksWhatWaitsAndCountsItForWhoMayAnswer() {
        String id = city.resolvedExtremeCase();
        TestClient supporting = city.named("赵兰", CaseworkCity.SUPPORT, "department_lead", CaseworkCity.CHIEF);
        long before = waiting(city.chief);

        city.ask(city.lead, id, askFor("close"));

        assertThat(waiting(city.chief)).isEqualTo(before + 1);
        assertThat(waiting(city.duty)).isPositive();
        assertThat(waiting(city.lead)).isZero();
        assertThat(waiting(supporting)).isZero();
        JsonObject item = listed(city.chief).stream()
                .filter(each -> each.getString("id").equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(item.getBoolean("consentPending")).isTrue();
        assertThat(listed(city.lead)).isEmpty();
        assertThat(listed(supporting)).isEmpty();
    }

    @Test
    void theTrackingPageSaysNothingOfARequest() {
        JsonObject receipt = app.resident()
                .put(
                        "/v1/reports/" + TestClient.id(),
                        report().put("answers", new JsonObject().put("cracks", "widening")))
                .json();
        city.ask(city.lead, receipt.getJsonObject("case").getString("id"), askFor("reject"));

        JsonObject tracked = app.nobody()
                .get("/v1/track/" + receipt.getString("trackingCode"))
                .json();

        assertThat(tracked.toString()).doesNotContain("consent", "第二人", "内容为广告");
    }

    private static long waiting(TestClient officer) {
        return officer.get("/v1/cases?limit=1").json().getJsonObject("counts").getLong("consent");
    }

    private static List<JsonObject> listed(TestClient officer) {
        return officer.get("/v1/cases?queue=consent&limit=200").json().getJsonArray("items").stream()
                .map(each -> (JsonObject) each)
                .toList();
    }

    private static List<Object> seenBy(TestClient officer, String id) {
        JsonObject consent = officer.get("/v1/cases/" + id).json().getJsonObject("consent");
        return List.copyOf(consent.getJsonArray("answers").getList());
    }

    private static String pointer(Answer answer) {
        assertThat(answer.status()).isEqualTo(422);
        return answer.json().getJsonArray("errors").getJsonObject(0).getString("pointer");
    }

    private static JsonObject last(JsonArray array) {
        return array.getJsonObject(array.size() - 1);
    }

    private static List<String> kinds(JsonObject read) {
        return read.getJsonArray("timeline").stream()
                .map(entry -> ((JsonObject) entry).getString("kind"))
                .toList();
    }
}
