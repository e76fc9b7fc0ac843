package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.qunfang.casework.CaseworkCity.bodyFor;
import static org.qunfang.casework.CaseworkCity.report;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

class HandoverTest {
    private static final String PLANNING = "guangming-planning";
    private static final String WATER = "guangming-water";
    private static final MovableClock clock = new MovableClock();

    @Order(1)
    @RegisterExtension
    static final TestApp app = new TestApp(clock);

    /** Two processes look for clocks that ran out. */
    @Order(2)
    @RegisterExtension
    static final TestApp second = app.beside();

    static CaseworkCity city;
    static TestClient planning;
    static TestClient water;

    @BeforeAll
    static void settle() {
        city = new CaseworkCity(app);
        planning = city.named("吴迪", PLANNING, "officer", CaseworkCity.OFFICER);
        water = city.named("郑洁", WATER, "officer", CaseworkCity.OFFICER);
    }

    @Test
    void theOldLeadStaysAnswerableUntilTheNewOneAcceptsAndAcknowledgesAnew() {
        String id = city.mediumCase();
        city.step(id, "acknowledge");

        Answer receipt = city.tryHandOver(city.lead, id, PLANNING);
        String handover = receipt.json().getString("id");
        assertThat(receipt.status()).isEqualTo(201);
        assertThat(clockOf(receipt)).isEqualTo(Duration.ofHours(4));
        assertThat(leadOf(id)).isEqualTo(CaseworkCity.LEAD);
        assertThat(city.read(id).getBoolean("handoverPending")).isTrue();
        city.step(id, "start");
        clock.advance(Duration.ofMinutes(30));
        Answer accepted = answer(planning, handover, "accept");

        assertThat(accepted.json().getString("status")).isEqualTo("accepted");
        JsonObject read = city.read(id);
        assertThat(leadOf(id)).isEqualTo(PLANNING);
        assertThat(read.getString("status")).isEqualTo("assigned");
        assertThat(read.getBoolean("handoverPending")).isFalse();
        Instant due = read.getJsonArray("deadlines").getJsonObject(0).getInstant("due");
        assertThat(Duration.between(clock.instant(), due)).isBetween(Duration.ofMinutes(239), Duration.ofHours(4));
        JsonObject decision = last(read.getJsonArray("decisions"));
        assertThat(decision.getString("kind")).isEqualTo("assignment");
        assertThat(decision.getJsonObject("author").getString("name")).isEqualTo("李敏");
        assertThat(decision.getJsonObject("secondOfficer").getString("name")).isEqualTo("吴迪");
        assertThat(last(read.getJsonArray("why")).getString("kind")).isEqualTo("handover");
        assertThat(city.lead.get("/v1/cases/" + id).status())
                .as("theirs no more")
                .isEqualTo(404);
        city.step(planning, id, "acknowledge", new JsonObject());
    }

