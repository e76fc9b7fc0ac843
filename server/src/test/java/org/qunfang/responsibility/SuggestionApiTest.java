package org.qunfang.responsibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Words in, a category or nothing out. */
class SuggestionApiTest {
    private static final MovableClock clock = new MovableClock();

    @RegisterExtension
    @Order(1)
    static final TestApp app = new TestApp(clock);

    @RegisterExtension
    @Order(2)
    static final TestApp beside = app.beside();

    private static final String GAS = "楼道里有很浓的煤气味，能听到嘶嘶声，不敢开灯";
    private static final Duration SOON = Duration.ofSeconds(20);

    @AfterEach
    void backToTheCatalogue() {
        app.pool()
                .query("TRUNCATE suggestion_turns, suggestion_models")
                .execute()
                .await();
        await().atMost(SOON).until(() -> category(ask(app.resident(), GAS)).equals("gas-smell"));
    }

    @Test
    void beforeAnyReportTheCatalogueSuggestsInChineseAndEnglish() {
        Answer chinese = ask(app.resident(), GAS);
        Answer english = ask(app.resident(), "The street is flooded up to the knee and water runs into the shops");

        assertThat(category(chinese)).isEqualTo("gas-smell");
        assertThat(category(english)).isEqualTo("flooding");
        double threshold = english.json().getDouble("threshold");
        assertThat(english.json().getJsonArray("items").getJsonObject(0).getDouble("confidence"))
                .isBetween(threshold, 0.999);
        assertThat(threshold).isGreaterThanOrEqualTo(0.5);
    }

    @Test
    void anOfficerMayAskToo() {
        TestClient officer =
                app.officer("guangming-urban-management", Set.of("officer"), Set.of("report.submit", "case.read"));

        assertThat(category(ask(officer, GAS))).isEqualTo("gas-smell");
    }

    @Test
    void nothingIsSaidOfWordsThatTellNothingAndOtherIsNeverSuggested() {
        assertThat(category(ask(app.resident(), "请尽快来看看"))).isEmpty();
        assertThat(category(ask(app.resident(), "?!"))).isEmpty();
        assertThat(category(ask(app.resident(), "公司拖欠我们两个月工资，路灯也坏了，公交车一直不来"))).isEmpty();
    }

    @Test
    void aCategoryThatResidentsNoLongerChooseIsNotSuggested() {
        reportable(false);
        await().atMost(SOON).until(() -> category(ask(app.resident(), GAS)).isEmpty());
        reportable(true);
    }

    private static void reportable(boolean is) {
        app.pool()
                .preparedQuery("UPDATE categories SET reportable = $1 WHERE code = 'gas-smell'")
                .execute(Tuple.of(is))
                .await();
        await().atMost(SOON)
                .until(() -> app.app()
                                .rooms()
                                .registry()
                                .matrix()
                                .categoryByCode("gas-smell")
                                .get()
                                .reportable()
                        == is);
    }

    @Test
    void whatWasChosenIsDoubtedOnlyWhereTheWordsAreClearlyOfAnotherFamily() {
        assertThat(category(ask(app.resident(), "裂缝从上到下，快要倒了"))).isEqualTo("building-crack");
        assertThat(category(askBeside("landfill-slope", "裂缝从上到下，快要倒了"))).isEmpty();
        assertThat(category(askBeside("landfill-slope", GAS))).isEqualTo("gas-smell");
        assertThat(category(askBeside("fire-risk", GAS))).isEmpty();
        assertThat(category(askBeside("other", GAS))).isEqualTo("gas-smell");
    }

