package org.qunfang.db;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second Java process works on the folder and is killed as kill -9 does, or stopped as systemd does. */
class KilledProcessTest {
    @TempDir
    static Path folder;

    @Test
    void whatWasCommittedBeforeKillNineIsThereAndTheOrphanedServerIsReplaced() throws Exception {
        Process writer = startWriter();
        long confirmed = confirmRows(writer, 200);
        List<Long> orphans = PostgresProcesses.in(folder.resolve("postgres"));
        writer.destroyForcibly().waitFor();
        assertThat(orphans).isNotEmpty();
        assertThat(PostgresProcesses.in(folder.resolve("postgres"))).isNotEmpty();

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            String rows = EmbeddedDatabaseTest.query(database.url(), "SELECT max(number) FROM confirmations")
                    .get(0);
            assertThat(Long.parseLong(rows)).isGreaterThanOrEqualTo(confirmed);
            assertThat(PostgresProcesses.in(folder.resolve("postgres"))).doesNotContainAnyElementsOf(orphans);
        }
    }

    @Test
    void whatWasCommittedIsThereAlsoWhenPostgresIsKilledWithIt() throws Exception {
        Process writer = startWriter();
        long confirmed = confirmRows(writer, 200);
        PostgresProcesses.in(folder.resolve("postgres"))
                .forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        writer.destroyForcibly().waitFor();

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            String rows = EmbeddedDatabaseTest.query(database.url(), "SELECT max(number) FROM confirmations")
                    .get(0);
            assertThat(Long.parseLong(rows)).isGreaterThanOrEqualTo(confirmed);
        }
    }

    @Test
    void anotherProcessOnTheSameFolderIsRefusedWithItsNumber() throws Exception {
        Process writer = startWriter();
        confirmRows(writer, 1);

        assertThatThrownBy(() -> EmbeddedDatabase.start(folder))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining("process id " + writer.pid());
        writer.destroyForcibly().waitFor();
    }

    @Test
    void aTermSignalStopsPostgresToo() throws Exception {
        Process writer = startWriter();
        confirmRows(writer, 1);
        writer.destroy();

        assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(PostgresProcesses.in(folder.resolve("postgres"))).isEmpty();
    }

    private static Process startWriter() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Reads the numbers of committed rows until one is large enough. */
    private static long confirmRows(Process writer, long enough) throws IOException {
        BufferedReader numbers = writer.inputReader(UTF_8);
        long number = 0;
        while (number < enough) {
            String line = numbers.readLine();
            assertThat(line).as("a number from the writing process").isNotNull();
            number = Long.parseLong(line);
        }
        return number;
    }

    /** Commits rows for ever and tells each number after its commit. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws Exception {
            EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]));
            Runtime.getRuntime().addShutdownHook(new Thread(database::close));
            EmbeddedDatabaseTest.update(database.url(), "DROP TABLE IF EXISTS confirmations");
            EmbeddedDatabaseTest.update(database.url(), "CREATE TABLE confirmations (number bigint)");
            try (Connection connection = Jdbc.connect(database.url());
                    PreparedStatement insert =
                            connection.prepareStatement("INSERT INTO confirmations (number) VALUES (?)")) {
                for (long number = 1; !System.out.checkError(); number++) {
                    insert.setLong(1, number);
                    insert.executeUpdate();
                    System.out.println(number);
                }
            }
        }
    }
}
