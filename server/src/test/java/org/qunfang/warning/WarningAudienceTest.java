package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.qunfang.testing.Answer;

/** What both officers are shown before anything goes out. */
class WarningAudienceTest extends WarningFixture {
    @Test
    void theAudienceTellsDevicesOverspillAndEveryWord() {
        phone("a", 22.711, 113.934, "Minor");
        phone("b", 22.712, 113.936, "Severe");
        Answer draft = author.post("/v1/warnings", Drafts.landslide());

        JsonObject audience = author.get(path(draft) + "/audience").json();

        assertThat(audience.getInteger("devices")).isEqualTo(2);
        assertThat(audience.getDouble("areaSquareMeters")).isBetween(1_100_000d, 1_150_000d);
        assertThat(audience.getJsonObject("overspill").getDouble("squareMeters"))
                .isZero();
        assertThat(audience.getJsonArray("messages")).hasSize(2);
    }

    @Test
    void anAreaBeingDrawnIsCountedBeforeAnythingIsSaved() {
        phone("a", 22.711, 113.934, "Minor");
        phone("quiet", 22.712, 113.936, "Extreme");
        JsonObject shape = Drafts.area(Drafts.square(22.705, 113.930, 22.715, 113.940));
        shape.remove("description");

        Answer severe = author.post(
                "/v1/warning-audience",
                new JsonObject().put("severity", "Severe").put("area", shape));
        Answer empty = author.post(
                "/v1/warning-audience",
                new JsonObject().put("severity", "Severe").put("area", new JsonObject()));

        assertThat(severe.status()).as(severe.body().toString()).isEqualTo(200);
        assertThat(severe.json().getInteger("devices")).isEqualTo(1);
        assertThat(severe.json().getDouble("areaSquareMeters")).isBetween(1_100_000d, 1_150_000d);
        assertThat(severe.json().getJsonArray("channels").encode())
                .isEqualTo("[{\"channel\":\"fcm\",\"devices\":1,\"active\":true},"
                        + "{\"channel\":\"live\",\"devices\":0,\"active\":true},"
                        + "{\"channel\":\"webpush\",\"devices\":0,\"active\":true},"
                        + "{\"channel\":\"sms\",\"devices\":0,\"active\":false}]");
        assertThat(empty.status()).isEqualTo(422);
    }

    @Test
    void aPickedDistrictTellsPeopleAndStaysWithin100Vertices() {
        JsonObject draft = Drafts.landslide();
        draft.getJsonObject("area")
                .put("areaCodes", new JsonArray().add("440311"))
                .remove("polygons");
        Answer created = author.post("/v1/warnings", draft);

        JsonObject audience = author.get(path(created) + "/audience").json();

        assertThat(audience.getLong("peopleEstimate")).isGreaterThan(100_000);
        JsonArray polygons = created.json().getJsonObject("geometry").getJsonArray("coordinates");
        for (int i = 0; i < polygons.size(); i++) {
            assertThat(polygons.getJsonArray(i).getJsonArray(0).size()).isLessThanOrEqualTo(SavedArea.MOST_VERTICES);
        }
    }

    @Test
    void aRaggedOutlineOverspillsAndTheAudienceSaysHowFar() {
        double[][] ring = new double[301][];
        for (int i = 0; i < 300; i++) {
            double radius = i % 2 == 0 ? 0.010 : 0.008;
            double angle = 2 * Math.PI * i / 300;
            ring[i] = new double[] {113.93 + radius * Math.cos(angle), 22.71 + radius * Math.sin(angle)};
        }
        ring[300] = ring[0];
        phone(
                "between-the-teeth",
                22.71 + 0.0095 * Math.sin(2 * Math.PI / 300),
                113.93 + 0.0095 * Math.cos(2 * Math.PI / 300),
                "Minor");
        Answer draft = author.post("/v1/warnings", Drafts.landslide().put("area", Drafts.area(Drafts.polygon(ring))));

        JsonObject audience = author.get(path(draft) + "/audience").json();

        assertThat(audience.getInteger("devices")).isEqualTo(1);
        assertThat(audience.getJsonObject("overspill").getInteger("devices")).isEqualTo(1);
        assertThat(audience.getJsonObject("overspill").getDouble("squareMeters"))
                .isPositive();
    }
}
