package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.qunfang.http.Caller;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Officers of the sample city around landfill slopes in Guangming, and fresh cases for them. */
final class CaseworkCity {
    static final String LEAD = "guangming-urban-management";
    static final String SUPPORT = "guangming-emergency";
    static final String FOREIGN = "nanshan-housing";
    static final Set<String> OFFICER = Set.of("case.read", "case.work");

    static final Set<String> CHIEF = Set.of("case.read", "case.work", "case.assign", "case.consent");

    private static final List<String> LIKELIHOODS =
            List.of("cracks none", "cracks old", "seepage clear", "cracks slow", "cracks fast");
    private static final List<String> CONSEQUENCES = List.of(
            "people-below nobody", "run-out foot", "people-below passing", "people-below homes", "people-below many");

    private static final int COLUMNS = 14;
    private static final double STEP_DEGREES = 0.004;
    private static final AtomicInteger PLACES = new AtomicInteger();

    final TestApp app;
    final TestClient lead;
    final TestClient support;
    final TestClient foreign;
    final TestClient duty;
    final TestClient auditor;
    /** Leads the department that leads the cases. */
    final TestClient chief;

    CaseworkCity(TestApp app) {
        this.app = app;
        this.lead = named("李敏", LEAD, "officer", OFFICER);
        this.support = named("王强", SUPPORT, "officer", OFFICER);
        this.foreign = named("陈静", FOREIGN, "officer", OFFICER);
        this.duty = named(
                "周平",
                "duty-office",
                "duty_officer",
                Set.of("case.read", "case.work", "case.triage-all", "case.consent"));
        this.chief = named("何勇", LEAD, "department_lead", CHIEF);
        this.auditor = named("郑直", "city-government", "auditor", Set.of("case.read", "case.read-all"));
    }

    /** An officer who has an account, so that the timeline can name him. */
    TestClient named(String name, String department, String role, Set<String> permissions) {
        UUID id = UUID.randomUUID();
        sql("""
                INSERT INTO accounts (id, kind, created_at, email, name, department_id, roles, password_hash, totp_secret)
                VALUES ($1, 'OFFICER', now(), $2, $3, $4, $5, 'none', decode(repeat('00', 20), 'hex'))
                """, id, id + "@example.org", name, app.departmentId(department), new String[] {role});
        return app.as(new Caller(
                Caller.Kind.OFFICER, id, name, app.departmentId(department), Set.of(role), permissions, null));
    }

    static JsonObject report() {
        int place = PLACES.getAndIncrement();
        return new JsonObject()
                .put("category", "landfill-slope")
                .put("description", "裂缝在变宽，有水渗出")
                .put(
                        "location",
                        new JsonObject()
                                .put("lat", 22.720 + place / COLUMNS * STEP_DEGREES)
                                .put("lon", 113.900 + place % COLUMNS * STEP_DEGREES)
                                .put("accuracyMeters", 10))
                .put("observedAt", "2026-11-23T08:15:00+08:00");
    }

    /** 3 × 3 = medium, assigned to {@link #LEAD}. */
    String mediumCase() {
        return caseOf(report());
    }

    /** 5 × 3 = extreme: growing cracks. */
    String extremeCase() {
        return caseOf(report().put("answers", new JsonObject().put("cracks", "widening")));
    }

    String caseOf(JsonObject report) {
        Answer answer = app.resident().put("/v1/reports/" + TestClient.id(), report);
        assertThat(answer.status()).isEqualTo(201);
        return answer.json().getJsonObject("case").getString("id");
    }

    /** Takes a step with the newest version and expects it to be allowed. */
    JsonObject step(TestClient officer, String caseId, String step, JsonObject body) {
        Answer answer = tryStep(officer, caseId, step, body);
        assertThat(answer.status()).as("%s: %s", step, answer.body()).isEqualTo(200);
        return answer.json();
    }

    JsonObject step(String caseId, String step) {
        return step(lead, caseId, step, bodyFor(step));
    }

    Answer tryStep(TestClient officer, String caseId, String step, JsonObject body) {
        Answer answer = send(officer, caseId, step, body);
        // A playbook may come while the case is resolved: what has to be answered for is, and then it is resolved.
        for (int tries = 0;
                step.equals("resolve") && answer.body().toString().contains("/openTasks") && tries < 5;
                tries++) {
            settleSteps(caseId);
            answer = send(officer, caseId, step, body);
        }
        return answer;
    }

    private void settleSteps(String caseId) {
        sql("""
                UPDATE case_tasks
                   SET status = 'skipped', words = '已由现场指挥安排', settled_at = now(), version = version + 1,
                       settled_by_id = (SELECT id FROM accounts WHERE name = '何勇' ORDER BY id LIMIT 1)
                 WHERE case_id = $1 AND status = 'open'
                """, UUID.fromString(caseId));
    }

    /** As it is, whatever the playbook asks for. */
    Answer send(TestClient officer, String caseId, String step, JsonObject body) {
        return officer.with("If-Match", "\"" + version(caseId) + "\"").post("/v1/cases/" + caseId + "/" + step, body);
    }

