package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.util.UUID;
import org.qunfang.http.Caller;

/** Cases are scored here by what officers, reports and sites answer. */
public final class TriageService {
    private final Pool pool;
    private final CaseService cases;
    private final CaseFactors factors;

    TriageService(Pool pool, CaseService cases, CaseFactors factors) {
        this.pool = pool;
        this.cases = cases;
        this.factors = factors;
    }

    /** What is asked, and what reports and sites say; for those who see the case, else it fails with not-found. */
    Future<FactorAnswers> asked(Caller caller, UUID caseId) {
        return pool.withTransaction(conn -> CaseStore.read(conn, caseId).compose(thing -> {
            CaseScope.of(caller).mustSee(thing);
            return factors.of(conn, thing);
        }));
    }

    /**
     * @param version the one the caller has read
     * @return the case as it is then; fails with not-found, forbidden, stale, wrong-state, invalid, second-officer-needed
     */
    Future<CaseDetails> score(Caller caller, UUID caseId, long version, JsonObject body) {
        return cases.inTransaction(conn -> CaseStore.lock(conn, caseId).compose(before -> {
            CaseScope.of(caller).mustWork(before);
            if (version != before.version()) {
                throw CaseStore.stale();
            }
            return factors.answered(conn, before, body)
                    .compose(answered -> cases.store(conn, CaseSteps.triage(before, cases.act(caller), answered)));
        }));
    }
}
