package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.OpenPage;
import org.qunfang.testing.SmtpSink;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Silence climbs: two processes on one database, a mail server, open pages. */
class SilenceLadderTest {
    private static final Duration SOON = Duration.ofSeconds(25);
    private static final MovableClock clock = new MovableClock();
    private static final SmtpSink mail = new SmtpSink();

    @RegisterExtension
    @Order(1)
    static final TestApp app = new TestApp(clock).set("QUNFANG_SMTP_URL", mail.url());

    @RegisterExtension
    @Order(2)
    static final TestApp second = app.beside().set("QUNFANG_SMTP_URL", mail.url());

    private static CaseworkCity city;

    @BeforeAll
    static void staff() {
        city = new CaseworkCity(app);
    }

    @AfterAll
    static void close() {
        mail.close();
    }

    private static List<Integer> rungs(String caseId) {
        List<Integer> rungs = new ArrayList<>();
        city.sql("SELECT rung FROM rungs WHERE case_id = $1 ORDER BY at, rung", UUID.fromString(caseId))
                .forEach(row -> rungs.add(row.getInteger(0)));
        return rungs;
    }

    /** Time goes on, and the recurring work of whichever process finds what is due. */
    private static void silentFor(Duration time, String caseId, Integer... expected) {
        clock.advance(time);
        await().atMost(SOON).untilAsserted(() -> assertThat(rungs(caseId)).containsExactly(expected));
    }

    private static TestClient boss(String department) {
        return city.named("上级", department, "officer", CaseworkCity.OFFICER);
    }

