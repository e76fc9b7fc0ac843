package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.locationtech.jts.geom.Envelope;
import org.qunfang.audit.AuditLog;
import org.qunfang.event.Event;
import org.qunfang.http.Caller;
import org.qunfang.responsibility.Lookup;
import org.qunfang.responsibility.Matrix;
import org.qunfang.responsibility.Registry;

/**
 * Finds the sites at which cases happened, by distance and kind of hazard, after the intake is done; the sites concerned
 * are assessed soon after. Doing it again changes nothing.
 */
public final class SiteLinker {
    /** Of a site that is registered, so many cases of its last two years are looked at. */
    private static final int MOST_BEFORE = 2_000;
    /** Half a kilometre of accuracy, in degrees of latitude. */
    private static final double MARGIN_DEGREES = 0.0046;

    private static final Caller PROGRAM =
            new Caller(Caller.Kind.SERVICE, null, "sites", null, Set.of(), Set.of(), null);

    private final Pool pool;
    private final Registry registry;
    private final AuditLog audit;
    private final Clock clock;
    private final SiteMap map = new SiteMap();

    public SiteLinker(Pool pool, Registry registry, AuditLog audit, Clock clock) {
        this.pool = pool;
        this.registry = registry;
        this.audit = audit;
        this.clock = clock;
    }

    /** For events about cases, many at once: what a rush brings together costs the pump one look. */
    public Future<Void> happened(List<Event> events) {
        return map.near(pool, events).compose(near -> {
            Set<UUID> caseIds = new LinkedHashSet<>();
            near.forEach(event -> caseIds.add(event.subjectId()));
            return caseIds.isEmpty() ? Future.succeededFuture() : happenedTo(caseIds);
        });
    }

    private Future<Void> happenedTo(Set<UUID> caseIds) {
        return pool.withTransaction(conn -> link(conn, caseIds, ago(SiteRisk.MONTHS))
                        .compose(linked -> SiteLinkStore.sitesOf(conn, caseIds))
                        .compose(sites -> SiteRiskStore.soon(conn, sites, clock.instant())))
                .mapEmpty();
    }

    /** What happened at the site before somebody registered it or moved its boundary. */
    Future<Void> linkBefore(SqlConnection conn, Site site) {
        return link(conn, site, ago(2 * SiteRisk.MONTHS));
    }

    /**
     * What was missed since. An older case that belongs there only now, because its kind was corrected, would make what is
     * heard these days look like less: an officer links it, who is asked.
     */
    Future<Void> linkMissed(SqlConnection conn, Site site) {
        return link(conn, site, ago(SiteRisk.MONTHS));
    }

    private Instant ago(int months) {
        return clock.instant().atZone(Lookup.CITY).minusMonths(months).toInstant();
    }

    private Future<Void> link(SqlConnection conn, Site site, Instant since) {
        Envelope box = site.shape().extent();
        double narrowing =
                Math.max(0.01, Math.cos(Math.toRadians(site.content().place().lat())));
        box.expandBy(MARGIN_DEGREES / narrowing, MARGIN_DEGREES);
        Set<UUID> family = SiteFamily.of(registry.matrix(), site.content().categoryId());
        return SiteLinkStore.inBox(conn, family, box, since, MOST_BEFORE).compose(ids -> link(conn, ids, since));
    }

    /**
     * In the transaction that locked the case: whether it belongs to a site, also where nobody has looked yet. What was taken
     * off a site stays so.
     */
    Future<Case> weighed(SqlConnection conn, Case before) {
        if (before.weighsOnSite()) {
            return Future.succeededFuture(before);
        }
        return SiteLinkStore.takenOff(conn, before.id())
                .compose(gone -> SiteLinkStore.near(conn, List.of(before.id()), Instant.EPOCH)
                        .map(candidates -> choose(registry.matrix(), candidates).keySet().stream()
                                        .anyMatch(pair -> !gone.contains(pair.get(0)))
                                ? before.weighing()
                                : before));
    }

    private Future<Void> link(SqlConnection conn, Collection<UUID> caseIds, Instant since) {
        return caseIds.isEmpty()
                ? Future.succeededFuture()
                : SiteLinkStore.near(conn, caseIds, since).compose(candidates -> store(conn, candidates));
    }

    private Future<Void> store(SqlConnection conn, List<SiteLinkStore.Candidate> candidates) {
        Instant now = clock.instant();
        Map<List<UUID>, SiteLinkStore.Candidate> found = choose(registry.matrix(), candidates);
        if (found.isEmpty()) {
            return Future.succeededFuture();
        }
        List<SiteLinkStore.Link> links = found.values().stream()
                .map(each -> new SiteLinkStore.Link(
                        each.siteId(), each.caseId(), "distance", each.shape().metersTo(each.seen())))
                .toList();
        return SiteLinkStore.link(conn, links, now).compose(fresh -> {
            List<SiteLinkStore.Candidate> told =
                    fresh.stream().map(found::get).filter(each -> each != null).toList();
            List<Future<Void>> writes = new ArrayList<>();
            told.forEach(each -> writes.add(TimelineStore.append(conn, each.caseId(), entry(each, now))));
            if (!told.isEmpty()) {
                writes.add(audit.appendAll(
                        conn,
                        "case.link-site",
                        "case",
                        told.stream().map(SiteLinker::audited).toList()));
            }
            return Future.all(writes).mapEmpty();
        });
    }

    /** Site and case → the place that is nearest; pure. */
    static Map<List<UUID>, SiteLinkStore.Candidate> choose(Matrix matrix, List<SiteLinkStore.Candidate> candidates) {
        Map<List<UUID>, SiteLinkStore.Candidate> chosen = new LinkedHashMap<>();
        for (SiteLinkStore.Candidate each : candidates) {
            boolean belongs = SiteFamily.of(matrix, each.siteCategoryId()).contains(each.categoryId())
                    && each.shape().reaches(each.seen());
            if (belongs) {
                chosen.merge(
                        List.of(each.siteId(), each.caseId()),
                        each,
                        (one, other) -> one.shape().metersTo(one.seen())
                                        <= other.shape().metersTo(other.seen())
                                ? one
                                : other);
            }
        }
        return chosen;
    }

    private static TimelineEntry entry(SiteLinkStore.Candidate linked, Instant now) {
        return TimelineEntry.of(TimelineKind.SITE_LINKED, Visibility.INTERNAL, Actor.PROGRAM, now)
                .with("siteId", linked.siteId().toString())
                .with("siteName", linked.siteName().toJson())
                .with("meters", Math.round(linked.shape().metersTo(linked.seen())));
    }

    private static AuditLog.Entry audited(SiteLinkStore.Candidate linked) {
        JsonObject detail = new JsonObject()
                .put("siteId", linked.siteId().toString())
                .put("how", "distance")
                .put("meters", Math.round(linked.shape().metersTo(linked.seen())));
        return new AuditLog.Entry(PROGRAM, linked.caseId(), detail);
    }
}
