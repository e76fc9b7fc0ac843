package org.qunfang.report;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.time.Clock;
import java.util.Arrays;
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
    private final Runnable committed;

    /** What became of a submission: {@code isNew} is false for a repeat. */
    public record Submitted(Submission submission, boolean isNew, boolean joined) {}

    /** @param committed called after each commit, so that the event pump need not wait for its poll */
    public ReportService(Pool pool, Registry registry, Clock clock, Runnable committed) {
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
            Future<Boolean> stored = IntakeStore.store(conn, draft);
            Future<Void> done = transaction.commit();
            return Future.join(stored, done)
                    .map(both -> stored.result() ? new Submitted(submission, true, draft.joins() != null) : null);
        });
    }

    private static Submitted repeated(Caller caller, Submission submission, IntakeStore.Known known) {
        boolean isSame = Arrays.equals(known.contentHash(), submission.contentHash())
                && known.senderAccountId().equals(caller.accountId());
        if (!isSame) {
            throw Problem.of(ProblemType.ALREADY_EXISTS, "此编号已有另一份上报。", "Another report has this id.")
                    .error("/path/reportId", Localized.of("已被使用", "Already in use"));
        }
        return new Submitted(submission, false, false);
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
