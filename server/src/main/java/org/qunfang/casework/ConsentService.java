package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.qunfang.http.Caller;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.responsibility.Matrix;
import org.qunfang.responsibility.Registry;

/**
 * What one officer may not do alone: asked for, answered by another one, carried out. Each is one transaction that holds
 * the case's lock, so that of two answers at once one counts.
 */
public final class ConsentService {
    private static final int MOST_AT_ONCE = 100;
    private static final Caller PROGRAM =
            new Caller(Caller.Kind.SERVICE, null, "consents", null, Set.of(), Set.of(), null);

    private final Pool pool;
    private final CaseService cases;
    private final MergeService merges;
    private final CaseFactors factors;
    private final RecategoriseService kinds;
    private final SiteLinker sites;
    private final Registry registry;
    private final Clock clock;

    ConsentService(
            Pool pool,
            CaseService cases,
            MergeService merges,
            CaseFactors factors,
            RecategoriseService kinds,
            SiteLinker sites,
            Registry registry,
            Clock clock) {
        this.pool = pool;
        this.cases = cases;
        this.merges = merges;
        this.factors = factors;
        this.kinds = kinds;
        this.sites = sites;
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * By the lead department or the duty office.
     *
     * @param version the one the caller has read
     * @return the case as it is then; fails with not-found, forbidden, stale, wrong-state, invalid
     */
    Future<CaseDetails> ask(Caller caller, UUID caseId, long version, JsonObject body) {
        boolean rejects = ConsentStep.REJECT.code().equals(body.getString("step"));
        return cases.inTransaction(conn -> locked(conn, caseId, rejects).compose(before -> {
            CaseScope.of(caller).mustWork(before);
            if (version != before.version()) {
                throw CaseStore.stale();
            }
            return merges.told(conn, caller, before, body)
                    .compose(named -> factors.answered(conn, before, named))
                    .compose(told -> kinds.asked(conn, before, told))
                    .compose(told -> ConsentStore.pending(conn, caseId)
                            .compose(pending -> merges.weighing(conn, before, told)
                                    .compose(weighed -> store(conn, weighed, pending, cases.act(caller), told))));
        }));
    }

    private Future<CaseDetails> store(SqlConnection conn, Case before, Consent pending, Act act, JsonObject body) {
        Consents.Asked asked = Consents.ask(before, pending, act, body);
        Future<Void> lapsed = pending == null
                ? Future.succeededFuture()
                : ConsentStore.ended(conn, pending, Consent.Status.LAPSED, act);
        return lapsed.compose(done -> ConsentStore.insert(conn, asked.consent()))
                .compose(done -> cases.store(conn, asked.change()));
    }

    /** Fails with not-found, forbidden, wrong-state when it was answered, content-changed when it no longer stands. */
    Future<CaseDetails> confirm(Caller caller, UUID id, String words) {
        return pool.withConnection(conn -> ConsentStore.read(conn, id))
                .compose(asked -> asked != null && asked.step() == ConsentStep.MERGE
                        ? merges.confirm(
                                caller,
                                asked.caseId(),
                                id,
                                UUID.fromString(asked.body().getString("into")),
                                words)
                        : confirmOne(caller, id, words));
    }

    private Future<CaseDetails> confirmOne(Caller caller, UUID id, String words) {
        return onLocked(id, (conn, before, consent) -> {
            mustBeAllowed(caller, registry.matrix(), before, consent);
            Act act = cases.act(caller);
            if (consent.step() == ConsentStep.RECATEGORISE) {
                return kinds.confirm(conn, before, consent, act, words);
            }
            Change change = Consents.confirm(before, consent, act, words);
            // First the consent, then what rests on it: the database asks for it.
            return ConsentStore.answered(conn, consent, Consent.Status.CONFIRMED, act, words, before.version() + 1)
                    .compose(done -> cases.store(conn, change));
        });
    }

    /** Fails with not-found, forbidden, wrong-state when it was answered. */
    Future<CaseDetails> deny(Caller caller, UUID id, String words) {
        return onLocked(id, (conn, before, consent) -> {
            mustBeAllowed(caller, registry.matrix(), before, consent);
            Act act = cases.act(caller);
            Change change = Consents.deny(before, consent, act, words);
            return ConsentStore.answered(conn, consent, Consent.Status.DENIED, act, words, null)
                    .compose(done -> cases.store(conn, change));
        });
    }

    /** Fails with not-found, forbidden unless the caller asked, wrong-state when it was answered. */
    Future<CaseDetails> withdraw(Caller caller, UUID id) {
        return onLocked(id, (conn, before, consent) -> {
            CaseScope.of(caller).mustSee(before);
            Act act = cases.act(caller);
            Change change = Consents.withdraw(before, consent, act);
            return ConsentStore.ended(conn, consent, Consent.Status.WITHDRAWN, act)
                    .compose(done -> cases.store(conn, change));
        });
    }

    /** Ends what nobody can confirm any more, at most 100 at once; to be called often. */
    public Future<Void> lapse() {
        return ConsentStore.over(pool, clock.instant(), MOST_AT_ONCE).compose(ids -> {
            Future<?> chain = Future.succeededFuture();
            for (UUID id : ids) {
                chain = chain.compose(done -> lapse(id));
            }
            return chain.mapEmpty();
        });
    }

    private Future<Void> lapse(UUID id) {
        return onLocked(id, (conn, before, consent) -> {
                    Act act = cases.act(PROGRAM);
                    boolean answered = consent.status() != Consent.Status.PENDING;
                    if (answered || consent.stands(before, act.at())) {
                        return CaseDetailsStore.read(conn, before.id());
                    }
                    return ConsentStore.ended(conn, consent, Consent.Status.LAPSED, act)
                            .compose(done -> cases.store(conn, Consents.lapse(before, consent, act)));
                })
                .mapEmpty();
    }

    @FunctionalInterface
    private interface Work {
        Future<CaseDetails> on(SqlConnection conn, Case before, Consent consent);
    }

    private Future<CaseDetails> onLocked(UUID id, Work work) {
        return cases.inTransaction(conn -> ConsentStore.caseOf(conn, id)
                .compose(caseId -> CaseStore.lock(conn, caseId))
                .compose(before -> ConsentStore.read(conn, id)
                        .compose(consent -> weighed(conn, before, consent.step() == ConsentStep.REJECT)
                                .compose(weighed -> work.on(conn, weighed, consent)))));
    }

    private Future<Case> locked(SqlConnection conn, UUID caseId, boolean rejects) {
        return CaseStore.lock(conn, caseId).compose(before -> weighed(conn, before, rejects));
    }

    /** What is rejected may belong to a site at which nobody has looked for it yet. */
    private Future<Case> weighed(SqlConnection conn, Case before, boolean rejects) {
        return rejects ? sites.weighed(conn, before) : Future.succeededFuture(before);
    }

    static void mustBeAllowed(Caller caller, Matrix matrix, Case before, Consent consent) {
        CaseScope.of(caller).mustWork(before);
        if (!Consents.mayAnswer(caller, matrix, before, consent)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "须由牵头部门负责人或值班室的另一位人员答复，不能答复自己的请求。",
                    "Another officer has to answer: a lead of the department in charge, or one of the duty office.");
        }
    }
}
