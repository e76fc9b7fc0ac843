package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/**
 * An officer's word that a case belongs to a site, or does not, whatever the distance says: a change of the case with its
 * timeline, audit entry and event, after which the site is assessed.
 */
public final class SiteLinkService {
    private final CaseService cases;
    private final SiteAssessor assessor;
    private final AuditLog audit;

    public SiteLinkService(CaseService cases, SiteAssessor assessor, AuditLog audit) {
        this.cases = cases;
        this.assessor = assessor;
        this.audit = audit;
    }

    /** One side of the choice. */
    private record Choice(String action, TimelineKind kind, UUID siteId, String pointer, boolean links) {
        String audited() {
            return links ? "site.link-case" : "site.unlink-case";
        }
    }

    /** Fails with not-found, forbidden, stale, or wrong-state when it belongs there already. */
    Future<CaseDetails> link(Caller caller, UUID caseId, long version, UUID siteId, String reason) {
        return choose(
                caller,
                caseId,
                version,
                reason,
                new Choice("case.link-site", TimelineKind.SITE_LINKED, siteId, "/siteId", true));
    }

    /** Fails with not-found, forbidden, stale, or wrong-state when it does not belong there or the site opened it. */
    Future<CaseDetails> unlink(Caller caller, UUID caseId, long version, UUID siteId, String reason) {
        return choose(
                caller,
                caseId,
                version,
                reason,
                new Choice("case.unlink-site", TimelineKind.SITE_UNLINKED, siteId, "/path/siteId", false));
    }

    private Future<CaseDetails> choose(Caller caller, UUID caseId, long version, String reason, Choice choice) {
        return cases.inTransaction(conn -> CaseStore.lock(conn, caseId).compose(before -> {
            CaseScope.of(caller).mustParticipate(before);
            if (before.version() != version) {
                throw CaseStore.stale();
            }
            Act act = cases.act(caller);
            return site(conn, choice)
                    .compose(site -> store(conn, caseId, choice, act).map(site))
                    .compose(site -> audit.append(conn, caller, choice.audited(), "site", site.id(), detail(caseId))
                            .map(site))
                    .compose(site -> cases.store(conn, change(before, act, site, reason, choice)));
        }));
    }

    private static JsonObject detail(UUID caseId) {
        return new JsonObject().put("caseId", caseId.toString());
    }

    /** A site that does not exist is the body's fault where the body names it. */
    private static Future<Site> site(SqlConnection conn, Choice choice) {
        return SiteStore.read(conn, choice.siteId())
                .recover(failure -> choice.links() && failure instanceof Problem
                        ? Future.failedFuture(
                                Problem.invalid(choice.pointer(), Localized.of("没有这个隐患点", "There is no such site")))
                        : Future.failedFuture(failure));
    }

    private Future<Void> store(SqlConnection conn, UUID caseId, Choice choice, Act act) {
        Future<Boolean> stored = choice.links()
                ? SiteLinkStore.linkByOfficer(conn, choice.siteId(), caseId, act.at())
                : SiteLinkStore.unlink(conn, choice.siteId(), caseId, act.at());
        return stored.compose(changed ->
                        changed ? assessor.assess(conn, choice.siteId()) : Future.failedFuture(refusal(choice)))
                .mapEmpty();
    }

    private static Problem refusal(Choice choice) {
        return choice.links()
                ? Problem.of(ProblemType.WRONG_STATE, "此案件已归入该隐患点。", "The case belongs to that site already.")
                : Problem.of(
                        ProblemType.WRONG_STATE,
                        "此案件未归入该隐患点，或由该隐患点的风险指数立案，不能移出。",
                        "The case does not belong to that site, or that site's risk opened it.");
    }

    /** The reason is for the officers of the case. */
    private static Change change(Case before, Act act, Site site, String reason, Choice choice) {
        TimelineEntry entry = act.entry(choice.kind(), Visibility.INTERNAL)
                .saying(reason)
                .with("siteId", site.id().toString())
                .with("siteName", site.content().name().toJson());
        return Change.of(choice.action(), act, before, before.progress(), entry);
    }
}
