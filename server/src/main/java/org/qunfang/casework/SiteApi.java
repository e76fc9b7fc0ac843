package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.http.TimeCursor;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.responsibility.Lookup;
import org.qunfang.responsibility.Matrix;
import org.qunfang.responsibility.Registry;

/** The register of sites over HTTP. */
public final class SiteApi {
    private static final int DEFAULT_LIMIT = 50;
    private static final int LINE_DAYS = 365;

    private final Pool pool;
    private final CaseService cases;
    private final SiteService sites;
    private final SiteLinkService links;
    private final SitePhotos photos;
    private final Registry registry;
    private final Clock clock;

    public SiteApi(
            Pool pool,
            CaseService cases,
            SiteService sites,
            SiteLinkService links,
            SitePhotos photos,
            Registry registry,
            Clock clock) {
        this.pool = pool;
        this.cases = cases;
        this.sites = sites;
        this.links = links;
        this.photos = photos;
        this.registry = registry;
        this.clock = clock;
    }

    public Map<String, Operation> operations() {
        Map<String, Operation> operations = new HashMap<>();
        operations.put("listSites", this::list);
        operations.put("createSite", this::create);
        operations.put("getSite", this::get);
        operations.put("updateSite", this::update);
        operations.put("listSiteHistory", this::history);
        operations.put("listSiteCases", this::casesOfSite);
        operations.put("listSiteInspections", this::inspections);
        operations.put("putSiteInspection", this::inspect);
        operations.put("createSitePermit", this::permit);
        operations.put("putSitePhoto", this::putPhoto);
        operations.put("getSitePhoto", this::getPhoto);
        operations.put("putSiteVolunteer", this::addVolunteer);
        operations.put("deleteSiteVolunteer", this::removeVolunteer);
        operations.put("listCaseSites", this::sitesOfCase);
        operations.put("linkSite", this::link);
        return operations;
    }

    private Future<Reply> list(Call call) {
        SiteOrder order = call.query("order").map(SiteOrder::of).orElse(SiteOrder.INDEX);
        boolean isMine = call.query("mine").filter("true"::equals).isPresent();
        UUID own = call.caller().departmentId() == null
                ? new UUID(0, 0)
                : call.caller().departmentId();
        int limit = call.queryInt("limit", DEFAULT_LIMIT);
        SiteListStore.Filter filter = new SiteListStore.Filter(
                call.query("retired").filter("true"::equals).isEmpty(),
                call.query("category").map(this::categories).orElse(null),
                call.query("q").map(String::strip).orElse(null),
                isMine ? own : null,
                call.cursor(text -> SiteOrder.Cursor.of(text, order)).orElse(order.start()),
                limit);
        return SiteListStore.list(pool, filter, today().minusDays(LINE_DAYS))
                .map(found -> Reply.ok(page(call, found, limit, view()::listed, last -> order.after(last.site()))));
    }

    private Set<UUID> categories(String code) {
        Matrix matrix = registry.matrix();
        if (matrix.categoryByCode(code).isEmpty()) {
            throw Problem.malformed("/query/category", Localized.of("没有这个类别", "There is no such category"));
        }
        return matrix.categoriesBelow(code);
    }

    private Future<Reply> create(Call call) {
        return sites.create(call.caller(), call.body()).map(details -> reply(201, call, details));
    }

    private Future<Reply> get(Call call) {
        return sites.details(call.pathId("siteId")).map(details -> reply(200, call, details));
    }

    private Future<Reply> update(Call call) {
        return sites.change(call.caller(), call.pathId("siteId"), call.ifMatch(), call.body())
                .map(details -> reply(200, call, details));
    }

    private Future<Reply> permit(Call call) {
        return sites.addPermit(call.caller(), call.pathId("siteId"), call.body())
                .map(details -> reply(201, call, details));
    }

    private Future<Reply> inspect(Call call) {
        return sites.inspect(call.caller(), call.pathId("siteId"), call.pathId("inspectionId"), call.body())
                .map(done -> reply(done.isNew() ? 201 : 200, call, done.details()));
    }

    private Future<Reply> addVolunteer(Call call) {
        return sites.addVolunteer(call.caller(), call.pathId("siteId"), call.pathId("volunteerId"))
                .map(details -> reply(200, call, details));
    }

    private Future<Reply> removeVolunteer(Call call) {
        return sites.removeVolunteer(call.caller(), call.pathId("siteId"), call.pathId("volunteerId"))
                .map(done -> Reply.noContent());
    }

    private Future<Reply> history(Call call) {
        UUID siteId = call.pathId("siteId");
        int limit = call.queryInt("limit", DEFAULT_LIMIT);
        LocalDate before = call.cursor(SiteApi::day).orElse(null);
        return SiteStore.read(pool, siteId)
                .compose(site -> SiteRiskStore.days(pool, siteId, before, limit + 1))
                .map(found -> Reply.ok(page(call, found, limit, view()::day, SiteRiskStore.Day::day)));
    }