    @Test
    void anExtremeCaseHasAnHour() {
        assertThat(clockOf(city.tryHandOver(city.lead, city.extremeCase(), PLANNING)))
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void theTrackingPageSaysWhoIsAnswerableBeforeAndAfter() {
        JsonObject receipt =
                app.resident().put("/v1/reports/" + TestClient.id(), report()).json();
        String track = "/v1/track/" + receipt.getString("trackingCode");
        String handover = city.handOver(city.lead, receipt.getJsonObject("case").getString("id"), PLANNING);

        JsonObject before = app.nobody().get(track).json();
        answer(planning, handover, "accept");
        JsonObject after = app.nobody().get(track).json();

        assertThat(before.getJsonObject("responsible").getString("code")).isEqualTo(CaseworkCity.LEAD);
        assertThat(last(before.getJsonArray("timeline")).getJsonObject("text").getString("zh-CN"))
                .contains("仍由光明区城市管理和综合执法局", "负责");
        assertThat(after.getJsonObject("responsible").getString("code")).isEqualTo(PLANNING);
        assertThat(last(after.getJsonArray("timeline")).getJsonObject("text").getString("en"))
                .contains("is responsible now");
        assertThat(after.toString()).as("reasons are for officers").doesNotContain("不在我们辖区");
    }

    @Test
    void theSecondRefusalGoesToTheArbiterWhoseDecisionStands() {
        String id = city.mediumCase();
        String first = city.handOver(city.lead, id, PLANNING);
        assertThat(answer(planning, first, "refuse").json().getString("status")).isEqualTo("refused");
        assertThat(leadOf(id)).isEqualTo(CaseworkCity.LEAD);
        String second = city.handOver(city.lead, id, WATER);

        JsonObject refused = answer(water, second, "refuse").json();

        assertThat(refused.getString("status")).isEqualTo("arbitration");
        assertThat(refused.getJsonArray("refusals")).hasSize(2);
        assertThat(leadOf(id)).isEqualTo(CaseworkCity.LEAD);
        assertThat(city.tryHandOver(city.lead, id, PLANNING).problem()).isEqualTo("wrong-state");
        JsonObject decision = city.handTo(PLANNING, "工地红线内由住建负责");
        assertThat(city.lead
                        .post("/v1/handovers/" + second + "/decide", decision)
                        .status())
                .isEqualTo(403);
        assertThat(city.duty
                        .post("/v1/handovers/" + second + "/decide", decision)
                        .status())
                .isEqualTo(200);
        assertThat(leadOf(id)).isEqualTo(PLANNING);
        JsonObject record = last(city.read(id).getJsonArray("decisions"));
        assertThat(record.getString("kind")).isEqualTo("assignment");
        assertThat(record.getJsonObject("author").getString("name")).isEqualTo("周平");
        assertThat(record.getString("dissent")).contains("：不是我们的", "不是我们的");
        assertThat(kinds(id).stream().filter("handover_refused"::equals)).hasSize(2);
        assertThat(city.tryHandOver(planning, id, WATER).problem())
                .as("the decision stands")
                .isEqualTo("wrong-state");
    }

    @Test
    void whatIsHandedBackComesBeforeTheArbiterAtOnceAndTheCasesOwnDeadlineStays() {
        String id = city.mediumCase();
        JsonObject before = city.read(id);
        Instant own = before.getJsonArray("deadlines")
                .getJsonObject(0)
                .getInstant("due")
                .plus(Duration.ofDays(7));
        answer(planning, city.handOver(city.lead, id, PLANNING), "accept");
        assertThat(resolveBy(id)).isEqualTo(own);
        clock.advance(Duration.ofHours(1));

        Answer back = city.tryHandOver(planning, id, CaseworkCity.LEAD);

        assertThat(back.status()).isEqualTo(201);
        assertThat(back.json().getString("status")).isEqualTo("arbitration");
        assertThat(answer(city.lead, back.json().getString("id"), "accept").problem())
                .isEqualTo("wrong-state");
        assertThat(leadOf(id)).isEqualTo(PLANNING);
        assertThat(kinds(id)).contains("handover_straight");
        assertThat(city.duty
                        .post(
                                "/v1/handovers/" + back.json().getString("id") + "/decide",
                                city.handTo(CaseworkCity.LEAD, "城管牵头"))
                        .status())
                .isEqualTo(200);
        assertThat(resolveBy(id)).isEqualTo(own);
        city.step(city.lead, id, "acknowledge", new JsonObject());
        assertThat(resolveBy(id)).as("who acknowledges early resolves early").isBefore(own);
    }

    @Test
    void theThirdThatIsAcceptedInARowIsTheArbiters() {
        String id = city.mediumCase();
        answer(planning, city.handOver(city.lead, id, PLANNING), "accept");
        answer(water, city.handOver(planning, id, WATER), "accept");

        assertThat(city.tryHandOver(water, id, CaseworkCity.SUPPORT).json().getString("status"))
                .isEqualTo("arbitration");
    }

    @Test
    void whoJustRefusedIsNotAskedAgain() {
        String id = city.mediumCase();
        answer(planning, city.handOver(city.lead, id, PLANNING), "refuse");

        Answer again = city.tryHandOver(city.lead, id, PLANNING);

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/toDepartmentId");
        answer(water, city.handOver(city.lead, id, WATER), "accept");
        assertThat(city.tryHandOver(water, id, PLANNING).status())
                .as("somebody else accepted since")
                .isEqualTo(201);
    }

    @Test
    void theDutyOfficeIsNotAskedItDecides() {
        String id = city.mediumCase();
        TestClient clerk = city.named("马丽", "duty-office", "officer", CaseworkCity.OFFICER);

        JsonObject asked = city.tryHandOver(city.lead, id, "duty-office").json();

        assertThat(asked.getString("status")).isEqualTo("arbitration");
        assertThat(clerk.post(
                                "/v1/handovers/" + asked.getString("id") + "/refuse",
                                new JsonObject().put("reason", "不管"))
                        .problem())
                .isEqualTo("wrong-state");
        assertThat(city.duty
                        .post("/v1/handovers/" + asked.getString("id") + "/decide", city.handTo("duty-office", "值班室先办"))
                        .status())
                .isEqualTo(200);
        assertThat(leadOf(id)).isEqualTo("duty-office");
    }

    @Test
    void theDatabaseKnowsCirclesToo() {
        String id = city.mediumCase();
        String first = city.handOver(city.lead, id, PLANNING);
        answer(planning, first, "accept");

        assertThatThrownBy(() -> city.sql("""
                        INSERT INTO handovers (id, case_id, from_department_id, to_department_id, reason, asked_by_id,
                                               asked_at, due_at, status)
                        SELECT gen_random_uuid(), case_id, to_department_id, from_department_id, reason, asked_by_id,
                               now(), now() + interval '1 hour', 'open'
                          FROM handovers
                         WHERE id = $1
                        """, UUID.fromString(first))).hasMessageContaining("the arbiter's to decide");
    }

    private static Instant resolveBy(String id) {
        return city.read(id).getJsonArray("deadlines").stream()
                .map(each -> (JsonObject) each)
                .filter(each -> each.getString("kind").equals("resolve"))
                .findFirst()
                .orElseThrow()
                .getInstant("due");
    }

    @Test
    void theArbiterMayLeaveItWithThePresentLeadWhoseDeadlinesThenStay() {
        String id = city.mediumCase();
        Object due = city.read(id).getJsonArray("deadlines").getJsonObject(0).getValue("due");
        answer(planning, city.handOver(city.lead, id, PLANNING), "refuse");
        String second = city.handOver(city.lead, id, WATER);
        answer(water, second, "refuse");

        city.duty.post("/v1/handovers/" + second + "/decide", city.handTo(CaseworkCity.LEAD, "属城管职责"));

        JsonObject read = city.read(id);
        assertThat(leadOf(id)).isEqualTo(CaseworkCity.LEAD);
        assertThat(read.getJsonArray("deadlines").getJsonObject(0).getValue("due"))
                .isEqualTo(due);
        assertThat(read.getBoolean("handoverPending")).isFalse();
    }

    @Test
    void aMissedClockGoesToTheArbiterOnceAndTooLateIsTooLate() {
        String id = city.mediumCase();
        String handover = city.handOver(city.lead, id, PLANNING);

        clock.advance(Duration.ofHours(4).plusSeconds(1));

        assertThat(answer(planning, handover, "accept").problem()).isEqualTo("wrong-state");
        await().atMost(Duration.ofSeconds(30)).until(() -> kinds(id).contains("handover_missed"));
        JsonObject pending = city.read(id).getJsonObject("handover");
        assertThat(pending.getString("status")).isEqualTo("arbitration");
        assertThat(pending.getJsonArray("answers").getList()).containsExactly("decide");
        assertThat(leadOf(id)).isEqualTo(CaseworkCity.LEAD);
        clock.advance(Duration.ofHours(1));
        await().during(Duration.ofSeconds(12))
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        kinds(id).stream().filter("handover_missed"::equals).count() == 1);
    }

