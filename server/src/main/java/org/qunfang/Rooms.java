package org.qunfang;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.qunfang.audit.AuditLog;
import org.qunfang.db.Database;
import org.qunfang.event.Pump;
import org.qunfang.http.Admission;
import org.qunfang.http.Operation;
import org.qunfang.report.PublicMapApi;
import org.qunfang.report.ReportApi;
import org.qunfang.report.ReportService;
import org.qunfang.responsibility.Registry;
import org.qunfang.settings.Settings;

/** Every room of the house and the lines between them: each effect of an event is a line here. */
public final class Rooms {
    private final Pump pump;
    private final Registry registry;
    private final Admission admission;
    private final Set<String> permissions;
    private final Map<String, Operation> operations = new LinkedHashMap<>();

    private Rooms(Vertx vertx, Database database, Settings settings, Clock clock) {
        Pool pool = database.pool();
        this.pump = new Pump(vertx, pool);
        this.registry = new Registry(vertx, pool);
        this.admission = token -> io.vertx.core.Future.succeededFuture(org.qunfang.http.Caller.NOBODY);
        this.permissions = Set.of();
        ReportService reports = new ReportService(pool, registry, clock, new AuditLog(clock), pump::wake);
        operations.putAll(new ReportApi(reports, registry, clock, code -> new JsonArray()).operations());
        operations.putAll(new PublicMapApi(pool, registry).operations());
    }

    static Rooms furnish(Vertx vertx, Database database, Settings settings, Clock clock) {
        Rooms rooms = new Rooms(vertx, database, settings, clock);
        if (settings.sample()) {
            database.pool().withTransaction(SampleMatrix::load).await();
        }
        rooms.registry.start().await();
        return rooms;
    }

    /** Begins the work that nobody asks for: events, schedules. */
    void open() {
        pump.start();
    }

    void close() {
        registry.stop();
        pump.stop().await();
    }

    Admission admission() {
        return admission;
    }

    Set<String> permissions() {
        return permissions;
    }

    Map<String, Operation> operations() {
        return operations;
    }

    public Registry registry() {
        return registry;
    }
}
