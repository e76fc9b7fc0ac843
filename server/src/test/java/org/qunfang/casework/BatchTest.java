package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

class BatchTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    static CaseworkCity city;

    @BeforeAll
    static void settle() {
        city = new CaseworkCity(app);
    }

    private static JsonObject batch(String... cases) {
        JsonArray items = new JsonArray();
        for (String id : cases) {
            items.add(new JsonObject().put("id", id).put("version", city.version(id)));
        }
        return new JsonObject().put("cases", items);
    }

    private static String account(String name) {
        return city.sql("SELECT id FROM accounts WHERE name = $1", name)
                .iterator()
                .next()
                .getUUID(0)
                .toString();
    }

    private static List<Integer> statuses(Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.json().getJsonArray("results").stream()
                .map(each -> ((JsonObject) each).getInteger("status"))
                .toList();
    }

    private static long entries(String caseId, String kind) {
        return city.count(
                "SELECT count(*) FROM timeline_entries WHERE case_id = $1 AND kind = $2",
                UUID.fromString(caseId),
                kind);
    }

    private static long audited(String caseId, String action) {
        return city.count(
                "SELECT count(*) FROM audit_entries WHERE subject_id = $1 AND action = $2",
                UUID.fromString(caseId),
                action);
    }

    @Test
    void eachCaseIsAcknowledgedWithItsTimelineAndAudit() {
        String one = city.mediumCase();
        String other = city.extremeCase();

        Answer answer = city.lead.post("/v1/cases/acknowledge", batch(one, other));

        assertThat(statuses(answer)).containsExactly(200, 200);
        assertThat(answer.json().getInteger("done")).isEqualTo(2);
        for (String id : List.of(one, other)) {
            assertThat(city.read(id).getString("status")).isEqualTo("acknowledged");
            assertThat(city.version(id)).isEqualTo(2);
            assertThat(entries(id, "acknowledged")).isEqualTo(1);
            assertThat(audited(id, "case.acknowledge")).isEqualTo(1);
        }
    }

    @Test
    void whatOneCaseRefusesIsNothingToTheOthers() {
        String good = city.mediumCase();
        String stale = city.mediumCase();
        String done = city.mediumCase();
        JsonObject cases = batch(stale);
        city.lead.post("/v1/cases/" + stale + "/comment", CaseworkCity.bodyFor("comment"));
        city.step(done, "acknowledge");
        cases.getJsonArray("cases")
                .addAll(batch(done, good).getJsonArray("cases"))
                .add(new JsonObject().put("id", UUID.randomUUID().toString()).put("version", 1));

        Answer answer = city.lead.post("/v1/cases/acknowledge", cases);

        assertThat(statuses(answer)).containsExactly(412, 409, 200, 404);
        assertThat(answer.json().getInteger("refused")).isEqualTo(3);
        JsonObject problem =
                answer.json().getJsonArray("results").getJsonObject(1).getJsonObject("problem");
        assertThat(problem.getString("type")).isEqualTo("/problems/wrong-state");
        assertThat(problem.getJsonArray("open")).contains("start");
        assertThat(city.read(good).getString("status")).isEqualTo("acknowledged");
        assertThat(city.read(stale).getString("status")).isEqualTo("assigned");
        assertThat(entries(stale, "acknowledged")).isZero();
    }

    @Test
    void departmentsAreHeldApartCaseByCase() {
        String id = city.mediumCase();

        assertThat(statuses(city.foreign.post("/v1/cases/acknowledge", batch(id))))
                .containsExactly(404);
        assertThat(statuses(city.support.post("/v1/cases/acknowledge", batch(id))))
                .containsExactly(403);
        assertThat(city.auditor.post("/v1/cases/acknowledge", batch(id)).status())
                .isEqualTo(403);
        assertThat(city.version(id)).isEqualTo(1);
    }

    @Test
    void twoOfficersWithTheSameCasesChangeEachOnce() {
        List<String> cases = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            cases.add(city.mediumCase());
        }
        JsonObject body = batch(cases.toArray(String[]::new));
        CompletableFuture<Answer> one =
                CompletableFuture.supplyAsync(() -> city.lead.post("/v1/cases/acknowledge", body));
        CompletableFuture<Answer> other =
                CompletableFuture.supplyAsync(() -> city.chief.post("/v1/cases/acknowledge", body));

        List<Integer> all = new ArrayList<>(statuses(one.join()));
        all.addAll(statuses(other.join()));

        assertThat(all.stream().filter(each -> each == 200)).hasSize(6);
        assertThat(all.stream().filter(each -> each == 412)).hasSize(6);
        cases.forEach(id -> assertThat(entries(id, "acknowledged")).as(id).isEqualTo(1));
    }

    @Test
    void aRepeatedRequestIsAnsweredAgainAndDoneOnce() {
        String id = city.mediumCase();
        String second = city.mediumCase();
        TestClient client = city.lead.with("Idempotency-Key", TestClient.id());
        JsonObject body = batch(id, second);

        assertThat(statuses(client.post("/v1/cases/acknowledge", body))).containsExactly(200, 200);
        assertThat(statuses(client.post("/v1/cases/acknowledge", body))).containsExactly(200, 200);
        assertThat(city.version(id)).isEqualTo(2);
        assertThat(city.version(second)).isEqualTo(2);
    }

    @Test
    void anOfficerTakesCasesOnAndTheyAreMine() {
        String id = city.mediumCase();

        Answer answer = city.lead.post("/v1/cases/assign", batch(id).put("officerId", account("李敏")));

        assertThat(statuses(answer)).containsExactly(200);
        JsonObject item = item(city.lead, "?queue=mine", id);
        assertThat(item.getJsonObject("assignee").getString("name")).isEqualTo("李敏");
        assertThat(item.getString("status")).isEqualTo("assigned");
        assertThat(audited(id, "case.assign")).isEqualTo(1);
        assertThat(entries(id, "officer_assigned")).isEqualTo(1);
        city.chief.post("/v1/cases/" + id + "/comment", CaseworkCity.bodyFor("comment"));
        assertThat(item(city.lead, "?queue=mine", id)).as("whoever else acts").isNotNull();
    }

    @Test
    void onlyTheLeadOfTheDepartmentGivesCasesToOthersAndOnlyToItsOwnOfficers() {
        String id = city.mediumCase();

        assertThat(city.lead
                        .post("/v1/cases/assign", batch(id).put("officerId", account("何勇")))
                        .status())
                .isEqualTo(403);
        Answer outside = city.chief.post("/v1/cases/assign", batch(id).put("officerId", account("王强")));
        assertThat(outside.status()).isEqualTo(422);
        assertThat(outside.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/officerId");
        assertThat(statuses(city.chief.post("/v1/cases/assign", batch(id).put("officerId", account("李敏")))))
                .containsExactly(200);
        assertThat(statuses(city.chief.post("/v1/cases/assign", batch(id).put("officerId", account("李敏")))))
                .as("again")
                .containsExactly(200);
        assertThat(city.version(id)).as("nothing changed again").isEqualTo(2);
    }

    @Test
    void aCaseThatIsOverOrAnothersIsNotGiven() {
        String over = city.mediumCase();
        city.step(over, "reject");
        String anothers = city.mediumCase();

        assertThat(statuses(city.lead.post("/v1/cases/assign", batch(over).put("officerId", account("李敏")))))
                .containsExactly(409);
        assertThat(statuses(
                        city.support.post("/v1/cases/assign", batch(anothers).put("officerId", account("王强")))))
                .containsExactly(403);
        assertThat(statuses(city.duty.post("/v1/cases/assign", batch(anothers).put("officerId", account("周平")))))
                .containsExactly(403);
    }

    @Test
    void whoTakesACaseOverStartsWithoutAnOfficerAndTheDatabaseRefusesForeignOnes() {
        String id = city.mediumCase();
        city.lead.post("/v1/cases/assign", batch(id).put("officerId", account("李敏")));
        String handover = city.handOver(city.lead, id, CaseworkCity.SUPPORT);
        assertThat(city.support.post("/v1/handovers/" + handover + "/accept").status())
                .isEqualTo(200);

        assertThat(item(city.support, "", id).containsKey("assignee")).isFalse();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> city.sql(
                        "UPDATE cases SET assignee_id = $2 WHERE id = $1",
                        UUID.fromString(id),
                        UUID.fromString(account("李敏")))))
                .hasMessageContaining("no officer of the lead department");
    }

    @Test
    void whoeverTookACaseGivesItBackAndOnlyTheLeadTakesItFromAColleague() {
        String id = city.mediumCase();
        city.lead.post("/v1/cases/assign", batch(id).put("officerId", account("李敏")));
        assertThat(city.read(id).getJsonObject("assignee").getString("name")).isEqualTo("李敏");
        assertThat(city.lead.get("/v1/cases/" + id).json().getJsonArray("transitions"))
                .contains("assign");

        assertThat(statuses(city.lead.post("/v1/cases/assign", batch(id).putNull("officerId"))))
                .containsExactly(200);
        assertThat(city.read(id).containsKey("assignee")).isFalse();
        assertThat(entries(id, "officer_unassigned")).isEqualTo(1);
        assertThat(audited(id, "case.assign")).isEqualTo(2);
        long version = city.version(id);
        assertThat(statuses(city.lead.post("/v1/cases/assign", batch(id).putNull("officerId"))))
                .as("nobody is there any more: nothing happens")
                .containsExactly(200);
        assertThat(city.version(id)).isEqualTo(version);

        city.chief.post("/v1/cases/assign", batch(id).put("officerId", account("何勇")));
        assertThat(statuses(city.lead.post("/v1/cases/assign", batch(id).putNull("officerId"))))
                .containsExactly(403);
        assertThat(statuses(city.duty.post("/v1/cases/assign", batch(id).putNull("officerId"))))
                .as("another department")
                .containsExactly(403);
        assertThat(statuses(city.chief.post("/v1/cases/assign", batch(id).putNull("officerId"))))
                .containsExactly(200);
    }

    @Test
    void colleaguesAreThoseOfTheOwnDepartmentWhoWorkOnCases() {
        List<String> names = names(city.lead.get("/v1/colleagues"));

        assertThat(names).contains("李敏", "何勇").doesNotContain("王强", "郑直");
        assertThat(names(city.lead.get("/v1/colleagues?q=%E4%BD%95"))).containsExactly("何勇");
        assertThat(city.auditor.get("/v1/colleagues").status()).isEqualTo(403);
    }

    @Test
    void aDutyOfficerOutsideTheDutyOfficeTakesNoCases() {
        String id = city.mediumCase();
        city.named("钱值", CaseworkCity.LEAD, "duty_officer", Set.of());
        city.sql("UPDATE accounts SET disabled_at = now() WHERE department_id = $1", app.departmentId("city-housing"));
        assertThat(takesCases("city-housing")).as("nobody is there").isFalse();
        city.named("孙值", "city-housing", "duty_officer", Set.of());

        assertThat(names(city.lead.get("/v1/colleagues"))).doesNotContain("钱值");
        assertThat(names(city.duty.get("/v1/colleagues"))).contains("周平");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> city.sql(
                        "UPDATE cases SET assignee_id = $2 WHERE id = $1",
                        UUID.fromString(id),
                        UUID.fromString(account("钱值")))))
                .hasMessageContaining("no officer of the lead department");
        assertThat(takesCases("city-housing")).isFalse();
        assertThat(takesCases("duty-office")).isTrue();
    }

    private static boolean takesCases(String department) {
        return HandoverStore.takesCases(app.pool(), app.departmentId(department))
                .await();
    }

    private static List<String> names(Answer answer) {
        return answer.json().getJsonArray("items").stream()
                .map(each -> ((JsonObject) each).getString("name"))
                .toList();
    }

    private static JsonObject item(TestClient officer, String query, String id) {
        return officer.get("/v1/cases" + query).json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("id").equals(id))
                .findFirst()
                .orElse(null);
    }
}
