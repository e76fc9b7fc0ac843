package org.qunfang.casework;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.responsibility.Registry;

/**
 * An officer's word that a case belongs to a site, whatever the distance says: a change of the case with its timeline, audit
 * entry and event, after which the site is assessed. Where the site gets quieter by it, the duty office is asked first.
 */
public final class SiteLinkService {
    private final CaseService cases;
    private final SiteAssessor assessor;
    private final Registry registry;
    private final SiteUnlinkService unlinks;
    private final AuditLog audit;

    /** @param unlinks asks the duty office, where the site gets quieter by a case that joins it */
    public SiteLinkService(
            CaseService cases, SiteAssessor assessor, SiteUnlinkService unlinks, Registry registry, AuditLog audit) {
        this.unlinks = unlinks;
        this.registry = registry;
        this.cases = cases;
        this.assessor = assessor;
        this.audit = audit;
    }

    /**
     * By the department that leads the case, one that takes part and has a duty at the site, or the duty office.
     *
     * @param apart the officer says so although the case was seen beyond the site's reach, or is of another kind
     * @return fails with not-found, forbidden, stale, invalid at {@code /apart} where that has to be said, or wrong-state when
     *     it belongs there already
     */
    Future<CaseDetails> link(Caller caller, UUID caseId, long version, UUID siteId, String reason, boolean apart) {
        return cases.inTransaction(conn -> CaseStore.lock(conn, caseId).compose(before -> {
            CaseScope.of(caller).mustParticipate(before);
            if (before.version() != version) {
                throw CaseStore.stale();
            }
            Act now = cases.act(caller);
            Act act = new Act(caller, now.at().truncatedTo(ChronoUnit.MICROS), now.deadlines());
            return site(conn, siteId)
                    .map(site -> SiteLinking.allowed(registry.matrix(), before, site, act, apart))
                    .compose(linking -> mustBeNew(conn, linking).compose(isNew -> weigh(conn, linking, act, reason)));
        }));
    }

    /** A case that makes the site quieter waits for the duty office. */
    private Future<CaseDetails> weigh(SqlConnection conn, SiteLinking linking, Act act, String reason) {
        Site site = linking.site();
        UUID caseId = linking.thing().id();
        return SiteFactStore.read(conn, site, act.at())
                .compose(as -> SiteFactStore.readWith(conn, site, caseId, act.at())
                        .compose(with -> SiteUnlinks.lowers(as, with, act.at())
                                ? unlinks.askToJoin(
                                        conn,
                                        linking,
                                        SiteUnlinks.askToJoin(
                                                UuidCreator.getTimeOrderedEpoch(),
                                                linking,
                                                reason,
                                                as,
                                                with,
                                                act.caller(),
                                                act.at()),
                                        act)
                                : linked(conn, linking, act, reason)));
    }

    private Future<CaseDetails> linked(SqlConnection conn, SiteLinking linking, Act act, String reason) {
        UUID siteId = linking.site().id();
        return store(conn, linking, act)
                .compose(done -> audit.append(conn, act.caller(), "site.link-case", "site", siteId, linking.audited()))
                .compose(done -> cases.store(conn, change(linking, act, reason)));
    }

    private static Future<Void> mustBeNew(SqlConnection conn, SiteLinking linking) {
        return SiteLinkStore.linkedTo(conn, linking.thing().id()).map(sites -> {
            if (sites.contains(linking.site().id())) {
                throw linkedAlready();
            }
            return null;
        });
    }

    private static Problem linkedAlready() {
        return Problem.of(ProblemType.WRONG_STATE, "此案件已归入该隐患点。", "The case belongs to that site already.");
    }

    /** A site that does not exist is the body's fault. */
    private static Future<Site> site(SqlConnection conn, UUID siteId) {
        return SiteStore.lock(conn, siteId)
                .recover(failure -> failure instanceof Problem
                        ? Future.failedFuture(
                                Problem.invalid("/siteId", Localized.of("没有这个隐患点", "There is no such site")))
                        : Future.failedFuture(failure));
    }

    private Future<Void> store(SqlConnection conn, SiteLinking linking, Act act) {
        UUID siteId = linking.site().id();
        return SiteLinkStore.linkByOfficer(conn, siteId, linking.thing().id(), linking.meters(), act.at())
                .compose(linked -> linked ? assessor.assess(conn, siteId) : Future.failedFuture(linkedAlready()))
                .mapEmpty();
    }

    /** The reason is for the officers of the case. */
    private static Change change(SiteLinking linking, Act act, String reason) {
        Case before = linking.thing();
        Site site = linking.site();
        TimelineEntry entry = act.entry(TimelineKind.SITE_LINKED, Visibility.INTERNAL)
                .saying(reason)
                .with("siteId", site.id().toString())
                .with("siteName", site.content().name().toJson())
                .with("meters", Math.round(linking.meters()));
        return Change.of("case.link-site", act, before, before.progress(), entry);
    }
}
