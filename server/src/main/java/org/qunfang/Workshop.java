package org.qunfang;

import io.vertx.core.Vertx;
import java.time.Clock;
import org.qunfang.audit.AuditLog;
import org.qunfang.db.Database;
import org.qunfang.report.ReportImport;
import org.qunfang.report.ReportService;
import org.qunfang.responsibility.Registry;
import org.qunfang.settings.Settings;

/** What commands work with: the database and the rooms they need, no doors. Blocks; closed by its user. */
final class Workshop implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Database database;
    private final Registry registry;

    private Workshop(Settings settings) {
        try {
            this.database = Database.open(vertx, settings);
        } catch (RuntimeException failure) {
            vertx.close().await();
            throw failure;
        }
        this.registry = new Registry(vertx, database.pool());
    }

    static Workshop open(Settings settings) {
        Workshop workshop = new Workshop(settings);
        try {
            if (settings.sample()) {
                workshop.database.pool().withTransaction(SampleMatrix::load).await();
            }
            workshop.registry.start().await();
            return workshop;
        } catch (RuntimeException failure) {
            workshop.close();
            throw failure;
        }
    }

    Registry registry() {
        return registry;
    }

    Database database() {
        return database;
    }

    ReportImport reportImport() {
        Clock clock = Clock.systemUTC();
        return new ReportImport(
                new ReportService(database.pool(), registry, clock, new AuditLog(clock), () -> {}), clock);
    }

    @Override
    public void close() {
        registry.stop();
        database.close();
        vertx.close().await();
    }
}
