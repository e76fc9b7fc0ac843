package org.qunfang;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.qunfang.audit.Audit;
import org.qunfang.audit.AuditLog;
import org.qunfang.casework.CaseApi;
import org.qunfang.casework.CasePhotos;
import org.qunfang.casework.CaseService;
import org.qunfang.casework.ConsentApi;
import org.qunfang.casework.ConsentService;
import org.qunfang.casework.DeadlineApi;
import org.qunfang.casework.DeadlineBook;
import org.qunfang.casework.DeadlineService;
import org.qunfang.casework.DuplicateService;
import org.qunfang.casework.FactorApi;
import org.qunfang.casework.FactorService;
import org.qunfang.casework.HandoverApi;
import org.qunfang.casework.HandoverService;
import org.qunfang.casework.LadderService;
import org.qunfang.casework.MergeApi;
import org.qunfang.casework.MergeService;
import org.qunfang.casework.OpenCases;
import org.qunfang.casework.OverdueApi;
import org.qunfang.casework.PlaybookApi;
import org.qunfang.casework.PlaybookService;
import org.qunfang.casework.PlaybookShelf;
import org.qunfang.casework.QueueService;
import org.qunfang.casework.SiteApi;
import org.qunfang.casework.SiteAssessor;
import org.qunfang.casework.SiteLinkService;
import org.qunfang.casework.SiteLinker;
import org.qunfang.casework.SitePhotos;
import org.qunfang.casework.SiteService;
import org.qunfang.casework.SplitService;
import org.qunfang.casework.SurgeService;
import org.qunfang.casework.TaskApi;
import org.qunfang.casework.TaskGiving;
import org.qunfang.casework.TaskService;
import org.qunfang.db.Database;
import org.qunfang.db.Schedule;
import org.qunfang.delivery.DeliveryRoom;
import org.qunfang.delivery.Messages;
import org.qunfang.event.Broadcast;
import org.qunfang.event.Pump;
import org.qunfang.http.Admission;
import org.qunfang.http.Operation;
import org.qunfang.identity.DepartmentDirectory;
import org.qunfang.identity.Identity;
import org.qunfang.identity.Permission;
import org.qunfang.lesson.LessonApi;
import org.qunfang.lesson.LessonLibrary;
import org.qunfang.lesson.LessonService;
import org.qunfang.media.MediaStore;
import org.qunfang.media.Photos;
import org.qunfang.report.PhotoApi;
import org.qunfang.report.PublicMapApi;
import org.qunfang.report.ReportApi;
import org.qunfang.report.ReportService;
import org.qunfang.report.TrackApi;
import org.qunfang.resource.OrganisationApi;
import org.qunfang.resource.OrganisationService;
import org.qunfang.resource.ResourceApi;
import org.qunfang.resource.ResourceService;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Registry;
import org.qunfang.responsibility.ResponsibilityRoom;
import org.qunfang.settings.Settings;
import org.qunfang.volunteer.VolunteerApi;
import org.qunfang.volunteer.VolunteerService;
import org.qunfang.warning.CapSource;
import org.qunfang.warning.WarningRoom;

/** Every room of the house and the lines between them: each effect of an event is a line here. */
public final class Rooms {
    /** Each hashes with 19 MiB. */
    private static final int PASSWORD_WORKERS = 2;
    /** Offset of the times in CAP messages. */
    private static final ZoneId CITY_TIME = ZoneId.of("Asia/Shanghai");

    /** How late a warning or a delivery that is over may be marked so; nobody is shown or sent it meanwhile. */
    private static final Duration EXPIRY = Duration.ofSeconds(5);

    /** How late a day that begins, or a change that went past this program's edits, shows in the findings. */
    private static final Duration COVERAGE = Duration.ofSeconds(10);

    /** How long after the report that makes it one a surge is noticed. */
    private static final Duration SURGES = Duration.ofSeconds(5);

    /** How late a request for consent that nobody can confirm any more may leave the queues. */
    private static final Duration LAPSE = Duration.ofSeconds(10);

    /** How late what happened at a site shows in its risk. */
    private static final Duration ASSESSMENT = Duration.ofSeconds(5);

