package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.qunfang.casework.Handovers.Outcome;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.responsibility.Lookup;
import org.qunfang.responsibility.Registry;

/**
 * "Not ours": asked, accepted or refused by a clock, decided by the arbiter. Each is one transaction that holds the case's
 * lock, so that of two answers at once one counts and the case has one lead at every moment.
 */
public final class HandoverService {
    private static final int MOST_AT_ONCE = 100;
    private static final Caller PROGRAM =
            new Caller(Caller.Kind.SERVICE, null, "handovers", null, Set.of(), Set.of(), null);

    private final Pool pool;
    private final CaseService cases;
    private final Registry registry;
    private final Clock clock;

    public HandoverService(Pool pool, CaseService cases, Registry registry, Clock clock) {
        this.pool = pool;
        this.cases = cases;
        this.registry = registry;
        this.clock = clock;
    }

    /** A handover with what the case and its earlier handovers say about it. */
    record Found(Case thing, Handover handover, List<Handover> history) {}

    @FunctionalInterface
    private interface Work {
        Future<CaseDetails> on(SqlConnection conn, Case before, Handover handover, List<Handover> history);
    }

    /**
     * By the lead department or the duty office.
     *
     * @param version the one the caller has read
     * @return fails with not-found, forbidden, stale, wrong-state, and invalid for a department that is unknown, leads
     *     already, is outside the tree or has nobody who takes cases
     */
    Future<Found> ask(Caller caller, UUID caseId, long version, UUID to, String reason) {
        return cases.inTransaction(conn -> CaseStore.lock(conn, caseId).compose(before -> {
                    CaseScope.of(caller).mustWork(before);
                    if (version != before.version()) {
                        throw CaseStore.stale();
                    }
                    mustExist(to);
                    return mustTakeCases(conn, to)
                            .compose(takes -> HandoverStore.ofCase(conn, caseId))
                            .compose(history -> {
                                boolean isArbiter = CaseScope.of(caller).worksAll();
                                Act act = act(caller);
                                boolean isOutside = HandoverReach.isOutside(
                                        registry.matrix(), before, to, LocalDate.ofInstant(act.at(), Lookup.CITY));
                                Handovers.Asking asking =
                                        new Handovers.Asking(to, reason, arbiter(), isArbiter, isOutside, false);
                                Outcome outcome =
                                        Handovers.ask(before, history, act, asking, references()::departmentName);
                                return HandoverStore.insert(conn, outcome.handover())
                                        .compose(done -> cases.store(conn, outcome.change()));
                            });
                }))
                .map(details -> found(details, null));
    }

    /**
     * A case that turned out to be of another kind is offered to who is answerable for that kind; in the transaction that
     * holds its lock, as it is then. A handover that names that very department is left as it is; one that names another was
     * asked about another kind and is withdrawn, before the arbiter, too: nobody decides about what the case is not. Where
     * the arbiter decided who leads, only the arbiter decides anew, and not about a kind that was decided about.
     */
    Future<CaseDetails> offer(SqlConnection conn, Act act, Case before, UUID to, String reason) {
        return HandoverStore.ofCase(conn, before.id()).compose(history -> {
            Handover pending = Handover.pending(history);
            if (pending != null && !to.equals(pending.to())) {
                return withdraw(conn, act, before, pending)
                        .compose(then -> CaseStore.lock(conn, before.id()))
                        .compose(then -> offer(conn, act, then, to, reason));
            }
            if (pending != null || to.equals(before.leadDepartmentId())) {
                return CaseDetailsStore.read(conn, before.id());
            }
            return HandoverStore.wasDecidedAbout(conn, before.id(), before.categoryId())
                    .compose(decided -> decided && Handover.wasDecided(history)
                            ? CaseDetailsStore.read(conn, before.id())
                            : offered(conn, act, before, history, to, reason));
        });
    }

    private Future<CaseDetails> withdraw(SqlConnection conn, Act act, Case before, Handover pending) {
        return HandoverStore.voidPending(conn, before.id(), act.at())
                .compose(done ->
                        cases.store(conn, Handovers.withdraw(before, pending, act, references()::departmentName)));
    }

    private Future<CaseDetails> offered(
            SqlConnection conn, Act act, Case before, List<Handover> history, UUID to, String reason) {
        Handovers.Asking asking = new Handovers.Asking(to, reason, arbiter(), false, false, true);
        Outcome outcome = Handovers.ask(before, history, act, asking, references()::departmentName);
        return HandoverStore.insert(conn, outcome.handover()).compose(done -> cases.store(conn, outcome.change()));
    }

    private UUID arbiter() {
        return registry.matrix().dutyOffice() == null
                ? null
                : registry.matrix().dutyOffice().id();
    }

