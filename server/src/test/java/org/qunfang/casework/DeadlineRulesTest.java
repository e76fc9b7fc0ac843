package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Administrators set terms and days; clocks that begin afterwards follow them. */
class DeadlineRulesTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    private static CaseworkCity city;
    private static TestClient administrator;

    @BeforeAll
    static void staff() {
        city = new CaseworkCity(app);
        administrator = city.named(
                "管理员",
                "duty-office",
                "administrator",
                Set.of("case.read", "case.read-all", "deadline.read", "deadline.edit"));
    }

    private static JsonObject rule(String kind, String severity, int minutes, String time) {
        return new JsonObject()
                .put("kind", kind)
                .put("severity", severity)
                .put("minutes", minutes)
                .put("time", time);
    }

    private static Answer set(String category, JsonObject... rules) {
        JsonObject body = new JsonObject().put("rules", new JsonArray(java.util.List.of(rules)));
        if (category != null) {
            body.put("category", category);
        }
        long version = administrator.get("/v1/deadlines").json().getLong("version");
        return administrator.with("If-Match", "\"" + version + "\"").put("/v1/deadlines", body);
    }

    private static Answer importFile(String content) {
        String seen = administrator.get("/v1/calendar").etag();
        return administrator
                .with("If-Match", seen)
                .send(HttpMethod.POST, "/v1/calendar/import", "text/csv", Buffer.buffer(content));
    }

    private static Answer preview(String content) {
        return administrator.send(HttpMethod.POST, "/v1/calendar/preview", "text/csv", Buffer.buffer(content));
    }

    private static JsonObject item(JsonObject deadlines, String kind, String severity) {
        return deadlines.getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("kind").equals(kind)
                        && each.getString("severity").equals(severity))
                .findFirst()
                .orElseThrow();
    }

    private static Duration toAcknowledge(String caseId) {
        JsonObject read = city.read(caseId);
        return Duration.between(
                Instant.parse(read.getString("openedAt")),
                Instant.parse(read.getJsonArray("deadlines").getJsonObject(0).getString("due")));
    }

    @Test
    void aNewClockFollowsTheNearestCategoryThatSetsATimeAndARunningOneStays() {
        String before = city.mediumCase();

        assertThat(set(null, rule("acknowledge", "medium", 90, "calendar")).status())
                .isEqualTo(200);
        String byCity = city.mediumCase();
        Answer answer = set("slope", rule("acknowledge", "medium", 30, "calendar"));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        String byParent = city.mediumCase();
        set("landfill-slope", rule("acknowledge", "medium", 20, "calendar"));
        String byCategory = city.mediumCase();

        assertThat(toAcknowledge(before)).isEqualTo(Duration.ofHours(4));
        assertThat(toAcknowledge(byCity)).isEqualTo(Duration.ofMinutes(90));
        assertThat(toAcknowledge(byParent)).isEqualTo(Duration.ofMinutes(30));
        assertThat(toAcknowledge(byCategory)).isEqualTo(Duration.ofMinutes(20));
        JsonObject read =
                administrator.get("/v1/deadlines?category=landfill-slope").json();
        assertThat(item(read, "acknowledge", "medium").getBoolean("own")).isTrue();
        assertThat(item(read, "acknowledge", "high").getString("origin")).isEqualTo("built-in");

        JsonObject inherit = new JsonObject().put("kind", "acknowledge").put("severity", "medium");
        set("landfill-slope", inherit);
        set("slope", inherit);
        set(null, inherit);
        assertThat(toAcknowledge(city.mediumCase()))
                .as("what is taken back is inherited")
                .isEqualTo(Duration.ofHours(4));
        assertThat(city.count("SELECT count(*) FROM audit_entries WHERE action = 'deadline.set'"))
                .isGreaterThanOrEqualTo(6);
    }

    @Test
    void inWorkingTimeADeadlineFallsIntoOfficeHoursAndEveryOtherClockFollowsToo() {
        set(
                "landfill-slope",
                rule("acknowledge", "medium", 420, "working"),
                rule("resolve", "medium", 2_100, "working"),
                rule("handover", "medium", 45, "calendar"),
                rule("consent", "medium", 600, "calendar"));
        try {
            String id = city.mediumCase();
            JsonObject acknowledged = city.step(id, "acknowledge");

            JsonArray deadlines = acknowledged.getJsonArray("deadlines");
            assertThat(deadlines).hasSize(2);
            deadlines.forEach(each -> assertThat(
                            WorkCalendar.PLAIN.isWorking(Instant.parse(((JsonObject) each).getString("due"))))
                    .isTrue());
            assertThat(deadlines.getJsonObject(1).getString("time")).isEqualTo("working");
            city.handOver(city.lead, id, "guangming-housing");
            JsonObject handover = city.read(id).getJsonObject("handover");
            assertThat(Duration.between(
                            Instant.parse(handover.getString("askedAt")), Instant.parse(handover.getString("dueAt"))))
                    .isEqualTo(Duration.ofMinutes(45));
        } finally {
            for (String kind : new String[] {"acknowledge", "resolve", "handover", "consent"}) {
                set("landfill-slope", new JsonObject().put("kind", kind).put("severity", "medium"));
            }
        }
    }

    static Stream<Arguments> nonsense() {
        return Stream.of(
                Arguments.of(rule("acknowledge", "extreme", 60, "working"), "/rules/0/time"),
                Arguments.of(rule("acknowledge", "low", 0, "calendar"), "/rules/0/minutes"),
                Arguments.of(rule("acknowledge", "low", 200_000, "working"), "/rules/0/minutes"),
                Arguments.of(rule("consent", "low", 20_000, "calendar"), "/rules/0/minutes"),
                Arguments.of(
                        new JsonObject()
                                .put("kind", "rung")
                                .put("severity", "low")
                                .put("minutes", 5),
                        "/rules/0"));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void aTermThatMakesNoSenseIsRefusedAndNothingOfItsCompanyIsStored(JsonObject wrong, String pointer) {
        JsonObject right = rule("rung", "high", 33, "calendar");
        Answer alone = set(null, wrong);
        Answer together = set(null, right, wrong);

        assertThat(alone.status()).isEqualTo(422);
        assertThat(alone.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo(pointer);
        assertThat(together.status()).isEqualTo(422);
        assertThat(item(administrator.get("/v1/deadlines").json(), "rung", "high")
                        .getBoolean("own"))
                .isFalse();
    }

    @Test
    void ofTwoAdministratorsAtOnceOneIsToldToReadAgain() {
        JsonObject body = new JsonObject().put("rules", new JsonArray().add(rule("rung", "low", 60, "calendar")));
        long version = administrator.get("/v1/deadlines").json().getLong("version");
        TestClient first = administrator.with("If-Match", "\"" + version + "\"");

        assertThat(first.put("/v1/deadlines", body).status()).isEqualTo(200);
        assertThat(first.put("/v1/deadlines", body).status()).isEqualTo(412);
        assertThat(administrator.put("/v1/deadlines", body).status()).isEqualTo(428);
        set(null, new JsonObject().put("kind", "rung").put("severity", "low"));
    }

    @Test
    void onlyAdministratorsSetAndOfficersRead() {
        TestClient officer = city.named("经办", CaseworkCity.LEAD, "officer", Set.of("case.read", "deadline.read"));

        assertThat(officer.get("/v1/deadlines").status()).isEqualTo(200);
        assertThat(officer.with("If-Match", "\"1\"")
                        .put("/v1/deadlines", new JsonObject().put("rules", new JsonArray()))
                        .status())
                .isEqualTo(403);
        assertThat(app.resident().get("/v1/deadlines").status()).isEqualTo(403);
        assertThat(app.nobody().get("/v1/calendar").status()).isEqualTo(401);
    }

    @Test
    void aFileTakesThePlaceOfItsYearsAndLeavesOthersAlone() {
        String header = "date,kind,name,name_en\n";
        importFile(header + "2031-01-01,off,元旦,New Year\n");
        importFile(header + "2032-01-01,off,元旦,New Year\n2032-01-03,worked,调休,Make-up day\n");
        Answer again = importFile(header + "2032-10-01,off,国庆节,National Day\n");

        assertThat(again.status()).as(again.body().toString()).isEqualTo(200);
        assertThat(again.json().getJsonArray("years").getJsonObject(0))
                .isEqualTo(new JsonObject().put("year", 2032).put("off", 1).put("worked", 0));
        assertThat(administrator.get("/v1/calendar?year=2031").json().getJsonArray("days"))
                .hasSize(1);
        assertThat(administrator.get("/v1/calendar?year=2032").json().getJsonArray("days"))
                .singleElement()
                .isEqualTo(new JsonObject()
                        .put("date", "2032-10-01")
                        .put("kind", "off")
                        .put("name", new JsonObject().put("zh-CN", "国庆节").put("en", "National Day")));
    }

    @Test
    void aWrongFileChangesNothingAndItsLinesAreNamed() {
        String header = "date,kind,name,name_en\n";
        importFile(header + "2033-01-03,off,元旦,New Year\n");
        Answer refused = importFile(header + "2033-05-02,off,劳动节,Labour Day\n2033-02-30,off,假,x\n");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/3");
        assertThat(administrator
                        .get("/v1/calendar?year=2033")
                        .json()
                        .getJsonArray("days")
                        .encode())
                .contains("2033-01-03")
                .doesNotContain("2033-05-02");
        assertThat(importFile(header + "2033-05-02,off,假,x\n".repeat(500_000)).status())
                .isEqualTo(413);
        assertThat(administrator
                        .with("If-Match", "\"1\"")
                        .post("/v1/calendar/import", new JsonObject().put("days", new JsonArray()))
                        .status())
                .isEqualTo(415);
        assertThat(importFile("").status()).isEqualTo(400);
    }

    @Test
    void aFileIsShownBeforeItTakesThePlaceOfAYearAndTheYearCanBePutBack() {
        String header = "date,kind,name,name_en\n";
        importFile(header + "2034-01-02,off,元旦,New Year\n2034-01-07,worked,调休,Make-up day\n");
        String old = administrator.get("/v1/calendar/export?year=2034").body().toString();
        String one = header + "2034-10-02,off,国庆节,National Day\n";

        Answer shown = preview(one);
        assertThat(shown.status()).as(shown.body().toString()).isEqualTo(200);
        JsonObject year = shown.json().getJsonArray("years").getJsonObject(0);
        assertThat(year.getInteger("offBefore")).isEqualTo(1);
        assertThat(year.getInteger("workedBefore")).isEqualTo(1);
        assertThat(shown.json().getInteger("changed")).isEqualTo(3);
        JsonObject gone = shown.json().getJsonArray("changes").getJsonObject(0);
        assertThat(gone.getString("date")).isEqualTo("2034-01-02");
        assertThat(gone.containsKey("after")).isFalse();
        assertThat(administrator.get("/v1/calendar?year=2034").json().getJsonArray("days"))
                .as("nothing is stored")
                .hasSize(2);

        assertThat(administrator
                        .send(HttpMethod.POST, "/v1/calendar/import", "text/csv", Buffer.buffer(one))
                        .status())
                .as("nobody takes the place of what they have not seen")
                .isEqualTo(428);
        importFile(header + "2035-01-01,off,元旦,New Year\n");
        assertThat(administrator
                        .with("If-Match", shown.etag())
                        .send(HttpMethod.POST, "/v1/calendar/import", "text/csv", Buffer.buffer(one))
                        .status())
                .isEqualTo(412);
        assertThat(administrator
                        .with("If-Match", preview(one).etag())
                        .send(HttpMethod.POST, "/v1/calendar/import", "text/csv", Buffer.buffer(one))
                        .status())
                .isEqualTo(200);

        assertThat(importFile(old).status()).isEqualTo(200);
        JsonArray back = administrator.get("/v1/calendar?year=2034").json().getJsonArray("days");
        assertThat(back).hasSize(2);
        assertThat(back.getJsonObject(1).getJsonObject("name").getString("en")).isEqualTo("Make-up day");
    }

    @Test
    void oneLineThatNamesAnOrdinaryMondayClearsNoYear() {
        String header = "date,kind,name,name_en\n";
        importFile(header + "2036-01-01,off,元旦,New Year\n");

        for (Answer refused : new Answer[] {
            importFile(header + "2036-01-07,worked,x,x\n"), preview(header + "2036-01-07,worked,x,x\n")
        }) {
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                    .isEqualTo("/2");
        }
        assertThat(administrator.get("/v1/calendar?year=2036").json().getJsonArray("days"))
                .hasSize(1);
    }
}
