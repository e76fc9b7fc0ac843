package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.qunfang.casework.CaseworkCity.report;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.OpenPage;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

class SupportTest {
    private static final String WATER = "guangming-water";

    @RegisterExtension
    static final TestApp app = new TestApp();

    static CaseworkCity city;
    static TestClient water;

    @BeforeAll
    static void settle() {
        city = new CaseworkCity(app);
        water = city.named("郑洁", WATER, "officer", CaseworkCity.OFFICER);
    }

    @AfterEach
    void theQueuesFollowTheCases() {
        assertThat(city.strayedSupport()).isZero();
    }

    @AfterAll
    static void thereWasSomethingToFollow() {
        assertThat(city.count("SELECT count(*) FROM supported_cases")).isPositive();
    }

    @Test
    void whomTheMatrixNamesIsAskedFromTheBeginningAndSaysHowFarItIs() {
        String id = city.mediumCase();
        assertThat(status(id, CaseworkCity.SUPPORT)).isEqualTo("asked");
        assertThat(city.count("SELECT count(*) FROM supports WHERE case_id = $1", UUID.fromString(id)))
                .as("the intake writes nothing")
                .isZero();

        for (String step : List.of("accept", "start", "finish")) {
            assertThat(step(city.support, id, CaseworkCity.SUPPORT, step).status())
                    .as(step)
                    .isEqualTo(200);
        }

        assertThat(status(id, CaseworkCity.SUPPORT)).isEqualTo("done");
        assertThat(kinds(id)).containsSubsequence("support_accepted", "support_started", "support_done");
        assertThat(city.read(id).getString("status"))
                .as("the lead's steps are the lead's")
                .isEqualTo("assigned");
        assertThat(city.tryStep(city.support, id, "acknowledge", new JsonObject())
                        .status())
                .isEqualTo(403);
        assertThat(step(city.support, id, CaseworkCity.SUPPORT, "start").problem())
                .isEqualTo("wrong-state");
        assertThat(city.count(
                        "SELECT count(*) FROM audit_entries WHERE subject_id = $1 AND action LIKE 'case.%-support'",
                        UUID.fromString(id)))
                .isEqualTo(3);
    }

    @Test
    void whomTheLeadAsksSeesTheCaseUntilItRefuses() {
        String id = city.mediumCase();
        assertThat(water.get("/v1/cases/" + id).status()).isEqualTo(404);
        ask(city.lead, id, WATER);

        JsonObject read = water.get("/v1/cases/" + id).json();
        assertThat(support(read, WATER).getString("task")).isEqualTo("请导流");
        assertThat(support(read, WATER).getJsonArray("actions").getList())
                .containsExactlyInAnyOrder("accept", "start", "refuse");
        assertThat(water.get("/v1/cases?queue=department&limit=200").body().toString())
                .contains(id);
        assertThat(step(city.lead, id, WATER, "accept").status()).isEqualTo(403);
        assertThat(step(city.foreign, id, WATER, "accept").status()).isEqualTo(404);
        assertThat(step(water, id, WATER, "refuse").status()).isEqualTo(200);

        assertThat(water.get("/v1/cases/" + id).status()).isEqualTo(404);
        JsonObject refused = support(city.read(id), WATER);
        assertThat(refused.getString("status")).isEqualTo("refused");
        assertThat(refused.getString("words")).isEqualTo("没有设备");
        assertThat(city.read(id).getJsonArray("supporting").toString()).doesNotContain(WATER);
        ask(city.lead, id, WATER);
        assertThat(water.get("/v1/cases/" + id).status()).isEqualTo(200);
        assertThat(step(city.lead, id, WATER, "release").status()).isEqualTo(200);
        assertThat(water.get("/v1/cases/" + id).status()).isEqualTo(404);
    }

