package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.event.Event;
import org.qunfang.event.Outbox;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

class PlaybookTest {
    private static final MovableClock clock = new MovableClock();

    @Order(1)
    @RegisterExtension
    static final TestApp app = new TestApp(clock);

    /** Two processes hand out events. */
    @Order(2)
    @RegisterExtension
    static final TestApp second = app.beside();

    static CaseworkCity city;
    static TestClient administrator;

    @BeforeAll
    static void settle() {
        city = new CaseworkCity(app);
        administrator = city.named(
                "管理员", "city-government", "administrator", Set.of("case.read", "case.read-all", "playbook.edit"));
    }

    private static List<JsonObject> tasks(String caseId) {
        return items(city.duty.get("/v1/cases/" + caseId + "/tasks").json());
    }

    private static List<JsonObject> items(JsonObject page) {
        List<JsonObject> items = new ArrayList<>();
        page.getJsonArray("items").forEach(each -> items.add((JsonObject) each));
        return items;
    }

    private static List<String> codes(String caseId) {
        return tasks(caseId).stream().map(each -> each.getString("code")).toList();
    }

    /** The tasks come a moment after the case. */
    private static String caseWithTasks(String caseId) {
        await().untilAsserted(() -> assertThat(tasks(caseId)).isNotEmpty());
        return caseId;
    }

