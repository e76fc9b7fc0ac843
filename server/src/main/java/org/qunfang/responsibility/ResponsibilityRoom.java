package org.qunfang.responsibility;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Operation;

/** The room's insides put together. */
public final class ResponsibilityRoom {
    private final AreaImport areaImport;
    private final CoverageService coverage;
    private final Suggestions suggestions;
    private final Map<String, Operation> operations = new LinkedHashMap<>();

    /** @param worker checks boundaries, simplifies them, reads imports and trains; one thread is enough */
    public ResponsibilityRoom(
            Vertx vertx, Pool pool, Registry registry, Clock clock, AuditLog log, WorkerExecutor worker) {
        this(vertx, pool, registry, clock, log, worker, (categories, box, limit) -> Future.succeededFuture(List.of()));
    }

    /** @param cases open cases, for what a change would do to them */
    public ResponsibilityRoom(
            Vertx vertx,
            Pool pool,
            Registry registry,
            Clock clock,
            AuditLog log,
            WorkerExecutor worker,
            PlacedCase.Finder cases) {
        this.coverage = new CoverageService(pool, registry, clock, log, worker);
        MatrixEdit edit = new MatrixEdit(vertx, pool, registry, log, coverage::update);
        this.areaImport = new AreaImport(edit, worker);
        MatrixService service = new MatrixService(edit, worker);
        LineService lines = new LineService(edit, registry, cases, worker, clock);
        operations.putAll(new ResponsibilityApi(registry, service, lines, clock).operations());
        FindingService findings = new FindingService(pool, registry, clock, log, coverage::update);
        operations.putAll(new FindingApi(registry, findings, pool, worker, clock).operations());
        operations.putAll(new AreaApi(registry, areaImport, worker).operations());
        this.suggestions = new Suggestions(vertx, pool, registry, worker);
        operations.putAll(new SuggestionApi(suggestions).operations());
    }

    public Map<String, Operation> operations() {
        return operations;
    }

    /** Brings the findings up to date when the matrix or the day is another than last time. */
    public Future<Void> updateCoverage() {
        return coverage.update();
    }

    /** To be started once the registry is, and stopped before the database. */
    public Suggestions suggestions() {
        return suggestions;
    }

    public AreaImport areaImport() {
        return areaImport;
    }
}
