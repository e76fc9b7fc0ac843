package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Whoever works on a reopened case finds there what the resolving had swept away, and only that. */
class ReopenedStepsTest {
    private static final MovableClock clock = new MovableClock();

    @RegisterExtension
    static final TestApp app = new TestApp(clock);

    static CaseworkCity city;

    @BeforeAll
    static void settle() {
        city = new CaseworkCity(app);
    }

    private record Reported(TestClient sender, String reportId, String caseId) {
        void notFixed() {
            Answer verdict = sender.post("/v1/reports/" + reportId + "/verdict", new JsonObject().put("fixed", false));
            assertThat(verdict.status()).as(verdict.body().toString()).isEqualTo(200);
        }
    }

    private static Reported reported(JsonObject report) {
        TestClient sender = app.resident();
        String id = TestClient.id();
        Answer answer = sender.put("/v1/reports/" + id, report);
        assertThat(answer.status()).isEqualTo(201);
        String caseId = answer.json().getJsonObject("case").getString("id");
        await().untilAsserted(() -> assertThat(tasks(caseId)).isNotEmpty());
        return new Reported(sender, id, caseId);
    }

    private static List<JsonObject> tasks(String caseId) {
        return city.duty.get("/v1/cases/" + caseId + "/tasks").json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static JsonObject task(String caseId, String code) {
        return tasks(caseId).stream()
                .filter(each -> each.getString("code").equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static void settle(TestClient officer, String caseId, String code, String step, JsonObject body) {
        Answer answer = officer.with("If-Match", "\"" + task(caseId, code).getLong("version") + "\"")
                .post("/v1/cases/" + caseId + "/tasks/" + code + "/" + step, body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }

    private static void resolve(String caseId) {
        for (String step : List.of("acknowledge", "start", "resolve")) {
            city.step(caseId, step);
        }
    }

    private static JsonObject progress(String caseId) {
        return city.read(caseId).getJsonObject("tasks");
    }

    @Test
    void notFixedOpensAgainWhatTheResolvingSkippedAndNothingElse() {
        Reported it = reported(CaseworkCity.report());
        settle(city.lead, it.caseId(), "stop-dumping", "done", new JsonObject().put("note", "已停止进土"));
        settle(city.lead, it.caseId(), "check-permits", "skip", new JsonObject().put("reason", "无主土堆，没有许可可查"));
        resolve(it.caseId());
        assertThat(progress(it.caseId()).getInteger("skipped")).isEqualTo(7);

        it.notFixed();

        assertThat(city.read(it.caseId()).getString("status")).isEqualTo("reopened");
        assertThat(progress(it.caseId()).getMap())
                .as("the case's own counts")
                .containsEntry("total", 8)
                .containsEntry("done", 1)
                .containsEntry("skipped", 1);
        assertThat(task(it.caseId(), "stop-dumping").getString("status")).isEqualTo("done");
        JsonObject permits = task(it.caseId(), "check-permits");
        assertThat(permits.getString("status")).isEqualTo("skipped");
        assertThat(permits.getString("words")).isEqualTo("无主土堆，没有许可可查");
        assertThat(tasks(it.caseId()).stream()
                        .filter(each -> each.getString("status").equals("open")))
                .hasSize(6)
                .allSatisfy(each -> assertThat(each.containsKey("words") || each.containsKey("settledAt"))
                        .isFalse());
    }

    @Test
    void theirTimesCountFromTheReopening() {
        Reported it = reported(CaseworkCity.report());
        JsonObject before = task(it.caseId(), "call-reporter");
        resolve(it.caseId());
        clock.advance(Duration.ofDays(9));
        it.notFixed();

        assertThat(tasks(it.caseId()).stream().filter(each -> each.getBoolean("late")))
                .as("nothing is late the moment it opens again")
                .isEmpty();
        city.step(it.caseId(), "acknowledge");
        JsonObject after = task(it.caseId(), "call-reporter");
        assertThat(after.getString("dueFrom")).isEqualTo(before.getString("dueFrom"));
        assertThat(Duration.between(clock.instant(), after.getInstant("due")))
                .isCloseTo(Duration.parse(after.getString("dueAfter")), Duration.ofMinutes(1));
        settle(city.lead, it.caseId(), "stop-dumping", "done", new JsonObject().put("note", "再次停止进土"));
    }

    @Test
    void whatRunsFromTheOpeningRunsFromTheReopening() {
        Reported it = reported(CaseworkCity.report().put("answers", new JsonObject().put("cracks", "widening")));
        JsonObject first = tasks(it.caseId()).stream()
                .filter(each -> each.getString("dueFrom").equals("opening") && !each.getBoolean("lifeSafety"))
                .findFirst()
                .orElseThrow();
        resolveGravely(it.caseId());
        assertThat(task(it.caseId(), first.getString("code")).getString("status"))
                .isEqualTo("skipped");
        clock.advance(Duration.ofDays(3));
        it.notFixed();
        JsonObject again = task(it.caseId(), first.getString("code"));
        assertThat(again.getString("status")).isEqualTo("open");
        assertThat(Duration.between(clock.instant(), again.getInstant("due")))
                .isCloseTo(Duration.parse(again.getString("dueAfter")), Duration.ofMinutes(1));
    }

    /** Each step that was not done has a reason of its own; all of them were given in the act of resolving. */
    private static void resolveGravely(String caseId) {
        settle(city.chief, caseId, "evacuate", "done", new JsonObject().put("note", "撤离 42 人"));
        for (String step : List.of("acknowledge", "start")) {
            city.step(caseId, step);
        }
        JsonArray reasons = new JsonArray();
        tasks(caseId).stream()
                .filter(each -> each.getString("status").equals("open"))
                .forEach(each -> reasons.add(
                        new JsonObject().put("code", each.getString("code")).put("reason", "已由专家现场处理")));
        Answer resolved = city.send(
                city.chief,
                caseId,
                "resolve",
                new JsonObject().put("text", "已处理").put("openTasks", reasons));
        assertThat(resolved.status()).as(resolved.body().toString()).isEqualTo(200);
    }

    @Test
    void ofAGraveCaseTheReasonsThatWereGivenWhileResolvingFallWithItAndStayOnRecord() {
        Reported it = reported(CaseworkCity.report().put("answers", new JsonObject().put("cracks", "widening")));
        resolveGravely(it.caseId());
        it.notFixed();
        assertThat(task(it.caseId(), "evacuate").getString("status")).isEqualTo("done");
        assertThat(progress(it.caseId()).getInteger("skipped")).isZero();
        assertThat(city.count("""
                        SELECT count(*)
                          FROM timeline_entries AS t, jsonb_array_elements(t.data -> 'reopened') AS s
                         WHERE t.case_id = $1 AND t.kind = 'tasks_reopened' AND s ->> 'words' = '已由专家现场处理'
                        """, UUID.fromString(it.caseId())))
                .isEqualTo(tasks(it.caseId()).size() - 1);
    }

    @Test
    void anOfficersReopeningDoesTheSameAlsoTheSecondTimeAndFromClosed() {
        Reported it = reported(CaseworkCity.report());
        for (int round = 1; round <= 2; round++) {
            resolve(it.caseId());
            city.step(city.duty, it.caseId(), "close", CaseworkCity.bodyFor("close"));
            assertThat(progress(it.caseId()).getInteger("skipped")).isEqualTo(8);
            city.step(city.duty, it.caseId(), "reopen", CaseworkCity.bodyFor("reopen"));
            assertThat(progress(it.caseId()).getInteger("skipped"))
                    .as("round " + round)
                    .isZero();
            assertThat(told(it.caseId())).hasSize(round);
        }
    }

    private static List<JsonObject> told(String caseId) {
        return city.read(caseId).getJsonArray("timeline").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("kind").equals("tasks_reopened"))
                .toList();
    }

    @Test
    void theThreadSaysSoToOfficialsAndOnlyWhereSomethingOpened() {
        Reported it = reported(CaseworkCity.report());
        resolve(it.caseId());
        it.notFixed();
        JsonObject entry = told(it.caseId()).get(0);
        assertThat(entry.getString("visibility")).isEqualTo("internal");
        assertThat(entry.getJsonObject("summary").getString("zh-CN")).isEqualTo("案件重新打开，8 个处置步骤重新待办，时限重新计算");
        assertThat(entry.getJsonObject("summary").getString("en"))
                .isEqualTo("With the case, steps are open again: 8; their times count anew");

        Reported answered = reported(CaseworkCity.report());
        for (JsonObject each : tasks(answered.caseId())) {
            settle(city.duty, answered.caseId(), each.getString("code"), "skip", new JsonObject().put("reason", "不适用"));
        }
        resolve(answered.caseId());
        answered.notFixed();
        assertThat(progress(answered.caseId()).getInteger("skipped")).isEqualTo(8);
        assertThat(told(answered.caseId())).isEmpty();
    }

    @Test
    void theDatabaseLetsNoOtherClockBeSetBack() {
        Reported it = reported(CaseworkCity.report());
        UUID id = UUID.fromString(it.caseId());
        settle(city.duty, it.caseId(), "survey", "skip", new JsonObject().put("reason", "不适用"));
        assertThatThrownBy(() -> city.sql("""
                        UPDATE case_tasks
                           SET status = 'open', settled_at = NULL, settled_by_id = NULL, settled_department_id = NULL,
                               words = NULL, starts_at = starts_at + interval '1 day', version = version + 1
                         WHERE case_id = $1 AND code = 'survey'
                        """, id)).hasMessageContaining("never changes");
        assertThatThrownBy(() -> city.sql(
                        "UPDATE case_tasks SET with_resolution = true, version = version + 1 WHERE case_id = $1 AND code = 'call-reporter'",
                        id))
                .hasMessageContaining("case_tasks");
        resolve(it.caseId());
        assertThatThrownBy(() -> city.sql("""
                        UPDATE case_tasks
                           SET status = 'open', settled_at = NULL, settled_by_id = NULL, settled_department_id = NULL,
                               words = NULL, with_resolution = false, starts_at = starts_at - interval '1 day',
                               version = version + 1
                         WHERE case_id = $1 AND code = 'call-reporter'
                        """, id)).hasMessageContaining("never changes");
    }
}
