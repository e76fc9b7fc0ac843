package org.qunfang.responsibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Gaps and overlaps of the whole matrix over HTTP, with the sample city. */
class CoverageApiTest {
    private static final MovableClock CLOCK = new MovableClock();

    @RegisterExtension
    static final TestApp app = new TestApp(CLOCK);

    private static TestClient administrator;

    @BeforeAll
    static void signIn() {
        administrator = app.officer(
                "city-emergency",
                Set.of("administrator"),
                Set.of("responsibility.edit", "responsibility.read", "coverage.read", "coverage.work"));
    }

    private static String newCategory(String code) {
        JsonObject score = new JsonObject().put("base", 3).put("reason", new JsonObject().put("zh-CN", "松散"));
        Answer made = administrator.post(
                "/v1/categories",
                new JsonObject()
                        .put("code", code)
                        .put("name", new JsonObject().put("zh-CN", "=" + code).put("en", code))
                        .put("icon", "other")
                        .put("capCategory", "Geo")
                        .put("likelihood", score)
                        .put("consequence", score));
        assertThat(made.status()).isEqualTo(201);
        return code;
    }

    private static JsonObject line(String category, String department, String area) {
        return new JsonObject()
                .put("duty", "respond")
                .put("categoryCode", category)
                .put("areaCode", area)
                .put("departmentId", app.departmentId(department).toString())
                .put("role", "lead")
                .put("validFrom", "2024-01-01");
    }

    private static Answer lead(JsonObject line) {
        Answer answer = administrator.post("/v1/responsibilities", line);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer;
    }

