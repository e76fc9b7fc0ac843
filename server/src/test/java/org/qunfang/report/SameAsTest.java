package org.qunfang.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** "Same thing? Add yours": what the sender names is joined where that can be true. */
class SameAsTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    private record Case(String id, String number) {}

    private static Case send(String category, double lat, String visibility, String sameAs) {
        JsonObject body = new JsonObject()
                .put("category", category)
                .put("description", "坡顶裂缝")
                .put(
                        "location",
                        new JsonObject().put("lat", lat).put("lon", 113.92).put("accuracyMeters", 10))
                .put("observedAt", "2026-11-23T08:15:00+08:00")
                .put("visibility", visibility);
        if (sameAs != null) {
            body.put("sameAs", sameAs);
        }
        var answer = app.resident().put("/v1/reports/" + TestClient.id(), body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        JsonObject thing = answer.json().getJsonObject("case");
        return new Case(thing.getString("id"), thing.getString("number"));
    }

    private static double north(double lat, double meters) {
        return lat + meters / 111_195;
    }

    @Test
    void theNamedCaseIsJoinedAlsoFromFartherOffAndOfAnotherKind() {
        Case open = send("landfill-slope", 22.700, "public", null);

        assertThat(send("landfill-slope", north(22.700, 450), "public", null)).isNotEqualTo(open);
        assertThat(send("landfill-slope", north(22.700, 460), "public", open.number()))
                .isEqualTo(open);
        assertThat(send("building-crack", north(22.700, 100), "public", open.number()))
                .isEqualTo(open);
    }

    @Test
    void whatIsTooFarNotPublicNotOpenOrUnknownIsNotJoined() {
        Case open = send("landfill-slope", 22.710, "public", null);
        Case hidden = send("landfill-slope", 22.715, "hidden", null);
        Case rejected = send("landfill-slope", 22.720, "public", null);
        app.pool()
                .preparedQuery("UPDATE cases SET status = 'rejected' WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(rejected.id())))
                .await();

        assertThat(send("landfill-slope", north(22.710, -530), "public", open.number()))
                .isNotEqualTo(open);
        assertThat(send("flooding", 22.715, "public", hidden.number())).isNotEqualTo(hidden);
        assertThat(send("landfill-slope", 22.720, "public", rejected.number())).isNotEqualTo(rejected);
        assertThat(send("flooding", 22.725, "public", "QF-1999-000001").id()).isNotNull();
    }
}
