package org.qunfang.responsibility;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.qunfang.audit.AuditLog;
import org.qunfang.event.Event;
import org.qunfang.event.Outbox;
import org.qunfang.http.Caller;

/**
 * Keeps the findings in step with the matrix: after every change of this process and every closing by word at once, and by
 * a recurring look after those of other processes and when a day begins.
 */
final class CoverageService {
    static final Duration DUE = Duration.ofDays(14);

    private static final Caller COMPUTATION =
            new Caller(Caller.Kind.SERVICE, null, "coverage", null, Set.of(), Set.of(), null);

    private final Pool pool;
    private final Registry registry;
    private final Clock clock;
    private final AuditLog audit;
    private final WorkerExecutor worker;
    private Future<Void> running;
    private Future<Void> next;

    CoverageService(Pool pool, Registry registry, Clock clock, AuditLog audit, WorkerExecutor worker) {
        this.pool = pool;
        this.registry = registry;
        this.clock = clock;
        this.audit = audit;
        this.worker = worker;
    }

    /**
     * Computes when the matrix or the day is another than last time, or somebody has called a finding settled since; nothing
     * otherwise. Who asks while one runs shares the
     * next with all who ask meanwhile: it sees the matrix of each.
     */
    synchronized Future<Void> update() {
        if (running == null) {
            return begin();
        }
        if (next == null) {
            Promise<Void> shared = Promise.promise();
            next = shared.future();
            running.onComplete(done -> beginNext(shared));
        }
        return next;
    }

    private synchronized Future<Void> begin() {
        Future<Void> begun = computeIfDue();
        running = begun;
        begun.onComplete(done -> ended(begun));
        return begun;
    }

    private synchronized void beginNext(Promise<Void> shared) {
        next = null;
        begin().onComplete(shared);
    }

    private synchronized void ended(Future<Void> run) {
        if (running == run) {
            running = null;
        }
    }

    private Future<Void> computeIfDue() {
        Matrix matrix = registry.matrix();
        LocalDate day = Lookup.today(clock);
        return CoverageStore.computed(pool)
                .compose(last -> isDue(last, matrix, day)
                        ? pool.withTransaction(conn -> compute(conn, matrix, day))
                        : Future.succeededFuture());
    }

    /** Before there is a duty office nobody could own a finding. */
    private static boolean isDue(CoverageStore.Computed last, Matrix matrix, LocalDate day) {
        boolean isNewer = matrix.version() > last.matrixVersion();
        boolean isSame = matrix.version() == last.matrixVersion();
        return matrix.dutyOffice() != null && (isNewer || isSame && (!day.equals(last.day()) || last.awaitsLook()));
    }

    private Future<Void> compute(SqlConnection conn, Matrix matrix, LocalDate day) {
        return CoverageStore.lock(conn)
                .compose(last -> isDue(last, matrix, day)
                        ? CoverageStore.known(conn)
                                .compose(known -> worker.executeBlocking(() -> decide(matrix, day, known), false))
                                .compose(steps -> store(conn, matrix, day, steps))
                        : Future.succeededFuture());
    }

    private static List<Reconciliation.Step> decide(Matrix matrix, LocalDate day, List<Reconciliation.Known> known) {
        Coverage coverage = Coverage.of(matrix, day);
        return Reconciliation.decide(matrix, coverage, CoverageFold.of(coverage), known);
    }

    private Future<Void> store(SqlConnection conn, Matrix matrix, LocalDate day, List<Reconciliation.Step> steps) {
        Instant now = clock.instant();
        JsonObject told =
                new JsonObject().put("matrixVersion", matrix.version()).put("day", day.toString());
        for (Reconciliation.Kind kind : Reconciliation.Kind.values()) {
            long count = steps.stream().filter(step -> step.kind() == kind).count();
            told.put(kind.name().toLowerCase(Locale.ROOT), count);
        }
        return CoverageStore.store(conn, steps, matrix.dutyOffice().id(), now, now.plus(DUE))
                .compose(stored ->
                        CoverageStore.mark(conn, new CoverageStore.Computed(matrix.version(), day, false), now))
                .compose(marked -> audit.append(conn, COMPUTATION, "coverage.compute", "coverage", null, told))
                .compose(logged -> steps.isEmpty()
                        ? Future.succeededFuture()
                        : Outbox.append(
                                conn, Event.of("coverage.changed", UuidCreator.getTimeOrderedEpoch(), told, now)));
    }
}
