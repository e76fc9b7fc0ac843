package org.qunfang.testing;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.qunfang.db.Database;
import org.qunfang.settings.DatabaseUrl;

/**
 * A fresh, migrated database for one test class, dropped afterwards:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final TestDatabase database = new TestDatabase();
 *
 * @Test
 * void something() {
 *     database.pool().query("SELECT 1").execute().await();
 * }
 * }</pre>
 *
 * All classes of one JVM share a server: an embedded one under {@code target}, or the one that {@code DATABASE_URL}
 * names, whose role must be allowed to create databases.
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {
    private static final int CONNECTIONS = 4;

    private final String name = "test_" + UUID.randomUUID().toString().replace("-", "");
    private Pool pool;

    @Override
    public void beforeAll(ExtensionContext context) {
        TestServer.get().createDatabase(name);
        pool = Database.pool(vertx(), url(), CONNECTIONS);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        pool.close().await();
        TestServer.get().dropDatabase(name);
    }

    /** At most four connections, on {@link #vertx()}; closed after the class. */
    public Pool pool() {
        return pool;
    }

    /** For what opens its own connections; {@code url().text()} is a value for {@code DATABASE_URL}. */
    public DatabaseUrl url() {
        return TestServer.get().url(name);
    }

    /** One for the whole JVM; tests leave it open. */
    public Vertx vertx() {
        return TestServer.get().vertx();
    }
}
