package org.qunfang;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.qunfang.audit.Audit;
import org.qunfang.audit.AuditLog;
import org.qunfang.casework.CaseworkRoom;
import org.qunfang.casework.DepartmentNotice;
import org.qunfang.casework.OpenCases;
import org.qunfang.casework.Presence;
import org.qunfang.casework.PresenceApi;
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
import org.qunfang.interop.InteropRoom;
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
import org.qunfang.resource.AllocationApi;
import org.qunfang.resource.AllocationService;
import org.qunfang.resource.NeedApi;
import org.qunfang.resource.NeedService;
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

    /** How late a feed that is due may be read. */
    private static final Duration FEEDS = Duration.ofSeconds(5);

    /** How late a day that begins, or a change that went past this program's edits, shows in the findings. */
    private static final Duration COVERAGE = Duration.ofSeconds(10);

    /** Each decodes a picture of at most 24 megapixels. */
    private static final int PHOTO_WORKERS = 1;

    /** Each checks boundaries or reads an import. */
    static final int MATRIX_WORKERS = 2;

    /** What changes what somebody's queue shows. */
    private static final List<String> CASE_NEWS = List.of(
            "case.opened", "case.report-attached", "case.changed", "case.overdue", "case.surge", "case.tasks-added");

    private final Broadcast broadcast;
    private final Pump pump;
    private final Registry registry;
    private final Identity identity;
    private final Audit audit;
    private final ResponsibilityRoom responsibility;
    private final LessonLibrary lessons;
    private final DeliveryRoom delivery;
    private final WarningRoom warnings;
    private final InteropRoom interop;
    private final CaseworkRoom casework;
    private final LadderNews ladderNews;
    private final Presence presence;
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
        Photos photos =
                new Photos(vertx.createSharedWorkerExecutor("photos", PHOTO_WORKERS), new MediaStore(settings.media()));
        this.casework = new CaseworkRoom(new CaseworkRoom.Ground(vertx, pool, registry, log, clock, pump, photos));
        operations.putAll(casework.operations());
        furnishReports(pool, photos, clock, log);
        furnishThirdSector(pool, clock, log);
        this.delivery = DeliveryRoom.open(vertx, pool, log, settings, this::publishedCap, broadcast, clock);
        operations.putAll(delivery.operations());
        this.ladderNews = new LadderNews(identity, registry, delivery.messages(), settings.publicUrl(), clock);
        CaseNews caseNews = new CaseNews(identity, registry, delivery.messages(), settings.publicUrl(), clock);
        pump.subscribe(DepartmentNotice.EVENT, caseNews::tell);
        this.presence =
                new Presence(vertx, pool, registry, broadcast, clock, new QueueNews(delivery.hub())::tellOfPresence);
        operations.putAll(new PresenceApi(presence).operations());
        this.warnings = new WarningRoom(
                vertx,
                pool,
                new CapSource(settings.publicUrl(), CITY_TIME),
                new WarningRoom.Neighbours(
                        registry,
                        delivery.messages(),
                        log,
                        code -> lessons.forCategory(code, "warning"),
                        lessons::bySlug,
                        settings.capKey(),
                        pump::wake),
                clock);
        operations.putAll(warnings.operations());
        pump.subscribe("warning.published", warnings::published);
        pump.subscribe("warning.cancelled", warnings::cancelled);
        pump.subscribe("warning.relayed", warnings::relayed);
        pump.subscribe("warning.relay-ended", warnings::relayEnded);
        this.interop = new InteropRoom(vertx, pool, registry, warnings.relay(), log, settings.feedNetworks(), clock);
        operations.putAll(interop.operations());
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
        for (String happened : CASE_NEWS) {
            broadcast.listen(happened, casework::heard);
            broadcast.listen(happened, news::tell);
        }
        broadcast.listen("warning.changed", news::tellOfWarning);
        broadcast.listen("warning.published", warnings::changed);
        broadcast.listen("warning.cancelled", warnings::changed);
        broadcast.listen("warning.relayed", warnings::changed);
        broadcast.listen("warning.relay-ended", warnings::changed);
        broadcast.onGap(delivery.hub()::endTopicStreams);
    }

    private void furnishReports(Pool pool, Photos photos, Clock clock, AuditLog log) {
        ReportService reports = new ReportService(pool, registry, clock, log, casework.cases(), casework::happened);
        Function<String, JsonArray> categoryToLessons = code -> lessons.forCategory(code, "anticipated");
        operations.putAll(new ReportApi(reports, registry, clock, categoryToLessons).operations());
        operations.putAll(new TrackApi(pool, reports, registry, clock, categoryToLessons).operations());
        operations.putAll(new PublicMapApi(pool, registry).operations());
        operations.putAll(new PhotoApi(pool, reports, photos, log, clock).operations());
    }

    private void furnishThirdSector(Pool pool, Clock clock, AuditLog log) {
        VolunteerService volunteers = new VolunteerService(pool, clock, log, this::areaExists);
        operations.putAll(new VolunteerApi(volunteers, this::areaCodesFrom).operations());
        OrganisationService organisations = new OrganisationService(pool, clock, log, this::areaExists);
        operations.putAll(new OrganisationApi(organisations, this::areaCodesFrom).operations());
        operations.putAll(new ResourceApi(new ResourceService(pool, clock, log)).operations());
        NeedService needs = new NeedService(pool, clock, log);
        operations.putAll(new NeedApi(needs).operations());
        operations.putAll(new AllocationApi(new AllocationService(pool, clock, log, needs)).operations());
    }

    /** The public CAP message that a message of delivery tells of. */
    private Future<Optional<Buffer>> publishedCap(UUID messageId) {
        return warnings.publishedCap(messageId);
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
        rooms.delivery.prepare().await();
        rooms.registry.start().await();
        rooms.casework.start().await();
        rooms.responsibility.suggestions().start().await();
        rooms.lessons.start().await();
        rooms.warnings.start().await();
        rooms.presence.start();
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
        interop.stop();
        warnings.stop();
        presence.stop();
        delivery.stop().await();
        responsibility.suggestions().stop();
        casework.stop();
        registry.stop().await();
        pump.stop().await();
        broadcast.stop().await();
    }

    /** What recurs and is done once, however many processes there are. */
    List<Schedule.Job> jobs() {
        List<Schedule.Job> jobs = new ArrayList<>(casework.jobs(ladderNews::tell));
        jobs.add(new Schedule.Job("expire-warnings", EXPIRY, warnings::expire));
        jobs.add(new Schedule.Job("compute-coverage", COVERAGE, responsibility::updateCoverage));
        jobs.add(new Schedule.Job("expire-deliveries", EXPIRY, delivery::expire));
        jobs.add(new Schedule.Job("sweep-channel-health", Schedule.SWEEP, delivery::sweep));
        jobs.add(new Schedule.Job("poll-cap-feeds", FEEDS, interop::pollFeeds));
        jobs.add(new Schedule.Job("sweep-cap-refusals", Schedule.SWEEP, interop::sweep));
        jobs.add(new Schedule.Job("sweep-sign-ins", Schedule.SWEEP, identity::sweep));
        return jobs;
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

    /** Begins to measure what only rooms know. */
    void measure(MeterRegistry metrics) {
        delivery.measure(metrics);
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
