package org.qunfang.casework;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.responsibility.Lookup;
import org.qunfang.responsibility.Matrix;
import org.qunfang.responsibility.Registry;

/**
 * The register of sites. Every change is one transaction with its audit entry, and the site's risk is assessed in it: who
 * saves sees what it comes to.
 */
public final class SiteService {
    private static final int MOST_VOLUNTEERS = 50;

    private final Pool pool;
    private final Registry registry;
    private final SiteAssessor assessor;
    private final SiteLinker linker;
    private final AuditLog audit;
    private final Clock clock;
    private final Runnable committed;

    /** @param committed called after each commit, so that the event pump need not wait for its poll */
    public SiteService(
            Pool pool,
            Registry registry,
            SiteAssessor assessor,
            SiteLinker linker,
            AuditLog audit,
            Clock clock,
            Runnable committed) {
        this.pool = pool;
        this.registry = registry;
        this.assessor = assessor;
        this.linker = linker;
        this.audit = audit;
        this.clock = clock;
        this.committed = committed;
    }

    /** A site with what its page shows. */
    record Details(
            Site site,
            List<SitePermit> permits,
            JsonArray volunteers,
            List<SiteRiskStore.Day> line,
            SiteAlert alert,
            List<SiteChangeStore.Made> changes) {}

    Future<Details> details(UUID siteId) {
        return pool.withTransaction(conn -> read(conn, siteId));
    }

    private static Future<Details> read(SqlConnection conn, UUID siteId) {
        Future<Site> site = SiteStore.read(conn, siteId);
        Future<List<SitePermit>> permits = SiteFactStore.permits(conn, siteId);
        Future<JsonArray> volunteers = SiteVolunteerStore.list(conn, siteId);
        Future<List<SiteRiskStore.Day>> line = SiteRiskStore.line(conn, siteId, 400);
        Future<SiteAlert> alert = SiteAlertStore.last(conn, siteId);
        Future<List<SiteChangeStore.Made>> changes = SiteChangeStore.last(conn, siteId);
        return Future.all(site, permits, volunteers, line, alert, changes)
                .map(all -> new Details(
                        site.result(),
                        permits.result(),
                        volunteers.result(),
                        line.result(),
                        alert.result(),
                        changes.result()));
    }

    /** Fails with invalid, or forbidden for a department that has no duty there. */
    Future<Details> create(Caller caller, JsonObject body) {
        Matrix matrix = registry.matrix();
        Site.Content content = SiteForm.read(body, matrix);
        SiteScope.mustWork(caller, matrix, content, today());
        UUID id = UuidCreator.getTimeOrderedEpoch();
        UUID supervisor =
                SiteSupervision.of(matrix, content, today()).authority().id();
        return inTransaction(conn -> SiteStore.insert(conn, id, content, supervisor, caller.accountId(), now())
                .compose(done -> SiteStore.read(conn, id))
                .compose(site -> linker.linkBefore(conn, site))
                .compose(done ->
                        audit.append(conn, caller, "site.register", "site", id, SiteChange.audited(content, matrix)))
                .compose(done -> finished(conn, id)));
    }

    /** Fails with not-found, stale, invalid or forbidden. */
    Future<Details> change(Caller caller, UUID siteId, long version, JsonObject body) {
        Matrix matrix = registry.matrix();
        Site.Content content = SiteForm.read(body, matrix);
        UUID supervisor =
                SiteSupervision.of(matrix, content, today()).authority().id();
        return onLocked(caller, siteId, (conn, before) -> {
            SiteScope.mustWork(caller, matrix, content, today());
            if (before.version() != version) {
                throw SiteStore.stale();
            }
            SiteQuiet.mustNotQuieten(caller, matrix, before, content, today());
            return SiteFactStore.read(conn, before, now())
                    .compose(facts -> SiteStore.update(
                                    conn, siteId, content, agreed(caller, before, content), supervisor, version)
                            .compose(done -> SiteStore.read(conn, siteId))
                            .compose(site -> content.watched()
                                    ? linker.linkBefore(conn, site)
                                            .compose(done -> mustNotDilute(conn, caller, before, facts, site))
                                    : Future.succeededFuture()))
                    .compose(done -> changed(conn, caller, before, content));
        });
    }

