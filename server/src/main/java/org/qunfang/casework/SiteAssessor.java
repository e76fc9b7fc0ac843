package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.qunfang.audit.AuditLog;
import org.qunfang.event.Outbox;
import org.qunfang.geo.Location;
import org.qunfang.http.Caller;
import org.qunfang.responsibility.Answerable;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Lookup;
import org.qunfang.responsibility.Matrix;
import org.qunfang.responsibility.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Assesses sites: after something happened at one, and each on every day. Over the threshold it opens a case at the
 * supervising authority, in the same transaction.
 */
public final class SiteAssessor {
    private static final Logger LOG = LoggerFactory.getLogger(SiteAssessor.class);
    private static final int MOST_AT_ONCE = 200;
    private static final Duration POSTPONED = Duration.ofMinutes(5);
    /** Sites are spread over the first hours of the day by their ids. */
    private static final int SPREAD_MINUTES = 180;

    private static final Caller PROGRAM =
            new Caller(Caller.Kind.SERVICE, null, "sites", null, Set.of(), Set.of(), null);

    private final Pool pool;
    private final Registry registry;
    private final SiteLinker linker;
    private final AuditLog audit;
    private final Clock clock;
    private final Supplier<Deadlines> deadlines;
    private final Runnable committed;

    /**
     * @param deadlines those that hold now
     * @param committed called after each commit, so that the event pump need not wait for its poll
     */
    public SiteAssessor(
            Pool pool,
            Registry registry,
            SiteLinker linker,
            AuditLog audit,
            Clock clock,
            Supplier<Deadlines> deadlines,
            Runnable committed) {
        this.pool = pool;
        this.registry = registry;
        this.linker = linker;
        this.audit = audit;
        this.clock = clock;
        this.deadlines = deadlines;
        this.committed = committed;
    }

    /** Recurring work: whatever is due, the longest due first, until nothing is. */
    public Future<Void> assessDue() {
        return SiteRiskStore.due(pool, clock.instant(), MOST_AT_ONCE).compose(ids -> {
            Future<Void> chain = Future.succeededFuture();
            for (UUID id : ids) {
                chain = chain.compose(done -> assessOrPostpone(id));
            }
            return chain.onSuccess(done -> committed.run())
                    .compose(done -> ids.size() < MOST_AT_ONCE ? Future.succeededFuture() : assessDue());
        });
    }

    /** One that cannot be assessed does not keep the others waiting. */
    private Future<Void> assessOrPostpone(UUID id) {
        return pool.withTransaction(conn -> linkOnceADay(conn, id).compose(done -> assess(conn, id)))
                .<Void>mapEmpty()
                .recover(failure -> {
                    LOG.error("site {} is not assessed; again in {}", id, POSTPONED, failure);
                    return SiteRiskStore.postpone(pool, id, clock.instant().plus(POSTPONED));
                });
    }

    /** A case that was opened while the site was being registered is found on the next day at the latest. */
    private Future<Void> linkOnceADay(SqlConnection conn, UUID id) {
        return SiteStore.read(conn, id).compose(site -> {
            boolean isNewDay = site.assessedAt() == null
                    || site.assessedAt().atZone(Lookup.CITY).toLocalDate().isBefore(Lookup.today(clock));
            return isNewDay && site.content().watched() ? linker.linkMissed(conn, site) : Future.succeededFuture();
        });
    }

    /** In the caller's transaction, which commits what happened at the site. */
    Future<Site> assess(SqlConnection conn, UUID siteId) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return SiteStore.lock(conn, siteId).compose(site -> {
            Future<SiteFacts> facts = SiteFactStore.read(conn, site, now);
            Future<SiteAlert> last = SiteAlertStore.last(conn, siteId);
            return Future.all(facts, last)
                    .compose(read -> store(conn, site, SiteRisk.assess(facts.result(), now), last.result(), now));
        });
    }

    private Future<Site> store(SqlConnection conn, Site before, SiteRisk risk, SiteAlert last, Instant now) {
        Matrix matrix = registry.matrix();
        LocalDate today = now.atZone(Lookup.CITY).toLocalDate();
        Answerable supervision =
                SiteSupervision.of(matrix, before.content(), today).answer();
        boolean opens = before.content().watched() && SiteAlert.opens(risk.index(), last);
        Future<?> rested = last == null
                ? Future.succeededFuture()
                : SiteAlertStore.rest(conn, before.id(), last.caseId(), last.restLevelAt(risk.index()), now);
        return rested.compose(done -> SiteRiskStore.assessed(
                        conn, before.id(), risk, supervision.lead().id(), today, now, next(before.id(), today)))
                .compose(done -> SiteStore.read(conn, before.id()))
                .compose(site -> opens
                        ? open(conn, site, risk, supervision, matrix, now).map(site)
                        : Future.succeededFuture(site));
    }

    private static Instant next(UUID siteId, LocalDate today) {
        long minutes = Math.floorMod(siteId.getLeastSignificantBits(), SPREAD_MINUTES);
        return today.plusDays(1).atStartOfDay(Lookup.CITY).plusMinutes(minutes).toInstant();
    }

    /** The case with its timeline, decision record, audit entries and event: all or nothing. */
    private Future<Void> open(
            SqlConnection conn, Site site, SiteRisk risk, Answerable answer, Matrix matrix, Instant now) {
        CaseOpening opening = opening(site, risk, answer, matrix, now);
        JsonObject detail = new JsonObject()
                .put("siteId", site.id().toString())
                .put("riskIndex", risk.index())
                .put("signals", risk.signalsJson());
        UUID caseId = opening.id();
        return opening.store(conn, matrix)
                .compose(number -> Future.all(List.of(
                        SiteAlertStore.insert(conn, site, opening),
                        SiteLinkStore.link(conn, List.of(new SiteLinkStore.Link(site.id(), caseId, "alert", 0d)), now),
                        TimelineStore.append(conn, caseId, opened(site, risk, now)),
                        TimelineStore.append(conn, caseId, opening.assigned()),
                        DecisionStore.append(
                                conn, caseId, decision(risk, opening.progress().assessment(), now)),
                        audit.append(conn, PROGRAM, "site.open-case", "case", caseId, detail),
                        Outbox.append(conn, opening.event(number)))))
                .mapEmpty();
    }

    private CaseOpening opening(Site site, SiteRisk risk, Answerable answer, Matrix matrix, Instant now) {
        Site.Content content = site.content();
        Category category = matrix.category(content.categoryId()).orElseThrow();
        Assessment scored = SiteAlert.assess(Triage.assess(category, new JsonObject()), risk);
        Instant acknowledgeBy = deadlines.get().of(category.id()).acknowledgeBy(scored.severity(), now);
        return new CaseOpening(
                CaseId.next(now),
                category,
                answer,
                Progress.waiting(CaseStatus.ASSIGNED, scored, acknowledgeBy),
                Location.of(content.place().lat(), content.place().lon()),
                content.name().zhCn(),
                now,
                now,
                now,
                content.isPublic() ? "public" : "protected",
                0);
    }

    private static TimelineEntry opened(Site site, SiteRisk risk, Instant now) {
        return TimelineEntry.of(TimelineKind.SITE_ALERT, Visibility.PUBLIC, Actor.PROGRAM, now)
                .with("siteId", site.id().toString())
                .with("siteName", site.content().name().toJson())
                .with("riskIndex", risk.index());
    }

    private static DecisionRecord decision(SiteRisk risk, Assessment scored, Instant now) {
        return DecisionRecord.ofProgram(DecisionRecord.Kind.SEVERITY, now, SiteAlert.rationale(risk))
                .scoring(scored, null, null);
    }
}