    private static JsonObject task(String caseId, String code) {
        return tasks(caseId).stream()
                .filter(each -> each.getString("code").equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static Answer act(TestClient officer, String caseId, String code, String step, JsonObject body) {
        long version = task(caseId, code).getLong("version");
        return officer.with("If-Match", "\"" + version + "\"")
                .post("/v1/cases/" + caseId + "/tasks/" + code + "/" + step, body);
    }

    private static JsonObject step(String code, int order) {
        JsonObject text = new JsonObject().put("zh-CN", "做这件事").put("en", "Do this");
        return new JsonObject()
                .put("code", code)
                .put("order", order)
                .put("title", text)
                .put("owner", new JsonObject().put("role", "officer").put("side", "lead"))
                .put("dueFrom", "opening")
                .put("dueAfter", "PT2H")
                .put("evidence", "none");
    }

    private static JsonObject playbook(String category, String severity, JsonObject... steps) {
        JsonObject json = new JsonObject()
                .put("minimumSeverity", severity)
                .put("name", new JsonObject().put("zh-CN", "预案").put("en", "Playbook"))
                .put("steps", new JsonArray(List.of(steps)));
        return category == null ? json : json.put("categoryCode", category);
    }

    private static Answer change(JsonObject known, JsonObject body) {
        return administrator
                .with("If-Match", "\"" + known.getLong("version") + "\"")
                .put("/v1/playbooks/" + known.getString("id"), body);
    }

    @Test
    void theSampleCityHasStandardStepsForEveryKindInBothLanguages() {
        List<JsonObject> playbooks = items(city.lead.get("/v1/playbooks").json());
        assertThat(playbooks.stream()
                        .map(each -> each.getJsonObject("category", new JsonObject().put("code", "general"))
                                .getString("code")))
                .contains(
                        "landslide",
                        "landfill-slope",
                        "gas-smell",
                        "chemical-leak",
                        "flooding",
                        "fire-risk",
                        "building-crack",
                        "general");
        for (JsonObject playbook : shipped()) {
            playbook.getJsonArray("steps").forEach(each -> {
                JsonObject explanation = ((JsonObject) each).getJsonObject("explanation");
                assertThat(explanation.getString("zh-CN")).isNotBlank().doesNotMatch("[ -~]+");
                assertThat(explanation.getString("en")).matches("[ -~’–]+");
            });
        }
    }

    private static List<JsonObject> shipped() {
        return items(city.lead.get("/v1/playbooks").json()).stream()
                .filter(each -> !each.getJsonObject("name").getString("en").equals("Playbook"))
                .toList();
    }

    /** A mark on every case that nobody had to look at yet would mean nothing. */
    @Test
    void noStepOfTheSampleIsLateBeforeItsCaseHasToBeAcknowledged() {
        for (JsonObject playbook : shipped()) {
            Duration acknowledged =
                    Severity.of(playbook.getString("minimumSeverity")).acknowledgeWithin();
            assertThat(playbook.getJsonArray("steps").stream()
                            .map(JsonObject.class::cast)
                            .filter(each -> each.getString("dueFrom").equals("opening"))
                            .filter(each ->
                                    Duration.parse(each.getString("dueAfter")).compareTo(acknowledged) < 0)
                            .map(each -> each.getString("code")))
                    .as(playbook.getJsonObject("name").getString("en"))
                    .isEmpty();
        }
    }

    @Test
    void inTheSampleTheFirstStepsOfWhatIsExtremeRunFromTheOpening() {
        assertThat(shipped().stream()
                        .filter(each -> each.getString("minimumSeverity").equals("extreme"))
                        .map(each -> each.getJsonArray("steps").getJsonObject(0))
                        .map(each -> each.getString("dueFrom") + " " + each.getString("dueAfter")))
                .hasSize(4)
                .allMatch(each -> each.matches("opening PT(15|20|30)M"));
    }

    @Test
    void aCaseGetsTheStepsOfItsCategoryAndARiseAddsWhatIsMissing() {
        String id = caseWithTasks(city.mediumCase());
        List<String> before = codes(id);
        assertThat(before)
                .startsWith("call-reporter", "secure-place", "stop-dumping")
                .doesNotContain("evacuate");
        assertThat(act(city.lead, id, "stop-dumping", "done", new JsonObject().put("note", "已停止进土"))
                        .status())
                .isEqualTo(200);

        city.step(city.lead, id, "triage", CaseworkCity.scores(4, 5));

        await().untilAsserted(() -> assertThat(codes(id)).contains("evacuate"));
        assertThat(codes(id)).startsWith(before.toArray(String[]::new)).doesNotHaveDuplicates();
        assertThat(task(id, "stop-dumping").getString("status")).isEqualTo("done");
        JsonArray given = city.duty.get("/v1/cases/" + id + "/tasks").json().getJsonArray("playbooks");
        assertThat(given.stream().map(each -> ((JsonObject) each).getString("severity")))
                .containsExactly("medium", "extreme");
    }

    @Test
    void aReportThatRaisesTheCaseBringsTheTasksOfTheMoreSerious() {
        JsonObject report = CaseworkCity.report();
        String id = caseWithTasks(city.caseOf(report));
        String same = city.caseOf(report.copy().put("answers", new JsonObject().put("cracks", "widening")));
        assertThat(same).isEqualTo(id);
        await().untilAsserted(() -> assertThat(codes(id)).contains("evacuate").doesNotHaveDuplicates());
    }

    @Test
    void theTasksAreGivenOnceHoweverOftenTheEventComes() {
        String id = caseWithTasks(city.mediumCase());
        List<String> before = codes(id);
        long events = city.count("SELECT count(*) FROM events");
        JsonObject data = new JsonObject().put("severity", "medium").put("category", "landfill-slope");
        for (int i = 0; i < 20; i++) {
            Outbox.append(app.pool(), Event.of("case.opened", UUID.fromString(id), leads(data), clock.instant()))
                    .await();
        }
        await().untilAsserted(() ->
                assertThat(city.count("SELECT count(*) FROM events")).isLessThanOrEqualTo(events));
        assertThat(codes(id)).isEqualTo(before);
        assertThat(city.count("SELECT count(*) FROM case_playbooks WHERE case_id = $1", UUID.fromString(id)))
                .isEqualTo(1);
    }

    private static JsonObject leads(JsonObject data) {
        return data.copy()
                .put("leadDepartmentId", app.departmentId(CaseworkCity.LEAD).toString())
                .put("supportDepartmentIds", new JsonArray());
    }

    @Test
    void aTaskIsDoneWithItsEvidenceAndIsInTheThreadAndTheLog() {
        String id = caseWithTasks(city.mediumCase());
        assertThat(act(city.lead, id, "secure-place", "done", new JsonObject())
                        .json()
                        .getJsonArray("errors")
                        .getJsonObject(0))
                .isEqualTo(new JsonObject().put("pointer", "/photoId").put("reason", "此步骤须附一张照片"));
        assertThat(act(city.lead, id, "stop-dumping", "done", new JsonObject())
                        .json()
                        .toString())
                .contains("/note");
        String foreign = putPhoto(city.mediumCase());
        assertThat(act(city.lead, id, "secure-place", "done", new JsonObject().put("photoId", foreign))
                        .status())
                .isEqualTo(422);
        assertThat(task(id, "secure-place").getString("status")).isEqualTo("open");

        String photo = putPhoto(id);
        Answer done = act(
                city.lead,
                id,
                "secure-place",
                "done",
                new JsonObject().put("photoId", photo).put("note", "已拉警戒带"));

        assertThat(done.status()).as(done.body().toString()).isEqualTo(200);
        assertThat(done.json().getString("settledBy")).isEqualTo("李敏");
        assertThat(done.headers().get("ETag")).isEqualTo("\"2\"");
        JsonObject read = city.read(id);
        JsonObject entry = read.getJsonArray("timeline").getJsonObject(2);
        assertThat(entry.getString("kind")).isEqualTo("task_done");
        assertThat(entry.getString("visibility")).isEqualTo("internal");
        assertThat(entry.getJsonObject("summary").getString("zh-CN")).isEqualTo("完成任务：到现场，拉警戒，不让人靠近");
        assertThat(entry.getJsonArray("photos")).hasSize(1);
        assertThat(read.getJsonObject("tasks").getInteger("done")).isEqualTo(1);
        assertThat(read.getJsonObject("tasks").getInteger("total")).isEqualTo(8);
        assertThat(city.count(
                        "SELECT count(*) FROM audit_entries WHERE subject_id = $1 AND action = 'case.do-task'",
                        UUID.fromString(id)))
                .isEqualTo(1);
    }

    private static Buffer jpeg() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "jpeg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    private static String putPhoto(String caseId) {
        String photo = TestClient.id();
        Answer put = city.lead.put("/v1/cases/" + caseId + "/photos/" + photo, "image/jpeg", jpeg());
        assertThat(put.status()).isEqualTo(201);
        return photo;
    }

    @Test
    void skippingNeedsAReasonAndATaskCanBeReopened() {
        String id = caseWithTasks(city.mediumCase());
        assertThat(act(city.lead, id, "check-permits", "skip", new JsonObject()).status())
                .isIn(400, 422);
        assertThat(act(city.lead, id, "check-permits", "skip", new JsonObject().put("reason", "无主土堆，没有许可可查"))
                        .json()
                        .getString("status"))
                .isEqualTo("skipped");
        assertThat(act(city.lead, id, "check-permits", "skip", new JsonObject().put("reason", "再跳一次"))
                        .status())
                .isEqualTo(409);
        JsonObject open = act(city.duty, id, "check-permits", "reopen", new JsonObject().put("reason", "找到了运营单位"))
                .json();
        assertThat(open.getString("status")).isEqualTo("open");
        assertThat(open.containsKey("settledAt")).isFalse();
        assertThat(city.read(id).getJsonArray("timeline").toString()).contains("task_skipped", "task_reopened");
    }

    @Test
    void twoOfficersAtOnceAreToldAndNothingIsLost() {
        String id = caseWithTasks(city.mediumCase());
        String path = "/v1/cases/" + id + "/tasks/stop-dumping/";
        JsonObject note = new JsonObject().put("note", "已停止进土");
        assertThat(city.lead.with("If-Match", "\"1\"").post(path + "done", note).status())
                .isEqualTo(200);
        assertThat(city.duty
                        .with("If-Match", "\"1\"")
                        .post(path + "skip", new JsonObject().put("reason", "不适用"))
                        .status())
                .isEqualTo(412);
        assertThat(city.duty.post(path + "done", note).status()).isEqualTo(428);
        assertThat(task(id, "stop-dumping").getString("words")).isEqualTo("已停止进土");
    }

    @Test
    void theLeadDoesItsOwnStepsSupportDoesSupportsAndNobodyElseSeesThem() {
        String id = caseWithTasks(city.mediumCase());
        JsonObject note = new JsonObject().put("note", "已完成");
        assertThat(act(city.support, id, "stop-dumping", "done", note).status()).isEqualTo(403);
        assertThat(act(city.support, id, "monitor-cracks", "skip", new JsonObject().put("reason", "没有裂缝"))
                        .status())
                .isEqualTo(403);
        String photo = putPhoto(id);
        assertThat(act(city.support, id, "monitor-cracks", "done", new JsonObject().put("photoId", photo))
                        .status())
                .isEqualTo(200);
        assertThat(act(city.foreign, id, "stop-dumping", "done", note).status()).isEqualTo(404);
        assertThat(city.foreign.get("/v1/cases/" + id + "/tasks").status()).isEqualTo(404);
        assertThat(act(city.auditor, id, "stop-dumping", "done", note).status()).isEqualTo(403);
        assertThat(items(city.auditor.get("/v1/cases/" + id + "/tasks").json()))
                .allSatisfy(each -> assertThat(each.getJsonArray("actions")).isEmpty());
    }

    @Test
    void clocksRunFromTheOpeningOrTheAcknowledgementAndQueuesTellWhatIsLate() {
        String id = caseWithTasks(city.mediumCase());
        Instant opened = Instant.parse(city.read(id).getString("openedAt"));
        assertThat(task(id, "drain-water").getInstant("due")).isEqualTo(opened.plus(Duration.ofDays(1)));
        assertThat(task(id, "call-reporter").containsKey("due")).isFalse();
        city.step(id, "acknowledge");
        Instant firstDue = task(id, "call-reporter").getInstant("due");
        assertThat(Duration.between(clock.instant(), firstDue))
                .isBetween(Duration.ofMinutes(29), Duration.ofMinutes(30));
        assertThat(Duration.between(clock.instant(), task(id, "survey").getInstant("due")))
                .isBetween(Duration.ofHours(23), Duration.ofDays(1));
        assertThat(inQueue(id).getBoolean("late")).isFalse();

        clock.advance(Duration.ofMinutes(31));

        assertThat(task(id, "call-reporter").getBoolean("late")).isTrue();
        assertThat(inQueue(id))
                .isEqualTo(city.read(id).getJsonObject("tasks"))
                .isEqualTo(new JsonObject()
                        .put("total", 8)
                        .put("done", 0)
                        .put("skipped", 0)
                        .put("late", true)
                        .put("nextDue", firstDue.toString()));
    }

    private static JsonObject inQueue(String id) {
        return items(city.lead.get("/v1/cases?queue=department&limit=200").json()).stream()
                .filter(each -> each.getString("id").equals(id))
                .findFirst()
                .orElseThrow()
                .getJsonObject("tasks");
    }

    @Test
    void noTaskOutlivesTheWorkAndTheResolutionSaysWhy() {
        String id = caseWithTasks(city.mediumCase());
        act(city.lead, id, "stop-dumping", "done", new JsonObject().put("note", "已停止进土"));
        for (String step : List.of("acknowledge", "start", "resolve")) {
            city.step(id, step);
        }
        assertThat(task(id, "stop-dumping").getString("status")).isEqualTo("done");
        assertThat(tasks(id).stream().filter(each -> each.getString("status").equals("skipped")))
                .hasSize(7)
                .allSatisfy(each -> assertThat(each.getString("words")).isEqualTo("已削坡排水"));
        assertThat(act(city.lead, id, "survey", "reopen", new JsonObject()).status())
                .isEqualTo(409);
    }

    @Test
    void aGraveCaseIsNotResolvedOverStepsThatNobodyAnsweredFor() {
        String id = caseWithTasks(city.extremeCase());
        for (String step : List.of("acknowledge", "start")) {
            city.step(id, step);
        }
        JsonObject text = new JsonObject().put("text", "已处理");

        Answer bulk = city.send(city.lead, id, "resolve", text);
        assertThat(bulk.status()).isEqualTo(422);
        assertThat(bulk.json().getJsonArray("errors")).hasSize(tasks(id).size());
        JsonArray reasons = new JsonArray();
        tasks(id).stream()
                .filter(each -> !each.getBoolean("lifeSafety"))
                .forEach(each -> reasons.add(
                        new JsonObject().put("code", each.getString("code")).put("reason", "核查后不适用")));
        Answer others = city.send(city.lead, id, "resolve", text.copy().put("openTasks", reasons));
        assertThat(others.status()).isEqualTo(422);
        assertThat(others.json().toString())
                .as("in the name of others")
                .contains("由值班员办理", "由协办部门的部门负责人办理", "或由部门负责人解决此案件");
        Answer evacuation = city.send(city.chief, id, "resolve", text.copy().put("openTasks", reasons));
        assertThat(evacuation.json().getJsonArray("errors")).hasSize(1);
        assertThat(evacuation.json().toString()).contains("撤离");
        assertThatThrownBy(() -> city.sql(
                        "UPDATE cases SET status = 'resolved', version = version + 1 WHERE id = $1",
                        UUID.fromString(id)))
                .hasMessageContaining("has to be answered for");
        assertThat(act(city.chief, id, "evacuate", "done", new JsonObject().put("note", "撤离 42 人"))
                        .status())
                .isEqualTo(200);
        JsonObject resolved = city.send(city.chief, id, "resolve", text.copy().put("openTasks", reasons))
                .json();

        assertThat(resolved.getString("status")).isEqualTo("resolved");
        assertThat(tasks(id).stream().filter(each -> each.getString("status").equals("skipped")))
                .allSatisfy(each -> assertThat(each.getString("words")).isEqualTo("核查后不适用"));
        assertThat(TimelineKind.RESOLVED
                        .publicText(
                                null,
                                new JsonObject(city.sql(
                                                "SELECT data::text FROM timeline_entries WHERE case_id = $1 AND kind = 'resolved'",
                                                UUID.fromString(id))
                                        .iterator()
                                        .next()
                                        .getString(0)))
                        .zhCn())
                .contains("办完 1 项", "撤离受威胁的人");
    }

    @Test
    void aStepIsItsOwnersAndWhoStandsInIsNamed() {
        String id = caseWithTasks(city.extremeCase());
        String other = caseWithTasks(city.extremeCase());
        JsonObject note = new JsonObject().put("note", "已撤离");

        assertThat(act(city.lead, id, "evacuate", "done", note).status()).isEqualTo(403);
        assertThat(act(city.lead, id, "evacuate", "skip", new JsonObject().put("reason", "不用"))
                        .status())
                .isEqualTo(403);
        assertThat(act(city.lead, id, "consider-warning", "done", note).status())
                .isEqualTo(403);
        assertThat(act(city.lead, id, "call-expert", "done", note).status()).isEqualTo(403);
        assertThat(task(id, "evacuate").getBoolean("lifeSafety")).isTrue();
        assertThat(act(city.chief, id, "evacuate", "done", note).status()).isEqualTo(200);
        assertThat(act(city.chief, id, "consider-warning", "done", note).status())
                .isEqualTo(200);
        assertThat(city.read(id).getJsonArray("timeline").toString())
                .contains("代值班员")
                .doesNotContain("代部门负责人");
        assertThatThrownBy(() -> city.sql("""
                        UPDATE case_tasks
                           SET status = 'done', words = '已办', settled_at = now(), version = version + 1,
                               settled_by_id = (SELECT id FROM accounts WHERE name = '李敏' ORDER BY id LIMIT 1)
                         WHERE case_id = $1 AND code = 'call-expert'
                        """, UUID.fromString(id))).hasMessageContaining("another role's to do");
        city.named("钱值", CaseworkCity.LEAD, "duty_officer", Set.of());
        for (String code : List.of("call-expert", "consider-warning")) {
            assertThatThrownBy(() -> city.sql("""
                            UPDATE case_tasks
                               SET status = 'done', words = '已办', settled_at = now(), version = version + 1,
                                   settled_by_id = (SELECT id FROM accounts WHERE name = '钱值')
                             WHERE case_id = $1 AND code = $2 AND status = 'open'
                            """, UUID.fromString(other), code))
                    .as("a duty officer outside the duty office, %s", code)
                    .hasMessageContaining("another role's to do");
        }
    }

    @Test
    void anEditIsForLaterCasesOnly() {
        JsonObject made = administrator
                .post("/v1/playbooks", playbook("spoil-heap", "low", step("look", 1), step("clear", 2)))
                .json();
        // The other process reads a new playbook within two seconds, and may be the one that hears of the case.
        AtomicReference<String> first = new AtomicReference<>();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            first.set(caseWithTasks(city.caseOf(CaseworkCity.report().put("category", "spoil-heap"))));
            assertThat(codes(first.get())).containsExactly("look", "clear");
        });
        String running = first.get();