    /** A reach that takes in what was heard long ago makes what is heard now look like less. */
    private Future<Void> mustNotDilute(SqlConnection conn, Caller caller, Site before, SiteFacts facts, Site after) {
        if (SiteScope.isDutyOffice(caller, registry.matrix())) {
            return Future.succeededFuture();
        }
        Instant now = now();
        return SiteFactStore.read(conn, after, now)
                .compose(wider -> SiteUnlinks.lowers(facts, wider, now)
                        ? Future.failedFuture(SiteQuiet.dilutes(before.content(), after.content()))
                        : Future.succeededFuture());
    }

    /** Who may make a site smaller agrees to what it reaches from now on; others only add to it. */
    private SiteStore.Agreed agreed(Caller caller, Site before, Site.Content after) {
        AgreedReach wider = before.agreed().with(after.shape());
        boolean isLess =
                !before.shape().equals(after.shape()) && !wider.shapes().equals(List.of(after.shape()));
        return isLess && SiteScope.isDutyOffice(caller, registry.matrix())
                ? new SiteStore.Agreed(AgreedReach.of(after.shape()), caller.accountId(), now())
                : new SiteStore.Agreed(wider, null, null);
    }

    private Future<Void> changed(SqlConnection conn, Caller caller, Site before, Site.Content after) {
        JsonArray changes = SiteChange.between(before.content(), after, registry.matrix());
        return SiteChangeStore.append(conn, before.id(), before.version() + 1, changes, caller, now())
                .compose(done -> audit.append(
                        conn, caller, "site.change", "site", before.id(), new JsonObject().put("changes", changes)));
    }

    /** Fails with already-exists when the site has a permit of that kind and number. */
    Future<Details> addPermit(Caller caller, UUID siteId, JsonObject body) {
        SitePermit permit = SitePermit.read(body, registry.matrix());
        JsonObject detail = permit.audited();
        return onLocked(
                caller,
                siteId,
                (conn, before) -> permitted(conn, caller, before, permit)
                        .compose(isNew -> isNew
                                ? SiteStore.touch(conn, siteId, null)
                                : Future.failedFuture(Problem.of(
                                                ProblemType.ALREADY_EXISTS,
                                                "已有同一种类、同一编号的许可。",
                                                "The site has a permit of this kind and number.")
                                        .error("/number", Localized.of("已登记", "Known already"))))
                        .compose(done -> audit.append(conn, caller, "site.add-permit", "site", siteId, detail)));
    }

    private Future<Boolean> permitted(SqlConnection conn, Caller caller, Site site, SitePermit permit) {
        SiteScope.mustPermit(caller, registry.matrix(), site.content(), today(), permit.departmentId());
        return SiteRecordStore.permit(conn, site.id(), permit, caller, now());
    }

    /** {@code isNew} is false for a repeat, which changed nothing. */
    record Inspected(Details details, boolean isNew) {}

    /** Fails with already-exists for another inspection under a known id. */
    Future<Inspected> inspect(Caller caller, UUID siteId, UUID inspectionId, JsonObject body) {
        boolean[] isNew = {true};
        return onLocked(caller, siteId, (conn, site) -> {
                    Matrix matrix = registry.matrix();
                    SiteScope.mustInspect(caller, matrix, site.content(), today());
                    SiteInspection inspection = SiteInspection.read(
                            inspectionId,
                            body,
                            SiteChecklist.of(matrix.chain(site.content().categoryId())),
                            site.content().inspectionEveryDays(),
                            caller,
                            now());
                    return mustHavePhotos(conn, siteId, inspection.photoIds())
                            .compose(found -> SiteRecordStore.inspection(conn, siteId, inspection, now()))
                            .compose(stored -> {
                                isNew[0] = stored;
                                return stored
                                        ? inspected(conn, caller, siteId, inspection)
                                        : mustBeTheSame(conn, siteId, inspection);
                            });
                })
                .map(details -> new Inspected(details, isNew[0]));
    }

    private Future<Void> inspected(SqlConnection conn, Caller caller, UUID siteId, SiteInspection inspection) {
        JsonObject detail =
                new JsonObject().put("inspectionId", inspection.id().toString()).put("result", inspection.result());
        return SiteRecordStore.isNewest(conn, siteId, inspection.inspectedAt())
                .compose(newest -> plan(conn, siteId, inspection, newest))
                .compose(done -> audit.append(conn, caller, "site.inspect", "site", siteId, detail));
    }

