package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** What a draft names has to be there: the case it starts from, and its area in every language. */
class WarningOriginTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    private final People people = new People(app);
    private final TestClient author = people.author();

    @Test
    void aCaseThatDoesNotExistIsRefusedAlsoWhenADraftIsChanged() {
        Answer draft = author.post("/v1/warnings", Drafts.landslide());
        JsonObject fromNowhere = Drafts.landslide().put("caseId", TestClient.id());
        long before = warnings();

        Answer created = author.post("/v1/warnings", fromNowhere);
        Answer edited = author.with("If-Match", draft.etag())
                .put("/v1/warnings/" + draft.json().getString("id"), fromNowhere);

        assertThat(created.status()).as(created.body().toString()).isEqualTo(422);
        assertThat(pointers(created)).containsExactly("/caseId");
        assertThat(edited.status()).isEqualTo(422);
        assertThat(pointers(edited)).containsExactly("/caseId");
        assertThat(warnings()).isEqualTo(before);
    }

    @Test
    void aWarningStartsFromACaseThatExists() {
        JsonObject report = new JsonObject()
                .put("category", "landfill-slope")
                .put("description", "裂缝在变宽，有水渗出")
                .put(
                        "location",
                        new JsonObject().put("lat", 22.711).put("lon", 113.934).put("accuracyMeters", 15))
                .put("observedAt", "2026-11-23T08:15:00+08:00");
        Answer sent = people.resident().put("/v1/reports/" + TestClient.id(), report);
        String caseId = sent.json().getJsonObject("case").getString("id");

        Answer draft = author.post("/v1/warnings", Drafts.landslide().put("caseId", caseId));

        assertThat(draft.status()).as(draft.body().toString()).isEqualTo(201);
        assertThat(draft.json().getString("caseId")).isEqualTo(caseId);
    }

    @Test
    void theDatabaseRefusesACaseThatDoesNotExist() {
        UUID draft = UUID.fromString(
                author.post("/v1/warnings", Drafts.landslide()).json().getString("id"));

        assertThatThrownBy(() -> app.pool()
                        .preparedQuery("UPDATE warnings SET case_id = $2 WHERE id = $1")
                        .execute(Tuple.of(draft, UUID.randomUUID()))
                        .await())
                .hasMessageContaining("warnings_case");
    }

    @Test
    void anAreaWithoutItsNameInALanguageOfTheWarningIsRefused() {
        for (JsonObject names : new JsonObject[] {
            new JsonObject().put("zh-CN", "光明"),
            new JsonObject().put("zh-CN", "光明").put("en", "　")
        }) {
            JsonObject draft = Drafts.landslide();
            draft.getJsonObject("area").put("description", names);

            assertThat(pointers(author.post("/v1/warnings", draft))).containsExactly("/area/description/en");
        }
    }

    @Test
    void whatWasSavedWithoutThatNameCannotBeSubmitted() {
        Answer draft = author.post("/v1/warnings", Drafts.landslide());
        String path = "/v1/warnings/" + draft.json().getString("id");
        app.pool()
                .preparedQuery("UPDATE warnings SET area = area #- '{description,en}' WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(draft.json().getString("id"))))
                .await();

        Answer refused = author.with("If-Match", draft.etag()).post(path + "/submit", new JsonObject());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(pointers(refused)).containsExactly("/area/description/en");
    }

    private static List<String> pointers(Answer refused) {
        return refused.json().getJsonArray("errors", new JsonArray()).stream()
                .map(error -> ((JsonObject) error).getString("pointer"))
                .toList();
    }

    private static long warnings() {
        return app.pool()
                .query("SELECT count(*) AS n FROM warnings")
                .execute()
                .await()
                .iterator()
                .next()
                .getLong("n");
    }
}
