package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.qunfang.casework.CaseworkCity.report;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.OpenPage;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

class ConsultationTest {
    private static final String PLANNING = "guangming-planning";
    private static final String WATER = "guangming-water";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final MovableClock clock = new MovableClock();

    @RegisterExtension
    static final TestApp app = new TestApp(clock);

    static CaseworkCity city;
    static TestClient planning;
    static TestClient water;

    @BeforeAll
    static void settle() {
        city = new CaseworkCity(app);
        planning = city.named("吴迪", PLANNING, "officer", CaseworkCity.OFFICER);
        water = city.named("郑洁", WATER, "department_lead", CaseworkCity.CHIEF);
    }

    @Test
    void theAskedAnswerOnceTheLeadConcludesAndItIsADecisionRecord() {
        String id = city.mediumCase();
        JsonObject asked = ask(city.lead, id, PLANNING, WATER);
        assertThat(asked.getString("status")).isEqualTo("open");
        assertThat(city.read(id).getJsonObject("lead").getString("code"))
                .as("the lead stays answerable")
                .isEqualTo(CaseworkCity.LEAD);

        JsonObject given = answer(planning, asked, false, "红线外，不影响").json();
        JsonObject declined = answer(water, asked, true, "没有管线").json();
        assertThat(answer(planning, asked, false, "再说一次").problem()).isEqualTo("wrong-state");
        assertThat(declined.getLong("version")).isEqualTo(3);
        assertThat(end(city.lead, given, "conclude").status())
                .as("not without the newest opinion")
                .isEqualTo(412);
        JsonObject concluded = end(city.lead, declined, "conclude").json();

        assertThat(concluded.getString("status")).isEqualTo("concluded");
        assertThat(concluded.getString("endedBy")).isEqualTo("李敏");
        JsonObject read = city.read(id);
        JsonObject record = last(read.getJsonArray("decisions"));
        assertThat(record.getString("kind")).isEqualTo("consultation");
        assertThat(record.getString("evidence")).contains("渠是谁的？", "红线外，不影响", "（不发表意见）没有管线");
        assertThat(kinds(id))
                .containsSequence(
                        "consultation_asked",
                        "consultation_answered",
                        "consultation_declined",
                        "consultation_concluded");
        assertThat(last(read.getJsonArray("timeline")).getJsonObject("summary").getString("zh-CN"))
                .contains("规划", "水务");
        assertThat(audited(id))
                .contains("case.ask-consultation", "case.give-opinion", "case.decline-opinion")
                .contains("case.conclude-consultation");
    }

    @Test
    void theAskedReadTheCaseWithoutContactsWhileItIsOpenAndNobodyElseDoes() {
        String id = city.caseOf(report().put("contact", new JsonObject().put("phone", "13800000000")));
        assertThat(planning.get("/v1/cases/" + id).status()).isEqualTo(404);
        JsonObject asked = ask(city.lead, id, PLANNING);

        JsonObject read = planning.get("/v1/cases/" + id).json();
        assertThat(read.getJsonArray("consultations").getJsonObject(0).getJsonArray("actions"))
                .isEqualTo(new JsonArray().add("answer"));
        assertThat(read.getJsonArray("transitions").getList()).isEmpty();
        assertThat(read.toString()).doesNotContain("13800000000");
        assertThat(water.get("/v1/cases/" + id).status()).isEqualTo(404);
        assertThat(answer(water, asked, false, "我们的").status()).isEqualTo(404);
        assertThat(answer(city.lead, asked, false, "我们的").status()).isEqualTo(403);
        assertThat(end(planning, asked, "conclude").status()).isEqualTo(404);
        assertThat(questions(water)).doesNotContain(asked.getString("id"));
        assertThat(questions(planning)).contains(asked.getString("id"));
        JsonObject given = answer(planning, asked, false, "是市管渠").json();
        assertThat(planning.get("/v1/cases/" + id).status())
                .as("until it is concluded")
                .isEqualTo(200);
        assertThat(waiting(planning)).doesNotContain(asked.getString("id"));
        end(city.lead, given, "withdraw");

        assertThat(planning.get("/v1/cases/" + id).status()).isEqualTo(404);
        assertThat(questions(planning)).doesNotContain(asked.getString("id"));
    }

