package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.qunfang.db.SqlTime;
import org.qunfang.event.Event;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/** Tasks of cases, and which playbooks the cases were given. */
final class TaskStore {
    private static final String READ = """
            SELECT t.case_id, t.starts_at, t.status, t.settled_at, t.settled_by_id AS account_id,
                   t.settled_department_id AS department_id, t.words, t.photo_id, t.with_resolution, t.version, a.kind AS actor_kind,
                   a.name AS actor_name, s.code, s.position, s.title, s.explanation, s.owner_role, s.owner_side,
                   s.due_from, s.due_seconds, s.evidence, s.life_safety
              FROM case_tasks AS t
              JOIN playbook_steps AS s
                ON s.playbook_id = t.playbook_id AND s.version = t.playbook_version AND s.code = t.code
              LEFT JOIN accounts AS a ON a.id = t.settled_by_id
             WHERE t.case_id = $1 AND ($2::text IS NULL OR t.code = $2)
             ORDER BY t.starts_at, s.position, t.code
            """;

    private static final String GIVEN = """
            SELECT g.severity, g.playbook_id, g.playbook_version, g.at, p.name
              FROM case_playbooks AS g
              JOIN playbooks AS p ON p.id = g.playbook_id
             WHERE g.case_id = $1
             ORDER BY g.at, g.severity
            """;

    private static final String BEFORE = """
            SELECT ARRAY(SELECT playbook_id FROM case_playbooks WHERE case_id = $1) AS given,
                   ARRAY(SELECT code FROM case_tasks WHERE case_id = $1) AS known
            """;

    /**
     * One statement: whoever is first gives the case its playbook, and only while somebody works on the case, it is not more
     * serious than that, and it is still of the kind that the playbook was chosen for. $8 is the urgency of the severity.
     */
    private static final String GIVE = """
            WITH c AS (
                SELECT id, number, severity, category_id, lead_department_id, support_department_ids
                  FROM cases
                 WHERE id = $1 AND status NOT IN ('resolved', 'closed', 'rejected') AND urgency >= $8
                   AND category_id = $9
                   FOR SHARE
            ), given AS (
                INSERT INTO case_playbooks (case_id, severity, category_id, playbook_id, playbook_version, at)
                SELECT id, $2, category_id, $3, $4, $5 FROM c
                ON CONFLICT (case_id, severity, category_id) DO NOTHING
                RETURNING case_id
            ), t AS (
                INSERT INTO case_tasks (case_id, code, playbook_id, playbook_version, starts_at, due_from, due_seconds,
                                        evidence)
                SELECT given.case_id, s.code, s.playbook_id, s.version, $5, s.due_from, s.due_seconds, s.evidence
                  FROM given
                  JOIN playbook_steps AS s ON s.playbook_id = $3 AND s.version = $4 AND s.code = ANY ($6)
                ON CONFLICT (case_id, code) DO NOTHING
                RETURNING code
            ), e AS (
                INSERT INTO events (id, type, subject_id, data, at)
                SELECT $7, 'case.tasks-added', id,
                       jsonb_build_object('caseId', id, 'number', number, 'severity', severity,
                                          'leadDepartmentId', lead_department_id,
                                          'supportDepartmentIds', to_jsonb(support_department_ids)), $5
                  FROM c
                 WHERE EXISTS (SELECT FROM t)
            )
            SELECT count(*) AS added FROM t
            """;

    private static final String SETTLE = """
            UPDATE case_tasks
               SET status = $3, settled_at = $4, settled_by_id = $5, settled_department_id = $6, words = $7, photo_id = $8,
                   with_resolution = $10, version = version + 1
             WHERE case_id = $1 AND code = $2 AND version = $9 - 1
            """;

    private static final String SKIP_OPEN = """
            UPDATE case_tasks
               SET status = 'skipped', settled_at = $2, settled_by_id = $3, settled_department_id = $4, words = $5,
                   with_resolution = $6, version = version + 1
             WHERE case_id = $1 AND status = 'open'
            """;

    private static final String HAS_PHOTO = """
            SELECT EXISTS (SELECT FROM photos WHERE id = $1 AND case_id = $2) AS has_photo
            """;

    private static final String PROGRESS = """
            SELECT %s FROM cases AS c, LATERAL (%s) AS tasks WHERE c.id = $1
            """.formatted(TaskProgress.COLUMNS, TaskProgress.OF_CASE);

    /** One playbook that a case was given. */
    record Given(UUID playbookId, long version, Localized name, Severity severity, Instant at) {}

    private TaskStore() {}

    /** In the order in which they were added, then that of the playbook. */
    static Future<List<CaseTask>> ofCase(SqlClient client, UUID caseId) {
        return read(client, caseId, null);
    }

    /** Fails with not-found. */
    static Future<CaseTask> one(SqlClient client, UUID caseId, String code) {
        return read(client, caseId, code)
                .map(tasks -> tasks.stream().findFirst().orElseThrow(Problem::notFound));
    }

