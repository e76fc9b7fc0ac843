package org.qunfang.responsibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Departments, categories, the matrix, lookups and findings over HTTP, with the sample city. */
class ResponsibilityApiTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    private static TestClient administrator;

    @BeforeAll
    static void signIn() {
        administrator = app.officer(
                "city-emergency",
                Set.of("administrator"),
                Set.of("responsibility.edit", "responsibility.read", "coverage.read"));
        administrator.post("/v1/categories", category("line-group", null));
        administrator.post("/v1/categories", category("line-kind", "line-group"));
    }

    private static JsonObject department(String code) {
        return new JsonObject().put("code", code).put("name", new JsonObject().put("zh-CN", "测试局"));
    }

    private static JsonObject category(String code, String parent) {
        JsonObject score = new JsonObject().put("base", 3).put("reason", new JsonObject().put("zh-CN", "松散"));
        JsonObject json = new JsonObject()
                .put("code", code)
                .put("name", new JsonObject().put("zh-CN", "测试类").put("en", "Test kind"))
                .put("icon", "other")
                .put("capCategory", "Geo")
                .put("likelihood", score)
                .put("consequence", score);
        return parent == null ? json : json.put("parentCode", parent);
    }

    private static JsonObject line(String department, String from, String to) {
        JsonObject json = new JsonObject()
                .put("duty", "permit")
                .put("categoryCode", "line-kind")
                .put("areaCode", "440308")
                .put("departmentId", app.departmentId(department).toString())
                .put("role", "lead")
                .put("validFrom", from);
        return to == null ? json : json.put("validTo", to);
    }

    private static void assertRefused(Answer answer, int status, String problem, String pointer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo(pointer);
    }

    private static long auditEntries(String action, String id) {
        return app.pool()
                .preparedQuery("SELECT count(*) FROM audit_entries WHERE action = $1 AND subject_id = $2")
                .execute(Tuple.of(action, java.util.UUID.fromString(id)))
                .await()
                .iterator()
                .next()
                .getLong(0);
    }

    @Test
    void aCreatedDepartmentIsListedAtOnceAndAudited() {
        Answer created = administrator.post("/v1/departments", department("new-bureau"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.etag()).isEqualTo("\"1\"");
        assertThat(administrator.get("/v1/departments?q=NEW-BUR").json().getJsonArray("items"))
                .hasSize(1);
        assertThat(auditEntries("department.create", created.json().getString("id")))
                .isEqualTo(1);
    }

    @Test
    void theSameRequestWithItsKeyCreatesOnce() {
        TestClient client = administrator.with("Idempotency-Key", "department-once");
        Answer first = client.post("/v1/departments", department("once-bureau"));
        Answer second = client.post("/v1/departments", department("once-bureau"));

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.json()).isEqualTo(first.json());
    }

    @Test
    void aTakenCodeIsRefused() {
        assertRefused(
                administrator.post("/v1/departments", department("city-emergency")), 409, "already-exists", "/code");
    }

    @Test
    void aChangeNeedsTheVersionThatWasRead() {
        JsonObject made =
                administrator.post("/v1/departments", department("versions")).json();
        String path = "/v1/departments/" + made.getString("id");
        JsonObject change = department("versions").put("name", new JsonObject().put("zh-CN", "改名局"));

        assertThat(administrator.put(path, change).status()).isEqualTo(428);
        assertThat(administrator
                        .with("If-Match", "\"1\"")
                        .put(path, change)
                        .json()
                        .getLong("version"))
                .isEqualTo(2);
        Answer stale = administrator.with("If-Match", "\"1\"").put(path, change);
        assertThat(stale.status()).isEqualTo(412);
        assertThat(auditEntries("department.update", made.getString("id"))).isEqualTo(1);
    }

    @Test
    void aCircleOfSuperiorsIsRefused() {
        JsonObject top =
                administrator.post("/v1/departments", department("top")).json();
        administrator.post("/v1/departments", department("below").put("superiorCode", "top"));

        assertRefused(
                administrator
                        .with("If-Match", "\"1\"")
                        .put(
                                "/v1/departments/" + top.getString("id"),
                                department("top").put("superiorCode", "below")),
                422,
                "invalid",
                "/superiorCode");
        assertRefused(
                administrator.post("/v1/departments", department("orphan").put("superiorCode", "nobody")),
                422,
                "invalid",
                "/superiorCode");
    }

    @Test
    void theDutyOfficeCannotVanishButCanMove() {
        JsonObject office = office();
        JsonObject withoutOffice = department(office.getString("code"));
        assertRefused(
                administrator
                        .with("If-Match", "\"" + office.getLong("version") + "\"")
                        .put("/v1/departments/" + office.getString("id"), withoutOffice),
                422,
                "invalid",
                "/isDutyOffice");

        administrator.post("/v1/departments", department("next-office").put("isDutyOffice", true));
        assertThat(office().getString("code")).isEqualTo("next-office");

        JsonObject former = departmentNamed(office.getString("code"));
        administrator
                .with("If-Match", "\"" + former.getLong("version") + "\"")
                .put(
                        "/v1/departments/" + office.getString("id"),
                        department(office.getString("code")).put("isDutyOffice", true));
        assertThat(office().getString("code")).isEqualTo(office.getString("code"));
    }

    private static JsonObject office() {
        return administrator.get("/v1/departments?limit=200").json().getJsonArray("items").stream()
                .map(item -> (JsonObject) item)
                .filter(item -> item.getBoolean("isDutyOffice"))
                .collect(
                        java.util.stream.Collectors.collectingAndThen(java.util.stream.Collectors.toList(), offices -> {
                            assertThat(offices).hasSize(1);
                            return offices.get(0);
                        }));
    }

    private static JsonObject departmentNamed(String code) {
        return administrator
                .get("/v1/departments?q=" + code)
                .json()
                .getJsonArray("items")
                .getJsonObject(0);
    }

    @Test
    void categoriesAreListedForEverybodyAndUnchangedOnesAreNotSentAgain() {
        Answer list = app.nobody().get("/v1/categories?reportable=true&limit=200");

        assertThat(list.json().getJsonArray("items"))
                .isNotEmpty()
                .allSatisfy(item ->
                        assertThat(((JsonObject) item).getBoolean("reportable")).isTrue());
        assertThat(app.nobody()
                        .with("If-None-Match", list.etag())
                        .get("/v1/categories?reportable=true&limit=200")
                        .status())
                .isEqualTo(304);
        administrator.post("/v1/categories", category("etag-kind", "slope"));
        assertThat(app.nobody()
                        .with("If-None-Match", list.etag())
                        .get("/v1/categories?reportable=true&limit=200")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void pagesFollowEachOtherWithoutHolesOrRepeats() {
        JsonArray all = app.nobody().get("/v1/categories?limit=200").json().getJsonArray("items");
        JsonArray paged = new JsonArray();
        String cursor = "";
        while (cursor != null) {
            JsonObject page = app.nobody()
                    .get("/v1/categories?limit=3" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .json();
            paged.addAll(page.getJsonArray("items"));
            cursor = page.getString("next");
        }

        assertThat(paged).isEqualTo(all);
        assertThat(app.nobody().get("/v1/categories?cursor=A").status()).isEqualTo(400);
    }

    @Test
    void aCategoryUnderItselfIsRefused() {
        JsonObject made =
                administrator.post("/v1/categories", category("loop", "slope")).json();

        assertRefused(
                administrator
                        .with("If-Match", "\"1\"")
                        .put("/v1/categories/" + made.getString("id"), category("loop", "loop")),
                422,
                "invalid",
                "/parentCode");
    }

    @Test
    void aQuestionWithTwoOptionsOfOneNameIsRefused() {
        JsonObject option = new JsonObject().put("id", "yes").put("text", new JsonObject().put("zh-CN", "是"));
        JsonObject question = new JsonObject()
                .put("id", "wet")
                .put("text", new JsonObject().put("zh-CN", "有水吗"))
                .put("type", "choice")
                .put("options", new JsonArray().add(option).add(option));

        assertRefused(
                administrator.post(
                        "/v1/categories", category("questions", null).put("questions", new JsonArray().add(question))),
                422,
                "invalid",
                "/questions/0/options/1/id");
    }

    @Test
    void aLineOfResponsibilityChangesWhoIsAnswerable() {
        String where = "/v1/responsibilities/lookup?duty=permit&category=line-kind&lat=22.5960&lon=114.2500";
        assertThat(administrator.get(where).json().getString("routing")).isEqualTo("gap");

        Answer created = administrator.post("/v1/responsibilities", line("city-emergency", "2024-01-01", null));
        JsonObject lookup = administrator.get(where).json();

        assertThat(created.status()).isEqualTo(201);
        assertThat(lookup.getString("routing")).isEqualTo("lead");
        assertThat(lookup.getJsonObject("lead").getString("code")).isEqualTo("city-emergency");
        assertThat(lookup.getJsonArray("why")).isNotEmpty();
        assertThat(administrator
                        .get("/v1/responsibilities?duty=permit&category=line-group&area=440300&validOn=2024-06-01")
                        .json()
                        .getJsonArray("items"))
                .contains(created.json());

        String path = "/v1/responsibilities/" + created.json().getString("id");
        TestClient current = administrator.with("If-Match", created.etag());
        String today = java.time.LocalDate.now(Lookup.CITY).toString();
        assertThat(current.put(path, line("city-emergency", "2024-01-01", today))
                        .status())
                .isEqualTo(200);
        assertThat(administrator.get(where).json().getString("routing")).isEqualTo("gap");
    }

    @Test
    void oneDepartmentIsNotNamedTwiceForTheSameTime() {
        administrator.post("/v1/responsibilities", line("city-housing", "2020-01-01", "2022-01-01"));

        assertRefused(
                administrator.post("/v1/responsibilities", line("city-housing", "2021-12-31", null)),
                409,
                "already-exists",
                "/validFrom");
        assertThat(administrator
                        .post("/v1/responsibilities", line("city-housing", "2022-01-01", "2023-01-01"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aLineNamesOnlyWhatExistsAndEndsAfterItBegins() {
        JsonObject good = line("city-housing", "2030-01-01", null);

        assertRefused(post(good.copy().put("categoryCode", "none")), 422, "invalid", "/categoryCode");
        assertRefused(post(good.copy().put("areaCode", "none")), 422, "invalid", "/areaCode");
        assertRefused(post(good.copy().put("departmentId", TestClient.id())), 422, "invalid", "/departmentId");
        assertRefused(post(good.copy().put("validTo", "2030-01-01")), 422, "invalid", "/validTo");
        assertRefused(post(good.copy().put("validFrom", "2030-02-31")), 400, "bad-request", "/validFrom");
    }

    private static Answer post(JsonObject line) {
        return administrator.post("/v1/responsibilities", line);
    }

    @Test
    void aLookupOfAnUnknownCategoryIsRefusedAndOneOutsideTheWorldToo() {
        assertRefused(
                administrator.get("/v1/responsibilities/lookup?category=none&lat=22.6&lon=114.1"),
                422,
                "invalid",
                "/query/category");
        assertThat(administrator
                        .get("/v1/responsibilities/lookup?category=landslide&lat=91&lon=114.1")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aReportInAGapIsFoundAmongTheFindings() {
        JsonObject report = new JsonObject()
                .put("category", "landslide")
                .put("description", "山坡开裂")
                .put("location", new JsonObject().put("lat", 1.0).put("lon", 1.0))
                .put("observedAt", "2026-11-20T08:15:00+08:00")
                .put("language", "zh-CN")
                .put("visibility", "public");
        assertThat(app.resident().put("/v1/reports/" + TestClient.id(), report).status())
                .isEqualTo(201);

        JsonObject page = administrator
                .get("/v1/coverage?duty=respond&status=open&kind=gap&category=slope&limit=1")
                .json();
        assertThat(page.getJsonArray("items").getJsonObject(0))
                .satisfies(finding -> assertThat(finding).isNotNull());
        JsonObject finding = page.getJsonArray("items").getJsonObject(0);
        assertThat(finding.getJsonObject("category").getString("code")).isEqualTo("landslide");
        assertThat(finding.containsKey("area")).isFalse();
        assertThat(administrator
                        .get("/v1/coverage?area=440311&kind=gap&duty=respond&status=open")
                        .json()
                        .getJsonArray("items"))
                .isEmpty();
    }

    @Test
    void whoMayNotEditIsRefused() {
        TestClient officer = app.officer("city-housing", Set.of("officer"), Set.of("responsibility.read"));

        assertThat(officer.post("/v1/departments", department("mine")).status()).isEqualTo(403);
        assertThat(app.nobody().get("/v1/departments").status()).isEqualTo(401);
        assertThat(officer.get("/v1/coverage").status()).isEqualTo(403);
    }
}
