package org.qunfang.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Texts are compressed on their way, pictures are compressed already. */
class CompressedAnswersTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    private static Answer get(String path) {
        return app.nobody().with("Accept-Encoding", "gzip").get(path);
    }

    private static Buffer jpeg() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB), "jpeg", bytes);
        return Buffer.buffer(bytes.toByteArray());
    }

    @Test
    void aTextIsCompressed() {
        assertThat(get("/problems/not-found").headers().get("Content-Encoding")).isEqualTo("gzip");
    }

    private static Answer asset(String acceptEncoding) {
        return app.nobody().with("Accept-Encoding", acceptEncoding).get("/assets/compressed-test.js");
    }

    @Test
    void aScriptThatTheBuildCompressedIsSentSoToWhoCanReadIt() {
        for (String browser : new String[] {"br", "gzip, deflate, br, zstd", "gzip;q=1.0, BR;q=0.5"}) {
            Answer answer = asset(browser);
            assertThat(answer.status()).as(browser).isEqualTo(200);
            assertThat(answer.headers().get("Content-Encoding")).as(browser).isEqualTo("br");
            assertThat(answer.headers().get("Content-Type")).startsWith("text/javascript");
            assertThat(answer.headers().get("Cache-Control")).contains("immutable");
            assertThat(answer.headers().get("Vary")).isEqualToIgnoringCase("accept-encoding");
            assertThat(answer.body().toString()).isEqualTo("stands for what the build compressed\n");
        }
    }

    @Test
    void whoCannotReadItGetsWhatTheyAskFor() {
        for (String other : new String[] {"gzip", "br;q=0, gzip", "gzip, brotli"}) {
            assertThat(asset(other).headers().get("Content-Encoding")).as(other).isEqualTo("gzip");
        }
        assertThat(asset("identity").body().toString()).startsWith("// As the build writes it");
        assertThat(app.nobody()
                        .with("Accept-Encoding", "br")
                        .get("/assets/alone-test.js")
                        .headers()
                        .contains("Content-Encoding"))
                .isFalse();
    }

    @Test
    void aPhotoIsSentAsItIs() throws IOException {
        TestClient resident = app.resident();
        String report = TestClient.id();
        String photo = TestClient.id();
        JsonObject body = new JsonObject()
                .put("category", "landfill-slope")
                .put("description", "坡顶裂缝")
                .put("location", new JsonObject().put("lat", 22.7).put("lon", 113.9))
                .put("observedAt", "2026-11-23T08:15:00+08:00");
        assertThat(resident.put("/v1/reports/" + report, body).status()).isEqualTo(201);
        assertThat(resident.put("/v1/reports/" + report + "/photos/" + photo, "image/jpeg", jpeg())
                        .status())
                .isEqualTo(201);

        Answer answer = get("/v1/photos/" + photo);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().contains("Content-Encoding")).isFalse();
        assertThat(answer.headers().get("Content-Length"))
                .isEqualTo(String.valueOf(answer.body().length()));
        assertThat(answer.body().getByte(0)).isEqualTo((byte) 0xFF);
    }

    /** A compressor for each would hold some 250 kB, and every page asks for gzip. */
    @Test
    void theLiveStreamIsSentAsItIs() throws IOException {
        HttpURLConnection page = (HttpURLConnection) URI.create("http://127.0.0.1:" + app.port() + "/v1/live")
                .toURL()
                .openConnection();
        page.setRequestProperty("Authorization", app.resident().header("Authorization"));
        page.setRequestProperty("Accept-Encoding", "gzip, deflate, br");

        try (BufferedReader lines = new BufferedReader(new InputStreamReader(page.getInputStream(), UTF_8))) {
            assertThat(page.getHeaderField("Content-Encoding")).isNull();
            assertThat(lines.readLine()).isEqualTo("retry: 3000");
        } finally {
            page.disconnect();
        }
    }
}
