package org.qunfang.report;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.qunfang.audit.AuditLog;
import org.qunfang.casework.CaseService;
import org.qunfang.casework.Triage;
import org.qunfang.event.Event;
import org.qunfang.event.Outbox;
import org.qunfang.http.Caller;
import org.qunfang.http.TimeCursor;
import org.qunfang.problem.Problem;
import org.qunfang.responsibility.FindingStore;
import org.qunfang.responsibility.Registry;

/** The use case of a report's path: look, decide, store, in transactions of three round trips. */
public final class ReportService {
    /** PostgreSQL's unique_violation and deadlock_detected. */
    private static final Set<String> RACES = Set.of("23505", "40P01");

    private static final int TRIES = 4;

    private final Pool pool;
    private final Registry registry;
    private final Clock clock;
    private final AuditLog audit;
    private final CaseService cases;
    private final Runnable committed;
    private final IntakeGrounds grounds = new IntakeGrounds();
    private final IntakeLanes lanes = new IntakeLanes(arrivals -> takeIn(arrivals, TRIES));

    /** What became of a submission; the receipt is null for a repeat, which changed nothing. */
    public record Submitted(Submission submission, Receipt receipt) {
        public boolean isNew() {
            return receipt != null;
        }
    }

    /** @param committed called after each commit, so that the event pump need not wait for its poll */
    public ReportService(
            Pool pool, Registry registry, Clock clock, AuditLog audit, CaseService cases, Runnable committed) {
        this.cases = cases;
        this.audit = audit;
        this.pool = pool;
        this.registry = registry;
        this.clock = clock;
        this.committed = committed;
    }

    /**
     * Takes a report. A repeat of the same content changes nothing.
     *
     * @return fails with already-exists for other content under a known id, invalid for an unknown category or answer
     */
    public Future<Submitted> submit(Caller caller, Submission submission) {
        return lanes.take(Arrival.of(caller, submission, registry.matrix(), cases.deadlines()))
                .onSuccess(done -> committed.run());
    }

    /** @throws Problem what {@link #submit} would refuse for what the submission says */
    void check(Submission submission) {
        Triage.assess(Intake.category(registry.matrix(), submission.categoryCode()), submission.answers());
    }

    private Future<List<Future<Submitted>>> takeIn(List<Arrival> arrivals, int triesLeft) {
        return pool.getConnection()
                .compose(conn -> takeIn(conn, arrivals).eventually(conn::close))
                .recover(failure -> isRace(failure) ? Future.succeededFuture() : Future.failedFuture(failure))
                .compose(done -> done != null
                        ? Future.succeededFuture(done)
                        : triesLeft > 1 ? takeIn(arrivals, triesLeft - 1) : Future.failedFuture(IntakeLanes.busyNow()));
    }

    /** Null when a case to join was closed between looking and storing: decide again. */
    private Future<List<Future<Submitted>>> takeIn(SqlConnection conn, List<Arrival> arrivals) {
        Future<Transaction> begun = conn.begin();
        Future<IntakeStore.Found> looked = IntakeStore.look(conn, arrivals);
        return Future.all(begun, looked).compose(ready -> {
            Transaction transaction = begun.result();
            // As PostgreSQL keeps it: a repeat is answered with the same deadline to the digit.
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            IntakeStore.Found found = looked.result();
            List<IntakeBatch.Outcome> outcomes = IntakeBatch.decide(arrivals, found.known(), found.candidates(), now);
            List<Draft> drafts = outcomes.stream()
                    .map(IntakeBatch.Outcome::draft)
                    .filter(Objects::nonNull)
                    .toList();
            return store(conn, drafts, now)
                    .compose(receipts -> receipts.size() < drafts.size()
                            ? transaction.rollback().map((List<Future<Submitted>>) null)
                            : transaction
                                    .commit()
                                    .onSuccess(done -> grounds.committed(drafts))
                                    .map(done -> answers(arrivals, outcomes, receipts)));
        });
    }

