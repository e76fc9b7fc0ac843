package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.UUID;
import org.qunfang.casework.TaskSteps.Step;
import org.qunfang.http.Caller;

/** Tasks of cases are read, done, skipped and reopened here: each one transaction that holds the case's lock. */
public final class TaskService {
    private final Pool pool;
    private final CaseService cases;

    public TaskService(Pool pool, CaseService cases) {
        this.pool = pool;
        this.cases = cases;
    }

    record Found(Case thing, CaseTask task) {}

    record OfCase(Case thing, List<CaseTask> tasks, List<TaskStore.Given> given) {}

    /** Whoever may read the case reads its tasks. Fails with not-found. */
    Future<OfCase> ofCase(Caller caller, UUID caseId) {
        return cases.details(caller, caseId)
                .compose(details -> TaskStore.ofCase(pool, caseId)
                        .compose(tasks ->
                                TaskStore.given(pool, caseId).map(given -> new OfCase(details.thing(), tasks, given))));
    }

    /**
     * @param version the task's that was read; the case may have moved on meanwhile
     * @return fails with not-found, forbidden, stale, wrong-state, invalid
     */
    Future<Found> step(Caller caller, UUID caseId, String code, long version, Step step, JsonObject body) {
        return cases.inTransaction(conn -> CaseStore.lock(conn, caseId)
                .compose(before -> {
                    CaseScope.of(caller).mustSee(before);
                    return TaskStore.one(conn, caseId, code)
                            .map(task -> decided(before, task, caller, version, step, body));
                })
                .compose(outcome -> TaskStore.settle(conn, outcome.task())
                        .compose(settled -> cases.store(conn, outcome.change()))
                        .compose(details ->
                                TaskStore.one(conn, caseId, code).map(task -> new Found(details.thing(), task)))));
    }

    /**
     * "It is fixed", by the lead department or the duty office.
     *
     * @param version the case's that was read
     * @return the case as it is then; fails with not-found, forbidden, stale, wrong-state, invalid
     */
    Future<CaseDetails> resolve(Caller caller, UUID caseId, long version, JsonObject body) {
        return cases.inTransaction(conn -> CaseStore.lock(conn, caseId).compose(before -> {
            CaseScope.of(caller).mustWork(before);
            if (version != before.version()) {
                throw CaseStore.stale();
            }
            return TaskStore.ofCase(conn, caseId).compose(tasks -> {
                Resolutions.Resolved resolved = Resolutions.resolve(before, tasks, cases.act(caller), body);
                Future<Void> skipped = Future.succeededFuture();
                for (CaseTask task : resolved.skipped()) {
                    skipped = skipped.compose(done -> TaskStore.settle(conn, task));
                }
                return skipped.compose(done -> cases.store(conn, resolved.change()));
            });
        }));
    }

    private TaskSteps.Outcome decided(
            Case before, CaseTask task, Caller caller, long version, Step step, JsonObject body) {
        if (task.version() != version) {
            throw CaseStore.stale();
        }
        return step.take(before, task, cases.act(caller), body);
    }
}
