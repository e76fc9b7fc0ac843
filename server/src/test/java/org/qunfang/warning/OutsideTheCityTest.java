package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qunfang.testing.Answer;

/** A warning is for the city: what lies wholly outside its areas is refused, what lies partly outside is told. */
class OutsideTheCityTest extends WarningFixture {
    private static final JsonObject PARIS = Drafts.square(48.850, 2.340, 48.860, 2.350);

    @ParameterizedTest
    @ValueSource(strings = {"actual", "exercise", "test"})
    void anAreaWhollyOutsideIsRefusedInEveryMode(String mode) {
        long before = count();

        Answer refused =
                author.post("/v1/warnings", Drafts.landslide().put("mode", mode).put("area", Drafts.area(PARIS)));

        assertThat(refused.status()).as(refused.body().toString()).isEqualTo(422);
        assertThat(pointers(refused)).containsExactly("/area");
        assertThat(refused.body().toString()).contains("辖区之外");
        assertThat(count()).isEqualTo(before);
    }

    @Test
    void aDraftIsNotMovedOutThereAndTheEstimateSaysSoAtOnce() {
        Answer draft = author.post("/v1/warnings", Drafts.landslide());

        Answer moved = author.with("If-Match", draft.etag())
                .put(path(draft), Drafts.landslide().put("area", Drafts.area(PARIS)));
        Answer estimated = estimate(new JsonObject().put("polygons", new JsonArray().add(PARIS)));

        assertThat(pointers(moved)).containsExactly("/area");
        assertThat(pointers(estimated)).containsExactly("/area");
    }

    @Test
    void anAreaThatAllAreasLeftSinceItWasDraftedIsNotSubmitted() {
        Answer draft = author.post("/v1/warnings", Drafts.landslide());
        JsonObject saved = new JsonObject()
                .put("type", "MultiPolygon")
                .put("coordinates", new JsonArray().add(PARIS.getJsonArray("coordinates")));
        app.pool()
                .preparedQuery("UPDATE warnings SET saved_area = $2 WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(draft.json().getString("id")), saved))
                .await();

        Answer refused = submit(author, draft);

        assertThat(refused.status()).as(refused.body().toString()).isEqualTo(422);
        assertThat(pointers(refused)).containsExactly("/area");
    }

    /** The sample city begins at about 113.85 there. */
    @ParameterizedTest
    @ValueSource(strings = {"actual", "exercise", "test"})
    void theShareOutsideIsToldToBothOfficers(String mode) {
        JsonObject shape =
                new JsonObject().put("polygons", new JsonArray().add(Drafts.square(22.705, 113.730, 22.715, 113.940)));
        JsonObject area = shape.copy().put("description", Drafts.area().getJsonObject("description"));
        Answer submitted = submit(
                author,
                author.post("/v1/warnings", Drafts.landslide().put("mode", mode).put("area", area)));

        double estimated = estimate(shape).json().getDouble("outsidePercent");
        double shown = approver.get(path(submitted) + "/audience").json().getDouble("outsidePercent");

        assertThat(estimated).isBetween(5.0, 95.0);
        assertThat(shown).isEqualTo(estimated);
        assertThat(shown * 10).isEqualTo(Math.rint(shown * 10));
    }

    /** A storm may be larger than the city, and an installation may have no areas yet. */
    @Test
    void aLittleOfAVastAreaIsNotNothingAndWithoutAreasNothingIsSaid() {
        CityGround vast = new CityGround(1e13, 1e13 - 1e6, true);
        CityGround unknown = new CityGround(1e6, 1e6, false);

        assertThat(vast.isWhollyOutside()).isFalse();
        assertThat(vast.percentOutside()).hasValue(99.9);
        assertThat(new CityGround(1e6, 200, true).percentOutside()).hasValue(0.1);
        assertThat(new CityGround(1e6, 1e6, true).percentOutside()).hasValue(100);
        assertThat(unknown.isWhollyOutside()).isFalse();
        assertThat(unknown.percentOutside()).isEmpty();
    }

    @Test
    void whatIsDrawnInsideAndWhatIsNamedByCodeIsInside() {
        assertThat(estimate(new JsonObject()
                                .put("polygons", new JsonArray().add(Drafts.square(22.705, 113.930, 22.715, 113.940))))
                        .json()
                        .getDouble("outsidePercent"))
                .isZero();
        for (String code : List.of("440300", "440307-dapeng", "440311")) {
            assertThat(estimate(new JsonObject().put("areaCodes", new JsonArray().add(code)))
                            .json()
                            .getDouble("outsidePercent"))
                    .as(code)
                    .isZero();
        }
    }

    @Test
    void theNumberThatTheHashCoversIsToldBesideThePresentOne() {
        Answer draft = author.post("/v1/warnings", Drafts.landslide());
        JsonObject before = author.get(path(draft) + "/audience").json();
        phone("first", 22.711, 113.934, "Minor");
        Answer submitted = submit(author, draft);
        phone("second", 22.712, 113.936, "Minor");
        phone("third", 22.712, 113.935, "Minor");

        JsonObject audience = approver.get(path(submitted) + "/audience").json();

        assertThat(before.containsKey("devicesAtSubmission")).isFalse();
        assertThat(audience.getInteger("devices")).isEqualTo(3);
        assertThat(audience.getInteger("devicesAtSubmission")).isEqualTo(1);
        assertThat(audience.getString("contentHash")).isEqualTo(submitted.json().getString("contentHash"));
        assertThat(approve(approver, submitted).status()).isEqualTo(200);
    }

    private Answer estimate(JsonObject shape) {
        return author.post(
                "/v1/warning-audience",
                new JsonObject().put("severity", "Extreme").put("area", shape));
    }

    private static long count() {
        return app.pool()
                .query("SELECT count(*) AS n FROM warnings")
                .execute()
                .await()
                .iterator()
                .next()
                .getLong("n");
    }

    private static List<String> pointers(Answer refused) {
        return refused.json().getJsonArray("errors", new JsonArray()).stream()
                .map(error -> ((JsonObject) error).getString("pointer"))
                .toList();
    }
}
