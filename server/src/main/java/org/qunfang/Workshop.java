package org.qunfang;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Map;
import org.qunfang.audit.Audit;
import org.qunfang.audit.AuditLog;
import org.qunfang.casework.CaseService;
import org.qunfang.casework.DeadlineBook;
import org.qunfang.db.Database;
import org.qunfang.delivery.LedgerProof;
import org.qunfang.identity.Identity;
import org.qunfang.report.ReportImport;
import org.qunfang.report.ReportService;
import org.qunfang.responsibility.AreaImport;
import org.qunfang.responsibility.Registry;
import org.qunfang.responsibility.ResponsibilityRoom;
import org.qunfang.responsibility.SuggestionShelf;
import org.qunfang.responsibility.SuggestionTrainer;
import org.qunfang.settings.Settings;

/** What commands work with: the database and the rooms they need, no doors. Blocks; closed by its user. */
final class Workshop implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Database database;
    private final Registry registry;
    private final String issuer;

    private Workshop(Settings settings) {
        try {
            this.database = Database.open(vertx, settings);
        } catch (Throwable failure) {
            vertx.close().await();
            throw failure;
        }
        this.registry = new Registry(vertx, database.pool());
        this.issuer = settings.publicUrl().toString();
    }

    static Workshop open(Settings settings) {
        Workshop workshop = new Workshop(settings);
        try {
            if (settings.sample()) {
                workshop.database.pool().withTransaction(SampleMatrix::load).await();
            }
            workshop.registry.start().await();
            return workshop;
        } catch (Throwable failure) {
            // Also what is checked: await() throws whatever a future failed with.
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

    AreaImport areaImport() {
        Clock clock = Clock.systemUTC();
        return new ResponsibilityRoom(
                        vertx,
                        database.pool(),
                        registry,
                        clock,
                        new AuditLog(clock),
                        vertx.createSharedWorkerExecutor("matrix", 1))
                .areaImport();
    }

    ReportImport reportImport() {
        Clock clock = Clock.systemUTC();
        AuditLog log = new AuditLog(clock);
        DeadlineBook book = new DeadlineBook(vertx, database.pool(), registry);
        book.reload().await();
        CaseService cases = new CaseService(database.pool(), log, clock, book::deadlines, () -> {});
        ReportService reports = new ReportService(database.pool(), registry, clock, log, cases, () -> {});
        return new ReportImport(database.pool(), reports, clock);
    }

    SuggestionTrainer suggestionTrainer() {
        Clock clock = Clock.systemUTC();
        return new SuggestionTrainer(database.pool(), registry, new AuditLog(clock), clock);
    }

    SuggestionShelf suggestionShelf() {
        Clock clock = Clock.systemUTC();
        return new SuggestionShelf(database.pool(), new AuditLog(clock), clock);
    }

    Identity identity() {
        Clock clock = Clock.systemUTC();
        return Identity.open(new Identity.Ground(
                        vertx,
                        database.pool(),
                        clock,
                        new AuditLog(clock),
                        vertx.createSharedWorkerExecutor("passwords", 1),
                        issuer,
                        Rooms.departments(registry)))
                .await();
    }

    Audit audit() {
        return Audit.furnish(vertx, database.pool(), Clock.systemUTC(), ids -> Future.succeededFuture(Map.of()));
    }

    LedgerProof ledgerProof() {
        return LedgerProof.of(database.pool()).await();
    }

    @Override
    public void close() {
        registry.stop().await();
        database.close();
        vertx.close().await();
    }
}