        Answer changed =
                change(made, playbook("spoil-heap", "low", step("look", 1), step("fence", 2), step("weigh", 3)));
        assertThat(changed.status()).as(changed.body().toString()).isEqualTo(200);
        assertThat(changed.json().getLong("version")).isEqualTo(2);
        assertThat(change(made, playbook("spoil-heap", "low", step("look", 1))).status())
                .as("of an old version")
                .isEqualTo(412);

        city.step(city.duty, running, "triage", CaseworkCity.scores(2, 4));
        assertThat(codes(running)).containsExactly("look", "clear");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            String later = caseWithTasks(city.caseOf(CaseworkCity.report().put("category", "spoil-heap")));
            assertThat(codes(later)).containsExactly("look", "fence", "weigh");
        });
        assertThat(codes(running)).as("also after it rose").containsExactly("look", "clear");
    }

    @Test
    void whatMakesNoSenseIsRefusedAndNothingIsHalfDone() {
        long before = city.count("SELECT count(*) FROM playbook_steps");
        assertRefused(playbook("rockfall", "low"), "/steps");
        JsonObject[] many = new JsonObject[101];
        for (int i = 0; i < many.length; i++) {
            many[i] = step("s" + i, Math.min(i + 1, 100));
        }
        assertRefused(playbook("rockfall", "low", many), "/steps");
        assertRefused(playbook("rockfall", "low", step("a", 1), step("b", 1)), "/steps/1/order");
        assertRefused(playbook("rockfall", "low", step("a", 1), step("a", 2)), "/steps/1/code");
        for (String wrong : List.of("PT0M", "-PT1H", "P366D", "P1Y", "PT", "tomorrow")) {
            assertRefused(playbook("rockfall", "low", step("a", 1).put("dueAfter", wrong)), "/steps/0/dueAfter");
        }
        JsonObject king = new JsonObject().put("role", "king").put("side", "lead");
        assertRefused(playbook("rockfall", "low", step("a", 1).put("owner", king)), "/steps/0/owner/role");
        assertRefused(playbook("no-such", "low", step("a", 1)), "/categoryCode");
        JsonObject chineseOnly = new JsonObject().put("zh-CN", "做这件事");
        assertRefused(playbook("rockfall", "low", step("a", 1).put("title", chineseOnly)), "/steps/0/title");
        Answer twice = administrator.post("/v1/playbooks", playbook("landfill-slope", "low", step("a", 1)));
        assertThat(twice.status()).isEqualTo(409);
        assertThat(twice.json().toString()).contains("/minimumSeverity");
        assertThat(city.duty
                        .post("/v1/playbooks", playbook("rockfall", "low", step("a", 1)))
                        .status())
                .isEqualTo(403);
        assertThat(city.count("SELECT count(*) FROM playbook_steps")).isEqualTo(before);
    }

    private static void assertRefused(JsonObject body, String pointer) {
        Answer answer = administrator.post("/v1/playbooks", body);
        assertThat(answer.status()).as(answer.body().toString()).isIn(400, 422);
        assertThat(answer.json().getJsonArray("errors").toString()).contains(pointer);
    }

    @Test
    void theDatabaseRefusesWhatTheCodeDoes() {
        UUID id = UUID.fromString(caseWithTasks(city.mediumCase()));
        for (String set : List.of(
                "status = 'done'",
                "status = 'skipped', settled_at = now(), settled_by_id = (SELECT id FROM accounts LIMIT 1)",
                "status = 'done', settled_at = now(), settled_by_id = (SELECT id FROM accounts LIMIT 1)",
                "evidence = 'none'",
                "starts_at = now()")) {
            assertThatThrownBy(() -> city.sql(
                            "UPDATE case_tasks SET version = version + 1, " + set
                                    + " WHERE case_id = $1 AND code = 'stop-dumping'",
                            id))
                    .as(set)
                    .hasMessageMatching("(?s).*(case_tasks|never changes).*");
        }
        assertThatThrownBy(() -> city.sql("DELETE FROM case_tasks")).hasMessageContaining("append-only");
        assertThatThrownBy(() -> city.sql("UPDATE playbook_steps SET position = 99"))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> city.sql("UPDATE playbooks SET version = version + 1"))
                .hasMessageContaining("no steps");
    }
}
