package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.qunfang.casework.DepartmentNotice.What;
import org.qunfang.casework.Supports.Outcome;
import org.qunfang.event.Event;
import org.qunfang.event.Outbox;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.responsibility.Registry;

/** Departments are asked to help with a case, and say how far they are: each one transaction that holds the case's lock. */
public final class SupportService {
    private final CaseService cases;
    private final Registry registry;

    public SupportService(CaseService cases, Registry registry) {
        this.cases = cases;
        this.registry = registry;
    }

    /** A support and its case as they are then. */
    record Found(Case thing, Support support) {}

    @FunctionalInterface
    private interface Step {
        Future<Outcome> take(SqlConnection conn, Case before, List<Support> all);
    }

    /**
     * By the lead department or the duty office.
     *
     * @param version of the case, as the caller has read it
     * @return fails with not-found, forbidden, stale, wrong-state, and invalid for a department that is unknown, leads the
     *     case or has nobody who works on cases
     */
    Future<Found> ask(Caller caller, UUID caseId, long version, UUID department, String task) {
        return onLocked(caseId, (conn, before, all) -> {
            CaseScope.of(caller).mustWork(before);
            mustBeCurrent(before, version);
            mustExist(department);
            return HandoverStore.takesCases(conn, department).map(takes -> {
                if (!takes) {
                    throw Problem.invalid(
                            "/departmentId", Localized.of("此部门没有可以协助的人员", "Nobody in this department works on cases"));
                }
                return Supports.ask(before, all, cases.act(caller), department, task, names());
            });
        });
    }

    /**
     * By the department itself; released by the lead department or the duty office.
     *
     * @param version of the case, as the caller has read it
     * @param words or null where the step needs none
     * @return fails with not-found, forbidden, stale, wrong-state
     */
    Future<Found> step(
            Caller caller, UUID caseId, long version, UUID department, SupportStatus.Step step, String words) {
        return onLocked(caseId, (conn, before, all) -> {
            CaseScope.of(caller).mustSee(before);
            mustBeCurrent(before, version);
            Supports.mustBeOpenTo(CaseScope.of(caller), before, department, step);
            return Future.succeededFuture(
                    Supports.step(before, all, cases.act(caller), department, step, words, names()));
        });
    }

    private Future<Found> onLocked(UUID caseId, Step step) {
        return cases.inTransaction(conn -> CaseStore.lock(conn, caseId)
                .compose(before -> SupportStore.ofCase(conn, caseId)
                        .compose(said -> step.take(conn, before, Supports.all(before, said))))
                .compose(outcome -> store(conn, outcome)));
    }

    private Future<Found> store(SqlConnection conn, Outcome outcome) {
        return cases.write(conn, outcome.change())
                .compose(written -> SupportStore.store(conn, outcome.support()))
                .compose(stored -> tell(conn, outcome))
                .compose(told -> CaseStore.read(conn, outcome.support().caseId()))
                .map(after -> new Found(after, outcome.support()));
    }

    private static Future<Void> tell(SqlConnection conn, Outcome outcome) {
        Change change = outcome.change();
        UUID lead = change.before().leadDepartmentId();
        UUID support = outcome.support().departmentId();
        What what = switch (outcome.support().status()) {
            case ASKED -> What.SUPPORT_ASKED;
            case DONE -> What.SUPPORT_DONE;
            case REFUSED -> What.SUPPORT_REFUSED;
            default -> null;
        };
        if (what == null) {
            return Future.succeededFuture();
        }
        boolean asks = what == What.SUPPORT_ASKED;
        Event notice = DepartmentNotice.event(
                change.before(), change.act(), what, asks ? support : lead, asks ? lead : support, null);
        return Outbox.append(conn, notice);
    }

    private static void mustBeCurrent(Case before, long version) {
        if (version != before.version()) {
            throw CaseStore.stale();
        }
    }

    private void mustExist(UUID department) {
        if (registry.matrix().department(department).isEmpty()) {
            throw Problem.invalid("/departmentId", Localized.of("没有这个部门", "There is no such department"));
        }
    }

    private Function<UUID, Localized> names() {
        return new References(registry.matrix())::departmentName;
    }
}
