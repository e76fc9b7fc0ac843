package org.qunfang.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.qunfang.db.EmbeddedDatabase;
import org.qunfang.db.Migrations;
import org.qunfang.settings.DatabaseUrl;

/**
 * The PostgreSQL server all test classes of a JVM share, with one migrated template database they are copied from. The
 * template's name is a digest of the migrations, so it is made once for each state of them and never stale.
 */
final class TestServer {
    private static TestServer instance;

    private final DatabaseUrl maker;
    private final DatabaseUrl user;
    private final String template;
    private final Vertx vertx = Vertx.vertx();

    private TestServer(DatabaseUrl maker, DatabaseUrl user) {
        this.maker = maker;
        this.user = user;
        this.template = "template_" + digestOfMigrations();
    }

    static synchronized TestServer get() {
        if (instance == null) {
            instance = start();
            instance.makeTemplate();
        }
        return instance;
    }

    Vertx vertx() {
        return vertx;
    }

    DatabaseUrl url(String database) {
        return user.withDatabase(database);
    }

    void createDatabase(String name) {
        execute("CREATE DATABASE " + name + " TEMPLATE " + template + " OWNER " + user.user());
    }

    void dropDatabase(String name) {
        execute("DROP DATABASE " + name + " WITH (FORCE)");
    }

    private static TestServer start() {
        String external = System.getenv("DATABASE_URL");
        if (external != null && !external.isBlank()) {
            DatabaseUrl url = DatabaseUrl.parse(external);
            return new TestServer(url, url);
        }
        String fork = System.getProperty("qunfang.fork", "0");
        EmbeddedDatabase embedded = EmbeddedDatabase.start(Path.of("target", "test-postgres-" + fork));
        Runtime.getRuntime().addShutdownHook(new Thread(embedded::close));
        TestServer server = new TestServer(embedded.superuserUrl(), embedded.url());
        // Nothing here has to survive a power cut; EmbeddedDatabaseTest has a server of its own.
        server.execute("ALTER ROLE " + server.user.user() + " SET synchronous_commit = off");
        server.dropDatabasesOfKilledRuns();
        return server;
    }

    /**
     * Made under another name first: a run that is killed half-way must not leave a half-made template. Whoever comes
     * at the same time, to a server that {@code DATABASE_URL} names, waits until it is there.
     */
    private void makeTemplate() {
        try (Connection connection = connect();
                Statement lock = connection.createStatement()) {
            lock.execute("SELECT pg_advisory_lock(HASHTEXT('qunfang test template'))");
            if (!exists(template)) {
                makeTemplateAnew();
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("the template of the test databases", failure);
        }
    }

    private void makeTemplateAnew() {
        String unfinished = template + "_unfinished";
        execute("DROP DATABASE IF EXISTS " + unfinished + " WITH (FORCE)");
        execute("CREATE DATABASE " + unfinished + " OWNER " + user.user());
        Migrations.apply(url(unfinished));
        execute("ALTER DATABASE " + unfinished + " RENAME TO " + template);
    }

    private void dropDatabasesOfKilledRuns() {
        String names = "SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%' OR datname LIKE 'template\\_%'";
        for (String name : query(names)) {
            if (!name.equals(template)) {
                dropDatabase(name);
            }
        }
    }

    private boolean exists(String database) {
        return query("SELECT datname FROM pg_database").contains(database);
    }

    private void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    private List<String> query(String sql) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", maker.user());
        properties.setProperty("password", maker.password());
        properties.setProperty("sslmode", maker.sslMode().text());
        maker.rootCertificate().ifPresent(file -> properties.setProperty("sslrootcert", file.toString()));
        return DriverManager.getConnection(
                "jdbc:postgresql://" + maker.host() + ":" + maker.port() + "/" + maker.database(), properties);
    }

    private static String digestOfMigrations() {
        try (Stream<Path> files =
                Files.list(Path.of(TestServer.class.getResource("/db/migration").toURI()))) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files.sorted().toList()) {
                digest.update(file.getFileName().toString().getBytes(UTF_8));
                try (InputStream content = Files.newInputStream(file)) {
                    digest.update(content.readAllBytes());
                }
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (IOException | URISyntaxException | NoSuchAlgorithmException failure) {
            throw new IllegalStateException("the migrations cannot be read", failure);
        }
    }
}
