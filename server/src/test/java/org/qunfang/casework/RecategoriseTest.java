package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.qunfang.casework.CaseworkCity.answer;
import static org.qunfang.casework.CaseworkCity.report;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** What a resident was not sure about is what the officer finds it to be: scored, routed and worked on as that. */
class RecategoriseTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    static CaseworkCity city;

    private static final Duration SOON = Duration.ofSeconds(20);

    @BeforeAll
    static void settle() {
        city = new CaseworkCity(app);
    }

    @Test
    void anUnsureReportThatIsARockfallIsScoredAndWorkedOnAsOne() {
        String id = unsure();
        JsonObject before = city.read(id);
        assertThat(before.getJsonObject("category").getString("code")).isEqualTo("other");

        JsonObject now = recategorised(city.duty, id, "rockfall");

        assertThat(now.getJsonObject("category").getString("code")).isEqualTo("rockfall");
        assertThat(now.getInteger("score")).isGreaterThan(before.getInteger("score"));
        assertThat(now.getJsonArray("factors").toString()).contains("base");
        JsonObject decision = lastOf(now.getJsonArray("decisions"), "category");
        assertThat(decision.getJsonObject("rationale").getString("zh-CN")).isEqualTo("照片上是石头");
        assertThat(decision.getString("severityBefore")).isEqualTo(before.getString("severity"));
        JsonObject entry = lastOf(now.getJsonArray("timeline"), "recategorised");
        assertThat(entry.getString("visibility")).isEqualTo("public");
        assertThat(entry.getJsonObject("summary").getString("zh-CN")).contains("其他隐患", "落石");
        assertThat(city.count(
                        "SELECT count(*) FROM audit_entries WHERE subject_id = $1 AND action = 'case.recategorise'",
                        UUID.fromString(id)))
                .isEqualTo(1);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(city.count(
                                "SELECT count(*) FROM case_playbooks AS g JOIN categories AS c ON c.id = g.category_id WHERE g.case_id = $1 AND c.code = 'rockfall'",
                                UUID.fromString(id)))
                        .isEqualTo(1));
    }

    @Test
    void whoIsAnswerableForThatKindIsAskedAndTheOldLeadStaysUntilThen() {
        String id = city.mediumCase();

        JsonObject now = recategorised(city.lead, id, "gas-smell");

        String answerable = now.getJsonObject("handover").getJsonObject("to").getString("code");
        assertThat(answerable).isNotEqualTo(CaseworkCity.LEAD);
        assertThat(now.getJsonObject("lead").getString("code")).isEqualTo(CaseworkCity.LEAD);
        assertThat(now.getBoolean("handoverPending")).isTrue();
        TestClient theirs = city.named("高洁", answerable, "officer", CaseworkCity.OFFICER);
        Answer accepted = theirs.post(
                "/v1/handovers/" + now.getJsonObject("handover").getString("id") + "/accept",
                new JsonObject().put("text", "是我们的"));
        assertThat(accepted.status()).as(accepted.body().toString()).isEqualTo(200);
        assertThat(city.read(id).getJsonObject("lead").getString("code")).isEqualTo(answerable);
    }

    @Test
    void stepsOfTheOldKindEndAndThoseThatBothAskForStay() {
        String id = city.mediumCase();
        await().atMost(SOON).until(() -> codeToTask(id).containsKey("stop-dumping"));

        recategorised(city.lead, id, "gas-smell");

        await().atMost(SOON).until(() -> codeToTask(id).containsKey("gas-utility"));
        Map<String, JsonObject> tasks = codeToTask(id);
        assertThat(tasks.get("stop-dumping").getString("status")).isEqualTo("skipped");
        assertThat(tasks.get("stop-dumping").toString())
                .contains("Category corrected to “Smell of gas or gas leak”", "类别更正为");
        assertThat(tasks.get("drain-water").getString("status")).isEqualTo("skipped");
        assertThat(tasks.get("verify-fix").getString("status"))
                .as("the new playbook asks for it, too")
                .isEqualTo("open");
        assertThat(tasks.get("gas-utility").getString("status")).isEqualTo("open");
        assertThat(city.read(id).getJsonArray("timeline").stream()
                        .map(each -> (JsonObject) each)
                        .filter(each -> "task_skipped".equals(each.getString("kind"))))
                .as("one line of the thread for each")
                .hasSize((int) tasks.values().stream()
                        .filter(each -> "skipped".equals(each.getString("status")))
                        .count());
    }

    @Test
    void correctedBackTheStepsThatEndedAreOpenAgain() {
        String id = city.mediumCase();
        await().atMost(SOON).until(() -> codeToTask(id).containsKey("stop-dumping"));
        corrected(id, "landslide");
        assertThat(codeToTask(id).get("stop-dumping").getString("status")).isEqualTo("skipped");

        corrected(id, "landfill-slope");

        assertThat(codeToTask(id).get("stop-dumping").getString("status")).isEqualTo("open");
    }

    @Test
    void aHandoverToWhoIsNotAnswerableForTheNewKindIsWithdrawn() {
        String id = city.mediumCase();
        handOver(id, "guangming-planning");

        JsonObject now = recategorised(city.lead, id, "gas-smell");

        JsonObject waiting = now.getJsonObject("handover");
        assertThat(waiting.getJsonObject("to").getString("code")).isNotEqualTo("guangming-planning");
        assertThat(waiting.getString("status")).isEqualTo("open");
        assertThat(lastOf(now.getJsonArray("timeline"), "handover_withdrawn").getString("visibility"))
                .isEqualTo("public");
        assertThat(city.count(
                        "SELECT count(*) FROM handovers WHERE case_id = $1 AND status = 'void'", UUID.fromString(id)))
                .isEqualTo(1);
    }

    @Test
    void aHandoverToWhoIsAnswerableForTheNewKindStays() {
        String other = city.mediumCase();
        String answerable = recategorised(city.lead, other, "gas-smell")
                .getJsonObject("handover")
                .getJsonObject("to")
                .getString("code");
        String id = city.mediumCase();
        String asked = handOver(id, answerable);

        JsonObject now = recategorised(city.lead, id, "gas-smell");

        assertThat(now.getJsonObject("handover").getString("id")).isEqualTo(asked);
    }

    private static String handOver(String id, String department) {
        city.named("吴迪", department, "officer", CaseworkCity.OFFICER);
        assertThat(city.tryHandOver(city.lead, id, department).status()).isEqualTo(201);
        return city.read(id).getJsonObject("handover").getString("id");
    }

    private static Map<String, JsonObject> codeToTask(String id) {
        return city.duty.get("/v1/cases/" + id + "/tasks").json().getJsonArray("items").stream()
                .map(each -> (JsonObject) each)
                .collect(Collectors.toMap(each -> each.getString("code"), each -> each));
    }

    @Test
    void afterTheArbiterDecidedAnotherKindComesBeforeTheArbiterAndTheOldKindKeepsTheDecision() {
        String id = decidedFor(CaseworkCity.LEAD);
        assertThat(city.tryHandOver(city.lead, id, "guangming-planning").status())
                .isEqualTo(409);

        JsonObject now = recategorised(city.lead, id, "gas-smell");

        JsonObject handover = now.getJsonObject("handover");
        String named = handover.getJsonObject("to").getString("code");
        assertThat(handover.getString("status")).isEqualTo("arbitration");
        TestClient theirs = city.named("高洁", named, "officer", CaseworkCity.OFFICER);
        assertThat(theirs.post(
                                "/v1/handovers/" + handover.getString("id") + "/accept",
                                new JsonObject().put("text", "是我们的"))
                        .status())
                .isNotEqualTo(200);
        decide(handover.getString("id"), CaseworkCity.LEAD);
        JsonObject back = corrected(id, "landfill-slope");
        assertThat(back.getBoolean("handoverPending")).isFalse();
        assertThat(back.getJsonObject("lead").getString("code")).isEqualTo(CaseworkCity.LEAD);
        JsonObject again = corrected(id, "gas-smell");
        assertThat(again.getBoolean("handoverPending")).as("decided about").isFalse();
    }

    @Test
    void whatTheArbiterIsAskedAboutAKindThatItIsNotAnyMoreIsWithdrawnAndAskedAnew() {
        String id = decidedFor(CaseworkCity.LEAD);
        JsonObject first = corrected(id, "landslide").getJsonObject("handover");
        assertThat(first.getString("status")).isEqualTo("arbitration");

        JsonObject now = corrected(id, "gas-smell");

        JsonObject waiting = now.getJsonObject("handover");
        assertThat(waiting.getString("id")).isNotEqualTo(first.getString("id"));
        assertThat(waiting.getJsonObject("to").getString("code"))
                .isNotEqualTo(first.getJsonObject("to").getString("code"));
        assertThat(waiting.getString("reason")).contains("燃气").doesNotContain("山体滑坡");
        assertThat(waiting.getString("status")).isEqualTo("arbitration");
        assertThat(lastOf(now.getJsonArray("timeline"), "handover_withdrawn").getString("visibility"))
                .isEqualTo("public");
        Answer late = city.duty.post(
                "/v1/handovers/" + first.getString("id") + "/decide", city.handTo("guangming-planning", "按旧类别"));
        assertThat(late.status()).as(late.body().toString()).isEqualTo(409);
    }

    @Test
    void aDisputeAboutTheOldKindEndsWithItAndWhoIsAnswerableForTheNewOneIsAsked() {
        String id = city.mediumCase();
        for (String other : new String[] {"guangming-planning", "guangming-water"}) {
            TestClient officer = city.named("吴迪", other, "officer", CaseworkCity.OFFICER);
            String handover = city.handOver(city.lead, id, other);
            officer.post("/v1/handovers/" + handover + "/refuse", new JsonObject().put("reason", "不归我们"));
        }
        assertThat(city.read(id).getJsonObject("handover").getString("status")).isEqualTo("arbitration");

        JsonObject now = recategorised(city.lead, id, "gas-smell");

        assertThat(now.getJsonObject("handover").getString("status")).isEqualTo("open");
        assertThat(now.getJsonObject("handover").getJsonObject("to").getString("code"))
                .isNotIn("guangming-planning", "guangming-water", CaseworkCity.LEAD);
    }

    @Test
    void theDatabaseTakesNoHandoverPastTheArbiterButByTheDutyOffice() {
        String id = decidedFor(CaseworkCity.LEAD);

        assertThatThrownBy(() -> city.sql("""
                        INSERT INTO handovers (id, case_id, from_department_id, to_department_id, reason, asked_by_id,
                                               asked_at, due_at, status, straight)
                        SELECT gen_random_uuid(), h.case_id, h.from_department_id, $2, 'x', h.asked_by_id, now(),
                               now() + interval '1 hour', 'open', false
                          FROM handovers AS h WHERE h.case_id = $1 AND h.status = 'decided'
                        """, UUID.fromString(id), app.departmentId("guangming-emergency")))
                .hasMessageContaining("the arbiter");
    }

    /** Two refused it, and the duty office decided. */
    private static String decidedFor(String department) {
        String id = city.mediumCase();
        String last = null;
        for (String other : new String[] {"guangming-planning", "guangming-water"}) {
            TestClient officer = city.named("吴迪", other, "officer", CaseworkCity.OFFICER);
            last = city.handOver(city.lead, id, other);
            Answer refused = officer.post("/v1/handovers/" + last + "/refuse", new JsonObject().put("reason", "不归我们"));
            assertThat(refused.status()).as(refused.body().toString()).isEqualTo(200);
        }
        decide(last, department);
        return id;
    }

    private static void decide(String handover, String department) {
        JsonObject body = city.handTo(department, "按现场归口");
        Answer decided = city.duty.post("/v1/handovers/" + handover + "/decide", body);
        assertThat(decided.status()).as(decided.body().toString()).isEqualTo(200);
    }

    /** With a second officer where that kind is less grave. */
    private static JsonObject corrected(String id, String category) {
        Answer alone = tryRecategorise(city.lead, id, category);
        if (alone.status() != 200) {
            assertThat(alone.problem()).isEqualTo("second-officer-needed");
            String consent = city.ask(city.lead, id, body(category).put("step", "recategorise"));
            assertThat(CaseworkCity.answer(city.chief, consent, "confirm").status())
                    .isEqualTo(200);
        }
        return city.read(id);
    }

    @Test
    void aKindThatIsLessGraveTakesASecondOfficerAsAnyLowering() {
        String id = city.extremeCase();

        Answer alone = tryRecategorise(city.lead, id, "other");
        assertThat(alone.problem()).isEqualTo("second-officer-needed");
        assertThat(city.read(id).getJsonObject("category").getString("code")).isEqualTo("landfill-slope");
        String consent = city.ask(
                city.lead,
                id,
                new JsonObject()
                        .put("step", "recategorise")
                        .put("category", "other")
                        .put("rationale", "只是堆土"));
        JsonObject asked = city.read(id).getJsonObject("consent");
        assertThat(asked.getJsonObject("category").getString("code")).isEqualTo("other");
        assertThat(asked.getString("severityAfter")).isEqualTo("low");
        assertThat(answer(city.chief, consent, "confirm").status()).isEqualTo(200);

        JsonObject now = city.read(id);
        assertThat(now.getJsonObject("category").getString("code")).isEqualTo("other");
        assertThat(now.getString("severity")).isEqualTo("low");
        assertThat(lastOf(now.getJsonArray("decisions"), "category")
                        .getJsonObject("secondOfficer")
                        .getString("name"))
                .isEqualTo("何勇");
    }

    @Test
    void onlyTheLeadOrTheDutyOfficeCorrectsItAndOnlyToAKindThatThereIs() {
        String id = city.mediumCase();

        assertThat(tryRecategorise(city.support, id, "rockfall").status()).isEqualTo(403);
        assertThat(tryRecategorise(city.foreign, id, "rockfall").status()).isEqualTo(404);
        for (String code : new String[] {"no-such-thing", "landfill-slope", "geological"}) {
            Answer refused = tryRecategorise(city.lead, id, code);
            assertThat(refused.status()).as(code).isEqualTo(422);
            assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                    .isEqualTo("/category");
        }
        Answer stale =
                city.lead.with("If-Match", "\"999\"").post("/v1/cases/" + id + "/recategorise", body("rockfall"));
        assertThat(stale.status()).isEqualTo(412);
        for (String step : new String[] {"acknowledge", "start", "resolve"}) {
            city.step(id, step);
        }
        assertThat(tryRecategorise(city.lead, id, "rockfall").problem()).isEqualTo("wrong-state");
    }

    @Test
    void theDatabaseTakesNoOtherCategoryWithoutADecision() {
        String id = city.mediumCase();

        assertThatThrownBy(() -> city.sql(
                        "UPDATE cases SET category_id = (SELECT id FROM categories WHERE code = 'rockfall'), version = version + 1 WHERE id = $1",
                        UUID.fromString(id)))
                .hasMessageContaining("needs a decision record");
    }

    private static String unsure() {
        JsonObject report = report().put("description", "山坡上有石头滚下来，砸到了路边的车，现在还在掉");
        report.remove("category");
        return city.caseOf(report);
    }

    private static JsonObject recategorised(TestClient officer, String id, String category) {
        Answer answer = tryRecategorise(officer, id, category);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.json();
    }

    private static Answer tryRecategorise(TestClient officer, String id, String category) {
        return city.tryStep(officer, id, "recategorise", body(category));
    }

    private static JsonObject body(String category) {
        return new JsonObject().put("category", category).put("rationale", "照片上是石头");
    }

    private static JsonObject lastOf(JsonArray all, String kind) {
        return all.stream()
                .map(each -> (JsonObject) each)
                .filter(each -> kind.equals(each.getString("kind")))
                .reduce((one, other) -> other)
                .orElseThrow();
    }
}