    private static List<JsonObject> findings(String category, String more) {
        return administrator
                .get("/v1/coverage?duty=respond&limit=200&category=" + category + more)
                .json()
                .getJsonArray("items")
                .stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static JsonObject only(String category) {
        List<JsonObject> findings = findings(category, "");
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    private static JsonObject detail(JsonObject finding) {
        return administrator.get("/v1/coverage/" + finding.getString("id")).json();
    }

    private static List<String> history(JsonObject finding) {
        JsonArray history = detail(finding).getJsonArray("history");
        return history.stream()
                .map(each -> ((JsonObject) each).getString("kind"))
                .toList();
    }

    private static JsonObject report(String category) {
        return new JsonObject()
                .put("category", category)
                .put("description", "山坡开裂")
                .put("location", new JsonObject().put("lat", 22.711).put("lon", 113.934))
                .put("observedAt", "2026-11-20T08:15:00+08:00")
                .put("language", "zh-CN")
                .put("visibility", "public");
    }

    @Test
    void aNewCategoryNobodyLeadsIsOneGapThatClosesWhenSomebodyDoes() {
        String category = newCategory("one-gap");
        JsonObject gap = only(category);
        assertThat(gap.getString("kind")).isEqualTo("gap");
        assertThat(gap.getString("status")).isEqualTo("open");
        assertThat(gap.getJsonObject("area").getString("code")).isEqualTo("440300");
        assertThat(gap.getInteger("cells")).isEqualTo(gap.getInteger("of")).isGreaterThanOrEqualTo(10);
        assertThat(gap.getJsonObject("owner").getString("code")).isNotEmpty();
        assertThat(findings(category, "&status=resolved")).isEmpty();

        lead(line(category, "city-emergency", "440300"));

        assertThat(only(category).getString("status")).isEqualTo("resolved");
        assertThat(only(category).getString("closedAt")).isNotNull();
        assertThat(history(gap)).containsExactly("opened", "mended");
    }

    @Test
    void aGapThatComesBackIsTheSameFindingOpenAgain() {
        String category = newCategory("comes-back");
        JsonObject gap = only(category);
        Answer line = lead(line(category, "city-emergency", "440300"));

        administrator
                .with("If-Match", line.etag())
                .put(
                        "/v1/responsibilities/" + line.json().getString("id"),
                        line(category, "city-emergency", "440300")
                                .put("validTo", Lookup.today(CLOCK).toString()));

        assertThat(only(category).getString("id")).isEqualTo(gap.getString("id"));
        assertThat(history(gap)).containsExactly("opened", "mended", "reopened");
    }

    @Test
    void aLineThatEndsByThePassingOfDaysOpensAGap() {
        String category = newCategory("passing-days");
        JsonObject gap = only(category);
        LocalDate end = Lookup.today(CLOCK).plusDays(2);
        lead(line(category, "city-emergency", "440300").put("validTo", end.toString()));
        assertThat(only(category).getString("status")).isEqualTo("resolved");

        CLOCK.advance(Duration.ofDays(2));

        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> only(category).getString("status").equals("open"));
        assertThat(history(gap)).endsWith("reopened");
    }

    @Test
    void twoLeadsAtOnePlaceAreAnOverlapThatNamesBoth() {
        String category = newCategory("two-leads");
        lead(line(category, "city-emergency", "440300"));
        lead(line(category, "city-housing", "440300"));

        List<JsonObject> open = findings(category, "&status=open");
        assertThat(open).hasSize(1);
        assertThat(open.get(0).getString("kind")).isEqualTo("overlap");
        assertThat(open.get(0).getJsonArray("departments")).hasSize(2);
    }

    @Test
    void aReportInAGapThatIsKnownOpensNoSecondFinding() {
        String category = newCategory("known-gap");
        JsonObject gap = only(category);

        assertThat(app.resident()
                        .put("/v1/reports/" + TestClient.id(), report(category))
                        .status())
                .isEqualTo(201);

        assertThat(only(category)).isEqualTo(gap);
    }

    @Test
    void aFindingIsAssignedCommentedAndResolvedAndOpensAgainWhileItIsStillThere() {
        String category = newCategory("by-word");
        JsonObject gap = only(category);
        String path = "/v1/coverage/" + gap.getString("id");
        String due = Instant.now().plus(Duration.ofDays(5)).toString();
        JsonObject assignment = new JsonObject()
                .put("departmentId", app.departmentId("city-housing").toString())
                .put("due", due);

        assertThat(administrator.post(path + "/assign", assignment).status()).isEqualTo(428);
        TestClient current =
                administrator.with("If-Match", administrator.get(path).etag());
        Answer toNobody = current.post(path + "/assign", assignment);
        assertThat(toNobody.status()).as("nobody there can read findings").isEqualTo(422);
        assertThat(toNobody.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/departmentId");
        appoint("duty_officer", "city-housing");
        assertThat(current.post(path + "/assign", assignment).status())
                .as("a duty officer outside the duty office reads none")
                .isEqualTo(422);
        appointReader("city-housing");
        assertThat(current.post(path + "/assign", assignment.copy().put("due", "9999-12-01T00:00:00Z"))
                        .status())
                .as("a due date that nobody lives to see")
                .isEqualTo(422);
        Answer assigned =
                administrator.with("If-Match", administrator.get(path).etag()).post(path + "/assign", assignment);
        assertThat(assigned.status()).as(assigned.body().toString()).isEqualTo(200);
        assertThat(assigned.json().getJsonObject("owner").getString("code")).isEqualTo("city-housing");
        assertThat(Instant.parse(assigned.json().getString("due")))
                .isEqualTo(Instant.parse(due).truncatedTo(java.time.temporal.ChronoUnit.MICROS));
        assertThat(findings(category, "&owner=" + app.departmentId("city-housing")))
                .hasSize(1);
        assertThat(findings(category, "&owner=" + app.departmentId("city-emergency")))
                .isEmpty();

        Answer commented = administrator.post(path + "/comment", new JsonObject().put("text", "已请住建局确认。"));
        assertThat(commented.status()).isEqualTo(200);
        JsonObject words = new JsonObject().put("text", "由住建局暂管。");
        assertThat(administrator
                        .with("If-Match", assigned.etag())
                        .post(path + "/resolve", words)
                        .status())
                .isEqualTo(412);
        Answer resolved = administrator.with("If-Match", commented.etag()).post(path + "/resolve", words);
        assertThat(resolved.status()).as(resolved.body().toString()).isEqualTo(200);
        assertThat(resolved.json().getString("status"))
                .as("the matrix is looked at before the answer")
                .isEqualTo("open");

        JsonObject again = detail(gap);
        assertThat(again.getString("status")).isEqualTo("open");
        assertThat(again.containsKey("resolution")).isFalse();
        assertThat(Instant.parse(again.getString("due")))
                .as("closing by word buys no time")
                .isEqualTo(Instant.parse(assigned.json().getString("due")));
        assertThat(history(gap)).containsExactly("opened", "assigned", "commented", "resolved", "reopened");
    }

    @Test
    void whatWasClosedByWordInAProcessThatDiedIsOpenedAgainByTheRecurringLook() {
        String category = newCategory("died-between");
        JsonObject gap = only(category);

        // As the transaction left it, before the process looked.
        app.pool()
                .preparedQuery("""
                        UPDATE findings
                           SET status = 'resolved', closed_at = now(), resolution = '已口头说好', awaits_look = true
                         WHERE id = $1
                        """)
                .execute(io.vertx.sqlclient.Tuple.of(java.util.UUID.fromString(gap.getString("id"))))
                .await();

        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> only(category).getString("status").equals("open"));
        assertThat(history(gap)).endsWith("reopened");
    }

    @Test
    void whoOwnsAFindingGivesItselfNoMoreTime() {
        String path = "/v1/coverage/" + only(newCategory("put-off")).getString("id");
        appointReader("city-housing");
        TestClient housing =
                app.officer("city-housing", Set.of("department_lead"), Set.of("coverage.read", "coverage.work"));
        JsonObject take = new JsonObject()
                .put("departmentId", app.departmentId("city-housing").toString());

        Answer taken = assign(housing, path, take);
        assertThat(taken.status()).as(taken.body().toString()).isEqualTo(200);
        Instant due = Instant.parse(taken.json().getString("due"));
        Answer later = assign(
                housing,
                path,
                take.copy().put("due", due.plus(Duration.ofDays(1)).toString()));
        assertThat(later.status()).isEqualTo(422);
        assertThat(later.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/due");
        assertThat(assign(
                                housing,
                                path,
                                take.copy()
                                        .put(
                                                "due",
                                                due.minus(Duration.ofDays(1)).toString()))
                        .status())
                .as("sooner")
                .isEqualTo(200);
        TestClient duty = app.officer("duty-office", Set.of("duty_officer"), Set.of("coverage.read", "coverage.work"));
        assertThat(assign(
                                duty,
                                path,
                                take.copy()
                                        .put("due", due.plus(Duration.ofDays(1)).toString()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void nobodyPutsOffAFindingByHandingItToAndFro() {
        String path = "/v1/coverage/" + only(newCategory("to-and-fro")).getString("id");
        appointReader("city-housing");
        TestClient duty = app.officer("duty-office", Set.of("duty_officer"), Set.of("coverage.read", "coverage.work"));
        TestClient housing =
                app.officer("city-housing", Set.of("department_lead"), Set.of("coverage.read", "coverage.work"));
        JsonObject toHousing = new JsonObject()
                .put("departmentId", app.departmentId("city-housing").toString());
        JsonObject toOffice = new JsonObject()
                .put("departmentId", app.departmentId("duty-office").toString());
        Instant due = Instant.parse(assign(housing, path, toHousing).json().getString("due"));
        String nextYear = Instant.now().plus(Duration.ofDays(365)).toString();

        assertThat(assign(housing, path, toOffice).status()).isEqualTo(200);
        for (TestClient other : List.of(housing, administrator)) {
            Answer later = assign(other, path, toOffice.copy().put("due", nextYear));
            assertThat(later.status()).as("while the duty office owns it").isEqualTo(422);
            assertThat(later.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                    .isEqualTo("/due");
        }
        Answer back = assign(housing, path, toHousing);
        assertThat(back.status()).isEqualTo(200);
        assertThat(Instant.parse(back.json().getString("due"))).isEqualTo(due);
        assertThat(assign(duty, path, toHousing.copy().put("due", nextYear)).status())
                .isEqualTo(200);
    }

    private static Answer assign(TestClient officer, String path, JsonObject body) {
        return officer.with("If-Match", officer.get(path).etag()).post(path + "/assign", body);
    }

    @Test
    void whatNobodyCanDoToAFindingIsRefused() {
        String category = newCategory("refused");
        String path = "/v1/coverage/" + only(category).getString("id");
        TestClient current = administrator.with("If-Match", "\"1\"");
        JsonObject assignment = new JsonObject().put("departmentId", TestClient.id());

        assertThat(current.post(path + "/assign", assignment).problem()).isEqualTo("invalid");
        assertThat(current.post(
                                path + "/assign",
                                new JsonObject()
                                        .put(
                                                "departmentId",
                                                app.departmentId("city-housing").toString())
                                        .put("due", "2020-01-01T00:00:00Z"))
                        .problem())
                .isEqualTo("invalid");
        assertThat(current.post("/v1/coverage/" + TestClient.id() + "/resolve", new JsonObject().put("text", "好"))
                        .status())
                .isEqualTo(404);
        TestClient reader = app.officer("city-housing", Set.of("auditor"), Set.of("coverage.read"));
        assertThat(reader.get(path).status()).isEqualTo(200);
        assertThat(reader.post(path + "/comment", new JsonObject().put("text", "好"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void theTableHasOneLineForEachFindingAndNoFormulas() {
        String category = newCategory("formula");

        Answer csv = administrator.with("Accept", "text/csv").get("/v1/coverage.csv?duty=respond&category=" + category);

        assertThat(csv.status()).isEqualTo(200);
        String text = csv.body().toString();
        assertThat(text.split("\r\n")).hasSize(2);
        assertThat(text)
                .startsWith("\uFEFFid,kind,duty")
                .contains(",'=formula,")
                .contains(",440300,");
    }

    @Test
    void oneComputationIsOneAuditEntryThatSaysWhatItMoved() {
        String category = newCategory("audited");

        JsonObject told = app.pool()
                .query("SELECT detail FROM audit_entries WHERE action = 'coverage.compute' ORDER BY id DESC LIMIT 1")
                .execute()
                .await()
                .iterator()
                .next()
                .getJsonObject(0);
        assertThat(told.getInteger("opened")).isEqualTo(4);
        assertThat(told.getLong("matrixVersion")).isPositive();
        assertThat(only(category)).isNotNull();
    }

    private static void appointReader(String department) {
        appoint("department_lead", department);
    }

    private static void appoint(String role, String department) {
        UUID id = UUID.randomUUID();
        app.pool()
                .preparedQuery("""
                        INSERT INTO accounts (id, kind, created_at, email, name, department_id, roles, password_hash, totp_secret)
                        VALUES ($1, 'OFFICER', now(), $2, '何勇', $3, $4, 'x', decode(repeat('00', 20), 'hex'))
                        """)
                .execute(Tuple.of(id, id + "@example.org", app.departmentId(department), new String[] {role}))
                .await();
    }
}