    /** Only an inspection that answered every point gives the site more time. */
    private static Future<Void> plan(SqlConnection conn, UUID siteId, SiteInspection inspection, boolean isNewest) {
        LocalDate nextDue = isNewest ? inspection.nextDue() : null;
        return inspection.isComplete()
                ? SiteStore.touch(conn, siteId, nextDue)
                : SiteStore.touchEarlier(conn, siteId, nextDue);
    }

    private static Future<Void> mustBeTheSame(SqlConnection conn, UUID siteId, SiteInspection sent) {
        return SiteRecordStore.inspection(conn, sent.id()).map(known -> {
            boolean isSame = known.siteId().equals(siteId)
                    && known.inspection().contentId().equals(sent.contentId());
            if (!isSame) {
                throw Problem.of(ProblemType.ALREADY_EXISTS, "此编号已有另一份检查。", "Another inspection has this id.")
                        .error("/path/inspectionId", Localized.of("已被使用", "Already in use"));
            }
            return null;
        });
    }

    private static Future<Void> mustHavePhotos(SqlConnection conn, UUID siteId, List<UUID> ids) {
        return SiteRecordStore.photos(conn, ids).map(found -> {
            boolean areHere = found.size() == ids.size()
                    && found.stream().allMatch(each -> each.siteId().equals(siteId));
            if (!areHere) {
                throw Problem.invalid(
                        "/photoIds", Localized.of("有的照片没有上传到此隐患点", "Some of these photos were not put to this site"));
            }
            return null;
        });
    }

    /** A verified volunteer watches the site from now on; again changes nothing. */
    Future<Details> addVolunteer(Caller caller, UUID siteId, UUID volunteerId) {
        JsonObject detail = new JsonObject().put("volunteerId", volunteerId.toString());
        return onLocked(
                caller,
                siteId,
                (conn, before) -> SiteVolunteerStore.add(conn, siteId, volunteerId, now(), MOST_VOLUNTEERS)
                        .compose(added -> added
                                ? audit.append(conn, caller, "site.add-volunteer", "site", siteId, detail)
                                : SiteVolunteerStore.standing(conn, siteId, volunteerId)
                                        .map(SiteService::mayWatch)));
    }

    private static Void mayWatch(SiteVolunteerStore.Standing standing) {
        if (standing.watches()) {
            return null;
        }
        if (standing.status() == null) {
            throw Problem.notFound();
        }
        throw "verified".equals(standing.status())
                ? Problem.of(ProblemType.WRONG_STATE, "此处志愿者已满。", "The site has as many volunteers as it can.")
                : Problem.of(ProblemType.WRONG_STATE, "志愿者尚未核验。", "The volunteer is not verified.");
    }

    Future<Void> removeVolunteer(Caller caller, UUID siteId, UUID volunteerId) {
        JsonObject detail = new JsonObject().put("volunteerId", volunteerId.toString());
        return onLocked(
                        caller,
                        siteId,
                        (conn, before) -> SiteVolunteerStore.remove(conn, siteId, volunteerId)
                                .compose(removed -> removed
                                        ? audit.append(conn, caller, "site.remove-volunteer", "site", siteId, detail)
                                        : Future.succeededFuture()))
                .mapEmpty();
    }

    /** What is done to a locked site. */
    private interface Work {
        Future<Void> on(SqlConnection conn, Site before);
    }

    private Future<Details> onLocked(Caller caller, UUID siteId, Work work) {
        return inTransaction(conn -> SiteStore.lock(conn, siteId)
                .compose(before -> {
                    SiteScope.mustWork(caller, registry.matrix(), before.content(), today());
                    return work.on(conn, before);
                })
                .compose(done -> finished(conn, siteId)));
    }

    private Future<Details> finished(SqlConnection conn, UUID siteId) {
        return assessor.assess(conn, siteId).compose(site -> read(conn, siteId));
    }

    private <T> Future<T> inTransaction(Function<SqlConnection, Future<T>> work) {
        return pool.withTransaction(work).onSuccess(done -> committed.run());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private LocalDate today() {
        return Lookup.today(clock);
    }
}
