package org.qunfang.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

class TrackingTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    private static JsonObject report(double lat, double lon) {
        return new JsonObject()
                .put("category", "landfill-slope")
                .put("description", "坡脚渗水")
                .put("location", new JsonObject().put("lat", lat).put("lon", lon))
                .put("observedAt", "2026-11-20T08:15:00+08:00");
    }

    private static TestClient guangming(String departmentCode) {
        return app.officer(departmentCode, Set.of("officer"), Set.of("case.read", "case.work"));
    }

    private static Answer act(TestClient officer, String casePath, String step, JsonObject body) {
        String etag = officer.get(casePath).etag();
        return officer.with("If-Match", etag).post(casePath + "/" + step, body);
    }

    private static Buffer photo(int side) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB), "png", bytes);
            return Buffer.buffer(bytes.toByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theSenderFollowsTheCaseAndSendsItBackWhenItIsNotFixed() {
        TestClient sender = app.resident();
        String reportPath = "/v1/reports/" + TestClient.id();
        JsonObject receipt = sender.put(reportPath, report(22.7210, 113.9240)).json();
        String trackPath = "/v1/track/" + receipt.getString("trackingCode");
        String casePath = "/v1/cases/" + receipt.getJsonObject("case").getString("id");
        TestClient officer = guangming(receipt.getJsonObject("responsible").getString("code"));

        assertThat(act(officer, casePath, "acknowledge", new JsonObject()).status())
                .isEqualTo(200);
        assertThat(act(officer, casePath, "start", new JsonObject()).status()).isEqualTo(200);
        assertThat(act(officer, casePath, "resolve", new JsonObject().put("text", "已削坡并铺防渗膜"))
                        .status())
                .isEqualTo(200);

        JsonObject seenBySender = sender.get(trackPath).json();
        assertThat(seenBySender.getString("status")).isEqualTo("resolved");
        assertThat(seenBySender.getBoolean("mayGiveVerdict")).isTrue();
        assertThat(seenBySender.getJsonArray("timeline").encode()).contains("已削坡并铺防渗膜");
        assertThat(app.nobody().get(trackPath).json().getBoolean("mayGiveVerdict"))
                .isFalse();

        Answer verdict = sender.post(reportPath + "/verdict", new JsonObject().put("fixed", false));
        assertThat(verdict.status()).isEqualTo(200);
        assertThat(sender.get(trackPath).json().getString("status")).isEqualTo("reopened");
    }

    @Test
    void aCodeIsFoundAsPeopleTypeIt() {
        JsonObject receipt = app.resident()
                .put("/v1/reports/" + TestClient.id(), report(22.7010, 113.9140))
                .json();
        String code = receipt.getString("trackingCode");
        String wide =
                code.chars().mapToObj(c -> Character.toString(c + '０' - '0')).collect(Collectors.joining());

        assertThat(List.of(code.toLowerCase().replace("-", "").replace('0', 'o'), code.replace('-', ' '), wide))
                .allSatisfy(typed -> assertThat(app.nobody()
                                .get("/v1/track/"
                                        + URLEncoder.encode(typed, UTF_8).replace("+", "%20"))
                                .status())
                        .isEqualTo(200));
    }

    @Test
    void theTrackerReadsInPlainWordsWhyTheDepartmentIsAnswerable() {
        JsonObject receipt = app.resident()
                .put("/v1/reports/" + TestClient.id(), report(22.7310, 113.9340))
                .json();

        JsonObject track = app.nobody()
                .get("/v1/track/" + receipt.getString("trackingCode"))
                .json();

        assertThat(track.getJsonArray("why").encode())
                .contains("光明区")
                .contains(
                        track.getJsonObject("responsible").getJsonObject("name").getString("zh-CN"))
                .contains("The place lies in");
    }

    @Test
    void aReportThatIsNotPublicShowsNeitherWordsNorExactPlaceToTheTracker() {
        JsonObject receipt = app.resident()
                .put(
                        "/v1/reports/" + TestClient.id(),
                        report(22.76123, 113.95123).put("visibility", "hidden"))
                .json();
        JsonObject track = app.nobody()
                .get("/v1/track/" + receipt.getString("trackingCode"))
                .json();

        assertThat(track.encode()).doesNotContain("坡脚渗水").doesNotContain("22.76123");
        assertThat(track.getJsonObject("location").getBoolean("blurred")).isTrue();
    }

    @Test
    void fivePhotosAreKeptOnceEachAndTheSixthIsRefused() {
        TestClient sender = app.resident();
        String reportPath = "/v1/reports/" + TestClient.id();
        sender.put(reportPath, report(22.7710, 113.9340));
        String first = TestClient.id();
        assertThat(sender.put(reportPath + "/photos/" + first, "image/png", photo(10))
                        .status())
                .isEqualTo(201);
        assertThat(sender.put(reportPath + "/photos/" + first, "image/png", photo(10))
                        .status())
                .isEqualTo(200);
        assertThat(sender.put(reportPath + "/photos/" + first, "image/png", photo(11))
                        .status())
                .isEqualTo(409);
        for (int i = 0; i < 4; i++) {
            assertThat(sender.put(reportPath + "/photos/" + TestClient.id(), "image/png", photo(20 + i))
                            .status())
                    .isEqualTo(201);
        }
        assertThat(sender.put(reportPath + "/photos/" + TestClient.id(), "image/png", photo(30))
                        .status())
                .isEqualTo(422);
        Answer picture = app.nobody().get("/v1/photos/" + first + "?size=thumb");
        assertThat(picture.status()).isEqualTo(200);
        assertThat(picture.headers().get("Content-Type")).isEqualTo("image/jpeg");
    }

    @Test
    void aPhotoThatIsNoPictureIsRefusedByName() {
        TestClient sender = app.resident();
        String reportPath = "/v1/reports/" + TestClient.id();
        sender.put(reportPath, report(22.7810, 113.9140));
        Answer answer = sender.put(
                reportPath + "/photos/" + TestClient.id(), "image/png", Buffer.buffer("<script>alert(1)</script>"));

        assertThat(answer.status()).isIn(415, 422);
    }

    @Test
    void openHazardsAreOnTheMapAndNearAPlace() {
        app.resident().put("/v1/reports/" + TestClient.id(), report(22.6010, 114.0140));
        Answer map = app.nobody().get("/v1/map/cases?bbox=114.01,22.60,114.02,22.61");
        assertThat(map.json().getJsonArray("features")).hasSize(1);
        Answer near = app.nobody().get("/v1/reports/nearby?lat=22.6012&lon=114.0141&radiusMeters=200");
        assertThat(near.json().getJsonArray("items")).hasSize(1);
        assertThat(app.nobody().get("/v1/map/cases?bbox=115,22.60,114.02,22.61").status())
                .isEqualTo(400);
    }
}
