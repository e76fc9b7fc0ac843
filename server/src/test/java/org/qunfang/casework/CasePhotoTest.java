package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qunfang.casework.CaseworkCity.bodyFor;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

class CasePhotoTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    static CaseworkCity city;

    @BeforeAll
    static void settle() {
        city = new CaseworkCity(app);
    }

    static Buffer jpeg(int width) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, 40, BufferedImage.TYPE_INT_RGB), "jpeg", bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    private static Answer put(TestClient officer, String caseId, String photoId, Buffer bytes) {
        return officer.put("/v1/cases/" + caseId + "/photos/" + photoId, "image/jpeg", bytes);
    }

    @Test
    void aPhotoIsInternalUntilTheResolutionNamesIt() {
        String id = city.mediumCase();
        city.step(id, "acknowledge");
        city.step(id, "start");
        String photo = TestClient.id();

        assertThat(put(city.lead, id, photo, jpeg(60)).status()).isEqualTo(201);
        assertThat(app.nobody().get("/v1/photos/" + photo).status()).isEqualTo(404);
        JsonObject resolved =
                city.step(city.lead, id, "resolve", bodyFor("resolve").put("photoIds", new JsonArray().add(photo)));

        JsonArray timeline = resolved.getJsonArray("timeline");
        JsonObject shown = timeline.getJsonObject(timeline.size() - 1)
                .getJsonArray("photos")
                .getJsonObject(0);
        assertThat(shown.getString("id")).isEqualTo(photo);
        assertThat(shown.getInteger("width")).isEqualTo(60);
        assertThat(app.nobody().get("/v1/photos/" + photo).status()).isEqualTo(200);
    }

    @Test
    void aPublicPhotoStaysPublicWhenAnInternalCommentNamesItToo() {
        String id = city.mediumCase();
        String photo = TestClient.id();
        put(city.support, id, photo, jpeg(61));
        JsonObject named = bodyFor("comment").put("photoIds", new JsonArray().add(photo));

        city.support.post("/v1/cases/" + id + "/comment", named.copy().put("visibility", "public"));
        city.support.post("/v1/cases/" + id + "/comment", named.copy().put("visibility", "internal"));

        assertThat(app.nobody().get("/v1/photos/" + photo).status()).isEqualTo(200);
    }

    @Test
    void theSamePhotoAgainChangesNothingAndAnotherUnderItsIdIsRefused() {
        String id = city.mediumCase();
        String photo = TestClient.id();

        assertThat(put(city.lead, id, photo, jpeg(62)).status()).isEqualTo(201);
        assertThat(put(city.lead, id, photo, jpeg(62)).status()).isEqualTo(200);
        assertThat(put(city.lead, id, photo, jpeg(63)).problem()).isEqualTo("already-exists");
        assertThat(put(city.lead, city.mediumCase(), photo, jpeg(62)).problem()).isEqualTo("already-exists");
        assertThat(city.count(
                        "SELECT count(*) FROM audit_entries WHERE action = 'case.add-photo' AND subject_id = $1",
                        UUID.fromString(id)))
                .isEqualTo(1);
    }

    @Test
    void whoTakesNoPartPutsNoPhoto() {
        String id = city.mediumCase();

        assertThat(put(city.foreign, id, TestClient.id(), jpeg(64)).status()).isEqualTo(404);
        assertThat(put(city.auditor, id, TestClient.id(), jpeg(64)).status()).isEqualTo(403);
    }

    @Test
    void aStepThatNamesAPhotoOfAnotherCaseIsRefusedWhole() {
        String id = city.mediumCase();
        String photo = TestClient.id();
        put(city.lead, city.mediumCase(), photo, jpeg(65));

        Answer answer = city.lead.post(
                "/v1/cases/" + id + "/comment", bodyFor("comment").put("photoIds", new JsonArray().add(photo)));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/photoIds");
        assertThat(city.version(id)).isEqualTo(1);
        assertThat(city.read(id).getJsonArray("timeline")).hasSize(2);
    }
}