    @Test
    void theAskedHearOfItLiveAndItsLeadsByMessage() {
        String id = city.mediumCase();
        List<String> page = OpenPage.of(app, planning);
        JsonObject asked = ask(city.lead, id, PLANNING, WATER);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(String.join("\n", page)).contains("event: case.changed", id));
        await().atMost(SOON).untilAsserted(() -> assertThat(messages(id)).hasSize(2));
        answer(water, asked, false, "归我们");

        await().atMost(SOON).untilAsserted(() -> assertThat(messages(id)).hasSize(3));
        String all = messages(id).toString();
        assertThat(all)
                .contains("会商请求：", "会商答复：", "光明区水务局", "/office/cases/" + id)
                .doesNotContain("渠是谁的", "归我们");
    }

    private static List<String> messages(String caseId) {
        return StreamSupport.stream(
                        city.sql(
                                        "SELECT content::text FROM messages WHERE source_kind = 'case-notice' AND data ->> 'caseId' = $1",
                                        caseId)
                                .spliterator(),
                        false)
                .map(row -> row.getString(0))
                .toList();
    }

    @Test
    void lateIsSeenAndALateAnswerStillCounts() {
        String id = city.mediumCase();
        JsonObject asked = ask(city.lead, id, PLANNING);
        assertThat(asked.getBoolean("late")).isFalse();

        clock.advance(Duration.ofHours(25));

        assertThat(city.read(id).getJsonArray("consultations").getJsonObject(0).getBoolean("late"))
                .isTrue();
        JsonObject question = planning.get("/v1/consultations").json().getJsonArray("items").stream()
                .map(each -> (JsonObject) each)
                .filter(each -> each.getString("id").equals(asked.getString("id")))
                .findFirst()
                .orElseThrow();
        assertThat(question.getBoolean("late")).isTrue();
        assertThat(answer(planning, asked, false, "迟复为歉").json().getBoolean("late"))
                .isFalse();
    }

    @Test
    void ofAnAnswerAndAWithdrawalAtOnceOneCounts() {
        for (int i = 0; i < 5; i++) {
            JsonObject asked = ask(city.lead, city.mediumCase(), PLANNING);

            var answered = CompletableFuture.supplyAsync(() -> answer(planning, asked, false, "是"));
            var withdrawn = CompletableFuture.supplyAsync(() -> end(city.lead, asked, "withdraw"));

            List<Integer> statuses =
                    List.of(answered.join().status(), withdrawn.join().status());
            assertThat(statuses).isIn(List.of(200, 412), List.of(409, 200));
        }
    }

    @Test
    void ofTwoWhoAskAtOnceOneDoes() {
        String id = city.mediumCase();
        long version = city.version(id);

        var first = CompletableFuture.supplyAsync(() -> tryAsk(city.lead, id, version, PLANNING));
        var second = CompletableFuture.supplyAsync(() -> tryAsk(city.duty, id, version, PLANNING));

        assertThat(List.of(first.join().status(), second.join().status())).containsExactlyInAnyOrder(201, 412);
    }

    @Test
    void whatCannotBeAskedIsRefusedWithItsReason() {
        String id = city.mediumCase();

        assertThat(pointer(tryAsk(city.lead, id, city.version(id), CaseworkCity.LEAD)))
                .isEqualTo("/departmentIds/0");
        assertThat(pointer(tryAsk(city.duty, id, city.version(id), PLANNING, "duty-office")))
                .isEqualTo("/departmentIds/1");
        JsonObject nobody = request(PLANNING)
                .put("departmentIds", new JsonArray().add(UUID.randomUUID().toString()));
        assertThat(pointer(send(city.lead, id, city.version(id), nobody))).isEqualTo("/departmentIds/0");
        for (Instant due : List.of(clock.instant(), clock.instant().plus(Duration.ofDays(91)))) {
            JsonObject body = request(PLANNING).put("dueAt", due.toString());
            assertThat(pointer(send(city.lead, id, city.version(id), body))).isEqualTo("/dueAt");
        }
        assertThat(tryAsk(city.support, id, city.version(id), PLANNING).status())
                .isEqualTo(403);
        assertThat(tryAsk(city.foreign, id, city.version(id), PLANNING).status())
                .isEqualTo(404);
        ask(city.lead, id, PLANNING);
        assertThat(tryAsk(city.lead, id, city.version(id), PLANNING).problem()).isEqualTo("wrong-state");
        assertThat(tryAsk(city.lead, id, 1, WATER).status()).isEqualTo(412);
        String rejected = city.mediumCase();
        city.step(rejected, "reject");
        assertThat(tryAsk(city.lead, rejected, city.version(rejected), PLANNING).problem())
                .isEqualTo("wrong-state");
    }

    @Test
    void whatIsOpenWhenTheCaseIsResolvedOrMergedIsWithdrawnWithTheReason() {
        String resolved = city.mediumCase();
        JsonObject asked = ask(city.lead, resolved, PLANNING);
        city.step(resolved, "acknowledge");
        city.step(resolved, "start");
        city.step(resolved, "resolve");

        JsonObject consultation =
                city.read(resolved).getJsonArray("consultations").getJsonObject(0);
        assertThat(consultation.getString("status")).isEqualTo("withdrawn");
        assertThat(consultation.getString("words")).isEqualTo("已削坡排水");
        assertThat(kinds(resolved)).contains("consultation_lapsed");
        assertThat(answer(planning, asked, false, "是").problem()).isEqualTo("wrong-state");
        assertThat(planning.get("/v1/cases/" + resolved).status()).isEqualTo(404);

        String source = city.mediumCase();
        ask(city.lead, source, PLANNING);
        String target = city.mediumCase();
        JsonObject into =
                new JsonObject().put("into", target).put("apart", true).put("rationale", "同一处裂缝");
        assertThat(city.tryStep(city.lead, source, "merge", into).status()).isEqualTo(200);

        assertThat(city.read(source)
                        .getJsonArray("consultations")
                        .getJsonObject(0)
                        .getString("words"))
                .isEqualTo("同一处裂缝");
    }

    @Test
    void theNewLeadOfAHandedOverCaseConcludesWhatTheOldOneAsked() {
        String id = city.mediumCase();
        JsonObject asked = ask(city.lead, id, PLANNING);
        String handover = city.handOver(city.lead, id, WATER);
        water.post("/v1/handovers/" + handover + "/accept", new JsonObject());

        assertThat(end(city.lead, asked, "conclude").status()).isEqualTo(404);
        assertThat(end(water, asked, "conclude").status()).isEqualTo(200);
    }

    @Test
    void thePublicReadsNothingOfIt() {
        JsonObject receipt =
                app.resident().put("/v1/reports/" + TestClient.id(), report()).json();
        ask(city.lead, receipt.getJsonObject("case").getString("id"), PLANNING);

        assertThat(app.nobody()
                        .get("/v1/track/" + receipt.getString("trackingCode"))
                        .body()
                        .toString())
                .doesNotContain("渠是谁的", "consultation");
    }

    @Test
    void theDatabaseKeepsOneOpenForEachDepartmentAndNeverRewritesOne() {
        String id = city.mediumCase();
        UUID asked = UUID.fromString(ask(city.lead, id, PLANNING).getString("id"));

        assertThatThrownBy(() -> city.sql("""
                        WITH k AS (
                            INSERT INTO consultations (id, case_id, from_department_id, question, asked_by_id, asked_at,
                                                       due_at)
                            SELECT gen_random_uuid(), case_id, from_department_id, question, asked_by_id, asked_at, due_at
                              FROM consultations
                             WHERE id = $1
                        )
                        INSERT INTO opinions (consultation_id, department_id, case_id, from_department_id, due_at)
                        SELECT consultation_id, department_id, case_id, from_department_id, due_at
                          FROM opinions
                         WHERE consultation_id = $1
                        """, asked)).isInstanceOf(Exception.class);
        assertThatThrownBy(() ->
                        city.sql("UPDATE consultations SET question = '改', version = version + 1 WHERE id = $1", asked))
                .hasMessageContaining("never changed");
        String answer = """
                UPDATE opinions SET status = 'given', words = '是', answered_at = now(), answered_by_id = (
                           SELECT a.id FROM accounts AS a JOIN departments AS d ON d.id = a.department_id
                            WHERE d.code = $2 LIMIT 1)
                 WHERE consultation_id = $1
                """;
        assertThatThrownBy(() -> city.sql(answer, asked, WATER)).hasMessageContaining("only its own officers");
        city.sql(answer, asked, PLANNING);
        assertThatThrownBy(() -> city.sql(answer, asked, PLANNING)).hasMessageContaining("given once");
        assertThatThrownBy(() -> city.sql("DELETE FROM opinions WHERE consultation_id = $1", asked))
                .hasMessageContaining("append-only");
    }

    private static JsonObject request(String... departments) {
        JsonArray ids = new JsonArray();
        for (String code : departments) {
            ids.add(app.departmentId(code).toString());
        }
        return new JsonObject()
                .put("departmentIds", ids)
                .put("question", "渠是谁的？")
                .put("dueAt", clock.instant().plus(Duration.ofHours(24)).toString());
    }

    private static Answer send(TestClient officer, String caseId, long version, JsonObject body) {
        return officer.with("If-Match", "\"" + version + "\"").post("/v1/cases/" + caseId + "/consultations", body);
    }

    private static Answer tryAsk(TestClient officer, String caseId, long version, String... departments) {
        return send(officer, caseId, version, request(departments));
    }

    private static JsonObject ask(TestClient officer, String caseId, String... departments) {
        Answer answer = tryAsk(officer, caseId, city.version(caseId), departments);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.json();
    }

    private static Answer answer(TestClient officer, JsonObject asked, boolean declines, String words) {
        return officer.post(
                "/v1/consultations/" + asked.getString("id") + "/opinions",
                new JsonObject().put("text", words).put("declines", declines));
    }

    private static Answer end(TestClient officer, JsonObject read, String step) {
        String member = step.equals("conclude") ? "conclusion" : "reason";
        return officer.with("If-Match", "\"" + read.getLong("version") + "\"")
                .post("/v1/consultations/" + read.getString("id") + "/" + step, new JsonObject().put(member, "先导流再封堵"));
    }

    private static String questions(TestClient officer) {
        return officer.get("/v1/consultations?limit=200").body().toString();
    }

    private static String waiting(TestClient officer) {
        return officer.get("/v1/consultations?limit=200&waiting=true").body().toString();
    }

    private static List<String> kinds(String id) {
        return city.read(id).getJsonArray("timeline").stream()
                .map(entry -> ((JsonObject) entry).getString("kind"))
                .toList();
    }

    private static List<String> audited(String id) {
        return StreamSupport.stream(
                        city.sql("SELECT action FROM audit_entries WHERE subject_id = $1", UUID.fromString(id))
                                .spliterator(),
                        false)
                .map(row -> row.getString(0))
                .toList();
    }

    private static String pointer(Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(422);
        return answer.json().getJsonArray("errors").getJsonObject(0).getString("pointer");
    }

    private static JsonObject last(JsonArray array) {
        return array.getJsonObject(array.size() - 1);
    }
}