    @Test
    void theLeadIsToldWhenTheyAreDone() {
        String id = city.mediumCase();
        List<String> page = OpenPage.of(app, city.lead);
        step(city.support, id, CaseworkCity.SUPPORT, "start");
        step(city.support, id, CaseworkCity.SUPPORT, "finish");

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(String.join("\n", page)).contains("event: case.changed", id);
            assertThat(city.count(
                            "SELECT count(*) FROM messages WHERE source_kind = 'case-notice' AND data ->> 'caseId' = $1",
                            id))
                    .isEqualTo(1);
        });
    }

    @Test
    void theResidentReadsWhoHelpsAndNobodysWords() {
        JsonObject receipt =
                app.resident().put("/v1/reports/" + TestClient.id(), report()).json();
        String id = receipt.getJsonObject("case").getString("id");
        String track = "/v1/track/" + receipt.getString("trackingCode");
        ask(city.lead, id, WATER);
        assertThat(app.nobody().get(track).json().getJsonArray("helping")).isEmpty();

        step(water, id, WATER, "start");
        JsonObject during = app.nobody().get(track).json();
        step(water, id, WATER, "finish");
        JsonObject after = app.nobody().get(track).json();

        JsonObject helping = during.getJsonArray("helping").getJsonObject(0);
        assertThat(helping.getJsonObject("department").getString("code")).isEqualTo(WATER);
        assertThat(helping.getBoolean("done")).isFalse();
        assertThat(during.getJsonArray("timeline").toString()).contains("光明区水务局也在协助处理");
        assertThat(after.getJsonArray("helping").getJsonObject(0).getBoolean("done"))
                .isTrue();
        assertThat(after.toString()).doesNotContain("请导流", "已到场", "郑洁");
    }

    @Test
    void aHandoverKeepsThemAndWhoTakesOverSupportsNoMore() {
        String id = city.mediumCase();
        ask(city.lead, id, WATER);
        step(water, id, WATER, "start");
        step(city.support, id, CaseworkCity.SUPPORT, "start");

        String handover = city.handOver(city.lead, id, WATER);
        water.post("/v1/handovers/" + handover + "/accept", new JsonObject());

        assertThat(status(id, CaseworkCity.SUPPORT)).isEqualTo("working");
        assertThat(status(id, WATER)).isEqualTo("released");
        assertThat(city.read(id).getJsonObject("lead").getString("code")).isEqualTo(WATER);
    }

    @Test
    void aMergeTakesThemAlongAsFarAsTheyAre() {
        String source = city.mediumCase();
        String target = city.mediumCase();
        ask(city.lead, source, WATER);
        step(water, source, WATER, "start");
        ask(city.lead, target, "guangming-planning");

        JsonObject into =
                new JsonObject().put("into", target).put("apart", true).put("rationale", "同一处裂缝");
        assertThat(city.tryStep(city.lead, source, "merge", into).status()).isEqualTo(200);

        assertThat(status(target, WATER)).isEqualTo("working");
        assertThat(status(target, "guangming-planning")).isEqualTo("asked");
        assertThat(step(water, source, WATER, "finish").problem()).isEqualTo("wrong-state");
        assertThat(step(water, target, WATER, "finish").status()).isEqualTo(200);
    }

    @Test
    void aMergeAsksAnewWhoRefusedOneAndHelpedTheOther() {
        String source = city.mediumCase();
        String target = city.mediumCase();
        ask(city.lead, target, WATER);
        step(water, target, WATER, "refuse");
        ask(city.lead, source, WATER);

        JsonObject into =
                new JsonObject().put("into", target).put("apart", true).put("rationale", "同一处裂缝");
        assertThat(city.tryStep(city.lead, source, "merge", into).status()).isEqualTo(200);

        assertThat(status(target, WATER)).isEqualTo("asked");
        assertThat(water.get("/v1/cases/" + target).status()).isEqualTo(200);
    }

    @Test
    void whoHelpsMayNeedLongerThanTheLeadAndNotLongerThanTheCase() {
        String id = city.mediumCase();
        step(city.support, id, CaseworkCity.SUPPORT, "start");
        for (String step : List.of("acknowledge", "start", "resolve")) {
            city.step(id, step);
        }
        assertThat(step(city.support, id, CaseworkCity.SUPPORT, "finish").status())
                .isEqualTo(200);
        assertThat(tryAsk(city.lead, id, city.version(id), WATER).problem()).isEqualTo("wrong-state");
        city.step(id, "close");
        assertThat(step(city.support, id, CaseworkCity.SUPPORT, "start").problem())
                .isEqualTo("wrong-state");
    }

    @Test
    void whatCannotBeAskedIsRefusedWithItsReason() {
        String id = city.mediumCase();

        assertThat(pointer(tryAsk(city.lead, id, city.version(id), CaseworkCity.LEAD)))
                .isEqualTo("/departmentId");
        JsonObject nowhere = new JsonObject()
                .put("departmentId", UUID.randomUUID().toString())
                .put("task", "请导流");
        assertThat(pointer(send(city.lead, id, city.version(id), nowhere))).isEqualTo("/departmentId");
        assertThat(tryAsk(city.lead, id, city.version(id), CaseworkCity.SUPPORT).problem())
                .isEqualTo("wrong-state");
        assertThat(tryAsk(city.support, id, city.version(id), WATER).status()).isEqualTo(403);
        assertThat(tryAsk(city.lead, id, 99, WATER).status()).isEqualTo(412);
        assertThat(step(city.support, id, WATER, "accept").status()).isEqualTo(403);
    }

    @Test
    void ofARefusalAndAReleaseAtOnceOneCounts() {
        for (int i = 0; i < 4; i++) {
            String id = city.mediumCase();
            ask(city.lead, id, WATER);
            String version = "\"" + city.version(id) + "\"";

            var refused = CompletableFuture.supplyAsync(() -> send(water, id, version, "refuse"));
            var released = CompletableFuture.supplyAsync(() -> send(city.lead, id, version, "release"));

            assertThat(List.of(refused.join().status(), released.join().status()))
                    .as("who lost is stale, or sees the case no more")
                    .isIn(List.of(200, 412), List.of(404, 200));
        }
    }

    @Test
    void theDatabaseHoldsTheStepsAndTheListTogether() {
        String id = city.mediumCase();
        UUID caseId = UUID.fromString(id);
        UUID waterId = app.departmentId(WATER);
        String say = "INSERT INTO supports (case_id, department_id, status, changed_at) VALUES ($1, $2, $3, now())";

        assertThatThrownBy(() -> city.sql(say, caseId, waterId, "asked")).hasMessageContaining("says otherwise");
        ask(city.lead, id, WATER);
        city.sql("UPDATE supports SET status = 'accepted' WHERE case_id = $1", caseId);
        city.sql("UPDATE supports SET status = 'working' WHERE case_id = $1", caseId);
        assertThatThrownBy(() -> city.sql("UPDATE supports SET status = 'asked' WHERE case_id = $1", caseId))
                .hasMessageContaining("not open now");
        assertThatThrownBy(() ->
                        city.sql("UPDATE supports SET status = 'released', words = '不用了' WHERE case_id = $1", caseId))
                .hasMessageContaining("says otherwise");
        assertThatThrownBy(() -> city.sql("DELETE FROM supports WHERE case_id = $1", caseId))
                .hasMessageContaining("append-only");
    }

    private static Answer send(TestClient officer, String caseId, long version, JsonObject body) {
        return officer.with("If-Match", "\"" + version + "\"").post("/v1/cases/" + caseId + "/supports", body);
    }

    private static Answer tryAsk(TestClient officer, String caseId, long version, String department) {
        JsonObject body = new JsonObject()
                .put("departmentId", app.departmentId(department).toString())
                .put("task", "请导流");
        return send(officer, caseId, version, body);
    }

    private static void ask(TestClient officer, String caseId, String department) {
        Answer answer = tryAsk(officer, caseId, city.version(caseId), department);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
    }

    private static Answer step(TestClient officer, String caseId, String department, String step) {
        return send(officer, caseId, "\"" + city.version(caseId) + "\"", department, step);
    }

    private static Answer send(TestClient officer, String caseId, String version, String step) {
        return send(officer, caseId, version, WATER, step);
    }

    private static Answer send(TestClient officer, String caseId, String version, String department, String step) {
        boolean reasoned = step.equals("refuse") || step.equals("release");
        JsonObject body = reasoned ? new JsonObject().put("reason", "没有设备") : new JsonObject().put("text", "已到场");
        String path = "/v1/cases/" + caseId + "/supports/" + app.departmentId(department) + "/" + step;
        return officer.with("If-Match", version).post(path, body);
    }

    private static JsonObject support(JsonObject read, String department) {
        return read.getJsonArray("supports").stream()
                .map(each -> (JsonObject) each)
                .filter(each ->
                        each.getJsonObject("department").getString("code").equals(department))
                .findFirst()
                .orElseThrow();
    }

    private static String status(String caseId, String department) {
        return support(city.read(caseId), department).getString("status");
    }

    private static List<String> kinds(String id) {
        JsonArray timeline = city.read(id).getJsonArray("timeline");
        return timeline.stream()
                .map(entry -> ((JsonObject) entry).getString("kind"))
                .toList();
    }

    private static String pointer(Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(422);
        return answer.json().getJsonArray("errors").getJsonObject(0).getString("pointer");
    }
}