    @Test
    void anUnknownChoiceIsRefused() {
        Answer refused = app.resident()
                .post(
                        "/v1/categories/suggestions",
                        new JsonObject().put("text", GAS).put("chosen", "no-such-kind"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/chosen");
    }

    @Test
    void badWordsAreRefusedWithTheirPlace() {
        assertThat(app.nobody()
                        .post("/v1/categories/suggestions", new JsonObject().put("text", GAS))
                        .status())
                .isEqualTo(401);
        for (Object text : new Object[] {"", "   ", "水".repeat(4_001), 7, null}) {
            Answer refused = app.resident().post("/v1/categories/suggestions", new JsonObject().put("text", text));
            assertThat(refused.status()).as(String.valueOf(text)).isIn(400, 422);
            assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                    .isEqualTo("/text");
        }
        assertThat(app.resident()
                        .post("/v1/categories/suggestions", new JsonObject().put("text", "水".repeat(200_000)))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void whoAsksTooOftenWaits() {
        TestClient resident = app.resident();
        JsonObject question = new JsonObject().put("text", GAS);
        for (int time = 0; time < 20; time++) {
            assertThat(ask(resident, GAS).status()).isEqualTo(200);
        }

        // The clock goes on meanwhile, once a second one more is granted.
        Answer refused = Stream.generate(() -> resident.post("/v1/categories/suggestions", question))
                .limit(20)
                .filter(each -> each.status() != 200)
                .findFirst()
                .orElseThrow();

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers().get("Retry-After")).isEqualTo("1");
        clock.advance(Duration.ofSeconds(1));
        assertThat(ask(resident, GAS).status()).isEqualTo(200);
    }

    @Test
    void aStoredModelThatCannotBeReadSuggestsNothing() {
        store(Buffer.buffer("no model"));

        await().atMost(SOON).until(() -> threshold(app) == 1);
        assertThat(category(ask(app.resident(), GAS))).isEmpty();
    }

    @Test
    void aNewModelServesEveryProcess() {
        store(Buffer.buffer(SuggestionModelFile.write(SuggestionModelTest.model())));

        double threshold = Math.floor(SuggestionModelTest.model().threshold() * 100) / 100;
        await().atMost(SOON).until(() -> threshold(app) == threshold && threshold(beside) == threshold);
        assertThat(category(ask(beside.resident(), "路上积水很深，车开不过去"))).isEqualTo("flooding");
    }

    @Test
    void kindsThatAreTooUnsureEachAreOfferedAsTheirFamily() {
        Map<String, Double> unsure = Map.of("landslide", 0.3, "spoil-heap", 0.45, "gas-smell", 0.2, "other", 0.05);
        store(Buffer.buffer(SuggestionModelFile.write(SuggestionFamilyTest.model(unsure, 0.7001))));

        await().atMost(SOON).until(() -> threshold(app) == 0.7);
        Answer answer = ask(app.resident(), "土往下掉");
        assertThat(answer.json().getJsonArray("items"))
                .isEqualTo(new JsonArray()
                        .add(new JsonObject()
                                .put("category", "slope")
                                .put("confidence", 0.75)
                                .put(
                                        "choices",
                                        new JsonArray().add("spoil-heap").add("landslide"))));
        assertThat(category(askBeside("landfill-slope", "土往下掉")))
                .as("of the same family as what was chosen")
                .isEmpty();
        assertThat(category(askBeside("flooding", "土往下掉")))
                .as("nothing speaks for flooding")
                .isEqualTo("slope");
    }

    @Test
    void aStoredModelIsNeverChanged() {
        store(Buffer.buffer("no model"));

        assertThat(app.pool()
                        .query("UPDATE suggestion_models SET examples = 2")
                        .execute()
                        .map("changed")
                        .recover(refused -> io.vertx.core.Future.succeededFuture(refused.getMessage()))
                        .await())
                .contains("never changed");
    }

    @Test
    void goingBackToTheBuiltInModelReachesEveryProcess() {
        store(Buffer.buffer("no model"));
        await().atMost(SOON).until(() -> threshold(app) == 1 && threshold(beside) == 1);

        app.pool()
                .query("INSERT INTO suggestion_turns (version, at) VALUES (NULL, now())")
                .execute()
                .await();

        await().atMost(SOON).until(() -> threshold(app) < 1 && threshold(beside) < 1);
        assertThat(category(ask(beside.resident(), GAS))).isEqualTo("gas-smell");
    }

    private static void store(Buffer content) {
        app.pool()
                .preparedQuery("WITH model AS (INSERT INTO suggestion_models (trained_at, examples, measures, content)"
                        + " VALUES (now(), 1, '{}', $1) RETURNING version)"
                        + " INSERT INTO suggestion_turns (version, at) SELECT version, now() FROM model")
                .execute(Tuple.of(content))
                .await();
    }

    private static double threshold(TestApp of) {
        return ask(of.resident(), GAS).json().getDouble("threshold");
    }

    private static Answer ask(TestClient client, String text) {
        Answer answer = client.post("/v1/categories/suggestions", new JsonObject().put("text", text));
        assertThat(answer.status()).as(String.valueOf(answer.body())).isEqualTo(200);
        return answer;
    }

    private static Answer askBeside(String chosen, String text) {
        return app.resident()
                .post(
                        "/v1/categories/suggestions",
                        new JsonObject().put("text", text).put("chosen", chosen));
    }

    /** Empty when nothing was said. */
    private static String category(Answer answer) {
        var items = answer.json().getJsonArray("items");
        return items.isEmpty() ? "" : items.getJsonObject(0).getString("category");
    }
}
