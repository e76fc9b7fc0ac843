package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.qunfang.audit.AuditLog;
import org.qunfang.db.Schedule;
import org.qunfang.event.Event;
import org.qunfang.event.Pump;
import org.qunfang.http.Operation;
import org.qunfang.media.Photos;
import org.qunfang.responsibility.Registry;

/** The room's insides put together. */
public final class CaseworkRoom {
    /** How late a handover that nobody answered may go on. */
    private static final Duration HANDOVERS = Duration.ofSeconds(5);

    /** How long after the report that makes it one a surge is noticed. */
    private static final Duration SURGES = Duration.ofSeconds(5);

    /** How late a request for consent that nobody can confirm any more may leave the queues. */
    private static final Duration LAPSE = Duration.ofSeconds(10);

    /** How late what happened at a site shows in its risk. */
    private static final Duration ASSESSMENT = Duration.ofSeconds(5);

    /** How late a rung of the silence ladder may be climbed. */
    private static final Duration CLIMBING = Duration.ofSeconds(5);

    /** How soon what waits to be found by its words is read. */
    private static final Duration INDEXING = Duration.ofSeconds(10);

    /** What changes a case's words, and the risk of the sites that it belongs to. */
    private static final Set<String> CASE_EVENTS = Set.of("case.opened", "case.report-attached", "case.changed");

    /** Each reads a file of holidays. */
    private static final int CALENDAR_WORKERS = 1;

    /** What the room stands on. */
    public record Ground(
            Vertx vertx, Pool pool, Registry registry, AuditLog log, Clock clock, Pump pump, Photos photos) {}

    private final Ground ground;
    private final DeadlineBook deadlines;
    private final CaseService cases;
    private final LadderService ladder;
    private final ConsentService consents;
    private final HandoverService handovers;
    private final SurgeService surges;
    private final SiteAssessor sites;
    private final PlaybookShelf playbooks;
    private final SearchIndexer search;
    private final CountMemory counts = new CountMemory();
    private final Map<String, Operation> operations = new LinkedHashMap<>();

    public CaseworkRoom(Ground ground) {
        this.ground = ground;
        Pool pool = ground.pool();
        Registry registry = ground.registry();
        Clock clock = ground.clock();
        Runnable wake = this::happened;
        this.deadlines = new DeadlineBook(ground.vertx(), pool, registry);
        this.cases = new CaseService(pool, ground.log(), clock, deadlines::deadlines, wake);
        this.ladder = new LadderService(pool, cases, registry, clock);
        SiteLinker linker = new SiteLinker(pool, registry, ground.log(), clock);
        SiteCarrying carrying = new SiteCarrying(ground.log());
        MergeService merges = new MergeService(cases, registry, carrying);
        CaseFactors factors = new CaseFactors(registry, clock);
        this.handovers = new HandoverService(pool, cases, registry, clock);
        this.playbooks = new PlaybookShelf(ground.vertx(), pool);
        RecategoriseService kinds = new RecategoriseService(cases, handovers, playbooks, registry);
        operations.putAll(new RecategoriseApi(kinds, registry, clock).operations());
        this.consents = new ConsentService(pool, cases, merges, factors, kinds, linker, registry, clock);
        this.surges = new SurgeService(pool, cases, registry, clock);
        this.sites = new SiteAssessor(pool, registry, linker, ground.log(), clock, deadlines::deadlines, wake);
        this.search = new SearchIndexer(pool);
        furnishCases(new RejectService(cases, linker));
        furnishDesk();
        furnishMerges(merges, carrying);
        furnishDeadlines();
        furnishSites(linker);
        furnishPlaybooks();
        furnishFactors(factors);
    }

    private void furnishCases(RejectService rejections) {
        QueueService queues = new QueueService(ground.pool(), ground.registry(), ground.clock(), counts);
        CasePhotos photos = new CasePhotos(ground.pool(), ground.photos(), ground.log(), ground.clock());
        operations.putAll(
                new CaseApi(cases, rejections, queues, photos, ground.registry(), ground.clock()).operations());
        operations.putAll(new ConsentApi(consents, ground.registry(), ground.clock()).operations());
        operations.putAll(new HandoverApi(handovers, ground.registry(), ground.clock()).operations());
        operations.putAll(new DepartmentFiguresApi(ground.pool(), ground.registry(), ground.clock()).operations());
        ConsultationService consultations = new ConsultationService(ground.pool(), cases, ground.registry());
        operations.putAll(new ConsultationApi(consultations, ground.registry(), ground.clock()).operations());
        SupportService supports = new SupportService(cases, ground.registry());
        operations.putAll(new SupportApi(supports, ground.registry()).operations());
    }