    private static List<String> publicList() {
        Answer answer = app.nobody().get("/v1/overdue?limit=200");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("number"))
                .toList();
    }

    @Test
    void silenceClimbsEachRungOnceTellsEverybodyAndEndsWithTheAcknowledgement() {
        TestClient superior = boss("guangming-government");
        TestClient authority = boss("city-government");
        List<String> page =
                OpenPage.of(second, second.officer("guangming-government", Set.of("officer"), Set.of("case.read")));
        int mailsBefore = mail.mails().size();
        String id = city.extremeCase();
        String number = city.read(id).getString("number");

        assertThat(superior.get("/v1/cases/" + id).status()).as("not told yet").isEqualTo(404);
        silentFor(Duration.ofMinutes(16), id, 1);
        assertThat(superior.get("/v1/cases/" + id).status()).isEqualTo(404);
        silentFor(Duration.ofMinutes(16), id, 1, 2);
        assertThat(superior.get("/v1/cases/" + id).status())
                .as("told: reads it")
                .isEqualTo(200);
        assertThat(superior.get("/v1/cases?queue=overdue").body().toString()).contains(id);
        assertThat(authority.get("/v1/cases?queue=overdue").body().toString()).doesNotContain(id);
        silentFor(Duration.ofMinutes(16), id, 1, 2, 3);
        assertThat(publicList()).doesNotContain(number);
        silentFor(Duration.ofMinutes(16), id, 1, 2, 3, 4);
        assertThat(publicList()).contains(number);
        clock.advance(Duration.ofHours(2));

        JsonObject read = city.read(id);
        assertThat(kinds(read))
                .containsOnlyOnce("opened")
                .filteredOn("overdue"::equals)
                .hasSize(4);
        assertThat(read.getJsonArray("deadlines").getJsonObject(0).getInteger("rung"))
                .isEqualTo(4);
        assertThat(read.getJsonArray("rungs")).hasSize(4);
        assertThat(city.count(
                        "SELECT count(*) FROM audit_entries WHERE subject_id = $1 AND action = 'case.climb'",
                        UUID.fromString(id)))
                .isEqualTo(4);
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(String.join("\n", page)).contains("event: case.overdue", id);
            String all = mail.mails().subList(mailsBefore, mail.mails().size()).toString();
            assertThat(all).contains("Auto-Submitted: auto-generated");
        });
        assertThat(told(id))
                .containsExactly(CaseworkCity.LEAD, "guangming-government", "city-government", CaseworkCity.LEAD);

        city.step(id, "acknowledge");

        assertThat(publicList()).doesNotContain(number);
        assertThat(superior.get("/v1/cases/" + id).status())
                .as("no longer concerned")
                .isEqualTo(404);
        assertThat(city.count(
                        "SELECT count(*) FROM rungs WHERE case_id = $1 AND ended_at IS NULL", UUID.fromString(id)))
                .isZero();
        assertThat(city.read(id).getJsonArray("deadlines").getJsonObject(1).containsKey("rung"))
                .as("the time to resolve begins a ladder of its own")
                .isFalse();
    }

    private static List<String> kinds(JsonObject read) {
        return read.getJsonArray("timeline").stream()
                .map(entry -> ((JsonObject) entry).getString("kind"))
                .toList();
    }

    private static List<String> told(String caseId) {
        List<String> told = new ArrayList<>();
        for (Row row : city.sql(
                "SELECT d.code FROM rungs r JOIN departments d ON d.id = r.department_id WHERE r.case_id = $1 ORDER BY r.rung",
                UUID.fromString(caseId))) {
            told.add(row.getString(0));
        }
        return told;
    }

    @Test
    void afterAStandstillOfDaysTheRungsComeInOrderAndNotAtOnce() {
        String id = city.mediumCase();

        silentFor(Duration.ofDays(9), id, 1);
        silentFor(Duration.ofMinutes(239), id, 1);
        silentFor(Duration.ofMinutes(2), id, 1, 2);
        city.step(id, "acknowledge");
    }

    @Test
    void whatManyCasesHaveToTellOneDepartmentIsOneMail() {
        TestClient lead = city.named("段长", "dapeng-emergency", "department_lead", CaseworkCity.CHIEF);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ids.add(city.mediumCase());
        }
        city.sql(
                "UPDATE cases SET lead_department_id = $2, support_department_ids = '{}', version = version + 1"
                        + " WHERE id = ANY ($1)",
                ids.stream().map(UUID::fromString).toArray(UUID[]::new),
                app.departmentId("dapeng-emergency"));
        clock.advance(Duration.ofHours(5));
        await().atMost(SOON)
                .untilAsserted(() -> ids.forEach(id -> assertThat(rungs(id)).containsExactly(1)));

        String numbers = city.read(ids.get(0)).getString("number");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(city.count(
                                "SELECT count(DISTINCT notice_id) FROM rungs WHERE case_id = ANY ($1) AND told_at IS NOT NULL",
                                (Object) ids.stream().map(UUID::fromString).toArray(UUID[]::new)))
                        .isEqualTo(1));
        assertThat(numbers).startsWith("QF-");
        assertThat(lead.get("/v1/cases?queue=overdue").body().toString()).contains(ids);
    }

    @Test
    void aHoldPausesUntilItsReviewAndIsLateAfterIt() {
        String id = city.extremeCase();
        city.step(id, "acknowledge");
        city.step(id, "start");
        JsonObject hold = new JsonObject()
                .put("reason", "等待检测结果")
                .put("reviewAt", clock.instant().plus(Duration.ofDays(3)).toString());
        city.holdByTwo(id, hold);

        clock.advance(Duration.ofDays(2));
        await().pollDelay(Duration.ofSeconds(6))
                .atMost(SOON)
                .untilAsserted(() -> assertThat(rungs(id)).isEmpty());
        silentFor(Duration.ofDays(1).plusMinutes(1), id, 1);
        assertThat(city.sql("SELECT kind FROM rungs WHERE case_id = $1", UUID.fromString(id))
                        .iterator()
                        .next()
                        .getString(0))
                .isEqualTo("review");
        city.step(id, "start");
        assertThat(city.tryStep(city.lead, id, "hold", new JsonObject().put("reason", "无期限"))
                        .status())
                .as("a pause has a review")
                .isIn(400, 422);
        clock.advance(Duration.ofDays(2));
        hold.put("reviewAt", clock.instant().plus(Duration.ofDays(300)).toString());
        Answer late = city.tryStep(city.lead, id, "hold", hold);
        assertThat(late.status()).as("time that is over is not paused").isEqualTo(409);
        // Meanwhile the ladder climbs, and each rung is a new version.
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(city.tryStep(city.lead, id, "resolve", CaseworkCity.bodyFor("resolve"))
                                .status())
                        .isEqualTo(200));
    }

    @Test
    void whoTakesOverACaseThatIsLateHearsOfItRungByRung() {
        String id = city.extremeCase();
        city.step(id, "acknowledge");
        clock.advance(Duration.ofDays(1));
        silentFor(Duration.ofMinutes(1), id, 1);
        String handover = city.handOver(city.lead, id, CaseworkCity.SUPPORT);
        assertThat(city.support.post("/v1/handovers/" + handover + "/accept").status())
                .isEqualTo(200);
        city.step(city.support, id, "acknowledge", new JsonObject());

        for (int rung = 1; rung <= 4; rung++) {
            int reached = rung;
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(count(
                                    "SELECT count(*) FROM rungs WHERE case_id = $1 AND kind = 'resolve' AND ended_at IS NULL",
                                    id))
                            .isEqualTo(reached));
            clock.advance(Duration.ofMinutes(16));
        }

        assertThat(publicList()).contains(city.read(id).getString("number"));
    }

    private static long count(String sql, String caseId) {
        return city.count(sql, UUID.fromString(caseId));
    }

    @Test
    void aReportThatRaisesACaseOnHoldLeavesItTheTimeOfItsNewSeverity() {
        JsonObject report = CaseworkCity.report();
        String id = city.caseOf(report);
        city.step(id, "acknowledge");
        city.step(id, "start");
        city.step(
                city.lead,
                id,
                "hold",
                new JsonObject()
                        .put("reason", "等待检测结果")
                        .put(
                                "reviewAt",
                                clock.instant().plus(Duration.ofDays(20)).toString()));

        Instant sent = clock.instant();
        assertThat(city.caseOf(report.copy().put("answers", new JsonObject().put("cracks", "widening"))))
                .isEqualTo(id);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(city.read(id).getString("status")).isEqualTo("in_progress"));

        assertThat(city.read(id).getString("severity")).isEqualTo("extreme");
        Instant resolveBy = city.sql("SELECT resolve_by FROM cases WHERE id = $1", UUID.fromString(id))
                .iterator()
                .next()
                .getOffsetDateTime(0)
                .toInstant();
        assertThat(resolveBy)
                .as("of an extreme case, from now on")
                .isBetween(sent.plus(Duration.ofHours(23)), sent.plus(Duration.ofHours(25)));
        assertThat(rungs(id)).isEmpty();
        city.step(id, "resolve");
    }

    @Test
    void noDeadlineLiesBeforeTheCaseItselfAlsoWhereOneIsTakenOver() {
        JsonObject report = CaseworkCity.report();
        String old = city.caseOf(report);
        TestClient second = app.resident();
        String secondId = TestClient.id();
        second.put("/v1/reports/" + secondId, report);
        city.step(old, "acknowledge");
        clock.advance(Duration.ofDays(60));
        JsonObject split = city.tryStep(
                        city.lead,
                        old,
                        "split",
                        new JsonObject()
                                .put("reportIds", new JsonArray().add(secondId))
                                .put("rationale", "另一处"))
                .json();
        String young = city.caseOf(CaseworkCity.report());
        city.step(city.lead, young, "merge", new JsonObject().put("into", old).put("apart", true));

        assertThat(count("SELECT count(*) FROM cases WHERE id = $1 AND resolve_by = opened_at", split.getString("id")))
                .as("what is taken over is late at once, not before it was opened")
                .isEqualTo(1);
        assertThat(city.count("SELECT count(*) FROM cases WHERE resolve_by < opened_at OR acknowledge_by < opened_at"))
                .isZero();
        for (String column : List.of("resolve_by", "acknowledge_by")) {
            assertThatThrownBy(() -> city.sql(
                            "UPDATE cases SET " + column + " = opened_at - interval '1 second' WHERE id = $1",
                            UUID.fromString(old)))
                    .hasStackTraceContaining("cases_deadlines_after_opening");
        }
    }

    @Test
    void aProtectedReportIsCountedAndNotListed() {
        String id = city.caseOf(CaseworkCity.report()
                .put("visibility", "protected")
                .put("answers", new JsonObject().put("cracks", "widening")));
        String number = city.read(id).getString("number");
        for (int rung = 1; rung <= 4; rung++) {
            clock.advance(Duration.ofMinutes(16));
            int reached = rung;
            await().atMost(SOON).untilAsserted(() -> assertThat(rungs(id)).hasSize(reached));
        }
        clock.advance(Duration.ofHours(1));

        JsonObject list = app.nobody().get("/v1/overdue?limit=200").json();
        assertThat(list.encode()).doesNotContain(number, "裂缝在变宽", "lat");
        assertThat(list.getInteger("withheld")).isPositive();
        city.step(id, "acknowledge");
    }

    @Test
    void theTrackingPageSaysWhatIsLateSinceWhenAndWhoWasTold() {
        JsonObject report = CaseworkCity.report().put("answers", new JsonObject().put("cracks", "widening"));
        Answer sent = app.resident().put("/v1/reports/" + TestClient.id(), report);
        String id = sent.json().getJsonObject("case").getString("id");
        String track = "/v1/track/" + sent.json().getString("trackingCode");

        assertThat(app.nobody().get(track).json().containsKey("overdue")).isFalse();
        silentFor(Duration.ofMinutes(16), id, 1);

        JsonObject overdue = app.nobody().get(track).json().getJsonObject("overdue");
        assertThat(overdue.getString("deadline")).isEqualTo("acknowledge");
        assertThat(overdue.getJsonObject("missed").getString("zh-CN")).isEqualTo("未按时受理");
        assertThat(overdue.getString("since")).isEqualTo(sent.json().getString("acknowledgeBy"));
        assertThat(overdue.getJsonObject("told").getString("zh-CN")).isEqualTo("部门负责人");
        JsonArray timeline = app.nobody().get(track).json().getJsonArray("timeline");
        assertThat(timeline.encode()).contains("未按时受理，已通知光明区");
        city.step(id, "acknowledge");
        assertThat(app.nobody().get(track).json().containsKey("overdue")).isFalse();
    }

    @Test
    void theDatabaseRefusesARungOutOfOrderAndTheSameTwice() {
        String id = city.mediumCase();
        assertThatThrownBy(() ->
                        city.sql("UPDATE cases SET rung = 2, next_rung_at = now() WHERE id = $1", UUID.fromString(id)))
                .hasMessageContaining("does not follow");
        String climb = """
                INSERT INTO rungs (id, case_id, kind, due_at, rung, department_id, at)
                SELECT gen_random_uuid(), id, 'acknowledge', acknowledge_by, 1, lead_department_id,
                       acknowledge_by + interval '1 minute'
                  FROM cases WHERE id = $1
                """;
        city.sql(climb, UUID.fromString(id));
        assertThatThrownBy(() -> city.sql(climb, UUID.fromString(id))).hasMessageContaining("rungs_case_id_kind");
        assertThatThrownBy(() -> city.sql("DELETE FROM rungs WHERE case_id = $1", UUID.fromString(id)))
                .hasMessageContaining("append-only");
        city.step(id, "acknowledge");
    }
}
