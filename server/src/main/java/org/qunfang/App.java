package org.qunfang;

import io.vertx.core.Vertx;
import org.qunfang.db.Database;
import org.qunfang.settings.Settings;

/** Makes every room, connects them, and opens the doors. The only place that sees them all. */
public final class App implements AutoCloseable {
    private final Vertx vertx;
    private final Database database;

    private App(Vertx vertx, Database database) {
        this.vertx = vertx;
        this.database = database;
    }

    /** Blocks until requests are answered. */
    public static App start(Settings settings) {
        Vertx vertx = Vertx.vertx();
        try {
            return new App(vertx, Database.open(vertx, settings));
        } catch (RuntimeException failure) {
            vertx.close().await();
            throw failure;
        }
    }

    /** Stops answering, then closes the database. Blocks. */
    @Override
    public void close() {
        database.close();
        vertx.close().await();
    }
}
