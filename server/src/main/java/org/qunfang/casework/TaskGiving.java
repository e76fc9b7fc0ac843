package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.UUID;
import org.qunfang.event.Event;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Matrix;
import org.qunfang.responsibility.Registry;

/**
 * Gives cases their tasks, after the intake's transaction: hears of cases that open, become more serious or reopen. May be
 * called twice for one event, by two processes: what a case was given at a severity, it is given once.
 */
public final class TaskGiving {
    private final Pool pool;
    private final PlaybookShelf shelf;
    private final Registry registry;

    public TaskGiving(Pool pool, PlaybookShelf shelf, Registry registry) {
        this.pool = pool;
        this.shelf = shelf;
        this.registry = registry;
    }

    /** A new case has no tasks: what it gets is decided from memory and stored in one round trip. */
    public Future<Void> opened(Event event) {
        Matrix matrix = registry.matrix();
        Severity severity = Severity.of(event.data().getString("severity"));
        // One that another process made a moment ago is read within two seconds: the pump tries again.
        Category category = matrix.categoryByCode(event.data().getString("category"))
                .orElseThrow(() -> new IllegalStateException("a category that is not read yet"));
        return Playbooks.choose(shelf.all(), matrix.lineage(category.id()), severity)
                .map(chosen -> TaskStore.give(
                                pool,
                                new TaskStore.Of(event.subjectId(), category.id(), severity),
                                chosen,
                                Playbooks.missing(chosen, Playbooks.Before.NOTHING),
                                event.at())
                        .<Void>mapEmpty())
                .orElseGet(Future::succeededFuture);
    }

    /** {@code case.changed} and {@code case.report-attached}: most of them raise nothing and cost nothing here. */
    public Future<Void> changed(Event event) {
        return raises(event.data())
                ? pool.withTransaction(conn -> CaseStore.lock(conn, event.subjectId())
                        .compose(thing -> TaskStore.before(conn, thing.id()).compose(before -> {
                            List<UUID> chain = registry.matrix().lineage(thing.categoryId());
                            return Playbooks.choose(shelf.all(), chain, thing.severity())
                                    .map(chosen -> TaskStore.give(
                                                    conn,
                                                    new TaskStore.Of(thing.id(), thing.categoryId(), thing.severity()),
                                                    chosen,
                                                    Playbooks.missing(chosen, before),
                                                    event.at())
                                            .<Void>mapEmpty())
                                    .orElseGet(Future::succeededFuture);
                        })))
                : Future.succeededFuture();
    }

    private static boolean raises(JsonObject data) {
        String before = data.getString("severityBefore");
        boolean rose = before != null && Severity.of(data.getString("severity")).compareTo(Severity.of(before)) > 0;
        return rose
                || data.getBoolean("recategorised", false)
                || data.getBoolean("raises", false)
                || "reopened".equals(data.getString("status"));
    }
}
