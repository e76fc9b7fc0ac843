package org.qunfang.responsibility;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One change of the matrix at a time: lock, load, decide, store, log, commit. The lock is the row of the matrix's
 * version, so what a rule has seen (that a tree has no circle, say) still holds when its change is stored.
 */
final class MatrixEdit {
    private static final Logger LOG = LoggerFactory.getLogger(MatrixEdit.class);

    private final Vertx vertx;
    private final Pool pool;
    private final Registry registry;
    private final AuditLog audit;
    private final Supplier<Future<Void>> changed;

    /** @param changed brings up to date what is computed from the matrix; tried again later when it fails */
    MatrixEdit(Vertx vertx, Pool pool, Registry registry, AuditLog audit, Supplier<Future<Void>> changed) {
        this.vertx = vertx;
        this.pool = pool;
        this.registry = registry;
        this.audit = audit;
        this.changed = changed;
    }

    /**
     * Runs a change on the newest matrix. Afterwards this process has the result in memory.
     *
     * @param change decides on the matrix and stores with the transaction's connection
     */
    <T> Future<T> run(BiFunction<SqlConnection, Matrix, Future<T>> change) {
        return pool.withTransaction(conn -> MatrixStore.lock(conn)
                        .compose(version -> current(conn, version))
                        .compose(matrix -> change.apply(conn, matrix)))
                .recover(failure -> Future.failedFuture(refusal(failure)))
                .compose(result -> registry.reload()
                        .compose(reloaded -> changed.get())
                        .onFailure(failure -> LOG.warn("the changed matrix is read and computed later", failure))
                        .transform(reloaded -> Future.succeededFuture(result)));
    }

    /** Writes the change's audit entry; {@code what} is the thing as it is now, without contact data. */
    Future<Void> log(SqlConnection conn, Caller caller, String action, UUID id, JsonObject what) {
        return audit.append(conn, caller, action, action.substring(0, action.indexOf('.')), id, what);
    }

    private Future<Matrix> current(SqlConnection conn, long version) {
        Matrix known = registry.matrix();
        if (known != null && known.version() == version) {
            return Future.succeededFuture(known);
        }
        return MatrixStore.read(conn, version, known)
                .compose(rows -> vertx.executeBlocking(() -> MatrixStore.build(rows), false));
    }

    private static Throwable refusal(Throwable failure) {
        if (!(failure instanceof PgException refused) || refused.getConstraint() == null) {
            return failure;
        }
        return switch (refused.getConstraint()) {
            case "areas_code_key", "departments_code_key", "categories_code_key" ->
                Problem.of(ProblemType.ALREADY_EXISTS, "此代码已被使用。", "This code is taken.")
                        .error("/code", Localized.of("已被使用", "Already in use"));
            case "responsibilities_once" -> namedTwice();
            default -> failure;
        };
    }

    static Problem namedTwice() {
        return Problem.of(
                        ProblemType.ALREADY_EXISTS,
                        "该部门在此期间已有同一职责、类别与辖区的记录。",
                        "This department is already named for this duty, category and area in that time.")
                .error("/validFrom", Localized.of("与已有记录的有效期重叠", "Overlaps the validity of a line there is"));
    }
}
