package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.qunfang.db.SqlTime;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Factors of categories. They are read when somebody scores a case: so seldom that nobody keeps them in memory. */
final class FactorStore {
    private static final String READ = """
            SELECT s.id, s.category_id, s.version, v.factors
              FROM factor_sets AS s
              JOIN factor_set_versions AS v ON v.factor_set_id = s.id AND v.version = s.version
             ORDER BY s.id
            """;

    private static final String VERSION = """
            INSERT INTO factor_set_versions (factor_set_id, version, changed_at, factors) VALUES ($1, $2, $3, $4)
            """;

    private static final String SAVE = """
            INSERT INTO factor_sets AS known (id, category_id, version)
            VALUES ($1, $2, $3)
            ON CONFLICT (id) DO UPDATE
               SET category_id = excluded.category_id, version = excluded.version
             WHERE known.version = excluded.version - 1
            """;

    private FactorStore() {}

    static Future<List<FactorSet>> read(SqlClient client) {
        return client.query(READ)
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new FactorSet(
                                row.getUUID("id"),
                                row.getUUID("category_id"),
                                row.getLong("version"),
                                FactorSet.asked(row.getJsonArray("factors"))))
                        .toList());
    }

    /** Fails with already-exists where the category has a set, stale where somebody was faster. */
    static Future<Void> save(SqlClient conn, FactorSet set, Instant now) {
        return conn.preparedQuery(SAVE)
                .execute(Tuple.of(set.id(), set.categoryId(), set.version()))
                .compose(saved -> saved.rowCount() == 0
                        ? Future.failedFuture(stale())
                        : conn.preparedQuery(VERSION)
                                .execute(Tuple.of(set.id(), set.version(), SqlTime.of(now), set.askedJson())))
                .recover(failure -> Future.failedFuture(refusal(failure)))
                .mapEmpty();
    }

    static Problem stale() {
        return Problem.of(
                ProblemType.STALE, "评分因素已被他人修改，请重新读取。", "Somebody changed the factors meanwhile; read them again.");
    }

    private static Throwable refusal(Throwable failure) {
        if (failure instanceof PgException refused && "factor_sets_one".equals(refused.getConstraint())) {
            return Problem.of(
                            ProblemType.ALREADY_EXISTS, "此类别已有评分因素，请修改原有的。", "This category has factors; change those.")
                    .error("/categoryCode", Localized.of("已有评分因素", "There are some already"));
        }
        return failure;
    }
}