    private static Future<List<CaseTask>> read(SqlClient client, UUID caseId, String code) {
        return client.preparedQuery(READ)
                .execute(Tuple.of(caseId, code))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(TaskStore::task)
                        .toList());
    }

    static Future<List<Given>> given(SqlClient client, UUID caseId) {
        return client.preparedQuery(GIVEN)
                .execute(Tuple.of(caseId))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Given(
                                row.getUUID("playbook_id"),
                                row.getLong("playbook_version"),
                                Localized.fromJson(row.getJsonObject("name")),
                                Severity.of(row.getString("severity")),
                                SqlTime.in(row, "at")))
                        .toList());
    }

    /** To be read while the case is locked. */
    static Future<Playbooks.Before> before(SqlClient conn, UUID caseId) {
        return conn.preparedQuery(BEFORE).execute(Tuple.of(caseId)).map(rows -> {
            Row row = rows.iterator().next();
            return new Playbooks.Before(
                    Set.of(row.getArrayOfUUIDs("given")), new HashSet<>(List.of(row.getArrayOfStrings("known"))));
        });
    }

    /** Which case, and as what it is given a playbook. */
    record Of(UUID caseId, UUID categoryId, Severity severity) {}

    /** How many tasks the case got; none where it was given a playbook at this severity before, or nobody works on it. */
    static Future<Long> give(SqlClient client, Of of, Playbook playbook, List<PlaybookStep> steps, Instant at) {
        Event event = Event.of("case.tasks-added", of.caseId(), new JsonObject(), at);
        Tuple values = Tuple.tuple()
                .addUUID(of.caseId())
                .addString(of.severity().code())
                .addUUID(playbook.id())
                .addLong(playbook.version())
                .addOffsetDateTime(SqlTime.of(at))
                .addArrayOfString(steps.stream().map(PlaybookStep::code).toArray(String[]::new))
                .addUUID(event.id())
                .addInteger(Severity.EXTREME.ordinal() - of.severity().ordinal())
                .addUUID(of.categoryId());
        return client.preparedQuery(GIVE)
                .execute(values)
                .map(rows -> rows.iterator().next().getLong("added"));
    }

    /** Fails with stale when the task is no longer the one that the step started from. */
    static Future<Void> settle(SqlClient conn, CaseTask after) {
        Actor by = after.settledBy();
        Tuple values = Tuple.tuple()
                .addUUID(after.caseId())
                .addString(after.step().code())
                .addString(after.status().code())
                .addOffsetDateTime(SqlTime.of(after.settledAt()))
                .addUUID(by == null ? null : by.accountId())
                .addUUID(by == null ? null : by.departmentId())
                .addString(after.words())
                .addUUID(after.photoId())
                .addLong(after.version())
                .addBoolean(after.withResolution());
        return mustHavePhoto(conn, after)
                .compose(has -> conn.preparedQuery(SETTLE).execute(values))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw CaseStore.stale();
                    }
                    return null;
                });
    }

    private static Future<Void> mustHavePhoto(SqlClient conn, CaseTask after) {
        if (after.photoId() == null) {
            return Future.succeededFuture();
        }
        return conn.preparedQuery(HAS_PHOTO)
                .execute(Tuple.of(after.photoId(), after.caseId()))
                .map(rows -> {
                    if (!rows.iterator().next().getBoolean("has_photo")) {
                        throw Problem.invalid("/photoId", Localized.of("此案件没有这张照片", "The case has no such photo"));
                    }
                    return null;
                });
    }

    /** No task outlives the work: what is open when the case is resolved or ends is skipped for that reason. */
    static Future<Void> skipOpen(SqlClient conn, Change change) {
        Act act = change.act();
        Tuple values = Tuple.tuple()
                .addUUID(change.before().id())
                .addOffsetDateTime(SqlTime.of(act.at()))
                .addUUID(act.actor().accountId())
                .addUUID(act.actor().departmentId())
                .addString(change.reason())
                .addBoolean(change.after().status() == CaseStatus.RESOLVED);
        return conn.preparedQuery(SKIP_OPEN).execute(values).mapEmpty();
    }

    static Future<TaskProgress> progress(SqlClient client, UUID caseId) {
        return client.preparedQuery(PROGRESS)
                .execute(Tuple.of(caseId))
                .map(rows -> rows.size() == 0
                        ? new TaskProgress(0, 0, 0, null)
                        : TaskProgress.of(rows.iterator().next()));
    }

    private static CaseTask task(Row row) {
        boolean isOpen = row.getUUID("account_id") == null;
        return new CaseTask(
                row.getUUID("case_id"),
                PlaybookStore.step(row),
                SqlTime.in(row, "starts_at"),
                PlaybookStep.of(CaseTask.Status.class, row.getString("status")),
                SqlTime.in(row, "settled_at"),
                isOpen ? null : Actor.of(row),
                row.getString("words"),
                row.getUUID("photo_id"),
                row.getBoolean("with_resolution"),
                row.getLong("version"));
    }
}
