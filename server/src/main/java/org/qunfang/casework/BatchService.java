package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.qunfang.http.Caller;
import org.qunfang.http.Failures;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The same step for many cases at once. Each case is a decision and a transaction of its own, one after the other, just as
 * if it had been taken alone: what one of them refuses is nothing to the others.
 */
public final class BatchService {
    private static final Logger LOG = LoggerFactory.getLogger(BatchService.class);

    private final CaseService cases;
    private final Pool pool;

    public BatchService(CaseService cases, Pool pool) {
        this.cases = cases;
        this.pool = pool;
    }

    /** A case as the caller has read it. */
    record Item(UUID id, long version) {}

    /**
     * What became of one case.
     *
     * @param version the one it has now; null where it was refused
     * @param refusal null where it was done
     */
    record Outcome(UUID id, Long version, Problem refusal) {}

    /** What is done to one case that is locked; gives its version then. */
    @FunctionalInterface
    private interface Work {
        Future<Long> on(SqlConnection conn, Case before);
    }

    /** Never fails because of a case; the outcomes stand in the order of the cases. */
    Future<List<Outcome>> acknowledge(Caller caller, List<Item> items) {
        return each(caller, items, (conn, before) -> {
            Change change = CaseSteps.acknowledge(before, cases.act(caller), new io.vertx.core.json.JsonObject());
            return cases.write(conn, change).map(before.version() + 1);
        });
    }

    /**
     * Gives the cases to an officer of the caller's department.
     *
     * @param officerId null takes them from whoever sees to them
     * @return as {@link #acknowledge}; fails with forbidden where the caller gives to somebody else and may not, with
     *     invalid for whom is no officer of the department who works on cases
     */
    Future<List<Outcome>> assign(Caller caller, UUID officerId, List<Item> items) {
        if (officerId == null) {
            return each(caller, items, (conn, before) -> take(conn, caller, before));
        }
        Assignments.mustGive(caller, officerId);
        return AssigneeStore.colleague(pool, caller.departmentId(), officerId).compose(officer -> {
            if (officer == null) {
                throw notAColleague();
            }
            return each(caller, items, (conn, before) -> assign(conn, caller, before, officer));
        });
    }

    private Future<Long> assign(SqlConnection conn, Caller caller, Case before, Assignee officer) {
        return AssigneeStore.of(conn, before.id()).compose(present -> {
            Change change = Assignments.give(before, cases.act(caller), officer, caller.departmentId());
            return present != null && officer.id().equals(present.id())
                    ? Future.succeededFuture(before.version())
                    : cases.write(conn, change, AssigneeStore.assign(conn, change, officer.id()))
                            .map(before.version() + 1);
        });
    }

    private Future<Long> take(SqlConnection conn, Caller caller, Case before) {
        return AssigneeStore.of(conn, before.id()).compose(present -> {
            if (present == null) {
                return Future.succeededFuture(before.version());
            }
            Assignments.mustTake(caller, present.id());
            Change change = Assignments.take(before, cases.act(caller), present, caller.departmentId());
            return cases.write(conn, change, AssigneeStore.assign(conn, change, null))
                    .map(before.version() + 1);
        });
    }

    private Future<List<Outcome>> each(Caller caller, List<Item> items, Work work) {
        Future<List<Outcome>> done = Future.succeededFuture(new ArrayList<>());
        for (Item item : items) {
            done = done.compose(outcomes -> one(caller, item, work).map(outcome -> {
                outcomes.add(outcome);
                return outcomes;
            }));
        }
        return done;
    }

    private Future<Outcome> one(Caller caller, Item item, Work work) {
        return cases.inTransaction(conn -> CaseStore.lock(conn, item.id()).compose(before -> {
                    CaseScope.of(caller).mustWork(before);
                    if (before.version() != item.version()) {
                        throw CaseStore.stale();
                    }
                    return work.on(conn, before);
                }))
                .map(version -> new Outcome(item.id(), version, null))
                .otherwise(failure -> new Outcome(item.id(), null, refusal(item, failure)));
    }

    private static Problem refusal(Item item, Throwable failure) {
        if (failure instanceof PgException pg && AssigneeStore.CONSTRAINT.equals(pg.getConstraint())) {
            return notAColleague();
        }
        Problem problem = Failures.problem(failure);
        if (problem.type() == ProblemType.INTERNAL) {
            LOG.error("case {} in a batch", item.id(), failure);
        }
        return problem;
    }

    private static Problem notAColleague() {
        return Problem.invalid(
                "/officerId",
                Localized.of("此人不是本部门办理案件的在职人员", "Nobody of your department who works on cases has this id"));
    }
}
