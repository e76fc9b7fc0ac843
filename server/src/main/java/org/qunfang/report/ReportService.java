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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.casework.CaseService;
import org.qunfang.casework.Triage;
import org.qunfang.event.Event;
import org.qunfang.event.Outbox;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Matrix;
import org.qunfang.responsibility.Registry;

/** The use case of a report's path: look, decide, store, in one transaction of two round trips. */
public final class ReportService {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final int TRIES = 4;

    private final Pool pool;
    private final Registry registry;
    private final Clock clock;
    private final AuditLog audit;
    private final CaseService cases;
    private final Runnable committed;

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
        Matrix matrix = registry.matrix();
        Category category = Intake.category(matrix, submission.categoryCode());
        return attempt(caller, submission, matrix, category, TRIES).onSuccess(done -> committed.run());
    }

    /** @throws Problem what {@link #submit} would refuse for what the submission says */
    void check(Submission submission) {
        Triage.assess(Intake.category(registry.matrix(), submission.categoryCode()), submission.answers());
    }

    private Future<Submitted> attempt(
            Caller caller, Submission submission, Matrix matrix, Category category, int triesLeft) {
        return pool.getConnection()
                .compose(conn ->
                        takeIn(conn, caller, submission, matrix, category).eventually(conn::close))
                .recover(failure -> isRace(failure) ? Future.succeededFuture() : Future.failedFuture(failure))
                .compose(done -> {
                    if (done != null) {
                        return Future.succeededFuture(done);
                    }
                    return triesLeft > 1
                            ? attempt(caller, submission, matrix, category, triesLeft - 1)
                            : Future.failedFuture(
                                    Problem.of(ProblemType.UNAVAILABLE, "请稍后再试。", "Much is happening there; try again.")
                                            .retryAfter(2));
                });
    }

    /** Null when the case to join was closed between looking and storing. */
    private Future<Submitted> takeIn(
            SqlConnection conn, Caller caller, Submission submission, Matrix matrix, Category category) {
        Future<Transaction> begun = conn.begin();
        Future<IntakeStore.Found> looked = IntakeStore.look(conn, submission, category);
        return Future.all(begun, looked).compose(ready -> {
            Transaction transaction = begun.result();
            IntakeStore.Found found = looked.result();
            if (found.known() != null) {
                return transaction.rollback().map(rolledBack -> repeated(caller, submission, found.known()));
            }
            Draft draft = Intake.decide(caller, submission, matrix, category, found.candidates(), clock.instant());
            return IntakeStore.store(conn, draft)
                    .compose(receipt -> transaction
                            .commit()
                            .map(done -> receipt == null ? null : new Submitted(submission, receipt)));
        });
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

    Future<List<StoredReport>> ofSender(Caller caller, PageEnd before, int limit) {
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
                                conn, caller, report.caseId(), fixed, comment)
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

    private static Submitted repeated(Caller caller, Submission submission, IntakeStore.Known known) {
        boolean isSame = Arrays.equals(known.contentHash(), submission.contentHash())
                && known.senderAccountId().equals(caller.accountId());
        if (!isSame) {
            throw Problem.of(ProblemType.ALREADY_EXISTS, "此编号已有另一份上报。", "Another report has this id.")
                    .error("/path/reportId", Localized.of("已被使用", "Already in use"));
        }
        return new Submitted(submission, null);
    }

    /** The same id came twice at the same moment: the second try finds the first one's row. */
    private static boolean isRace(Throwable failure) {
        Throwable cause = failure;
        while (cause != null) {
            if (cause instanceof PgException pg && UNIQUE_VIOLATION.equals(pg.getSqlState())) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