    @Test
    void ofTwoWhoAnswerAtOnceOneDoesAndThereIsOneLead() {
        for (String other : List.of("accept", "refuse")) {
            String id = city.mediumCase();
            String handover = city.handOver(city.lead, id, PLANNING);
            TestClient colleague = city.named("冯远", PLANNING, "officer", CaseworkCity.OFFICER);

            var first = CompletableFuture.supplyAsync(() -> answer(planning, handover, "accept"));
            var second = CompletableFuture.supplyAsync(() -> answer(colleague, handover, other));

            assertThat(List.of(first.join().status(), second.join().status())).containsExactlyInAnyOrder(200, 409);
            assertThat(leadOf(id))
                    .isEqualTo(first.join().status() == 200 || other.equals("accept") ? PLANNING : CaseworkCity.LEAD);
        }
    }

    @Test
    void ofTwoWhoHandOverAtOnceOneDoes() {
        String id = city.mediumCase();

        var first = CompletableFuture.supplyAsync(() -> city.tryHandOver(city.lead, id, PLANNING));
        var second = CompletableFuture.supplyAsync(() -> city.tryHandOver(city.duty, id, WATER));

        assertThat(Set.of(first.join().status(), second.join().status()))
                .contains(201)
                .containsAnyOf(409, 412);
    }