    private void furnishDesk() {
        ground.pump().subscribeTogether(CASE_EVENTS, search::happened);
        BatchService batches = new BatchService(cases, ground.pool());
        operations.putAll(new BatchApi(batches, ground.pool()).operations());
        SavedFilterService filters = new SavedFilterService(ground.pool(), ground.log(), ground.clock());
        operations.putAll(new SavedFilterApi(filters).operations());
    }

    private void furnishMerges(MergeService merges, SiteCarrying carrying) {
        SplitService splits = new SplitService(cases, ground.registry(), ground.log(), carrying);
        DuplicateService duplicates = new DuplicateService(ground.pool(), ground.registry());
        operations.putAll(new MergeApi(merges, splits, duplicates, ground.registry(), ground.clock()).operations());
    }

    private void furnishDeadlines() {
        DeadlineService service = new DeadlineService(
                ground.pool(),
                deadlines,
                ground.log(),
                ground.clock(),
                ground.vertx().createSharedWorkerExecutor("calendar", CALENDAR_WORKERS));
        operations.putAll(new DeadlineApi(deadlines, service, ground.registry(), ground.clock()).operations());
        operations.putAll(new OverdueApi(ground.pool(), ground.registry(), ground.clock()).operations());
    }

    private void furnishSites(SiteLinker linker) {
        Pool pool = ground.pool();
        Registry registry = ground.registry();
        AuditLog log = ground.log();
        Clock clock = ground.clock();
        ground.pump().subscribeTogether(CASE_EVENTS, linker::happened);
        SiteService service = new SiteService(pool, registry, sites, linker, log, clock, this::happened);
        SiteUnlinkService unlinks = new SiteUnlinkService(pool, cases, sites, registry, log);
        SiteLinkService links = new SiteLinkService(cases, sites, unlinks, registry, log);
        SitePhotos photos = new SitePhotos(pool, registry, ground.photos(), log, clock);
        operations.putAll(new SiteApi(pool, cases, service, links, photos, registry, clock).operations());
        operations.putAll(new SiteUnlinkApi(pool, unlinks, registry, clock).operations());
    }

    private void furnishPlaybooks() {
        Pool pool = ground.pool();
        Registry registry = ground.registry();
        PlaybookService service = new PlaybookService(pool, playbooks, registry, ground.log(), ground.clock());
        operations.putAll(new PlaybookApi(service, playbooks, registry).operations());
        operations.putAll(new TaskApi(new TaskService(pool, cases), registry, ground.clock()).operations());
        TaskGiving giving = new TaskGiving(pool, playbooks, registry);
        ground.pump().subscribe("case.opened", giving::opened);
        ground.pump().subscribe("case.report-attached", giving::changed);
        ground.pump().subscribe("case.changed", giving::changed);
    }

    private void furnishFactors(CaseFactors factors) {
        FactorService service = new FactorService(ground.pool(), ground.registry(), ground.log(), ground.clock());
        operations.putAll(new FactorApi(service, ground.registry()).operations());
        TriageService triage = new TriageService(ground.pool(), cases, factors);
        operations.putAll(new TriageApi(triage, ground.registry(), ground.clock()).operations());
    }

    /** To be called after each commit of something about cases. */
    public void happened() {
        counts.forget();
        ground.pump().wake();
    }

    /** Hears the news of cases of every process, before those who watch them are told. */
    public void heard(Event event) {
        counts.forget();
    }

    public CaseService cases() {
        return cases;
    }

    public Map<String, Operation> operations() {
        return operations;
    }

    /** @param tell hands a notice of silence to the people it is for */
    public List<Schedule.Job> jobs(Function<LadderNotice, Future<Void>> tell) {
        return List.of(
                new Schedule.Job("miss-handovers", HANDOVERS, handovers::miss),
                new Schedule.Job("climb-ladders", CLIMBING, () -> ladder.climb(tell)),
                new Schedule.Job("notice-surges", SURGES, surges::look),
                new Schedule.Job("index-cases", INDEXING, search::indexDue),
                new Schedule.Job("end-holds", LAPSE, new HoldService(ground.pool(), cases, ground.clock())::end),
                new Schedule.Job("lapse-consents", LAPSE, consents::lapse),
                new Schedule.Job("assess-sites", ASSESSMENT, sites::assessDue));
    }

    /** Reads what is held in memory. */
    public Future<Void> start() {
        return deadlines.start().compose(done -> playbooks.start());
    }

    public void stop() {
        deadlines.stop();
        playbooks.stop();
    }
}
