package org.qunfang.warning;

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

/** Templates of warnings. They are read when somebody drafts: so seldom that nobody keeps them in memory. */
final class TemplateStore {
    private static final String READ = """
            SELECT t.id, t.category_id, t.version, t.active, v.content
              FROM warning_templates AS t
              JOIN warning_template_versions AS v ON v.template_id = t.id AND v.version = t.version
             ORDER BY t.id
            """;

    private static final String VERSION = """
            INSERT INTO warning_template_versions (template_id, version, changed_at, content) VALUES ($1, $2, $3, $4)
            """;

    private static final String SAVE = """
            INSERT INTO warning_templates AS known (id, category_id, version, active)
            VALUES ($1, $2, $3, $4)
            ON CONFLICT (id) DO UPDATE
               SET category_id = excluded.category_id, version = excluded.version, active = excluded.active
             WHERE known.version = excluded.version - 1
            """;

    private TemplateStore() {}

    static Future<List<WarningTemplate>> read(SqlClient client) {
        return client.query(READ)
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new WarningTemplate(
                                row.getUUID("id"),
                                row.getUUID("category_id"),
                                row.getLong("version"),
                                row.getBoolean("active"),
                                row.getJsonObject("content")))
                        .toList());
    }

    /** Fails with already-exists where the category has one in use, stale where somebody was faster. */
    static Future<Void> save(SqlClient conn, WarningTemplate template, Instant now) {
        return conn.preparedQuery(SAVE)
                .execute(Tuple.of(template.id(), template.categoryId(), template.version(), template.active()))
                .compose(saved -> saved.rowCount() == 0
                        ? Future.failedFuture(stale())
                        : conn.preparedQuery(VERSION)
                                .execute(Tuple.of(
                                        template.id(), template.version(), SqlTime.of(now), template.content())))
                .recover(failure -> Future.failedFuture(refusal(failure)))
                .mapEmpty();
    }

    static Problem stale() {
        return Problem.of(
                ProblemType.STALE, "模板已被他人修改，请重新读取。", "Somebody changed the template meanwhile; read it again.");
    }

    private static Throwable refusal(Throwable failure) {
        if (failure instanceof PgException refused && "warning_templates_one".equals(refused.getConstraint())) {
            return Problem.of(
                            ProblemType.ALREADY_EXISTS,
                            "此类别已有在用的模板，请修改原有的。",
                            "This category has a template in use; change that one.")
                    .error("/categoryCode", Localized.of("已有模板", "There is one already"));
        }
        return failure;
    }
}
