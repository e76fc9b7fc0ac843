package org.qunfang.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qunfang.settings.DatabaseUrl;

/** All tests use one folder, each starts and stops the server in it: none relies on what another left there. */
class EmbeddedDatabaseTest {
    @TempDir
    static Path folder;

    @Test
    void isDurableOnThisMachineOnlyAndAsksForAPassword() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            DatabaseUrl url = database.url();
            assertThat(show(url, "fsync")).isEqualTo("on");
            assertThat(show(url, "synchronous_commit")).isEqualTo("on");
            assertThat(show(url, "full_page_writes")).isEqualTo("on");
            assertThat(show(url, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(show(database.superuserUrl(), "unix_socket_directories")).isEmpty();
            assertThat(show(url, "data_checksums")).isEqualTo("on");
            assertThat(show(url, "server_version")).startsWith(DataFolder.MAJOR_VERSION + ".");
            assertThatThrownBy(() -> query(withPassword(url, "guess"), "SELECT 1"))
                    .hasMessageContaining("password authentication failed");
            assertThatThrownBy(() -> query(withPassword(database.superuserUrl(), ""), "SELECT 1"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void whatSomebodyWroteIntoItsFilesDoesNotOpenTheDoorOrTurnDurabilityOff() throws Exception {
        EmbeddedDatabase.start(folder).close();
        Files.writeString(folder.resolve("postgres/postgresql.auto.conf"), "fsync = off\nlisten_addresses = '*'\n");
        Files.writeString(folder.resolve("postgres/pg_hba.conf"), "host all all all trust\n");

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(show(database.url(), "fsync")).isEqualTo("on");
            assertThat(show(database.url(), "listen_addresses")).isEqualTo("127.0.0.1");
            assertThatThrownBy(() -> query(withPassword(database.url(), "guess"), "SELECT 1"))
                    .hasMessageContaining("password authentication failed");
        }
        Files.writeString(folder.resolve("postgres/postgresql.auto.conf"), "");
    }

    @Test
    void thePasswordIsRandomAndOnlyItsOwnerReadsItAlsoWhenSomebodyOpenedIt() throws Exception {
        EmbeddedDatabase.start(folder).close();
        Path file = folder.resolve("postgres.password");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        EmbeddedDatabase.start(folder).close();

        assertThat(Files.readString(file)).matches("[0-9a-f]{64}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("postgres"))))
                .isEqualTo("rwx------");
    }

    @Test
    void theProductsRoleIsNoSuperuserAndMayMakeTheExtensionsWeNeed() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(show(database.url(), "is_superuser")).isEqualTo("off");
            Migrations.apply(database.url());
            assertThat(query(database.url(), "SELECT extname FROM pg_extension"))
                    .contains("pg_trgm", "btree_gist");
        }
    }

    @Test
    void chineseWordsAreFoundByTrigrams() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            Migrations.apply(database.url());
            assertThat(query(database.url(), "SELECT similarity('裂缝在变宽', '裂缝变宽') > 0.3"))
                    .containsExactly("t");
        }
    }

    @Test
    void dataIsThereAfterARestart() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            update(database.url(), "CREATE TABLE restarts AS SELECT 'here' AS word");
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(query(database.url(), "SELECT word FROM restarts")).containsExactly("here");
            update(database.url(), "DROP TABLE restarts");
        }
    }

    @Test
    void theFolderServesOneProcessAtATime() {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThatThrownBy(() -> EmbeddedDatabase.start(folder))
                    .isInstanceOf(DatabaseUnavailable.class)
                    .hasMessageContaining("in use by another Qunfang process (process id "
                            + ProcessHandle.current().pid() + ")");
            assertThat(database.url()).isNotNull();
        }
    }

    @Test
    void aStalePidFileWithTheNumberOfALivingStrangerDoesNotHinderTheStart() throws Exception {
        EmbeddedDatabase.start(folder).close();
        Process stranger = new ProcessBuilder("sleep", "60").start();
        Files.write(
                folder.resolve("postgres/postmaster.pid"),
                List.of(
                        Long.toString(stranger.pid()),
                        folder.resolve("postgres").toString(),
                        "1",
                        "5432",
                        "",
                        "127.0.0.1",
                        "1 1",
                        "ready"));

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(query(database.url(), "SELECT 1")).containsExactly("1");
        } finally {
            stranger.destroy();
        }
    }

    @Test
    void closingLeavesNoProcessBehind() throws Exception {
        EmbeddedDatabase.start(folder).close();

        assertThat(PostgresProcesses.in(folder.resolve("postgres"))).isEmpty();
    }

    @Test
    void dataOfAnotherMajorVersionIsLeftAloneAndSaidSo() throws Exception {
        EmbeddedDatabase.start(folder).close();
        Path version = folder.resolve("postgres/PG_VERSION");
        Files.writeString(version, "17\n");

        assertThatThrownBy(() -> EmbeddedDatabase.start(folder))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining("is of PostgreSQL version 17, this program brings version 18")
                .hasMessageContaining("pg_dump");

        Files.writeString(version, "18\n");
        EmbeddedDatabase.start(folder).close();
    }

    @Test
    void aLostPasswordIsSaidAndNothingIsMadeAnew() throws Exception {
        EmbeddedDatabase.start(folder).close();
        Path file = folder.resolve("postgres.password");
        String password = Files.readString(file);
        Files.delete(file);

        assertThatThrownBy(() -> EmbeddedDatabase.start(folder))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining("password file");

        assertThat(file).doesNotExist();
        Files.writeString(file, password);
        EmbeddedDatabase.start(folder).close();
    }

    @Test
    void whyItDoesNotStartIsTold() throws Exception {
        EmbeddedDatabase.start(folder).close();
        Path configuration = folder.resolve("postgres/postgresql.auto.conf");
        Files.writeString(configuration, "shared_buffers = plenty\n");

        assertThatThrownBy(() -> EmbeddedDatabase.start(folder))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageContaining("invalid value for parameter \"shared_buffers\": \"plenty\"");

        Files.writeString(configuration, "");
        EmbeddedDatabase.start(folder).close();
    }

    @Test
    void whatAKilledFirstStartLeftIsMadeAnew(@TempDir Path other) throws Exception {
        Files.createDirectories(other.resolve("postgres.unfinished/base"));
        Files.createDirectories(other.resolve("postgres-programs/unfinished/bin"));
        Files.createFile(other.resolve("postgres.password.unfinished"));

        try (EmbeddedDatabase database = EmbeddedDatabase.start(other)) {
            assertThat(query(database.url(), "SELECT 1")).containsExactly("1");
        }
        try (Stream<Path> left = Files.walk(other, 2)) {
            assertThat(left.map(Path::toString)).noneMatch(path -> path.endsWith("unfinished"));
        }
    }

    private static DatabaseUrl withPassword(DatabaseUrl url, String password) {
        return DatabaseUrl.loopback(url.port(), url.database(), url.user(), password);
    }

    private static String show(DatabaseUrl url, String parameter) throws SQLException {
        return query(url, "SHOW " + parameter).get(0);
    }

    static List<String> query(DatabaseUrl url, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = Jdbc.connect(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    static void update(DatabaseUrl url, String sql) throws SQLException {
        try (Connection connection = Jdbc.connect(url);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
