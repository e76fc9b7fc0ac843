package org.qunfang.responsibility;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Operation;

/** The room's insides put together. */
public final class ResponsibilityRoom {
    private final AreaImport areaImport;
    private final Suggestions suggestions;
    private final Map<String, Operation> operations = new LinkedHashMap<>();

    /** @param worker checks boundaries, simplifies them, reads imports and trains; one thread is enough */
    public ResponsibilityRoom(
            Vertx vertx, Pool pool, Registry registry, Clock clock, AuditLog log, WorkerExecutor worker) {
        MatrixEdit edit = new MatrixEdit(vertx, pool, registry, log);
        this.areaImport = new AreaImport(edit, worker);
        MatrixService service = new MatrixService(edit, worker);
        operations.putAll(new ResponsibilityApi(registry, service, pool, clock).operations());
        operations.putAll(new AreaApi(registry, areaImport, worker).operations());
        this.suggestions = new Suggestions(vertx, pool, registry, worker);
        operations.putAll(new SuggestionApi(suggestions, clock).operations());
    }

    public Map<String, Operation> operations() {
        return operations;
    }

    /** To be started once the registry is, and stopped before the database. */
    public Suggestions suggestions() {
        return suggestions;
    }

    public AreaImport areaImport() {
        return areaImport;
    }
}
