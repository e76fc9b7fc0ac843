package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
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

/** Factors that reporters and sites answer: what is proposed, what becomes of it, and what an administrator may not save. */
class FactorOriginTest {
    private static final MovableClock clock = new MovableClock();

    @RegisterExtension
    static final TestApp app = new TestApp(clock);

    static SiteStory story;
    static CaseworkCity city;
    static TestClient administrator;

    @BeforeAll
    static void settle() {
        story = new SiteStory(app, clock);
        city = story.city;
        administrator = city.named(
                "管理员", "city-government", "administrator", Set.of("case.read", "case.read-all", "responsibility.edit"));
    }

    private static JsonObject answer(String code, String option) {
        return new JsonObject()
                .put("code", code)
                .put("side", "likelihood")
                .put("value", 1)
                .put("answer", option);
    }

    private static JsonObject triage(JsonObject... factors) {
        return new JsonObject().put("rationale", "现场踏勘").put("factors", new JsonArray(List.of(factors)));
    }

    private static JsonObject unknown(String code) {
        return new JsonObject().put("code", code);
    }

    private static JsonObject byCode(JsonArray things, String code) {
        return things.stream()
                .map(each -> (JsonObject) each)
                .filter(each -> each.getString("code").equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static JsonObject proposal(String caseId, String code) {
        Answer answer = city.lead.get("/v1/cases/" + caseId + "/factors");
        assertThat(answer.status()).isEqualTo(200);
        return byCode(answer.json().getJsonArray("proposals"), code);
    }

    private static void assertInvalid(Answer answer, String pointer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(422);
        assertThat(answer.json().getJsonArray("errors").toString()).contains("\"" + pointer + "\"");
    }

    /** A case of two reports: one saw old cracks, the other people, and both do not know of water. */
    private static String reportedTwice() {
        JsonObject report = CaseworkCity.report();
        JsonObject first = new JsonObject().put("cracks", "old").put("seepage", "unknown");
        String id = city.caseOf(report.copy().put("answers", first));
        JsonObject second = new JsonObject().put("cracks", "widening").put("people-below", "some");
        assertThat(city.caseOf(report.copy().put("answers", second)))
                .as("joined")
                .isEqualTo(id);
        return id;
    }

    private static String caseAtASite(double lat, JsonObject measures) {
        JsonObject site = SiteStory.landfill(lat, 113.934).mergeIn(measures);
        String siteId = story.register(site);
        JsonObject report = CaseworkCity.report();
        report.put(
                "location", new JsonObject().put("lat", lat).put("lon", 113.934).put("accuracyMeters", 10));
        String id = city.caseOf(report);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> city.count(
                                "SELECT count(*) FROM site_links WHERE site_id = $1 AND unlinked_at IS NULL",
                                UUID.fromString(siteId))
                        == 1);
        return id;
    }

    @Test
    void theMostSeriousAnswerOfTheReportsIsProposedAndWhatNobodyKnowsIsNot() {
        String id = reportedTwice();
        JsonObject cracks = proposal(id, "cracks");
        assertThat(cracks.getString("option")).isEqualTo("fast");
        assertThat(cracks.getString("source")).isEqualTo("answer");
        assertThat(cracks.getJsonObject("said").getString("zh-CN")).startsWith("上报人所答「有，而且在变宽、变长或错开」（");
        assertThat(cracks.getString("reportId"))
                .isIn(city.read(id).getJsonArray("reports").stream()
                        .map(each -> ((JsonObject) each).getString("id"))
                        .toList());
        assertThat(proposal(id, "people-below").getString("option")).isEqualTo("homes");
        JsonObject seepage = proposal(id, "seepage");
        assertThat(seepage.containsKey("option")).isFalse();
        assertThat(seepage.getJsonObject("said").getString("en")).isEqualTo("no report answers this");
        assertThat(proposal(id, "depth").getJsonObject("said").getString("en"))
                .isEqualTo("the case belongs to no site");
    }

    @Test
    void aRejectedReportAnswersNothing() {
        String id = city.extremeCase();
        city.sql("UPDATE reports SET status = 'rejected' WHERE case_id = $1", UUID.fromString(id));
        assertThat(proposal(id, "cracks").containsKey("option")).isFalse();
    }

    @Test
    void anAnswerThatWasKeptIsTheReportsAndNeedsNoReason() {
        String id = reportedTwice();
        JsonObject body = triage(answer("cracks", "fast"), answer("people-below", "homes"))
                .put("unknown", new JsonArray().add(unknown("seepage")).add(unknown("run-out")));

        JsonObject read = city.step(city.lead, id, "triage", body);

        JsonArray factors = read.getJsonArray("factors");
        assertThat(byCode(factors, "cracks").getString("source")).isEqualTo("answer");
        assertThat(byCode(factors, "cracks").getJsonObject("reason").getString("zh-CN"))
                .startsWith("坡上的裂缝怎样？ 在变宽、错开，或在半天内变化：上报人所答「");
        assertThat(byCode(factors, "people-below").getString("source")).isEqualTo("answer");
        assertThat(byCode(factors, "seepage").getString("source"))
                .as("the reports do not know")
                .isEqualTo("answer");
        assertThat(byCode(factors, "run-out").getString("source"))
                .as("only officers are asked")
                .isEqualTo("officer");
        JsonArray decisions = read.getJsonArray("decisions");
        assertThat(decisions.getJsonObject(decisions.size() - 1).getJsonArray("factors"))
                .isEqualTo(factors);
        assertThat(read.getInteger("likelihood")).isEqualTo(5);
        assertThat(read.getInteger("consequence")).isEqualTo(4);
    }

    @Test
    void whoSaysOtherwiseThanAReportSaysWhyAndAnswersForIt() {
        String id = reportedTwice();
        long version = city.version(id);
        assertInvalid(city.tryStep(city.lead, id, "triage", triage(answer("cracks", "slow"))), "/factors/0/reason");
        assertInvalid(
                city.tryStep(
                        city.lead,
                        id,
                        "triage",
                        triage(answer("people-below", "homes")).put("unknown", new JsonArray().add(unknown("cracks")))),
                "/unknown/0/reason");
        assertInvalid(city.tryStep(city.lead, id, "triage", triage(answer("run-out", "road"))), "/factors/0/reason");
        assertThat(city.version(id)).isEqualTo(version);

        JsonObject read = city.step(
                city.lead,
                id,
                "triage",
                triage(
                        answer("cracks", "slow").put("reason", "一周只宽了 2 毫米"),
                        answer("people-below", "many").put("reason", "坡下新开了学校")));

        JsonObject cracks = byCode(read.getJsonArray("factors"), "cracks");
        assertThat(cracks.getString("source")).isEqualTo("officer");
        assertThat(cracks.getJsonObject("reason").getString("zh-CN"))
                .startsWith("坡上的裂缝怎样？ 在缓慢变宽：未采用上报人所答「")
                .endsWith("：一周只宽了 2 毫米");
    }

    @Test
    void aQuestionHasOneAnswerOrNone() {
        String id = reportedTwice();
        JsonObject many = answer("people-below", "many").put("reason", "新开了学校");
        JsonObject nobody = answer("people-below", "nobody").put("reason", "已搬空");

        assertInvalid(city.tryStep(city.lead, id, "triage", triage(many, nobody)), "/factors/1/code");
        assertInvalid(
                city.tryStep(
                        city.lead,
                        id,
                        "triage",
                        triage(many).put("unknown", new JsonArray().add(unknown("people-below")))),
                "/unknown/0/code");
        assertInvalid(
                city.tryStep(
                        city.lead,
                        id,
                        "triage",
                        triage(many)
                                .put(
                                        "unknown",
                                        new JsonArray().add(unknown("rain")).add(unknown("rain")))),
                "/unknown/1/code");
    }

    @Test
    void whereAnAnswerComesFromIsTheServersToSay() {
        String id = reportedTwice();
        JsonObject overruled = answer("cracks", "slow").put("reason", "看到").put("source", "answer");
        JsonObject own = new JsonObject()
                .put("code", "on-site")
                .put("side", "consequence")
                .put("value", 4)
                .put("reason", "看到")
                .put("source", "site");
        JsonObject open = unknown("rain").put("source", "officer");

        JsonObject beside = answer("people-below", "many").put("reason", "看到");
        JsonObject read = city.step(
                city.lead, id, "triage", triage(overruled, beside, own).put("unknown", new JsonArray().add(open)));

        assertThat(byCode(read.getJsonArray("factors"), "cracks").getString("source"))
                .isEqualTo("officer");
        assertThat(byCode(read.getJsonArray("factors"), "on-site").getString("source"))
                .isEqualTo("officer");
        assertThat(byCode(read.getJsonArray("factors"), "rain").getString("source"))
                .isEqualTo("answer");
    }

    @Test
    void theSitesRecordAnswersAndItsSilenceIsUnknown() {
        String id = caseAtASite(22.7705, new JsonObject().put("fillDepthMeters", 42.5));
        JsonObject depth = proposal(id, "depth");
        assertThat(depth.getString("option")).isEqualTo("deep");
        assertThat(depth.getString("source")).isEqualTo("site");
        assertThat(depth.getJsonObject("said").getString("zh-CN")).isEqualTo("隐患点“红坳余泥渣土受纳场”的记录：填土深 42.5 米");

        JsonObject read = city.step(city.lead, id, "triage", triage(answer("depth", "deep")));

        JsonObject kept = byCode(read.getJsonArray("factors"), "depth");
        assertThat(kept.getString("source")).isEqualTo("site");
        assertThat(kept.getInteger("value")).isEqualTo(4);
        assertThat(kept.getJsonObject("reason").getString("en"))
                .isEqualTo(
                        "How deep is the fill? 20 m or more: the record of the site “Hong'ao landfill”: the fill is 42.5 m deep");

        String silent = caseAtASite(22.7885, new JsonObject());
        assertThat(proposal(silent, "depth").containsKey("option")).isFalse();
        assertThat(proposal(silent, "depth").getJsonObject("said").getString("en"))
                .isEqualTo("the site has no record of it");
    }

    @Test
    void whatChangedSinceItWasReadIsNoLongerKept() {
        String id = caseAtASite(22.8065, new JsonObject().put("fillDepthMeters", 30));
        city.sql("UPDATE sites SET fill_depth_meters = 3 WHERE lat = 22.8065");
        assertInvalid(city.tryStep(city.lead, id, "triage", triage(answer("depth", "deep"))), "/factors/0/reason");
    }

    @Test
    void aRequestForConsentKeepsWhereItsAnswersComeFrom() {
        String id = reportedTwice();
        JsonObject body = triage(answer("cracks", "none").put("reason", "为装饰缝"), answer("people-below", "homes"))
                .put("step", "triage");
        assertInvalid(
                city.tryAsk(city.lead, id, triage(answer("cracks", "none")).put("step", "triage")),
                "/factors/0/reason");
        String consent = city.ask(city.lead, id, body);
        assertThat(CaseworkCity.answer(city.chief, consent, "confirm").status()).isEqualTo(200);
        JsonArray factors = city.read(id).getJsonArray("factors");
        assertThat(byCode(factors, "cracks").getString("source")).isEqualTo("officer");
        assertThat(byCode(factors, "people-below").getString("source")).isEqualTo("answer");
    }

    @Test
    void whoMayNotSeeTheCaseLearnsNothingOfItsReports() {
        assertThat(city.foreign.get("/v1/cases/" + reportedTwice() + "/factors").status())
                .isEqualTo(404);
    }

    @Test
    void theSetsOfTheSampleCityAreSuchAsAnAdministratorCanSave() {
        JsonArray sets = administrator.get("/v1/factors").json().getJsonArray("items");
        assertThat(sets).hasSizeGreaterThanOrEqualTo(4);
        assertThat(sets.toString()).contains("\"reporter\"", "\"site\"", "\"officer\"");
        sets.forEach(each -> {
            JsonObject set = (JsonObject) each;
            JsonObject body = new JsonObject().put("factors", set.getJsonArray("factors"));
            if (set.containsKey("category")) {
                body.put("categoryCode", set.getJsonObject("category").getString("code"));
            }
            Answer saved = administrator
                    .with("If-Match", "\"" + set.getLong("version") + "\"")
                    .put("/v1/factors/" + set.getString("id"), body);
            assertThat(saved.status()).as(saved.body().toString()).isEqualTo(200);
            assertThat(saved.json().getJsonArray("factors")).isEqualTo(set.getJsonArray("factors"));
        });
    }

    private static JsonObject option(String id, int score) {
        return new JsonObject()
                .put("id", id)
                .put("text", new JsonObject().put("zh-CN", "选项" + id).put("en", "option " + id))
                .put("score", score);
    }

    private static JsonObject meaning(String id, int score, String... means) {
        return option(id, score).put("means", new JsonArray(List.of(means)));
    }

    private static JsonObject factor(JsonObject... options) {
        return new JsonObject()
                .put("code", "asked")
                .put("side", "likelihood")
                .put("question", new JsonObject().put("zh-CN", "问").put("en", "Q"))
                .put("options", new JsonArray(List.of(options)));
    }

    private static JsonObject reporter(String question, JsonObject... options) {
        return factor(options).put("answeredBy", "reporter").put("reportQuestion", question);
    }

    private static JsonObject site(String fact, JsonObject... options) {
        return factor(options).put("answeredBy", "site").put("siteFact", fact);
    }

    /** Refused as the set of gas smells, whose reporters are asked where (outdoors, indoors, underground) and how strong. */
    private static void assertRefused(JsonObject factor, String... pointers) {
        JsonObject grave =
                factor(option("a", 1), option("b", 2)).put("code", "grave").put("side", "consequence");
        JsonObject set = new JsonObject()
                .put("categoryCode", "gas-smell")
                .put("factors", new JsonArray().add(factor).add(grave));
        Answer answer = administrator.post("/v1/factors", set);
        assertThat(answer.status()).as(answer.body().toString()).isIn(400, 422);
        List<String> named = answer.json().getJsonArray("errors").stream()
                .map(each -> ((JsonObject) each).getString("pointer"))
                .toList();
        assertThat(named).as(answer.body().toString()).contains(pointers);
    }

    @Test
    void aReportersFactorThatNobodyCouldAnswerIsRefused() {
        JsonObject out = meaning("out", 2, "outdoors");
        JsonObject in = meaning("in", 4, "indoors", "underground");
        assertRefused(reporter("cracks", out, in), "/factors/0/reportQuestion");
        assertRefused(factor(out, in).put("answeredBy", "reporter"), "/factors/0/reportQuestion");
        assertRefused(reporter("where", out, in).put("siteFact", "height"), "/factors/0/siteFact");
        assertRefused(
                reporter("where", out, meaning("in", 4, "indoors", "roof")),
                "/factors/0/options/1/means/1",
                "/factors/0/options");
        assertRefused(reporter("where", out, meaning("in", 4, "indoors")), "/factors/0/options");
        assertRefused(
                reporter("where", out, meaning("in", 4, "indoors", "underground", "outdoors")),
                "/factors/0/options/1/means/2");
        assertRefused(
                reporter("where", out, meaning("in", 4, "indoors", "underground", "unknown")),
                "/factors/0/options/1/means/2");
        assertRefused(reporter("where", out.copy().put("from", 1), in), "/factors/0/options/0/from");
    }

    @Test
    void aSitesFactorWithMissingOrOverlappingRangesIsRefused() {
        JsonObject low = option("low", 1).put("below", 5);
        JsonObject high = option("high", 5).put("from", 5);
        assertRefused(site("gone", low, high), "/factors/0/siteFact");
        assertRefused(factor(low, high).put("answeredBy", "site"), "/factors/0/siteFact");
        assertRefused(site("height", option("a", 1), option("b", 2)), "/factors/0/options");
        assertRefused(site("height", low, high.copy().put("from", 6)), "/factors/0/options/1/from");
        assertRefused(site("height", low, high.copy().put("from", 4)), "/factors/0/options/1/from");
        assertRefused(site("height", low.copy().put("from", 1), high), "/factors/0/options/0/from");
        assertRefused(site("height", low, high.copy().put("below", 9)), "/factors/0/options/1/below");
        assertRefused(site("height", low, high.copy().put("below", 5)), "/factors/0/options/1/below");
        assertRefused(site("height", low, high.copy().put("from", -1)), "/factors/0/options/1/from");
        assertRefused(
                site("height", low.copy().put("means", new JsonArray().add("x")), high), "/factors/0/options/0/means");
        assertRefused(site("permit", meaning("a", 1, "in-force"), option("b", 2)), "/factors/0/options");
        assertRefused(site("permit", low, high), "/factors/0/options/0/below", "/factors/0/options/1/from");
    }

    @Test
    void anOfficersFactorTakesNoAnswersOfOthers() {
        assertRefused(
                factor(option("a", 1).put("below", 3), meaning("b", 2, "x")),
                "/factors/0/options/0/below",
                "/factors/0/options/1/means");
        assertRefused(
                factor(option("a", 1), option("b", 2)).put("reportQuestion", "where"), "/factors/0/reportQuestion");
        assertRefused(factor(option("a", 1), option("b", 2)).put("answeredBy", "mayor"), "/factors/0/answeredBy");
        assertThatThrownBy(() -> city.sql("""
                        INSERT INTO factor_set_versions (factor_set_id, version, changed_at, factors)
                        SELECT id, 99, now(), '[{"code": "a", "side": "likelihood", "answeredBy": "site", "options": []},
                                                {"code": "b", "side": "consequence", "options": []}]'
                          FROM factor_sets
                        """)).hasMessageContaining("a site's a fact");
    }
}