    /** What changes the risk of the sites that a case belongs to. */
    private static final Set<String> CASE_EVENTS = Set.of("case.opened", "case.report-attached", "case.changed");

    /** Each decodes a picture of at most 24 megapixels. */
    private static final int PHOTO_WORKERS = 1;

    /** Each reads a file of holidays. */
    private static final int CALENDAR_WORKERS = 1;

    /** How late a rung of the silence ladder may be climbed. */
    private static final Duration CLIMBING = Duration.ofSeconds(5);

    /** Each checks boundaries or reads an import. */
    static final int MATRIX_WORKERS = 2;

    private final Broadcast broadcast;
    private final Pump pump;
    private final Registry registry;
    private final Identity identity;
    private final Audit audit;
    private final ResponsibilityRoom responsibility;
    private final LessonLibrary lessons;
    private final DeliveryRoom delivery;
    private final WarningRoom warnings;
    private final ConsentService consents;
    private final HandoverService handovers;
    private final DeadlineBook deadlines;
    private final LadderService ladder;
    private final LadderNews ladderNews;
    private final SiteLinker siteLinker;
    private final SiteAssessor siteAssessor;
    private final SurgeService surges;
    private final PlaybookShelf playbooks;
    private final Map<String, Operation> operations = new LinkedHashMap<>();

    private Rooms(Vertx vertx, Database database, Settings settings, Clock clock) {
        Pool pool = database.pool();
        this.broadcast = new Broadcast(vertx, pool, Database.subscriber(vertx, database.url()));
        this.pump = new Pump(vertx, pool, broadcast);
        this.registry = new Registry(vertx, pool);
        AuditLog log = new AuditLog(clock);
        this.identity = Identity.open(new Identity.Ground(
                        vertx,
                        pool,
                        clock,
                        log,
                        vertx.createSharedWorkerExecutor("passwords", PASSWORD_WORKERS),
                        settings.publicUrl().toString(),
                        departments(registry)))
                .await();
        operations.putAll(identity.operations());
        this.audit = Audit.furnish(vertx, pool, clock, identity::names);
        operations.putAll(audit.operations());
        this.lessons = new LessonLibrary(vertx, pool, clock, this::categoryChain);
        operations.putAll(new LessonApi(lessons, new LessonService(pool, lessons, clock, log)).operations());
        this.deadlines = new DeadlineBook(vertx, pool, registry);
        CaseService cases = new CaseService(pool, log, clock, deadlines::deadlines, pump::wake);
        MergeService merges = new MergeService(cases, registry);
        this.ladder = new LadderService(pool, cases, registry, clock);
        furnishDeadlines(vertx, pool, clock, log);
        this.consents = new ConsentService(pool, cases, merges, clock);
        this.surges = new SurgeService(pool, cases, registry, clock);
        operations.putAll(new MergeApi(
                        merges,
                        new SplitService(cases, registry, log),
                        new DuplicateService(pool, registry),
                        registry,
                        clock)
                .operations());
        this.handovers = new HandoverService(pool, cases, registry, clock);
        this.siteLinker = new SiteLinker(pool, registry, log, clock);
        this.siteAssessor = new SiteAssessor(pool, registry, siteLinker, log, clock, deadlines::deadlines, pump::wake);
        this.playbooks = new PlaybookShelf(vertx, pool);
        furnishPlaybooks(pool, cases, clock, log);
        furnishCasework(vertx, pool, settings, cases, clock, log);
        furnishFactors(pool, clock, log);
        furnishThirdSector(pool, clock, log);
        this.delivery = DeliveryRoom.open(vertx, pool, log, settings, broadcast, clock);
        operations.putAll(delivery.operations());
        this.ladderNews = new LadderNews(identity, registry, delivery.messages(), settings.publicUrl(), clock);
        this.warnings = new WarningRoom(
                vertx,
                pool,
                new CapSource(settings.publicUrl(), CITY_TIME),
                new WarningRoom.Neighbours(
                        registry, delivery.messages(), log, code -> lessons.forCategory(code, "warning"), pump::wake),
                clock);
        operations.putAll(warnings.operations());
        pump.subscribe("warning.published", warnings::published);
        pump.subscribe("warning.cancelled", warnings::cancelled);
        this.responsibility = new ResponsibilityRoom(
                vertx,
                pool,
                registry,
                clock,
                log,
                vertx.createSharedWorkerExecutor("matrix", MATRIX_WORKERS),
                new OpenCases(pool));
        operations.putAll(responsibility.operations());
        QueueNews news = new QueueNews(delivery.hub());
        broadcast.listen("case.opened", news::tell);
        broadcast.listen("case.report-attached", news::tell);
        broadcast.listen("case.changed", news::tell);
        broadcast.listen("case.overdue", news::tell);
        broadcast.listen("case.surge", news::tell);
        broadcast.listen("case.tasks-added", news::tell);
        broadcast.listen("warning.changed", news::tellOfWarning);
        broadcast.listen("warning.published", warnings::changed);
        broadcast.listen("warning.cancelled", warnings::changed);
        broadcast.onGap(delivery.hub()::endTopicStreams);
    }

