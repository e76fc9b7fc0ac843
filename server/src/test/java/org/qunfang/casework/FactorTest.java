package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

class FactorTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    static CaseworkCity city;
    static TestClient administrator;

    @BeforeAll
    static void settle() {
        city = new CaseworkCity(app);
        administrator = city.named(
                "管理员", "city-government", "administrator", Set.of("case.read", "case.read-all", "responsibility.edit"));
    }

    private static JsonObject option(String id, int score) {
        return new JsonObject()
                .put("id", id)
                .put("text", new JsonObject().put("zh-CN", "选项" + id).put("en", "option " + id))
                .put("score", score);
    }

    private static JsonObject factor(String code, String side, JsonObject... options) {
        return new JsonObject()
                .put("code", code)
                .put("side", side)
                .put(
                        "question",
                        new JsonObject().put("zh-CN", "问题" + code + "？").put("en", "Question " + code + "?"))
                .put("options", new JsonArray(List.of(options)));
    }

    private static JsonObject set(String category, JsonObject... factors) {
        return new JsonObject().put("categoryCode", category).put("factors", new JsonArray(List.of(factors)));
    }

    private static JsonObject answer(String code, String option, String reason) {
        return new JsonObject()
                .put("code", code)
                .put("side", "likelihood")
                .put("value", 1)
                .put("reason", reason)
                .put("answer", option);
    }

    private static JsonObject triage(JsonObject... factors) {
        return new JsonObject().put("rationale", "现场踏勘").put("factors", new JsonArray(List.of(factors)));
    }

    private static JsonObject reason(JsonObject thing, String code) {
        return thing.getJsonArray("factors").stream()
                .map(each -> (JsonObject) each)
                .filter(each -> each.getString("code").equals(code))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anAnswerIsWorthWhatItsOptionSaysAndTheRecordKeepsWhatWasAsked() {
        String id = city.mediumCase();
        JsonObject body = triage(answer("cracks", "slow", "桩间距两天增加 3 厘米"), answer("people-below", "homes", "坡下两栋宿舍"))
                .put("unknown", new JsonArray().add(new JsonObject().put("code", "rain")));

        JsonObject read = city.step(city.lead, id, "triage", body);

        assertThat(read.getInteger("likelihood")).isEqualTo(4);
        assertThat(read.getInteger("consequence")).isEqualTo(4);
        assertThat(reason(read, "cracks").getJsonObject("reason").getString("zh-CN"))
                .isEqualTo("坡上的裂缝怎样？ 在缓慢变宽：桩间距两天增加 3 厘米");
        assertThat(reason(read, "people-below").getString("side")).isEqualTo("consequence");
        JsonObject rain = reason(read, "rain");
        assertThat(rain.getString("effect")).isEqualTo("unknown");
        assertThat(rain.getInteger("value")).isZero();
        assertThat(rain.getJsonObject("reason").getString("en")).endsWith("unknown: no report answers this");
    }

    @Test
    void whatNobodyKnowsLeavesTheScoreAsItWas() {
        String id = city.extremeCase();
        JsonObject unknown = new JsonObject().put("code", "seepage");
        JsonObject body = triage(answer("people-below", "many", "坡下有学校")).put("unknown", new JsonArray().add(unknown));

        JsonObject read = city.step(city.lead, id, "triage", body);

        assertThat(read.getInteger("likelihood")).as("never zero").isEqualTo(5);
        assertThat(read.getInteger("consequence")).isEqualTo(5);
        assertThat(reason(read, "cracks").getString("source")).isEqualTo("answer");
    }

    @Test
    void aRequestForConsentCarriesTheSameScores() {
        String id = city.extremeCase();
        JsonObject body = triage(answer("cracks", "none", "为装饰缝"), answer("people-below", "nobody", "无人"))
                .put("step", "triage");
        String consent = city.ask(city.lead, id, body);
        assertThat(CaseworkCity.answer(city.chief, consent, "confirm").status()).isEqualTo(200);
        assertThat(city.read(id).getInteger("score")).isEqualTo(1);
        assertThat(city.read(id).getJsonArray("decisions").toString())
                .contains("坡上的裂缝怎样？ 没有：未采用上报人所答「有，而且在变宽、变长或错开」", "：为装饰缝");
    }

    @Test
    void anEditIsForLaterScoresAndOldRecordsKeepTheirQuestions() {
        JsonObject made = administrator
                .post(
                        "/v1/factors",
                        set(
                                "spoil-heap",
                                factor("bulge", "likelihood", option("no", 1), option("yes", 4)),
                                factor("camp", "consequence", option("no", 2), option("yes", 3))))
                .json();
        String id = city.caseOf(CaseworkCity.report().put("category", "spoil-heap"));
        assertThat(city.tryStep(city.duty, id, "triage", triage(answer("cracks", "fast", "看到")))
                        .status())
                .as("the more specific set is in force")
                .isEqualTo(422);
        city.step(city.duty, id, "triage", triage(answer("bulge", "yes", "坡脚鼓起")));
        TestClient reader = administrator.with("If-Match", "\"1\"");
        JsonObject edited = set(
                "spoil-heap",
                factor("bulge", "likelihood", option("no", 1), option("yes", 5)),
                factor("camp", "consequence", option("no", 2), option("yes", 3)));
        edited.getJsonArray("factors")
                .getJsonObject(0)
                .put("question", new JsonObject().put("zh-CN", "改过的问题").put("en", "Changed"));
        String path = "/v1/factors/" + made.getString("id");
        assertThat(reader.put(path, edited).json().getLong("version")).isEqualTo(2);
        assertThat(reader.put(path, edited).status()).isEqualTo(412);
        assertThat(administrator.put(path, edited).status()).isEqualTo(428);

        assertThat(city.read(id).getInteger("likelihood")).isEqualTo(4);
        assertThat(city.read(id).getJsonArray("decisions").toString())
                .contains("问题bulge？ 选项yes：坡脚鼓起")
                .doesNotContain("改过的问题");
        JsonObject again = city.step(city.duty, id, "triage", triage(answer("bulge", "yes", "仍在鼓起")));
        assertThat(again.getInteger("likelihood")).isEqualTo(5);
    }

    @Test
    void whatMakesNoSenseIsRefusedAndNothingIsStored() {
        long before = city.count("SELECT count(*) FROM factor_set_versions");
        JsonObject likely = factor("a", "likelihood", option("no", 1), option("yes", 5));
        JsonObject grave = factor("b", "consequence", option("no", 1), option("yes", 5));
        assertRefused(set("gas-smell", likely), "/factors");
        assertRefused(set("gas-smell", likely, grave, grave), "/factors/2/code");
        assertRefused(
                set("gas-smell", likely, factor("b", "consequence", option("no", 1), option("no", 5))),
                "/factors/1/options/1/id");
        for (int score : new int[] {0, 6, -1}) {
            assertRefused(
                    set("gas-smell", likely, factor("b", "consequence", option("no", 1), option("yes", score))),
                    "/factors/1/options/1/score");
        }
        assertRefused(set("no-such", likely, grave), "/categoryCode");
        assertThat(administrator
                        .post("/v1/factors", set("slope", likely, grave))
                        .status())
                .isEqualTo(409);
        assertThat(city.duty
                        .post("/v1/factors", set("gas-smell", likely, grave))
                        .status())
                .isEqualTo(403);
        assertThat(city.count("SELECT count(*) FROM factor_set_versions")).isEqualTo(before);
        assertThatThrownBy(() -> city.sql("""
                        INSERT INTO factor_set_versions (factor_set_id, version, changed_at, factors)
                        SELECT id, 99, now(), '[{"code": "a", "side": "likelihood", "options": []},
                                                {"code": "b", "side": "likelihood", "options": []}]'
                          FROM factor_sets
                        """)).hasMessageContaining("each side has one");
    }

    private static void assertRefused(JsonObject body, String pointer) {
        Answer answer = administrator.post("/v1/factors", body);
        assertThat(answer.status()).as(answer.body().toString()).isIn(400, 422);
        assertThat(answer.json().getJsonArray("errors").toString()).contains("\"" + pointer + "\"");
    }

    @Test
    void anAnswerThatIsNoneOfTheOptionsIsNamed() {
        String id = city.mediumCase();
        long version = city.version(id);
        Answer answer = city.tryStep(city.lead, id, "triage", triage(answer("bulge-of-nothing", "yes", "看到")));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().getJsonArray("errors").toString()).contains("/factors/0/code");
        assertThat(city.version(id)).isEqualTo(version);
        assertThat(city.tryStep(city.foreign, id, "triage", triage(answer("bulge-of-nothing", "yes", "看到")))
                        .status())
                .as("whose case it is not learns nothing of its factors")
                .isEqualTo(404);
        assertThat(city.lead
                        .with("If-Match", "\"99\"")
                        .post("/v1/cases/" + id + "/triage", triage(answer("bulge-of-nothing", "yes", "看到")))
                        .status())
                .isEqualTo(412);
    }

    @Test
    void aFactorOfTheirOwnAddsOneStepToWhatIsAnswered() {
        JsonObject scores = CaseworkCity.scores(4, 4);
        scores.getJsonArray("factors")
                .add(new JsonObject()
                        .put("code", "on-site")
                        .put("side", "consequence")
                        .put("value", 5)
                        .put("reason", "坡下是幼儿园"));
        JsonObject read = city.step(city.lead, city.mediumCase(), "triage", scores);
        assertThat(read.getInteger("score")).isEqualTo(20);
    }
}
