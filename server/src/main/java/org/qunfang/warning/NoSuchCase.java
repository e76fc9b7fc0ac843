package org.qunfang.warning;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/** Cases are another room's: whether the one that a warning starts from is there, the foreign key knows (V115). */
final class NoSuchCase {
    private NoSuchCase() {}

    /** The refusal in words, for {@code recover}; every other failure stays what it is. */
    static Future<Void> refused(Throwable failure) {
        boolean missing = failure instanceof PgException pg && "warnings_case".equals(pg.getConstraint());
        return Future.failedFuture(
                missing ? Problem.invalid("/caseId", Localized.of("没有这个案件。", "There is no such case.")) : failure);
    }
}
