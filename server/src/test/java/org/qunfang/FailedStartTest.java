package org.qunfang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.qunfang.db.Schedule;
import org.qunfang.settings.Settings;
import org.qunfang.testing.TestDatabase;

/** A server that cannot start says why before it touches the database, and leaves nothing open. */
class FailedStartTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final String NOWHERE = "postgres://nobody:secret@127.0.0.1:1/none";

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void aPortThatIsTakenIsNamedBeforeTheDatabaseIsOpened() throws IOException {
        for (String setting : new String[] {"QUNFANG_PORT", "QUNFANG_MANAGEMENT_PORT"}) {
            try (ServerSocket taken = new ServerSocket(0)) {
                String port = String.valueOf(taken.getLocalPort());

                assertThat(serve(Map.of("DATABASE_URL", NOWHERE, setting, port)))
                        .isEqualTo(1);

                assertThat(err.toString())
                        .contains(setting + " is " + port + ": another program has this port")
                        .doesNotContain("PostgreSQL");
            }
        }
    }

    @Test
    void whateverEndsAStartTheDatabaseIsClosed() {
        Settings settings =
                Settings.from(environment(Map.of("DATABASE_URL", database.url().text())));

        assertThatThrownBy(() -> App.start(
                        settings,
                        Clock.systemUTC(),
                        Schedule.LOOK_EVERY,
                        admission -> sneaky(new BindException("late"))))
                .isInstanceOf(BindException.class);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(othersConnections()).isEmpty());
    }

    @Test
    @Timeout(40)
    void whatIsNoPostgresIsGivenUpSoonAndSaidInWords() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            String url = "postgres://q:geheim@127.0.0.1:" + silent.getLocalPort() + "/d";

            assertThat(run(Map.of("DATABASE_URL", url), "migrate")).isEqualTo(1);

            assertThat(err.toString())
                    .contains("q@127.0.0.1:" + silent.getLocalPort() + "/d", "no answer within 15 seconds")
                    .doesNotContain("geheim");
        }
    }

    @Test
    @Timeout(40)
    void whatSpeaksAnotherLanguageIsNoPostgres() throws IOException {
        try (ServerSocket web = new ServerSocket(0)) {
            Thread answering = new Thread(() -> answerAsAWebServer(web));
            answering.setDaemon(true);
            answering.start();

            assertThat(run(
                            Map.of("DATABASE_URL", "postgres://q:geheim@127.0.0.1:" + web.getLocalPort() + "/d"),
                            "migrate"))
                    .isEqualTo(1);

            assertThat(err.toString()).contains("what answers there is no PostgreSQL");
        }
    }

    @Test
    void aPortThatNobodyListensAtIsSaidInWords() {
        assertThat(run(Map.of("DATABASE_URL", NOWHERE), "migrate")).isEqualTo(1);
        assertThat(err.toString()).contains("nothing listens there");
    }

    @Test
    @Timeout(40)
    void aHostThatDoesNotExistIsNamed() {
        assertThat(run(Map.of("DATABASE_URL", "postgres://q:geheim@no-such-host.invalid/d"), "migrate"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("there is no host no-such-host.invalid");
    }

    private static void answerAsAWebServer(ServerSocket web) {
        while (!web.isClosed()) {
            try (Socket caller = web.accept()) {
                caller.getInputStream().read(new byte[64]);
                caller.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
            } catch (IOException closed) {
                return;
            }
        }
    }

    private int serve(Map<String, String> environment) {
        return run(environment, "serve");
    }

    private int run(Map<String, String> environment, String command) {
        return Main.commandLine(environment(environment), new StopSignal())
                .setErr(new PrintWriter(err, true))
                .execute(command);
    }

    private Map<String, String> environment(Map<String, String> given) {
        Map<String, String> all = new HashMap<>(
                Map.of("QUNFANG_PORT", "0", "QUNFANG_MANAGEMENT_PORT", "0", "QUNFANG_DATA", folder.toString()));
        all.putAll(given);
        return all;
    }

    /** What connections other than the test's own did last. */
    private static List<String> othersConnections() {
        List<String> queries = new ArrayList<>();
        database.pool()
                .query(
                        "SELECT query FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
                .execute()
                .await()
                .forEach(row -> queries.add(row.getString(0)));
        return queries;
    }

    /** As Vert.x throws what a future failed with, checked or not. */
    @SuppressWarnings("unchecked")
    private static <T, E extends Throwable> T sneaky(Throwable failure) throws E {
        throw (E) failure;
    }
}