    /** Asks with the newest version for a second officer's consent. */
    Answer tryAsk(TestClient officer, String caseId, JsonObject body) {
        return officer.with("If-Match", "\"" + version(caseId) + "\"").post("/v1/cases/" + caseId + "/consents", body);
    }

    /** The id of what then waits for a second officer. */
    String ask(TestClient officer, String caseId, JsonObject body) {
        Answer answer = tryAsk(officer, caseId, body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.json().getJsonObject("consent").getString("id");
    }

    static Answer answer(TestClient officer, String consentId, String answer) {
        String path = "/v1/consents/" + consentId + "/" + answer;
        return answer.equals("withdraw")
                ? officer.post(path)
                : officer.post(path, new JsonObject().put("text", "已核对现场照片"));
    }

    /** A high or extreme case waits with a second officer's consent. */
    JsonObject holdByTwo(String caseId, JsonObject hold) {
        JsonObject asked = hold.copy().put("step", "hold").put("rationale", hold.getString("reason"));
        asked.remove("reason");
        Answer answer = answer(chief, ask(lead, caseId, asked), "confirm");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.json();
    }

    /** A body that asks for the step. */
    static JsonObject askFor(String step) {
        JsonObject body = step.equals("triage") ? scores(1, 2) : bodyFor(step);
        return body.put("step", step);
    }

    /** Says "not ours" with the newest version. */
    Answer tryHandOver(TestClient officer, String caseId, String department) {
        return officer.with("If-Match", "\"" + version(caseId) + "\"")
                .post("/v1/cases/" + caseId + "/handovers", handTo(department, "不在我们辖区"));
    }

    /** The id of the handover that then waits. */
    String handOver(TestClient officer, String caseId, String department) {
        Answer answer = tryHandOver(officer, caseId, department);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.json().getString("id");
    }

    JsonObject handTo(String department, String reason) {
        return new JsonObject()
                .put("toDepartmentId", app.departmentId(department).toString())
                .put("reason", reason);
    }

    /** An extreme case that the department says is fixed. */
    String resolvedExtremeCase() {
        String id = extremeCase();
        for (String step : new String[] {"acknowledge", "start", "resolve"}) {
            step(id, step);
        }
        return id;
    }

    /** A body that the contract allows for the step. */
    static JsonObject bodyFor(String step) {
        return switch (step) {
            case "hold" ->
                new JsonObject()
                        .put("reason", "等待检测结果")
                        .put("reviewAt", Instant.now().plus(Duration.ofDays(2)).toString());
            case "resolve", "comment" -> new JsonObject().put("text", "已削坡排水");
            case "close", "reopen" -> new JsonObject().put("rationale", "复查无变形");
            case "reject" -> new JsonObject().put("reason", "spam").put("rationale", "内容为广告");
            case "triage" -> scores(4, 5);
            default -> new JsonObject();
        };
    }

    static JsonObject scores(int likelihood, int consequence) {
        return new JsonObject()
                .put("rationale", "现场踏勘后评分")
                .put(
                        "factors",
                        new JsonArray()
                                .add(answered("likelihood", likelihood, LIKELIHOODS.get(likelihood - 1)))
                                .add(answered("consequence", consequence, CONSEQUENCES.get(consequence - 1))));
    }

    /** An answer of the sample's factors for slopes, and what it is worth. */
    private static JsonObject answered(String side, int value, String answer) {
        String[] parts = answer.split(" ");
        return new JsonObject()
                .put("code", parts[0])
                .put("answer", parts[1])
                .put("side", side)
                .put("value", value)
                .put("reason", "现场所见");
    }

    JsonObject read(String caseId) {
        Answer answer = duty.get("/v1/cases/" + caseId);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    long version(String caseId) {
        return sql("SELECT version FROM cases WHERE id = $1", UUID.fromString(caseId))
                .iterator()
                .next()
                .getLong(0);
    }

    /** Rows of what departments support that are not as their cases have it, or not there. */
    long strayedSupport() {
        return count("""
                WITH true_ones AS (
                    SELECT c.id AS case_id, d.id AS department_id, c.is_open, c.turn, c.due_at, c.lead_department_id,
                           c.keeper_id
                      FROM cases AS c, unnest(c.support_department_ids) AS d (id)),
                kept AS (
                    SELECT case_id, department_id, is_open, turn, due_at, lead_department_id, keeper_id
                      FROM supported_cases)
                SELECT count(*)
                  FROM ((TABLE true_ones EXCEPT TABLE kept) UNION ALL (TABLE kept EXCEPT TABLE true_ones)) AS strayed
                """);
    }

    long count(String sql, Object... values) {
        return sql(sql, values).iterator().next().getLong(0);
    }

    RowSet<Row> sql(String sql, Object... values) {
        return app.pool().preparedQuery(sql).execute(Tuple.from(values)).await();
    }
}
