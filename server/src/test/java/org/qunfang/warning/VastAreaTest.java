package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.qunfang.testing.Answer;

/** An area of the size of a country has many cells on its boundary in which nobody is: they cost no question each, else the connection is lost before all were asked. */
class VastAreaTest extends WarningFixture {
    @Test
    void howManyAVastAreaReachesIsSaid() {
        JsonObject country =
                new JsonObject().put("polygons", new JsonArray().add(Drafts.square(7.7, 93.9, 37.7, 133.9)));
        JsonObject asked = new JsonObject().put("severity", "Extreme").put("area", country);
        Answer answer = author.post("/v1/warning-audience", asked);

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }
}
