package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.qunfang.http.Caller;

/**
 * A case is not taken on. Cases find their sites after the intake, so the sites are looked at here once more, in the
 * transaction that holds the case's lock: a rejection in the second before is no way around the duty office.
 */
final class RejectService {
    private final CaseService cases;
    private final SiteLinker sites;

    RejectService(CaseService cases, SiteLinker sites) {
        this.cases = cases;
        this.sites = sites;
    }

    /**
     * By the lead department or the duty office.
     *
     * @param version the one the caller has read
     * @return the case as it is then; fails with not-found, forbidden, stale, wrong-state, second-officer-needed
     */
    Future<CaseDetails> reject(Caller caller, UUID caseId, long version, JsonObject body) {
        return cases.inTransaction(conn -> CaseStore.lock(conn, caseId).compose(before -> {
            CaseScope.of(caller).mustWork(before);
            if (version != before.version()) {
                throw CaseStore.stale();
            }
            return sites.weighed(conn, before)
                    .compose(weighed -> cases.store(conn, CaseSteps.reject(weighed, cases.act(caller), body)));
        }));
    }
}