    private void furnishCasework(
            Vertx vertx, Pool pool, Settings settings, CaseService cases, Clock clock, AuditLog log) {
        Photos photos =
                new Photos(vertx.createSharedWorkerExecutor("photos", PHOTO_WORKERS), new MediaStore(settings.media()));
        QueueService queues = new QueueService(pool, registry, clock);
        operations.putAll(new ConsentApi(consents, registry, clock).operations());
        operations.putAll(new HandoverApi(handovers, registry, clock).operations());
        CasePhotos casePhotos = new CasePhotos(pool, photos, log, clock);
        operations.putAll(new CaseApi(cases, queues, casePhotos, registry, clock).operations());
        furnishSites(pool, photos, cases, clock, log);
        ReportService reports = new ReportService(pool, registry, clock, log, cases, pump::wake);
        Function<String, JsonArray> categoryToLessons = code -> lessons.forCategory(code, "anticipated");
        operations.putAll(new ReportApi(reports, registry, clock, categoryToLessons).operations());
        operations.putAll(new TrackApi(pool, reports, registry, clock, categoryToLessons).operations());
        operations.putAll(new PublicMapApi(pool, registry).operations());
        operations.putAll(new PhotoApi(pool, reports, photos, log, clock).operations());
    }

    private void furnishDeadlines(Vertx vertx, Pool pool, Clock clock, AuditLog log) {
        DeadlineService service = new DeadlineService(
                pool, deadlines, log, clock, vertx.createSharedWorkerExecutor("calendar", CALENDAR_WORKERS));
        operations.putAll(new DeadlineApi(deadlines, service, registry, clock).operations());
        operations.putAll(new OverdueApi(pool, registry).operations());
    }

    private void furnishSites(Pool pool, Photos photos, CaseService cases, Clock clock, AuditLog log) {
        pump.subscribeTogether(CASE_EVENTS, siteLinker::happened);
        SiteService sites = new SiteService(pool, registry, siteAssessor, siteLinker, log, clock, pump::wake);
        SiteLinkService links = new SiteLinkService(cases, siteAssessor, log);
        SitePhotos sitePhotos = new SitePhotos(pool, registry, photos, log, clock);
        operations.putAll(new SiteApi(pool, cases, sites, links, sitePhotos, registry, clock).operations());
    }

    private void furnishPlaybooks(Pool pool, CaseService cases, Clock clock, AuditLog log) {
        PlaybookService service = new PlaybookService(pool, playbooks, registry, log, clock);
        operations.putAll(new PlaybookApi(service, playbooks, registry).operations());
        operations.putAll(new TaskApi(new TaskService(pool, cases), registry, clock).operations());
        TaskGiving giving = new TaskGiving(pool, playbooks, registry);
        pump.subscribe("case.opened", giving::opened);
        pump.subscribe("case.report-attached", giving::changed);
        pump.subscribe("case.changed", giving::changed);
    }

