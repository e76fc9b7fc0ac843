package org.qunfang.responsibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
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

/** Lines of the matrix that follow each other by the day, and what a change would do before it is saved. */
class LineChangeApiTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    private static final LocalDate TODAY = Lookup.today(Clock.systemUTC());

    private static TestClient administrator;

    @BeforeAll
    static void signIn() {
        administrator = app.officer(
                "city-emergency",
                Set.of("administrator"),
                Set.of("responsibility.edit", "responsibility.read", "coverage.read"));
    }

    private static void newCategory(String code) {
        TestCategory.create(administrator, code);
    }

    private static JsonObject line(String category, String department, LocalDate from) {
        return new JsonObject()
                .put("duty", "respond")
                .put("categoryCode", category)
                .put("areaCode", "440300")
                .put("departmentId", app.departmentId(department).toString())
                .put("role", "lead")
                .put("legalBasis", new JsonObject().put("zh-CN", "《条例》第三条"))
                .put("legalLink", "https://example.org/law")
                .put("validFrom", from.toString());
    }

    private static Answer lead(String category) {
        Answer made =
                administrator.post("/v1/responsibilities", line(category, "city-emergency", LocalDate.of(2024, 1, 1)));
        assertThat(made.status()).isEqualTo(201);
        return made;
    }

    private static JsonObject preview(JsonObject input) {
        Answer answer = administrator.post("/v1/responsibilities/preview", input);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.json();
    }

    private static void report(String category) {
        JsonObject report = new JsonObject()
                .put("category", category)
                .put("description", "山坡开裂")
                .put("location", new JsonObject().put("lat", 22.711).put("lon", 113.934))
                .put("observedAt", "2026-11-20T08:15:00+08:00")
                .put("language", "zh-CN")
                .put("visibility", "public");
        assertThat(app.resident().put("/v1/reports/" + TestClient.id(), report).status())
                .isEqualTo(201);
    }

    private static JsonObject stored(UUID id) {
        return administrator
                .get("/v1/responsibilities?limit=200&category=successor")
                .json()
                .getJsonArray("items")
                .stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("id").equals(id.toString()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSuccessorEndsTheLineOnTheDayItBeginsAndBothAreKept() {
        newCategory("successor");
        Answer first = lead("successor");
        UUID id = UUID.fromString(first.json().getString("id"));
        JsonObject next = line("successor", "city-housing", TODAY.plusDays(3));

        assertThat(administrator
                        .post("/v1/responsibilities/" + id + "/succession", next)
                        .status())
                .isEqualTo(428);
        Answer made =
                administrator.with("If-Match", first.etag()).post("/v1/responsibilities/" + id + "/succession", next);

        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        assertThat(made.json().getString("id")).isNotEqualTo(id.toString());
        assertThat(made.json().getJsonObject("legalBasis").getString("zh-CN")).isEqualTo("《条例》第三条");
        assertThat(stored(id).getString("validTo")).isEqualTo(TODAY.plusDays(3).toString());
        assertThat(administrator
                        .with("If-Match", first.etag())
                        .post("/v1/responsibilities/" + id + "/succession", next)
                        .status())
                .isEqualTo(412);
        assertThat(versions(id)).isEqualTo(2);
        assertThat(administrator
                        .get("/v1/coverage?category=successor&duty=respond&status=open")
                        .json()
                        .getJsonArray("items"))
                .isEmpty();
    }

    private static int versions(UUID id) {
        return app.pool()
                .preparedQuery("SELECT version FROM responsibility_versions WHERE responsibility_id = $1")
                .execute(Tuple.of(id))
                .await()
                .size();
    }

    @Test
    void aSuccessorThatBeginsBeforeTheLineOrAfterItsEndIsRefused() {
        newCategory("too-early");
        Answer first = lead("too-early");
        TestClient current = administrator.with("If-Match", first.etag());
        String path = "/v1/responsibilities/" + first.json().getString("id") + "/succession";

        for (LocalDate day : new LocalDate[] {LocalDate.of(2024, 1, 1), LocalDate.of(2020, 1, 1)}) {
            Answer refused = current.post(path, line("too-early", "city-housing", day));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                    .isEqualTo("/validFrom");
        }
    }

    @Test
    void whatHoldsAtAPlaceIsListedWithTheLinesAboveIt() {
        newCategory("inherits");
        lead("inherits");
        String at = "/v1/responsibilities?duty=respond&category=inherits&area=440311";

        assertThat(administrator.get(at).json().getJsonArray("items")).isEmpty();
        assertThat(administrator.get(at + "&inherited=true").json().getJsonArray("items"))
                .hasSize(1);
    }

    @Test
    void noLineIsEverDeleted() {
        assertThatThrownBy(() -> app.pool()
                        .query("DELETE FROM responsibilities WHERE duty = 'permit'")
                        .execute()
                        .await())
                .hasMessageContaining("never deleted");
    }

    @Test
    void aPreviewTellsWhichFindingAndWhichCasesAChangeMendsAndStoresNothing() {
        newCategory("foreseen");
        report("foreseen");

        JsonObject seen =
                preview(new JsonObject().put("line", line("foreseen", "city-housing", LocalDate.of(2024, 1, 1))));

        assertThat(seen.getString("day")).isEqualTo(TODAY.toString());
        assertThat(seen.getJsonObject("mends").getInteger("count")).isEqualTo(1);
        assertThat(seen.getJsonObject("opens").getInteger("count")).isZero();
        JsonObject cases = seen.getJsonObject("cases");
        assertThat(cases.getInteger("count")).isEqualTo(1);
        JsonObject moved = cases.getJsonArray("items").getJsonObject(0);
        assertThat(moved.getJsonObject("before").getString("code")).isEqualTo("duty-office");
        assertThat(moved.getJsonObject("after").getString("code")).isEqualTo("city-housing");
        assertThat(administrator
                        .get("/v1/responsibilities?category=foreseen")
                        .json()
                        .getJsonArray("items"))
                .isEmpty();
    }

    @Test
    void aPreviewOfASecondLeadTellsTheOverlapAndOneOfAnEndTellsTheGap() {
        newCategory("both-ways");
        JsonObject first = lead("both-ways").json();

        JsonObject second =
                preview(new JsonObject().put("line", line("both-ways", "city-housing", LocalDate.of(2025, 1, 1))));
        assertThat(second.getJsonObject("opens")
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getString("kind"))
                .isEqualTo("overlap");

        JsonObject end = preview(new JsonObject()
                .put("way", "correct")
                .put("responsibilityId", first.getString("id"))
                .put(
                        "line",
                        line("both-ways", "city-emergency", LocalDate.of(2024, 1, 1))
                                .put("validTo", TODAY.plusDays(9).toString())));
        assertThat(end.getString("day")).isEqualTo(TODAY.plusDays(9).toString());
        assertThat(end.getJsonObject("opens")
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getString("kind"))
                .isEqualTo("gap");

        JsonObject succession = preview(new JsonObject()
                .put("way", "succeed")
                .put("responsibilityId", first.getString("id"))
                .put("line", line("both-ways", "city-housing", TODAY.plusDays(5))));
        assertThat(succession.getJsonObject("opens").getInteger("count")).isZero();
        assertThat(succession.getJsonObject("ended").getString("validTo"))
                .isEqualTo(TODAY.plusDays(5).toString());
    }

    @Test
    void aPreviewRefusesWhatSavingWould() {
        newCategory("named-twice");
        lead("named-twice");
        JsonObject twice = line("named-twice", "city-emergency", TODAY).put("role", "support");

        Answer refused = administrator.post("/v1/responsibilities/preview", new JsonObject().put("line", twice));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("already-exists");
        assertThat(administrator.post("/v1/responsibilities", twice).status()).isEqualTo(409);
    }

    @Test
    void aPreviewOfAnUnknownLineIsRefused() {
        newCategory("unknown-line");
        JsonObject line = line("unknown-line", "city-housing", TODAY);

        assertThat(administrator
                        .post(
                                "/v1/responsibilities/preview",
                                new JsonObject()
                                        .put("way", "correct")
                                        .put("responsibilityId", TestClient.id())
                                        .put("line", line))
                        .problem())
                .isEqualTo("invalid");
    }

    @Test
    void theTableShowsWhoLeadsAndHowManyCellsNobodyDoes() {
        newCategory("in-table");
        JsonObject table = administrator.get("/v1/coverage/matrix?duty=respond").json();
        assertThat(table.getJsonArray("above").getJsonObject(0).getString("code"))
                .isEqualTo("440300");
        JsonObject row = row(table);
        JsonObject cell = row.getJsonArray("cells").getJsonObject(0);
        assertThat(row.getJsonArray("cells")).hasSameSizeAs(table.getJsonArray("areas"));
        assertThat(cell.getInteger("gaps")).isEqualTo(cell.getInteger("of"));

        administrator.post("/v1/responsibilities", line("in-table", "city-housing", TODAY));

        cell = row(administrator.get("/v1/coverage/matrix?duty=respond").json())
                .getJsonArray("cells")
                .getJsonObject(0);
        assertThat(cell.getInteger("gaps")).isZero();
        assertThat(cell.getJsonObject("lead").getString("code")).isEqualTo("city-housing");
        assertThat(administrator.get("/v1/coverage/matrix?parent=nowhere").status())
                .isEqualTo(422);
    }

    private static JsonObject row(JsonObject table) {
        return table.getJsonArray("rows").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("code").equals("in-table"))
                .findFirst()
                .orElseThrow();
    }
}
