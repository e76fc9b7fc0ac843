package org.qunfang;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.TestApp;

class MetricsTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    @Test
    void requestsEventLoopsAndPoolsAreMeasuredOnTheManagementPort() throws IOException, InterruptedException {
        app.nobody().get("/v1/categories");

        URI metrics = URI.create("http://127.0.0.1:" + app.app().managementPort() + "/metrics");
        var answer =
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("vertx_http_server_requests_total", "vertx_pool_queue_pending", "vertx_sql_processing");
    }

    @Test
    void whatMeasuresAndWhatTellsPrometheusAreOfOneVersion() {
        assertThat(PrometheusMeterRegistry.class.getPackage().getImplementationVersion())
                .isNotNull()
                .isEqualTo(MeterRegistry.class.getPackage().getImplementationVersion());
    }
}
