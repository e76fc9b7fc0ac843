package org.qunfang.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no client library sends. */
class HostileConnectionsTest {
    @RegisterExtension
    static final HostileCity city = new HostileCity();

    private static final int PATIENCE_MILLIS = 5_000;
    private static final String ANONYMOUS = "POST /v1/auth/anonymous HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";

    private Rows before;

    @BeforeEach
    void rest() {
        before = Rows.atRest();
    }

    @AfterEach
    void nothingWasStoredAndTheServerAnswers() {
        assertThat(Rows.now().changedSince(before)).isEmpty();
        assertThat(status(said("GET /v1/lessons HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")))
                .isEqualTo(200);
    }

    /** The first answer, or nothing where the connection was closed without one. */
    private static String said(String request) {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), HostileCity.app().port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return answer(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String answer(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.write(next);
            if (head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                break;
            }
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        Matcher length = Pattern.compile("(?i)content-length: ([0-9]+)").matcher(text);
        byte[] body = length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : in.readAllBytes();
        return text + new String(body, StandardCharsets.UTF_8);
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.split(" ", 3)[1]);
    }

    private static void assertProblem(String answer, Integer... statuses) {
        assertThat(status(answer)).as(answer).isIn((Object[]) statuses);
        assertThat(answer).contains("application/problem+json");
        JsonObject problem = new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4));
        assertThat(problem.getInteger("status")).isEqualTo(status(answer));
        assertThat(problem.getString("traceId")).matches("[0-9a-f]{32}");
        assertThat(answer).doesNotContainIgnoringCase("exception").doesNotContain("io.netty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/lessons\r\n\r\n",
                "hello\r\n\r\n",
                "GET /v1/lessons HTTP/1.1\r\n\r\n",
                "GET /v1/lessons HTTP/1.1\r\nHost a\r\n\r\n",
                "GET /v1/lessons HTTP/1.1\r\nHo\u0000st: a\r\n\r\n",
                "GET /v1/lessons HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "POST /v1/auth/anonymous HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "POST /v1/auth/anonymous HTTP/1.1\r\nHost: a\r\nContent-Length: 9e9\r\n\r\n",
                "POST /v1/auth/anonymous HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                "POST /v1/auth/anonymous HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"
            })
    void whatIsNoHttpIsRefused(String request) {
        String answer = said(request);

        if (!answer.isEmpty()) {
            assertProblem(answer, 400);
        }
    }

    @Test
    void moreHeadersOrAddressThanAnybodyNeedsIsAProblem() {
        String close = "Host: a\r\nConnection: close\r\n\r\n";
        assertProblem(said("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n" + close), 400, 414);
        assertProblem(said("GET / HTTP/1.1\r\nX-Long: " + "a".repeat(20_000) + "\r\n" + close), 400, 431);
        assertProblem(said("GET / HTTP/1.1\r\n" + "X-Many: a\r\n".repeat(3_000) + close), 400, 431);
    }

    @Test
    void aBodyThatDoesNotTellItsLengthIsCutAtTheLimit() {
        String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";

        assertProblem(
                said(ANONYMOUS + JSON + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(9) + "0\r\n\r\n"), 413);
    }

    @Test
    void aBodyThatTellsTooLargeALengthIsNotWaitedFor() {
        assertProblem(said(ANONYMOUS + JSON + "Content-Length: 999999999\r\n\r\n{"), 413);
    }

    @Test
    void aBodyThatIsCutOffIsNotCarriedOut() throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), HostileCity.app().port())) {
            socket.getOutputStream()
                    .write((ANONYMOUS + JSON + "Content-Length: 20\r\n\r\n{}").getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void aPackedBodyIsNotUnpacked() {
        assertProblem(
                said(ANONYMOUS + JSON + "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\u001f\u008b\b\u0000"),
                400,
                415);
    }

    @Test
    void noAddressLeadsOutOfTheServersFiles() {
        for (String path : List.of(
                "/../../../../etc/passwd",
                "/..%2f..%2f..%2f..%2fetc%2fpasswd",
                "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
                "/assets/..%5c..%5c..%5cetc/passwd",
                "/assets/....//....//etc/passwd",
                "//etc/passwd",
                "/%00/etc/passwd",
                "/META-INF/MANIFEST.MF",
                "/..%2flogback.xml",
                "/org/qunfang/App.class",
                "/%2e%2e/db/migration/V005__audit.sql",
                "/webroot/../logback.xml",
                "/WEB-INF/web.xml",
                "file:///etc/passwd",
                "http://169.254.169.254/latest/meta-data/")) {
            String answer = said("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

            assertThat(status(answer)).as(path).isBetween(200, 499);
            assertThat(answer)
                    .as(path)
                    .doesNotContain(
                            "root:", "Manifest-Version", "<configuration", "CREATE TABLE", "Êþº¾", "instance-id");
        }
    }
}
