package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** An area that nobody can stand in warns nobody: it is refused where it is drawn, at its place. */
class VanishingAreaTest {
    /** About 10.3 and 11.1 metres here: a square of these is a little more than 100 square metres. */
    private static final double TEN_METERS = 0.0001;

    @RegisterExtension
    static final TestApp app = new TestApp();

    private final TestClient author = new People(app).author();

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-9, 0.5, 9.99})
    void aCircleOfLessThanTenMetresIsRefused(double radiusMeters) {
        JsonObject area = Drafts.area().put("circles", new JsonArray().add(circle(radiusMeters)));

        assertThat(pointers(draft(area))).containsExactly("/area/circles/0/radiusMeters");
        assertThat(pointers(estimate(area))).containsExactly("/area/circles/0/radiusMeters");
    }

    @Test
    void aCircleOfTenMetresIsTaken() {
        JsonObject area = Drafts.area().put("circles", new JsonArray().add(circle(10)));

        assertThat(draft(area).status()).isEqualTo(201);
    }

    @Test
    void aPolygonAHairWideIsRefusedBesideALargeOne() {
        JsonObject large = Drafts.square(22.705, 113.930, 22.715, 113.940);
        for (JsonObject thin : new JsonObject[] {
            Drafts.square(22.8, 113.93, 22.8 + 1e-10, 113.93 + 1e-10),
            Drafts.square(22.8, 113.93, 23.8, 113.93 + 1e-10),
            // Covers more than 100 square metres, and is a millimetre wide.
            Drafts.square(22.8, 113.93, 24.8, 113.93 + 1e-8),
            Drafts.square(22.8, 113.93, 22.8 + 0.9 * TEN_METERS, 113.93 + 0.9 * TEN_METERS)
        }) {
            assertThat(pointers(draft(Drafts.area(large, thin)))).containsExactly("/area/polygons/1");
            assertThat(pointers(estimate(Drafts.area(large, thin)))).containsExactly("/area/polygons/1");
        }
    }

    @Test
    void aSquareOfTenMetresIsTaken() {
        Answer small = draft(Drafts.area(Drafts.square(22.8, 113.93, 22.8 + TEN_METERS, 113.93 + TEN_METERS)));

        assertThat(small.status()).as(small.body().toString()).isEqualTo(201);
    }

    private Answer draft(JsonObject area) {
        return author.post("/v1/warnings", Drafts.landslide().put("area", area));
    }

    private Answer estimate(JsonObject area) {
        JsonObject shape = area.copy();
        shape.remove("description");
        return author.post(
                "/v1/warning-audience",
                new JsonObject().put("severity", "Extreme").put("area", shape));
    }

    private static JsonObject circle(double radiusMeters) {
        return new JsonObject()
                .put("center", new JsonObject().put("lat", 22.7).put("lon", 113.9))
                .put("radiusMeters", radiusMeters);
    }

    private static java.util.List<String> pointers(Answer refused) {
        return refused.json().getJsonArray("errors", new JsonArray()).stream()
                .map(error -> ((JsonObject) error).getString("pointer"))
                .toList();
    }
}
