package org.qunfang.casework;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.responsibility.Registry;

/**
 * A case leaves a site: by whoever leads the case or the duty office, with a reason that stays in sight at the site. Where
 * the site's record gets lighter by it, another officer of the duty office answers first; so where a case that joins makes
 * the site quieter. Each is one transaction with the
 * case's timeline, audit entry and event.
 */
public final class SiteUnlinkService {
    /** What came of it, as the thread and the audit log name it. */
    private enum Outcome {
        ASKED(TimelineKind.SITE_UNLINK_ASKED, "site.ask-unlink", "case.ask-unlink-site"),
        ENDED(TimelineKind.SITE_UNLINKED, "site.unlink-case", "case.unlink-site"),
        DENIED(TimelineKind.SITE_UNLINK_DENIED, "site.deny-unlink", "case.deny-unlink-site"),
        LINK_ASKED(TimelineKind.SITE_LINK_ASKED, "site.ask-link", "case.ask-link-site"),
        LINKED(TimelineKind.SITE_LINKED, "site.link-case", "case.link-site"),
        LINK_DENIED(TimelineKind.SITE_LINK_DENIED, "site.deny-link", "case.deny-link-site");

        private final TimelineKind kind;
        private final String siteAction;
        private final String caseAction;

        Outcome(TimelineKind kind, String siteAction, String caseAction) {
            this.kind = kind;
            this.siteAction = siteAction;
            this.caseAction = caseAction;
        }
    }

    private final Pool pool;
    private final CaseService cases;
    private final SiteAssessor assessor;
    private final Registry registry;
    private final AuditLog audit;

    public SiteUnlinkService(Pool pool, CaseService cases, SiteAssessor assessor, Registry registry, AuditLog audit) {
        this.pool = pool;
        this.cases = cases;
        this.assessor = assessor;
        this.registry = registry;
        this.audit = audit;
    }

    /** Fails with not-found, forbidden, stale, or wrong-state where it does not belong there, the site opened it, or one waits. */
    Future<CaseDetails> ask(Caller caller, UUID caseId, long version, UUID siteId, String reason) {
        return cases.inTransaction(conn -> CaseStore.lock(conn, caseId).compose(before -> {
            SiteUnlinks.mustBeAskable(before, caller, registry.matrix());
            if (before.version() != version) {
                throw CaseStore.stale();
            }
            return SiteStore.lock(conn, siteId)
                    .compose(site -> SiteLinkStore.isHeld(conn, siteId, caseId).map(held -> mustBeHeld(held, site)))
                    .compose(site -> asked(conn, before, site, cases.act(caller), reason));
        }));
    }

    private static Site mustBeHeld(boolean isHeld, Site site) {
        if (!isHeld) {
            throw Problem.of(
                    ProblemType.WRONG_STATE,
                    "此案件未归入该隐患点，或由该隐患点的风险指数立案，不能移出。",
                    "The case does not belong to that site, or that site's risk opened it.");
        }
        return site;
    }

    private Future<CaseDetails> asked(SqlConnection conn, Case before, Site site, Act at, String reason) {
        Act act = new Act(at.caller(), at.at().truncatedTo(ChronoUnit.MICROS), at.deadlines());
        return SiteFactStore.read(conn, site, act.at())
                .compose(as -> SiteFactStore.readWithout(conn, site, before.id(), act.at())
                        .map(without -> SiteUnlinks.ask(
                                UuidCreator.getTimeOrderedEpoch(),
                                site,
                                before,
                                reason,
                                as,
                                without,
                                act.caller(),
                                act.at())))
                .compose(unlink -> SiteUnlinkStore.insert(conn, unlink)
                        .map(isNew -> mustBeFirst(isNew, unlink))
                        .compose(first -> unlink.status() == SiteUnlink.Status.DONE
                                ? ended(conn, before, unlink, act, site)
                                : written(conn, before, unlink, act, site, Outcome.ASKED)));
    }

    private static SiteUnlink mustBeFirst(boolean isNew, SiteUnlink unlink) {
        if (!isNew) {
            throw Problem.of(
                    ProblemType.WRONG_STATE, "已有一项在等值班室答复。", "One waits for the duty office's answer already.");
        }
        return unlink;
    }

