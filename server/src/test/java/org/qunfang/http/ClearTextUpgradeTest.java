package org.qunfang.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.TestApp;

/** Who asks to change over to HTTP/2 in clear text, as Java's own client does at first, is answered in HTTP/1.1. */
class ClearTextUpgradeTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    @Test
    void isAnsweredWithoutChangingOverOnBothPorts() throws IOException, InterruptedException {
        for (String address : new String[] {
            "http://127.0.0.1:" + app.app().port() + "/v1/categories",
            "http://127.0.0.1:" + app.app().managementPort() + "/metrics"
        }) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(address).isEqualTo(200);
            assertThat(answer.version()).as(address).isEqualTo(HttpClient.Version.HTTP_1_1);
        }
    }
}
