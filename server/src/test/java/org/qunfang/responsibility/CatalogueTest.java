package org.qunfang.responsibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Trees that never run in a circle, categories that go out of use, areas that keep their boundary. */
class CatalogueTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    private static TestClient administrator;

    @BeforeAll
    static void anAdministrator() {
        administrator = app.officer(
                "city-emergency",
                Set.of("administrator"),
                Set.of("responsibility.edit", "responsibility.read", "coverage.read"));
    }

    private static JsonObject named(String code) {
        return new JsonObject().put("code", code).put("name", new JsonObject().put("zh-CN", "测试"));
    }

    private static JsonObject category(String code, String parent) {
        JsonObject score = new JsonObject().put("base", 3).put("reason", new JsonObject().put("zh-CN", "松散"));
        JsonObject json = named(code)
                .put("icon", "other")
                .put("capCategory", "Geo")
                .put("likelihood", score)
                .put("consequence", score);
        return parent == null ? json : json.put("parentCode", parent);
    }

    private static JsonObject made(String path, JsonObject input) {
        Answer answer = administrator.post(path, input);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.json();
    }

    private static Answer put(String path, JsonObject known, JsonObject input) {
        return administrator
                .with("If-Match", "\"" + known.getLong("version") + "\"")
                .with("Accept-Language", "en")
                .put(path + "/" + known.getString("id"), input);
    }

    private static void assertRefused(Answer answer, String pointer, String reason) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(422);
        JsonObject error = answer.json().getJsonArray("errors").getJsonObject(0);
        assertThat(error.getString("pointer")).isEqualTo(pointer);
        assertThat(error.getString("reason")).contains(reason);
    }

    private static void sql(String statement) {
        app.pool().query(statement).execute().await();
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        JsonObject body = named("unreachable")
                .put(
                        "channels",
                        new JsonArray()
                                .add(new JsonObject().put("type", "email").put("value", "not-an-email")));

        Answer refused = administrator.post("/v1/departments", body);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/channels/0/value");
    }

    @Test
    void theDatabaseRefusesCirclesOfAnyLengthWhoeverWrites() {
        made("/v1/departments", named("circle-top"));
        made("/v1/departments", named("circle-middle").put("superiorCode", "circle-top"));
        made("/v1/departments", named("circle-end").put("superiorCode", "circle-middle"));
        made("/v1/categories", category("circle-kind", null));
        made("/v1/categories", category("circle-kind-below", "circle-kind"));

        assertThatThrownBy(() -> sql("""
                        UPDATE departments
                           SET superior_id = (SELECT id FROM departments WHERE code = 'circle-end')
                         WHERE code = 'circle-top'
                        """)).hasMessageContaining("would be a circle");
        assertThatThrownBy(() -> sql("""
                        UPDATE categories
                           SET parent_id = (SELECT id FROM categories WHERE code = 'circle-kind-below')
                         WHERE code = 'circle-kind'
                        """)).hasMessageContaining("above categories circle-kind would be a circle");
        assertThatThrownBy(() -> sql("""
                        UPDATE areas
                           SET parent_id = (SELECT id FROM areas WHERE parent_id IS NOT NULL LIMIT 1)
                         WHERE code = '440300'
                        """)).hasMessageContaining("above areas 440300 would be a circle");
    }

    @Test
    void aCircleThatOneStatementClosesIsRefusedAsAWhole() {
        assertThatThrownBy(() -> sql("""
                        INSERT INTO departments (id, code, name, superior_id)
                        VALUES ('00000000-0000-7000-8000-0000000000a1', 'twin-1', '{"zh-CN": "甲"}',
                                '00000000-0000-7000-8000-0000000000a2'),
                               ('00000000-0000-7000-8000-0000000000a2', 'twin-2', '{"zh-CN": "乙"}',
                                '00000000-0000-7000-8000-0000000000a1')
                        """)).hasMessageContaining("would be a circle");
        assertThat(app.pool()
                        .query("SELECT code FROM departments WHERE code LIKE 'twin-%'")
                        .execute()
                        .await())
                .isEmpty();
    }

    @Test
    void aSuperiorBelowTheDepartmentIsRefusedInWords() {
        JsonObject top = made("/v1/departments", named("boss"));
        made("/v1/departments", named("below-boss").put("superiorCode", "boss"));

        assertRefused(
                put("/v1/departments", top, named("boss").put("superiorCode", "below-boss")),
                "/superiorCode",
                "that would be a circle");
    }

    @Test
    void aRetiredCategoryTakesNothingNewAndKeepsWhatItHas() {
        JsonObject known = made("/v1/categories", category("going", "slope"));
        JsonObject line = new JsonObject()
                .put("duty", "permit")
                .put("categoryCode", "going")
                .put("areaCode", "440308")
                .put("departmentId", app.departmentId("city-emergency").toString())
                .put("role", "lead")
                .put("validFrom", "2024-01-01");
        JsonObject standing = made("/v1/responsibilities", line);

        Answer retired = put("/v1/categories", known, category("going", "slope").put("retired", true));

        assertThat(retired.json().getBoolean("retired")).isTrue();
        assertThat(retired.json().getBoolean("reportable")).isFalse();
        Answer other = administrator
                .with("Accept-Language", "en")
                .post("/v1/responsibilities", line.copy().put("areaCode", "440311"));
        assertRefused(other, "/categoryCode", "retired");
        assertThat(put("/v1/responsibilities", standing, line.copy().put("validTo", "2030-01-01"))
                        .status())
                .isEqualTo(200);
        assertThat(put("/v1/categories", retired.json(), category("going", "slope"))
                        .json()
                        .getBoolean("reportable"))
                .isTrue();
    }

    @Test
    void aCategoryIsRetiredAfterThoseBelowItAndNeverTheOneThatTakesWhatFitsNowhere() {
        JsonObject group = made("/v1/categories", category("group", null));
        JsonObject kind = made("/v1/categories", category("group-kind", "group"));

        assertRefused(
                put("/v1/categories", group, category("group", null).put("retired", true)), "/retired", "below it");
        assertRefused(
                put(
                        "/v1/categories",
                        kind,
                        category("group-kind", "group").put("retired", true).put("reportable", true)),
                "/reportable",
                "retired");
        put("/v1/categories", kind, category("group-kind", "group").put("retired", true));
        assertThat(put("/v1/categories", group, category("group", null).put("retired", true))
                        .status())
                .isEqualTo(200);
        assertRefused(
                administrator.with("Accept-Language", "en").post("/v1/categories", category("group-new", "group")),
                "/parentCode",
                "retired");
        JsonObject other = listed("/v1/categories?limit=200", "other");
        assertRefused(put("/v1/categories", other, category("other", null).put("retired", true)), "/retired", "stays");
    }

    private static JsonObject listed(String path, String code) {
        JsonArray items = app.nobody().get(path).json().getJsonArray("items");
        return items.stream()
                .map(JsonObject.class::cast)
                .filter(each -> code.equals(each.getString("code")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRetiredCategoryIsNoRowOfTheMatrixAndHasNoGaps() {
        JsonObject known = made("/v1/categories", category("gap-kind", null));
        assertThat(rows()).contains("gap-kind");

        put("/v1/categories", known, category("gap-kind", null).put("retired", true));

        assertThat(rows()).doesNotContain("gap-kind");
        assertThat(administrator
                        .get("/v1/coverage?status=open&category=gap-kind")
                        .json()
                        .getJsonArray("items"))
                .isEmpty();
    }

    private static String rows() {
        return administrator.get("/v1/coverage/matrix?duty=permit").json().getJsonArray("rows").stream()
                .map(row -> ((JsonObject) row).getString("code"))
                .toList()
                .toString();
    }

    private static final JsonObject SQUARE = new JsonObject()
            .put("type", "Polygon")
            .put("coordinates", new JsonArray("[[[20,50],[20.1,50],[20.1,50.1],[20,50.1],[20,50]]]"));

    private static JsonObject street(String code) {
        return new JsonObject()
                .put("code", code)
                .put("name", new JsonObject().put("zh-CN", "新名街道"))
                .put("level", "street");
    }

    @Test
    void anAreaIsRenamedAndEndedWithoutSendingItsBoundaryAgain() {
        String from = "2020-01-01";
        String soon = today().plusDays(5).toString();
        JsonObject known =
                made("/v1/areas", street("kept").put("validFrom", from).put("geometry", SQUARE));
        JsonObject change = street("kept").put("validFrom", from);

        Answer changed = put("/v1/areas", known, change.copy().put("validTo", soon));

        assertThat(changed.status()).as(changed.body().toString()).isEqualTo(200);
        assertThat(changed.json().getJsonArray("bounds")).isEqualTo(known.getJsonArray("bounds"));
        assertThat(changed.json().getString("validTo")).isEqualTo(soon);
        assertRefused(
                put("/v1/areas", changed.json(), change.copy().put("validTo", "2019-01-01")),
                "/validTo",
                "The end date must be later than the start date 2020-01-01");
        assertRefused(
                put("/v1/areas", changed.json(), change.copy().put("validTo", "2021-01-01")),
                "/validTo",
                "Not before today");
    }

    private static LocalDate today() {
        return Lookup.today(Clock.systemUTC());
    }

    @Test
    void whereAnAreaWasOnDaysThatAreOverStaysSo() {
        JsonObject known = made("/v1/areas", street("past").put("geometry", SQUARE));
        JsonObject change = street("past");
        for (String day : new String[] {today().toString(), "1950-01-01", "2099-01-01"}) {
            assertRefused(put("/v1/areas", known, change.copy().put("validFrom", day)), "/validFrom", "stays");
        }
        JsonObject ended = put("/v1/areas", known, change.copy().put("validTo", today().toString()))
                .json();

        assertThat(ended.getString("validTo")).isEqualTo(today().toString());
        assertRefused(
                put("/v1/areas", ended, change.copy().put("validTo", "1950-01-01")), "/validTo", "Not before today");
        assertRefused(
                put(
                        "/v1/areas",
                        ended,
                        change.copy().put("validFrom", today().plusDays(2).toString())),
                "/validFrom",
                "stays");
        assertThat(put("/v1/areas", ended, change).status())
                .as("no day that is over changes by it")
                .isEqualTo(200);

        for (String past : new String[] {"valid_from = '1950-01-01'", "valid_to = '1950-01-01'"}) {
            assertThatThrownBy(() -> sql("UPDATE areas SET " + past + " WHERE code = 'past'"))
                    .hasMessageContaining("it keeps since when");
        }
    }

    /** As one that was entered days ago. */
    private static JsonObject settled(String code, String parent) {
        UUID id = UUID.randomUUID();
        sql("""
                INSERT INTO areas (id, code, name, level, boundary, parent_id, entered_on)
                SELECT '%s', '%s', '{"zh-CN": "老街道"}', 'street', boundary,
                       (SELECT id FROM areas WHERE code = '%s'), current_date - 9
                  FROM areas WHERE code = '440308'
                """.formatted(id, code, parent));
        sql("UPDATE matrix_version SET version = version + 1");
        return new JsonObject().put("id", id.toString()).put("version", 1);
    }

    @Test
    void anAreaThatHeldOnDaysThatAreOverKeepsItsBoundaryAndParent() {
        JsonObject known = settled("settled", "440308");
        JsonObject change = street("settled").put("parentCode", "440308");

        assertRefused(put("/v1/areas", known, change.copy().put("geometry", SQUARE)), "/geometry", "stays");
        assertRefused(put("/v1/areas", known, change.copy().put("parentCode", "440311")), "/parentCode", "stays");
        assertRefused(put("/v1/areas", known, street("settled")), "/parentCode", "stays");
        assertThatThrownBy(
                        () -> sql(
                                "UPDATE areas SET boundary = (SELECT boundary FROM areas WHERE code = '440311') WHERE code = 'settled'"))
                .hasMessageContaining("area settled: it stays where it was");
        assertThatThrownBy(
                        () -> sql(
                                "UPDATE areas SET parent_id = (SELECT id FROM areas WHERE code = '440311') WHERE code = 'settled'"))
                .hasMessageContaining("area settled: it stays where it was");
        assertThatThrownBy(() -> sql("UPDATE areas SET entered_on = current_date WHERE code = 'settled'"))
                .hasMessageContaining("area settled: it stays where it was");
        assertThat(put("/v1/areas", known, change).status())
                .as("the name is not of the past")
                .isEqualTo(200);
    }

    @Test
    void anAreaThatWasEnteredTodayOrHasNotBegunMayStillBePutRight() {
        JsonObject entered = made("/v1/areas", street("fresh").put("geometry", SQUARE));
        JsonObject moved = put("/v1/areas", entered, street("fresh").put("parentCode", "440311"))
                .json();
        JsonObject large =
                SQUARE.copy().put("coordinates", new JsonArray("[[[20,50],[20.2,50],[20.2,50.1],[20,50.1],[20,50]]]"));

        assertThat(moved.getString("parentCode")).isEqualTo("440311");
        assertThat(put(
                                "/v1/areas",
                                moved,
                                street("fresh").put("parentCode", "440311").put("geometry", large))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anImportDoesNotMoveWhatHeldOnDaysThatAreOver() {
        settled("settled-too", "440308");
        JsonObject feature = new JsonObject()
                .put("type", "Feature")
                .put("properties", new JsonObject().put("code", "settled-too").put("name", "换名街道"))
                .put("geometry", SQUARE);
        TestClient importer =
                app.officer("city-emergency", Set.of("administrator"), Set.of("responsibility.edit", "area.import"));

        JsonObject taken = importer.with("Accept-Language", "en")
                .send(
                        HttpMethod.POST,
                        "/v1/areas/import",
                        "application/geo+json",
                        new JsonObject()
                                .put("type", "FeatureCollection")
                                .put("features", new JsonArray().add(feature))
                                .toBuffer())
                .json();

        assertThat(taken.getInteger("refused")).as(taken.encode()).isEqualTo(1);
        assertThat(taken.getInteger("updated")).isZero();
        assertThat(taken.getJsonArray("refusals").encode()).contains("stays where it was");
    }

    @Test
    void anAreaThatHasNotBegunBeginsTodayOrLater() {
        JsonObject known = made(
                "/v1/areas",
                street("ahead").put("validFrom", today().plusDays(9).toString()).put("geometry", SQUARE));
        JsonObject change = street("ahead");

        assertRefused(
                put("/v1/areas", known, change.copy().put("validFrom", "2020-01-01")),
                "/validFrom",
                "Not before today");
        assertThat(put(
                                "/v1/areas",
                                known,
                                change.copy()
                                        .put("validFrom", today().plusDays(20).toString()))
                        .status())
                .isEqualTo(200);
    }
}