    /** By the asked department. Fails with not-found, forbidden, wrong-state. */
    Future<Found> accept(Caller caller, UUID id, String words) {
        return onLocked(id, (conn, before, handover, history) -> {
            mustBeAsked(caller, before, handover);
            Outcome outcome = Handovers.accept(before, handover, act(caller), words, references()::departmentName);
            return HandoverStore.answer(conn, outcome.handover(), caller.accountId())
                    .compose(done -> cases.store(conn, outcome.change()));
        });
    }

    /** By the asked department. Fails with not-found, forbidden, wrong-state. */
    Future<Found> refuse(Caller caller, UUID id, String reason) {
        return onLocked(id, (conn, before, handover, history) -> {
            mustBeAsked(caller, before, handover);
            Outcome outcome =
                    Handovers.refuse(before, handover, history, act(caller), reason, references()::departmentName);
            return HandoverStore.answer(conn, outcome.handover(), caller.accountId())
                    .compose(done -> cases.store(conn, outcome.change()));
        });
    }

    /** By the duty office. Fails with not-found, forbidden, wrong-state, invalid. */
    Future<Found> decide(Caller caller, UUID id, UUID leader, String reason) {
        mustExist(leader);
        return onLocked(
                id,
                (conn, before, handover, history) -> mustTakeCases(conn, leader).compose(takes -> {
                    Act act = act(caller);
                    Outcome outcome = Handovers.decide(
                            before, handover, history, act, leader, reason, references()::departmentName);
                    return HandoverStore.decide(conn, handover, before.categoryId(), act, leader, reason)
                            .compose(done -> cases.store(conn, outcome.change()));
                }));
    }

    /** Hands what nobody answered in time to the arbiter, at most 100 at once; to be called often. */
    public Future<Void> miss() {
        return HandoverStore.due(pool, clock.instant(), MOST_AT_ONCE).compose(ids -> {
            Future<?> chain = Future.succeededFuture();
            for (UUID id : ids) {
                chain = chain.compose(done -> miss(id));
            }
            return chain.mapEmpty();
        });
    }

    private Future<Found> miss(UUID id) {
        return onLocked(id, (conn, before, handover, history) -> {
            Act act = act(PROGRAM);
            if (handover.status() != Handover.Status.OPEN || act.at().isBefore(handover.dueAt())) {
                return CaseDetailsStore.read(conn, before.id());
            }
            Outcome outcome = Handovers.miss(before, handover, act, references()::departmentName);
            return HandoverStore.miss(conn, outcome.handover()).compose(done -> cases.store(conn, outcome.change()));
        });
    }

    Future<HandoverStore.Figures> figures(UUID departmentId) {
        if (registry.matrix().department(departmentId).isEmpty()) {
            return Future.failedFuture(Problem.notFound());
        }
        return HandoverStore.figures(pool, departmentId);
    }

    private Future<Found> onLocked(UUID id, Work work) {
        return cases.inTransaction(conn -> HandoverStore.caseOf(conn, id)
                        .compose(caseId -> CaseStore.lock(conn, caseId))
                        .compose(before -> HandoverStore.ofCase(conn, before.id())
                                .compose(history -> work.on(conn, before, one(history, id), history))))
                .map(details -> found(details, id));
    }

    private static Handover one(List<Handover> history, UUID id) {
        return history.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow(Problem::notFound);
    }

    /** @param id null for the newest */
    private static Found found(CaseDetails details, UUID id) {
        List<Handover> history = details.handovers();
        Handover handover = id == null ? history.get(history.size() - 1) : one(history, id);
        return new Found(details.thing(), handover, history);
    }

    private Act act(Caller caller) {
        return cases.act(caller);
    }

    private References references() {
        return new References(registry.matrix());
    }

    private void mustExist(UUID department) {
        if (registry.matrix().department(department).isEmpty()) {
            throw Problem.invalid("/toDepartmentId", Localized.of("没有这个部门", "There is no such department"));
        }
    }

    private static Future<Void> mustTakeCases(SqlConnection conn, UUID department) {
        return HandoverStore.takesCases(conn, department).map(takes -> {
            if (!takes) {
                throw Problem.invalid(
                        "/toDepartmentId", Localized.of("此部门没有可以受理案件的人员", "Nobody in this department takes cases"));
            }
            return null;
        });
    }

    private static void mustBeAsked(Caller caller, Case before, Handover handover) {
        CaseScope scope = CaseScope.of(caller);
        boolean isAsked = scope.departmentId().equals(handover.to());
        if (!isAsked) {
            scope.mustSee(before);
            throw Problem.of(ProblemType.FORBIDDEN, "只有被移交的部门可以答复。", "Only the department that is asked may answer.");
        }
    }
}