    /** What officers answer is put to the factors before a case is scored, or a second officer asked. */
    private void furnishFactors(Pool pool, Clock clock, AuditLog log) {
        FactorApi factors = new FactorApi(new FactorService(pool, registry, log, clock), registry);
        operations.putAll(factors.operations());
        operations.computeIfPresent("triageCase", (id, scoring) -> factors.answering(scoring));
        operations.computeIfPresent("askConsent", (id, scoring) -> factors.answering(scoring));
    }

    private void furnishThirdSector(Pool pool, Clock clock, AuditLog log) {
        VolunteerService volunteers = new VolunteerService(pool, clock, log, this::areaExists);
        operations.putAll(new VolunteerApi(volunteers, this::areaCodesFrom).operations());
        OrganisationService organisations = new OrganisationService(pool, clock, log, this::areaExists);
        operations.putAll(new OrganisationApi(organisations, this::areaCodesFrom).operations());
        operations.putAll(new ResourceApi(new ResourceService(pool, clock, log)).operations());
    }

    private boolean areaExists(String code) {
        return registry.matrix().areaByCode(code).isPresent();
    }

    private List<String> areaCodesFrom(String code) {
        return registry.matrix().areaCodesFrom(code);
    }

    /** The category's code and those of its ancestors, most specific first; empty for an unknown code. */
    private List<String> categoryChain(String code) {
        return registry
                .matrix()
                .categoryByCode(code)
                .map(category -> registry.matrix().chain(category.id()))
                .orElse(List.of())
                .stream()
                .map(Category::code)
                .toList();
    }

    static Rooms furnish(Vertx vertx, Database database, Settings settings, Clock clock) {
        Rooms rooms = new Rooms(vertx, database, settings, clock);
        if (settings.sample()) {
            new SampleCity(database.pool(), settings.data(), clock, rooms.identity).load();
        }
        rooms.registry.start().await();
        rooms.deadlines.start().await();
        rooms.playbooks.start().await();
        rooms.responsibility.suggestions().start().await();
        rooms.lessons.start().await();
        rooms.warnings.start().await();
        rooms.broadcast.start().await();
        return rooms;
    }

    /** Begins the work that nobody asks for: events, schedules. */
    void open() {
        pump.start();
        delivery.start();
        audit.open();
    }

    void close() {
        audit.close();
        lessons.stop();
        warnings.stop();
        delivery.stop().await();
        responsibility.suggestions().stop();
        deadlines.stop();
        playbooks.stop();
        registry.stop();
        pump.stop().await();
        broadcast.stop().await();
    }

    /** What recurs and is done once, however many processes there are. */
    List<Schedule.Job> jobs() {
        return List.of(
                new Schedule.Job("expire-warnings", EXPIRY, warnings::expire),
                new Schedule.Job("compute-coverage", COVERAGE, responsibility::updateCoverage),
                new Schedule.Job("expire-deliveries", EXPIRY, delivery::expire),
                new Schedule.Job("miss-handovers", EXPIRY, handovers::miss),
                new Schedule.Job("climb-ladders", CLIMBING, () -> ladder.climb(ladderNews::tell)),
                new Schedule.Job("notice-surges", SURGES, surges::look),
                new Schedule.Job("lapse-consents", LAPSE, consents::lapse),
                new Schedule.Job("assess-sites", ASSESSMENT, siteAssessor::assessDue),
                new Schedule.Job("sweep-sign-ins", Schedule.SWEEP, identity::sweep));
    }

    Admission admission() {
        return identity.admission();
    }

    Set<String> permissions() {
        return Permission.texts();
    }

    Map<String, Operation> operations() {
        return operations;
    }

    /** Signs people in and keeps officers. */
    public Identity identity() {
        return identity;
    }

    /** Tells identity about the departments that responsibility keeps. */
    static DepartmentDirectory departments(Registry registry) {
        return id -> registry.matrix()
                .department(id)
                .map(department -> new JsonObject()
                        .put("departmentId", id.toString())
                        .put("code", department.code())
                        .put("name", department.name().toJson()));
    }

    /** What is told to people's devices and mailboxes. */
    public Messages messages() {
        return delivery.messages();
    }

    public Registry registry() {
        return registry;
    }
}
