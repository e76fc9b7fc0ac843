package org.qunfang;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
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
import org.slf4j.LoggerFactory;

class MetricsTest {
    private static final Logger MICROMETER = (Logger) LoggerFactory.getLogger(MeterRegistry.class);

    /** What Micrometer says from before the server starts. */
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

    @Test
    void thatVertxSharesItsGaugesIsKeptOutOfTheLogAndNothingElseIs() {
        String shared =
                "This Gauge has been already registered (MeterId{name='vertx.net.client.active.connections', tags=[]}),"
                        + " the registration will be ignored. Note that subsequent logs will be logged at debug level.";
        assertThat(toConsole(event(shared))).isEqualTo(FilterReply.DENY);
        assertThat(toConsole(event("This Gauge has been already registered (MeterId{name='qunfang.own', tags=[]})")))
                .isEqualTo(FilterReply.NEUTRAL);
        assertThat(toConsole(event("something else"))).isEqualTo(FilterReply.NEUTRAL);
    }

    private static FilterReply toConsole(ILoggingEvent event) {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        return root.getAppender("console").getFilterChainDecision(event);
    }

    private static ILoggingEvent event(String message) {
        return new LoggingEvent(Logger.class.getName(), MICROMETER, Level.WARN, message, null, null);
    }
}
