package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.qunfang.casework.Consultations.Outcome;
import org.qunfang.casework.DepartmentNotice.What;
import org.qunfang.event.Outbox;
import org.qunfang.http.Caller;
import org.qunfang.http.TimeCursor;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.responsibility.Registry;

/**
 * Other departments are asked about a case, answer, and what it comes to is kept. Each is one transaction that holds the
 * case's lock: of an answer and a withdrawal at once, one counts.
 */
public final class ConsultationService {
    private final Pool pool;
    private final CaseService cases;
    private final Registry registry;

    public ConsultationService(Pool pool, CaseService cases, Registry registry) {
        this.pool = pool;
        this.cases = cases;
        this.registry = registry;
    }

    /** A consultation and its case as they are then. */
    record Found(Case thing, Consultation consultation) {}

    @FunctionalInterface
    private interface Step {
        Outcome take(Case before, Consultation consultation, Act act);
    }

    /**
     * By the lead department or the duty office.
     *
     * @param version of the case, as the caller has read it
     * @return fails with not-found, forbidden, stale, wrong-state, and invalid for departments that are unknown, ask
     *     themselves, lead the case or have nobody who works on cases
     */
    Future<Found> ask(
            Caller caller, UUID caseId, long version, List<UUID> departmentIds, String question, Instant dueAt) {
        return cases.inTransaction(conn -> CaseStore.lock(conn, caseId).compose(before -> {
            CaseScope.of(caller).mustWork(before);
            if (version != before.version()) {
                throw CaseStore.stale();
            }
            mustExist(departmentIds);
            Act act = cases.act(caller);
            UUID from = caller.departmentId() == null ? before.leadDepartmentId() : caller.departmentId();
            Outcome outcome = Consultations.ask(before, act, from, departmentIds, question, dueAt, names());
            Consultation asked = outcome.consultation();
            return mustTakeCases(conn, departmentIds)
                    .compose(take -> ConsultationStore.insert(conn, asked))
                    .compose(stored -> tell(conn, outcome, What.CONSULTATION_ASKED, departmentIds, from))
                    .compose(told -> store(conn, outcome));
        }));
    }

    /** By a department that is asked. Fails with not-found, forbidden, wrong-state. */
    Future<Found> answer(Caller caller, UUID id, boolean declines, String words) {
        UUID department = CaseScope.of(caller).departmentId();
        return onLocked(id, (conn, found) -> {
            mustBeAsked(caller, found);
            Act act = cases.act(caller);
            Outcome outcome =
                    Consultations.answer(found.thing(), found.consultation(), act, department, declines, words);
            UUID lead = found.thing().leadDepartmentId();
            return ConsultationStore.answer(conn, id, outcome.consultation().of(department))
                    .compose(stored -> tell(conn, outcome, What.CONSULTATION_ANSWERED, List.of(lead), department))
                    .compose(told -> store(conn, outcome));
        });
    }

    /**
     * By the lead department or the duty office.
     *
     * @param version of the consultation, as the caller has read it: nobody concludes without the newest opinion
     * @return fails with not-found, forbidden, stale, wrong-state
     */
    Future<Found> conclude(Caller caller, UUID id, long version, String conclusion) {
        return end(
                caller,
                id,
                version,
                (before, consultation, act) -> Consultations.conclude(before, consultation, act, conclusion, names()));
    }

    /** By the lead department or the duty office. Fails with not-found, forbidden, stale, wrong-state. */
    Future<Found> withdraw(Caller caller, UUID id, long version, String reason) {
        return end(
                caller,
                id,
                version,
                (before, consultation, act) -> Consultations.withdraw(before, consultation, act, reason, names()));
    }

    /** What the caller's department is asked, of consultations that have not ended. */
    Future<List<QuestionStore.Question>> askedOf(Caller caller, boolean waiting, TimeCursor after, int limit) {
        return QuestionStore.askedOf(pool, CaseScope.of(caller).departmentId(), waiting, after, limit);
    }

    private Future<Found> end(Caller caller, UUID id, long version, Step step) {
        return onLocked(id, (conn, found) -> {
            CaseScope.of(caller).mustWork(found.thing());
            if (version != found.consultation().version()) {
                throw Problem.of(
                        ProblemType.STALE, "会商已有新的情况，请重新读取。", "The consultation has changed meanwhile; read it again.");
            }
            Outcome outcome = step.take(found.thing(), found.consultation(), cases.act(caller));
            return ConsultationStore.end(conn, outcome.consultation()).compose(ended -> store(conn, outcome));
        });
    }

    @FunctionalInterface
    private interface Work {
        Future<Found> on(SqlConnection conn, Found found);
    }

    private Future<Found> onLocked(UUID id, Work work) {
        return cases.inTransaction(conn -> ConsultationStore.caseOf(conn, id)
                .compose(caseId -> CaseStore.lock(conn, caseId))
                .compose(before -> found(conn, before, id))
                .compose(found -> work.on(conn, found)));
    }

    private Future<Found> store(SqlConnection conn, Outcome outcome) {
        UUID caseId = outcome.consultation().caseId();
        return cases.write(conn, outcome.change())
                .compose(written -> CaseStore.read(conn, caseId))
                .compose(after -> found(conn, after, outcome.consultation().id()));
    }

    private static Future<Found> found(SqlConnection conn, Case thing, UUID id) {
        return ConsultationStore.ofCase(conn, thing.id())
                .map(all -> all.stream()
                        .filter(each -> each.id().equals(id))
                        .findFirst()
                        .map(one -> new Found(thing, one))
                        .orElseThrow(Problem::notFound));
    }

    private static Future<Void> tell(SqlConnection conn, Outcome outcome, What what, List<UUID> to, UUID from) {
        Change change = outcome.change();
        Instant due = what == What.CONSULTATION_ASKED ? outcome.consultation().dueAt() : null;
        return Future.join(to.stream()
                        .map(each -> Outbox.append(
                                conn, DepartmentNotice.event(change.before(), change.act(), what, each, from, due)))
                        .toList())
                .mapEmpty();
    }

    private void mustExist(List<UUID> departmentIds) {
        for (int i = 0; i < departmentIds.size(); i++) {
            if (registry.matrix().department(departmentIds.get(i)).isEmpty()) {
                throw Problem.invalid("/departmentIds/" + i, Localized.of("没有这个部门", "There is no such department"));
            }
        }
        if (new HashSet<>(departmentIds).size() < departmentIds.size()) {
            throw Problem.invalid("/departmentIds", Localized.of("同一部门列了两次", "A department stands there twice"));
        }
    }

    private static Future<Void> mustTakeCases(SqlConnection conn, List<UUID> departmentIds) {
        List<Future<Boolean>> takes = new ArrayList<>();
        departmentIds.forEach(each -> takes.add(HandoverStore.takesCases(conn, each)));
        return Future.all(takes).map(all -> {
            for (int i = 0; i < takes.size(); i++) {
                if (!takes.get(i).result()) {
                    throw Problem.invalid(
                            "/departmentIds/" + i,
                            Localized.of("此部门没有可以答复的人员", "Nobody in this department works on cases"));
                }
            }
            return null;
        });
    }

    private static void mustBeAsked(Caller caller, Found found) {
        CaseScope scope = CaseScope.of(caller);
        if (found.consultation().of(scope.departmentId()) == null) {
            scope.mustSee(found.thing());
            throw Problem.of(ProblemType.FORBIDDEN, "只有被征求意见的部门可以答复。", "Only a department that is asked may answer.");
        }
    }

    private Function<UUID, Localized> names() {
        return new References(registry.matrix())::departmentName;
    }
}