    @Test
    void whatCannotBeHandedOverIsRefusedWithItsReason() {
        String id = city.mediumCase();
        String empty = emptyDepartment();

        assertThat(pointer(city.tryHandOver(city.lead, id, CaseworkCity.LEAD))).isEqualTo("/toDepartmentId");
        assertThat(pointer(city.tryHandOver(city.lead, id, empty))).isEqualTo("/toDepartmentId");
        Answer nowhere = city.lead
                .with("If-Match", "\"1\"")
                .post(
                        "/v1/cases/" + id + "/handovers",
                        new JsonObject()
                                .put("toDepartmentId", UUID.randomUUID().toString())
                                .put("reason", "不是我们的"));
        assertThat(pointer(nowhere)).isEqualTo("/toDepartmentId");
        assertThat(city.tryHandOver(city.support, id, PLANNING).status()).isEqualTo(403);
        assertThat(city.tryHandOver(city.foreign, id, PLANNING).status()).isEqualTo(404);
        city.handOver(city.lead, id, PLANNING);
        assertThat(city.tryHandOver(city.lead, id, WATER).problem()).isEqualTo("wrong-state");
        String rejected = city.mediumCase();
        city.step(rejected, "reject");
        assertThat(city.tryHandOver(city.lead, rejected, PLANNING).problem()).isEqualTo("wrong-state");
    }