    /** What was decided holds from now on. Fails with not-found, forbidden, wrong-state. */
    Future<SiteUnlinkStore.Listed> answer(Caller caller, UUID id, boolean isConfirmed, String words) {
        return pool.withConnection(conn -> SiteUnlinkStore.read(conn, id))
                .compose(seen -> cases.inTransaction(conn -> CaseStore.lock(
                                conn, seen.unlink().caseId())
                        .compose(before -> SiteStore.lock(conn, seen.unlink().siteId())
                                .compose(site -> SiteUnlinkStore.read(conn, id)
                                        .compose(now ->
                                                answered(conn, before, site, now.unlink(), caller, isConfirmed, words)))
                                .compose(done -> SiteUnlinkStore.read(conn, id)))));
    }

    private Future<CaseDetails> answered(
            SqlConnection conn,
            Case before,
            Site site,
            SiteUnlink unlink,
            Caller caller,
            boolean isConfirmed,
            String words) {
        SiteUnlinks.mustBeAnswerable(unlink, caller, registry.matrix());
        Act now = cases.act(caller);
        Act act = new Act(caller, now.at().truncatedTo(ChronoUnit.MICROS), now.deadlines());
        SiteUnlink.Status status = isConfirmed ? SiteUnlink.Status.CONFIRMED : SiteUnlink.Status.DENIED;
        SiteUnlink said = saying(unlink, words);
        return SiteUnlinkStore.answer(conn, unlink.id(), status, act, words).compose(done -> {
            if (unlink.kind() == SiteUnlink.Kind.LINK) {
                return isConfirmed
                        ? joined(conn, before, said, act, site)
                        : written(conn, before, said, act, site, Outcome.LINK_DENIED);
            }
            return isConfirmed
                    ? ended(conn, before, said, act, site)
                    : written(conn, before, said, act, site, Outcome.DENIED);
        });
    }

    /** In the transaction that holds the locks of the case and the site. Fails with wrong-state while one waits. */
    Future<CaseDetails> askToJoin(SqlConnection conn, SiteLinking linking, SiteUnlink unlink, Act act) {
        return SiteUnlinkStore.insert(conn, unlink)
                .map(isNew -> mustBeFirst(isNew, unlink))
                .compose(first -> written(conn, linking.thing(), unlink, act, linking.site(), Outcome.LINK_ASKED));
    }

    /** One that the program linked meanwhile is linked. */
    private Future<CaseDetails> joined(SqlConnection conn, Case before, SiteUnlink unlink, Act act, Site site) {
        double meters = site.shape().metersTo(before.location());
        return SiteLinkStore.linkByOfficer(conn, site.id(), before.id(), meters, act.at())
                .compose(done -> assessor.assess(conn, site.id()))
                .compose(done -> written(conn, before, unlink, act, site, Outcome.LINKED));
    }

    /** The words of this step. */
    private static SiteUnlink saying(SiteUnlink unlink, String words) {
        return new SiteUnlink(
                unlink.id(),
                unlink.kind(),
                unlink.siteId(),
                unlink.caseId(),
                unlink.number(),
                words,
                unlink.status(),
                unlink.askedBy(),
                unlink.askedAt(),
                unlink.indexWith(),
                unlink.indexWithout(),
                null,
                null,
                null);
    }

    private Future<CaseDetails> ended(SqlConnection conn, Case before, SiteUnlink unlink, Act act, Site site) {
        return SiteLinkStore.unlink(conn, site.id(), before.id(), act.at())
                .compose(done -> assessor.assess(conn, site.id()))
                .compose(done -> written(conn, before, unlink, act, site, Outcome.ENDED));
    }

    /** The duty office hears of what waits for it. */
    private Future<CaseDetails> written(
            SqlConnection conn, Case before, SiteUnlink unlink, Act act, Site site, Outcome outcome) {
        JsonObject detail = new JsonObject()
                .put("caseId", before.id().toString())
                .put("unlinkId", unlink.id().toString())
                .put("indexWith", unlink.indexWith())
                .put("indexWithout", unlink.indexWithout());
        TimelineEntry entry = act.entry(outcome.kind, Visibility.INTERNAL)
                .saying(unlink.reason())
                .with("siteId", site.id().toString())
                .with("siteName", site.content().name().toJson());
        Change change = Change.of(outcome.caseAction, act, before, before.progress(), entry);
        Change told = registry.matrix().dutyOffice() == null
                ? change
                : change.telling(registry.matrix().dutyOffice().id());
        return audit.append(conn, act.caller(), outcome.siteAction, "site", site.id(), detail)
                .compose(done -> cases.store(conn, told));
    }
}
