package org.qunfang.responsibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
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
                        line(category, "city-emergency", "440300").put("validTo", "2025-01-01"));

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
        String due = Instant.now().plus(Duration.ofDays(30)).toString();
        JsonObject assignment = new JsonObject()
                .put("departmentId", app.departmentId("city-housing").toString())
                .put("due", due);

        assertThat(administrator.post(path + "/assign", assignment).status()).isEqualTo(428);
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
        assertThat(resolved.json().getString("status")).isEqualTo("resolved");
        assertThat(resolved.json().getString("resolution")).isEqualTo("由住建局暂管。");
        assertThat(administrator
                        .with("If-Match", resolved.etag())
                        .post(path + "/resolve", words)
                        .problem())
                .isEqualTo("wrong-state");

        newCategory("another-change");

        JsonObject again = detail(gap);
        assertThat(again.getString("status")).isEqualTo("open");
        assertThat(again.containsKey("resolution")).isFalse();
        assertThat(history(gap)).containsExactly("opened", "assigned", "commented", "resolved", "reopened");
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
}