    /** The registry reads new departments within a second or two. */
    private static String emptyDepartment() {
        city.sql("""
                INSERT INTO departments (id, code, name) VALUES (gen_random_uuid(), 'nobody-there', '{"zh-CN": "空部门"}')
                ON CONFLICT DO NOTHING
                """);
        city.sql("UPDATE matrix_version SET version = version + 1");
        UUID id = app.departmentId("nobody-there");
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        app.app().rooms().registry().matrix().department(id).isPresent());
        return "nobody-there";
    }

    @Test
    void onlyTheAskedDepartmentAnswersAndReadsTheCaseMeanwhile() {
        String id = city.caseOf(report().put("contact", new JsonObject().put("phone", "13800000000")));
        assertThat(planning.get("/v1/cases/" + id).status()).isEqualTo(404);
        String handover = city.handOver(city.lead, id, PLANNING);

        JsonObject read = planning.get("/v1/cases/" + id).json();
        assertThat(read.getJsonObject("handover").getJsonArray("answers").getList())
                .containsExactly("accept", "refuse");
        assertThat(read.getJsonArray("reports").getJsonObject(0).containsKey("contact"))
                .isFalse();
        assertThat(answer(water, handover, "accept").status()).isEqualTo(404);
        assertThat(answer(city.lead, handover, "accept").status()).isEqualTo(403);
        assertThat(answer(city.duty, handover, "refuse").status()).isEqualTo(403);
        answer(planning, handover, "refuse");
        assertThat(planning.get("/v1/cases/" + id).status()).isEqualTo(404);
    }

    @Test
    void whoeverIsAskedFindsItInTheQueue() {
        String id = city.mediumCase();
        long waiting = count(planning, "department");
        long duty = count(city.duty, "duty");
        String first = city.handOver(city.lead, id, PLANNING);

        assertThat(count(planning, "department")).isEqualTo(waiting + 1);
        assertThat(item(planning, "department", id).getString("handoverStatus")).isEqualTo("open");
        answer(planning, first, "refuse");
        assertThat(count(planning, "department")).isEqualTo(waiting);
        answer(water, city.handOver(city.lead, id, WATER), "refuse");
        assertThat(count(city.duty, "duty")).isEqualTo(duty + 1);
        assertThat(item(city.duty, "duty", id).getString("handoverStatus")).isEqualTo("arbitration");
    }

    @Test
    void aSupportingDepartmentThatTakesOverLeadsAndSupportsNoMore() {
        String id = city.mediumCase();

        answer(city.support, city.handOver(city.lead, id, CaseworkCity.SUPPORT), "accept");

        JsonObject read = city.read(id);
        assertThat(leadOf(id)).isEqualTo(CaseworkCity.SUPPORT);
        assertThat(read.getJsonArray("supporting").toString()).doesNotContain(CaseworkCity.SUPPORT);
    }

    @Test
    void whatTheLeadResolvesMeanwhileIsNotHandedOverAnyMore() {
        String id = city.mediumCase();
        city.step(id, "acknowledge");
        city.step(id, "start");
        String handover = city.handOver(city.lead, id, PLANNING);

        JsonObject resolved = city.step(city.lead, id, "resolve", bodyFor("resolve"));

        assertThat(resolved.getBoolean("handoverPending")).isFalse();
        assertThat(answer(planning, handover, "accept").problem()).isEqualTo("wrong-state");
    }

    @Test
    void refusalsAreCountedForEachDepartment() {
        TestClient auditor =
                app.officer("city-government", Set.of("auditor"), Set.of("case.read-all", "coverage.read"));
        String path = "/v1/departments/" + app.departmentId(WATER) + "/handover-figures";
        JsonObject before = auditor.get(path).json();
        answer(water, city.handOver(city.lead, city.mediumCase(), WATER), "refuse");
        answer(water, city.handOver(city.lead, city.mediumCase(), WATER), "accept");

        JsonObject after = auditor.get(path).json();

        assertThat(after.getLong("refused") - before.getLong("refused")).isEqualTo(1);
        assertThat(after.getLong("accepted") - before.getLong("accepted")).isEqualTo(1);
        assertThat(after.getLong("received") - before.getLong("received")).isEqualTo(2);
        assertThat(auditor.get("/v1/departments/" + UUID.randomUUID() + "/handover-figures")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void departmentsStandSideBySideWithWhatTheyRefused() {
        TestClient auditor = app.officer("city-government", Set.of("auditor"), Set.of("coverage.read"));
        JsonObject before = figuresOf(auditor, WATER);
        answer(water, city.handOver(city.lead, city.mediumCase(), WATER), "refuse");

        JsonObject after = figuresOf(auditor, WATER);

        assertThat(after.getLong("refused") - before.getLong("refused")).isEqualTo(1);
        assertThat(after.getLong("received") - before.getLong("received")).isEqualTo(1);
        assertThat(after.getLong("officers")).isPositive();
        assertThat(after.getLong("responsibilities")).isPositive();
        assertThat(figuresOf(auditor, "city-government").getLong("received")).isZero();
    }

    /** Looks through all pages. */
    private static JsonObject figuresOf(TestClient reader, String code) {
        String cursor = "";
        while (cursor != null) {
            JsonObject page = reader.get(
                            "/v1/departments/figures?limit=5" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .json();
            for (Object item : page.getJsonArray("items")) {
                if (code.equals(((JsonObject) item).getJsonObject("department").getString("code"))) {
                    return (JsonObject) item;
                }
            }
            cursor = page.getString("next");
        }
        throw new AssertionError("no figures of " + code);
    }

    @Test
    void theDatabaseKeepsOneOpenHandoverAndNeverRewritesOne() {
        String id = city.mediumCase();
        UUID handover = UUID.fromString(city.handOver(city.lead, id, PLANNING));

        assertThatThrownBy(() -> city.sql("""
                        INSERT INTO handovers (id, case_id, from_department_id, to_department_id, reason, asked_by_id,
                                               asked_at, due_at, status)
                        SELECT gen_random_uuid(), case_id, from_department_id, to_department_id, reason, asked_by_id,
                               asked_at, due_at, 'open'
                          FROM handovers
                         WHERE id = $1
                        """, handover)).hasMessageContaining("handovers_one_open");
        assertThatThrownBy(() -> city.sql("UPDATE handovers SET reason = '改' WHERE id = $1", handover))
                .hasMessageContaining("never changed");
        answer(planning, handover.toString(), "refuse");
        assertThatThrownBy(() -> city.sql("UPDATE handovers SET answer = '改' WHERE id = $1", handover))
                .hasMessageContaining("never changed");
    }

    private static Answer answer(TestClient officer, String handover, String answer) {
        JsonObject body =
                answer.equals("refuse") ? new JsonObject().put("reason", "不是我们的") : new JsonObject().put("text", "已核实");
        return officer.post("/v1/handovers/" + handover + "/" + answer, body);
    }

    private static Duration clockOf(Answer receipt) {
        JsonObject json = receipt.json();
        return Duration.between(json.getInstant("askedAt"), json.getInstant("dueAt"));
    }

    private static String leadOf(String id) {
        return city.read(id).getJsonObject("lead").getString("code");
    }

    private static List<String> kinds(String id) {
        return city.read(id).getJsonArray("timeline").stream()
                .map(entry -> ((JsonObject) entry).getString("kind"))
                .toList();
    }

    private static long count(TestClient officer, String queue) {
        return officer.get("/v1/cases?limit=1").json().getJsonObject("counts").getLong(queue);
    }

    private static JsonObject item(TestClient officer, String queue, String id) {
        return officer.get("/v1/cases?limit=200&queue=" + queue).json().getJsonArray("items").stream()
                .map(each -> (JsonObject) each)
                .filter(each -> each.getString("id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String pointer(Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(422);
        return answer.json().getJsonArray("errors").getJsonObject(0).getString("pointer");
    }

    private static JsonObject last(JsonArray array) {
        return array.getJsonObject(array.size() - 1);
    }
}