    /** Sends every statement without waiting for the one before: one round trip. */
    private Future<Map<UUID, Receipt>> store(SqlConnection conn, List<Draft> drafts, Instant now) {
        if (drafts.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        List<JsonObject> findings = drafts.stream()
                .map(Draft::finding)
                .filter(Objects::nonNull)
                .collect(Collectors.toMap(ReportService::withoutId, Function.identity(), (first, later) -> first))
                .values()
                .stream()
                .toList();
        Future<Void> grounded = grounds.store(conn, drafts);
        Future<Map<UUID, Receipt>> receipts = IntakeStore.insertCases(conn, drafts, now);
        Future<Void> reports = IntakeStore.insert(conn, drafts, now);
        Future<Void> logged = audit.appendAll(
                conn,
                "report.submit",
                "report",
                drafts.stream().map(ReportService::audited).toList());
        Future<Void> found = FindingStore.open(conn, findings, now);
        return Future.all(grounded, receipts, reports, logged, found).map(all -> receipts.result());
    }

    /** Of findings that say the same, one is enough. */
    private static JsonObject withoutId(JsonObject finding) {
        JsonObject said = finding.copy();
        said.remove("id");
        return said;
    }

    private static AuditLog.Entry audited(Draft draft) {
        JsonObject detail = new JsonObject()
                .put("caseId", draft.caseId().toString())
                .put("joined", draft.joins())
                .put("routing", draft.answerable().routing())
                .put("score", draft.assessment().score());
        return new AuditLog.Entry(draft.caller(), draft.submission().id(), detail);
    }

    private static List<Future<Submitted>> answers(
            List<Arrival> arrivals, List<IntakeBatch.Outcome> outcomes, Map<UUID, Receipt> receipts) {
        List<Future<Submitted>> answers = new ArrayList<>(arrivals.size());
        for (int i = 0; i < arrivals.size(); i++) {
            Submission submission = arrivals.get(i).submission();
            IntakeBatch.Outcome outcome = outcomes.get(i);
            Receipt receipt = outcome.draft() == null ? null : receipts.get(submission.id());
            answers.add(
                    outcome.refusal() == null
                            ? Future.succeededFuture(new Submitted(submission, receipt))
                            : Future.failedFuture(outcome.refusal()));
        }
        return answers;
    }

    /** The caller's own report; not-found for anybody else's. */
    Future<StoredReport> own(Caller caller, UUID reportId) {
        return ReportStore.byId(pool, reportId)
                .map(found -> found.filter(report -> report.senderAccountId().equals(caller.accountId()))
                        .orElseThrow(Problem::notFound));
    }

    /** The report as its sender or an officer of its case may see it; not-found for everybody else. */
    Future<StoredReport> visible(Caller caller, UUID reportId) {
        return ReportStore.byId(pool, reportId)
                .map(found -> found.filter(report -> ReportAccess.mayRead(caller, report))
                        .map(report -> ReportAccess.redacted(caller, report))
                        .orElseThrow(Problem::notFound));
    }

    Future<List<StoredReport>> ofSender(Caller caller, TimeCursor before, int limit) {
        return ReportStore.ofSender(pool, caller.accountId(), before, limit + 1);
    }

    Future<Optional<StoredReport>> byTrackingCode(String typed) {
        return ReportStore.byTrackingCode(pool, TrackingCode.normal(typed));
    }

    /** Adds the sender's words; the case's officers see them at once. */
    Future<JsonObject> add(Caller caller, UUID reportId, String text) {
        UUID additionId = UuidCreator.getTimeOrderedEpoch();
        Instant now = clock.instant();
        return own(caller, reportId)
                .compose(report -> pool.withTransaction(conn -> ReportStore.add(conn, additionId, report, text, now)
                        .compose(added -> audit.append(
                                conn,
                                caller,
                                "report.add",
                                "report",
                                reportId,
                                new JsonObject().put("additionId", additionId.toString())))
                        .compose(logged -> Outbox.append(conn, changed(report, now)))))
                .onSuccess(done -> committed.run())
                .map(done -> new JsonObject()
                        .put("id", additionId.toString())
                        .put("at", now.toString())
                        .put("text", text));
    }

    /** The sender's judgement of a resolved or closed case; "not fixed" reopens it. */
    Future<StoredReport> verdict(Caller caller, UUID reportId, boolean fixed, String comment) {
        return own(caller, reportId)
                .compose(report -> pool.withTransaction(conn -> cases.reporterVerdict(
                                conn, caller, report.caseId(), fixed, comment, report.isProtected())
                        .compose(judged -> ReportStore.verdict(conn, reportId, fixed, comment, clock.instant()))))
                .onSuccess(done -> committed.run())
                .compose(done -> own(caller, reportId));
    }

    static Event changed(StoredReport report, Instant now) {
        JsonArray support = new JsonArray();
        for (UUID each : report.supportDepartmentIds()) {
            support.add(each.toString());
        }
        JsonObject data = new JsonObject()
                .put("caseId", report.caseId().toString())
                .put("number", report.caseNumber())
                .put("status", report.caseStatus().code())
                .put("leadDepartmentId", report.leadDepartmentId().toString())
                .put("supportDepartmentIds", support);
        return Event.of("case.changed", report.caseId(), data, now);
    }

    /** The same id came twice at the same moment, or two joined the same cases crosswise: the second try sees the first. */
    private static boolean isRace(Throwable failure) {
        Throwable cause = failure;
        while (cause != null) {
            if (cause instanceof PgException pg && RACES.contains(pg.getSqlState())) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
