package org.qunfang;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.firebase.FirebaseApp;
import com.google.firebase.FirebaseOptions;
import com.google.firebase.internal.ApiClientUtils;
import com.google.firebase.messaging.FirebaseMessaging;
import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.Message;
import com.google.firebase.messaging.MessagingErrorCode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * We leave out most of what firebase-admin brings along (server/pom.xml). Its messaging must work all the same, with
 * the HTTP client it uses in production; only the host is another one.
 */
class FirebaseLibraryTest {
    private static final Message MESSAGE =
            Message.builder().setToken("phone").putData("warningId", "1").build();

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer fcm;
    private FirebaseApp app;
    private int status = 200;
    private String answer = "{\"name\":\"projects/qunfang/messages/1\"}";

    @BeforeEach
    void startFcmAndApp() throws IOException {
        fcm = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        fcm.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            byte[] body = answer.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        fcm.start();
        AccessToken token = new AccessToken("fake", Date.from(Instant.now().plus(Duration.ofHours(1))));
        FirebaseOptions options = FirebaseOptions.builder()
                .setCredentials(GoogleCredentials.create(token))
                .setProjectId("qunfang")
                .setHttpTransport(new LoopbackTransport(fcm.getAddress()))
                .build();
        app = FirebaseApp.initializeApp(options, UUID.randomUUID().toString());
    }

    @AfterEach
    void stopThem() {
        app.delete();
        fcm.stop(0);
    }

    @Test
    void oneMessageIsSent() throws Exception {
        assertThat(FirebaseMessaging.getInstance(app).send(MESSAGE)).isEqualTo("projects/qunfang/messages/1");

        assertThat(requests)
                .singleElement()
                .satisfies(request -> assertThat(request)
                        .startsWith("POST /v1/projects/qunfang/messages:send Bearer fake")
                        .contains("\"token\":\"phone\"", "\"warningId\":\"1\""));
    }

    @Test
    void manyMessagesAreSentSideBySide() throws Exception {
        assertThat(FirebaseMessaging.getInstance(app)
                        .sendEach(List.of(MESSAGE, MESSAGE, MESSAGE))
                        .getSuccessCount())
                .isEqualTo(3);
    }

    @Test
    void aTokenThatIsGoneIsToldApart() {
        status = 404;
        answer = "{\"error\":{\"code\":404,\"status\":\"NOT_FOUND\",\"message\":\"gone\",\"details\":[{\"@type\":"
                + "\"type.googleapis.com/google.firebase.fcm.v1.FcmError\",\"errorCode\":\"UNREGISTERED\"}]}}";

        assertThatThrownBy(() -> FirebaseMessaging.getInstance(app).send(MESSAGE))
                .isInstanceOfSatisfying(
                        FirebaseMessagingException.class,
                        failure ->
                                assertThat(failure.getMessagingErrorCode()).isEqualTo(MessagingErrorCode.UNREGISTERED));
    }

    /** The library's own transport, sent to this machine instead of to Google. */
    private static final class LoopbackTransport extends HttpTransport {
        private final HttpTransport library = ApiClientUtils.getDefaultTransport();
        private final InetSocketAddress target;

        LoopbackTransport(InetSocketAddress target) {
            this.target = target;
        }

        @Override
        public LowLevelHttpRequest buildRequest(String method, String url) throws IOException {
            try {
                Method build = HttpTransport.class.getDeclaredMethod("buildRequest", String.class, String.class);
                build.setAccessible(true);
                String path = URI.create(url).getRawPath();
                return (LowLevelHttpRequest)
                        build.invoke(library, method, "http://127.0.0.1:" + target.getPort() + path);
            } catch (ReflectiveOperationException changed) {
                throw new IOException("the library's transport has changed", changed);
            }
        }
    }
}