    private Future<Reply> casesOfSite(Call call) {
        UUID siteId = call.pathId("siteId");
        int limit = call.queryInt("limit", DEFAULT_LIMIT);
        TimeCursor end = call.cursor(TimeCursor::of).orElse(new TimeCursor(null, null));
        CaseScope scope = CaseScope.of(call.caller());
        return SiteStore.read(pool, siteId)
                .compose(site -> SiteCaseStore.cases(pool, siteId, end.at(), end.id(), limit + 1, scope))
                .map(found -> Reply.ok(page(
                        call,
                        found,
                        limit,
                        each -> view().siteCase(each, scope),
                        last -> new TimeCursor(last.openedAt(), last.id()))));
    }

    private Future<Reply> inspections(Call call) {
        UUID siteId = call.pathId("siteId");
        int limit = call.queryInt("limit", DEFAULT_LIMIT);
        TimeCursor end = call.cursor(TimeCursor::of).orElse(new TimeCursor(null, null));
        return SiteStore.read(pool, siteId)
                .compose(site -> SiteRecordStore.inspections(pool, siteId, end.at(), end.id(), limit + 1))
                .map(found -> Reply.ok(page(
                        call,
                        found,
                        limit,
                        each -> view().inspection(siteId, each),
                        last -> new TimeCursor(last.inspectedAt(), last.id()))));
    }

    private Future<Reply> putPhoto(Call call) {
        UUID siteId = call.pathId("siteId");
        UUID photoId = call.pathId("photoId");
        return photos.put(call.caller(), siteId, photoId, call.rawBody())
                .map(put -> Reply.of(
                        put.isNew() ? 201 : 200,
                        new JsonObject()
                                .put("id", photoId.toString())
                                .put("url", SiteView.photoUrl(siteId, photoId))
                                .put("width", put.kept().width())
                                .put("height", put.kept().height())));
    }

    private Future<Reply> getPhoto(Call call) {
        boolean isThumb = call.query("size").filter("thumb"::equals).isPresent();
        return photos.path(call.pathId("siteId"), call.pathId("photoId"), isThumb)
                .compose(path -> call.context()
                        .response()
                        .putHeader("Content-Type", "image/jpeg")
                        .putHeader("Cache-Control", "private, max-age=86400, immutable")
                        .sendFile(path.toString()))
                .map(sent -> Reply.streaming());
    }

    private Future<Reply> sitesOfCase(Call call) {
        UUID caseId = call.pathId("caseId");
        References references = new References(registry.matrix());
        return cases.details(call.caller(), caseId)
                .compose(details -> SiteUnlinkStore.waiting(pool, caseId))
                .compose(waiting -> SiteCaseStore.sitesOf(pool, caseId).map(found -> {
                    JsonArray items = new JsonArray();
                    found.forEach(each -> items.add(each.json()
                            .put("leaving", isLeaving(each, waiting))
                            .put("threshold", SiteRisk.THRESHOLD)
                            .put("supervisor", references.department(each.supervisorId()))));
                    return Reply.ok(new JsonObject().put("items", items));
                }));
    }

    private static boolean isLeaving(SiteCaseStore.SiteOfCase site, List<SiteUnlinkStore.Listed> waiting) {
        return waiting.stream().anyMatch(each -> each.unlink().siteId().equals(site.siteId()));
    }

    private Future<Reply> link(Call call) {
        UUID siteId = UUID.fromString(call.body().getString("siteId"));
        return links.link(
                        call.caller(),
                        call.pathId("caseId"),
                        call.ifMatch(),
                        siteId,
                        call.body().getString("reason"),
                        call.body().getBoolean("apart", false))
                .map(details -> new CaseReply(registry, clock).ok(call, details));
    }

    private Reply reply(int status, Call call, SiteService.Details details) {
        return Reply.of(status, view().full(details, call.caller()))
                .etag(details.site().version());
    }

    private SiteView view() {
        return new SiteView(registry.matrix(), today());
    }

    /** Of the years 0 to 9999; fails in any way for another text. */
    private static LocalDate day(String text) {
        LocalDate day = LocalDate.parse(text);
        if (day.getYear() < 0 || day.getYear() > 9999) {
            throw new IllegalArgumentException("no day of a page");
        }
        return day;
    }

    private LocalDate today() {
        return Lookup.today(clock);
    }

    /** @param found one more than the limit when there is a next page */
    static <T> JsonObject page(
            Call call, List<T> found, int limit, Function<T, JsonObject> json, Function<T, Object> end) {
        List<T> shown = found.subList(0, Math.min(limit, found.size()));
        JsonArray items = new JsonArray();
        shown.forEach(each -> items.add(json.apply(each)));
        return new JsonObject()
                .put("items", items)
                .put("next", found.size() > limit ? call.next(end.apply(shown.get(limit - 1))) : null);
    }
}
