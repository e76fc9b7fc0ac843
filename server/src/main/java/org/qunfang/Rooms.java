package org.qunfang;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.qunfang.audit.Audit;
import org.qunfang.audit.AuditLog;
import org.qunfang.db.Database;
import org.qunfang.event.Pump;
import org.qunfang.http.Admission;
import org.qunfang.http.Operation;
import org.qunfang.identity.Identity;
import org.qunfang.identity.Permission;
import org.qunfang.report.PublicMapApi;
import org.qunfang.report.ReportApi;
import org.qunfang.report.ReportService;
import org.qunfang.responsibility.Registry;
import org.qunfang.settings.Settings;

/** Every room of the house and the lines between them: each effect of an event is a line here. */
public final class Rooms {
    /** Each hashes with 19 MiB. */
    private static final int PASSWORD_WORKERS = 2;

    private final Pump pump;
    private final Registry registry;
    private final Identity identity;
    private final Audit audit;
    private final Map<String, Operation> operations = new LinkedHashMap<>();

    private Rooms(Vertx vertx, Database database, Settings settings, Clock clock) {
        Pool pool = database.pool();
        this.pump = new Pump(vertx, pool);
        this.registry = new Registry(vertx, pool);
        AuditLog log = new AuditLog(clock);
        this.identity = Identity.open(new Identity.Ground(
                        vertx,
                        pool,
                        clock,
                        log,
                        vertx.createSharedWorkerExecutor("passwords", PASSWORD_WORKERS),
                        settings.publicUrl().toString(),
                        this::departmentReference))
                .await();
        operations.putAll(identity.operations());
        this.audit = Audit.furnish(vertx, pool, clock, identity::names);
        operations.putAll(audit.operations());
        ReportService reports = new ReportService(pool, registry, clock, log, pump::wake);
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
        audit.open();
    }

    void close() {
        identity.close();
        audit.close();
        registry.stop();
        pump.stop().await();
    }

    Admission admission() {
        return identity.admission();
    }

    Set<String> permissions() {
        return Permission.texts();
    }

    Map<String, Operation> operations() {
        return operations;
    }

    /** Signs people in and keeps officers. */
    public Identity identity() {
        return identity;
    }

    private Optional<JsonObject> departmentReference(UUID id) {
        return registry.matrix()
                .department(id)
                .map(department -> new JsonObject()
                        .put("departmentId", id.toString())
                        .put("code", department.code())
                        .put("name", department.name().toJson()));
    }

    public Registry registry() {
        return registry;
    }
}
