package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.qunfang.db.SqlTime;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Playbooks with the steps of their newest version; older steps stay for the cases that were given them. */
final class PlaybookStore {
    private static final String VERSION = "SELECT version FROM playbooks_version";

    private static final String LOCK = "SELECT version FROM playbooks_version FOR UPDATE";

    private static final String READ = """
            SELECT p.id, p.category_id, p.minimum_severity, p.name, p.active, p.version, s.code, s.position, s.title,
                   s.explanation, s.owner_role, s.owner_side, s.due_from, s.due_seconds, s.evidence,
                   s.life_safety
              FROM playbooks AS p
              JOIN playbook_steps AS s ON s.playbook_id = p.id AND s.version = p.version
             ORDER BY p.id, s.position
            """;

    private static final String SAVE = """
            INSERT INTO playbooks AS known (id, category_id, minimum_severity, name, active, version, changed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (id) DO UPDATE
               SET category_id = excluded.category_id, minimum_severity = excluded.minimum_severity,
                   name = excluded.name, active = excluded.active, version = excluded.version,
                   changed_at = excluded.changed_at
             WHERE known.version = excluded.version - 1
            """;

    private static final String SAVE_STEP = """
            INSERT INTO playbook_steps (playbook_id, version, code, position, title, explanation, owner_role, owner_side,
                                        due_from, due_seconds, evidence, life_safety)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """;

    private PlaybookStore() {}

    static Future<Long> version(SqlClient client) {
        return client.query(VERSION)
                .execute()
                .map(rows -> rows.iterator().next().getLong("version"));
    }

    /** Holds off every other edit until the transaction ends. */
    static Future<Void> lock(SqlClient conn) {
        return conn.query(LOCK).execute().mapEmpty();
    }

    static Future<List<Playbook>> read(SqlClient client) {
        return client.query(READ).execute().map(rows -> {
            Map<UUID, Playbook> idToPlaybook = new LinkedHashMap<>();
            for (Row row : rows) {
                idToPlaybook
                        .computeIfAbsent(row.getUUID("id"), id -> playbook(row))
                        .steps()
                        .add(step(row));
            }
            return List.copyOf(idToPlaybook.values());
        });
    }

    /** Fails with already-exists where another active playbook is for the same cases. */
    static Future<Void> save(SqlClient conn, Playbook playbook, Instant now) {
        Tuple values = Tuple.tuple()
                .addUUID(playbook.id())
                .addUUID(playbook.categoryId())
                .addString(playbook.minimumSeverity().code())
                .addJsonObject(playbook.name().toJson())
                .addBoolean(playbook.active())
                .addLong(playbook.version())
                .addOffsetDateTime(SqlTime.of(now));
        List<Tuple> steps =
                playbook.steps().stream().map(step -> values(playbook, step)).toList();
        return conn.preparedQuery(SAVE)
                .execute(values)
                .compose(saved -> conn.preparedQuery(SAVE_STEP).executeBatch(steps))
                .recover(failure -> Future.failedFuture(refusal(failure)))
                .mapEmpty();
    }

    private static Throwable refusal(Throwable failure) {
        if (failure instanceof PgException refused && "playbooks_one_choice".equals(refused.getConstraint())) {
            return Problem.of(
                            ProblemType.ALREADY_EXISTS,
                            "此类别和等级已有预案，请修改原有的。",
                            "This category and severity has a playbook; change that one.")
                    .error("/minimumSeverity", Localized.of("已有预案", "There is one already"));
        }
        return failure;
    }

    private static Tuple values(Playbook playbook, PlaybookStep step) {
        return Tuple.tuple()
                .addUUID(playbook.id())
                .addLong(playbook.version())
                .addString(step.code())
                .addInteger(step.position())
                .addJsonObject(step.title().toJson())
                .addJsonObject(
                        step.explanation() == null ? null : step.explanation().toJson())
                .addString(step.ownerRole())
                .addString(PlaybookStep.code(step.ownerSide()))
                .addString(PlaybookStep.code(step.dueFrom()))
                .addInteger((int) step.dueAfter().toSeconds())
                .addString(PlaybookStep.code(step.evidence()))
                .addBoolean(step.lifeSafety());
    }

    private static Playbook playbook(Row row) {
        return new Playbook(
                row.getUUID("id"),
                row.getUUID("category_id"),
                Severity.of(row.getString("minimum_severity")),
                Localized.fromJson(row.getJsonObject("name")),
                row.getBoolean("active"),
                row.getLong("version"),
                new ArrayList<>());
    }

    static PlaybookStep step(Row row) {
        return new PlaybookStep(
                row.getString("code"),
                row.getInteger("position"),
                Localized.fromJson(row.getJsonObject("title")),
                row.getJsonObject("explanation") == null ? null : Localized.fromJson(row.getJsonObject("explanation")),
                row.getString("owner_role"),
                PlaybookStep.of(PlaybookStep.Side.class, row.getString("owner_side")),
                PlaybookStep.of(PlaybookStep.From.class, row.getString("due_from")),
                Duration.ofSeconds(row.getInteger("due_seconds")),
                PlaybookStep.of(PlaybookStep.Evidence.class, row.getString("evidence")),
                row.getBoolean("life_safety"));
    }
}
