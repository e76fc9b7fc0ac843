package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.qunfang.db.SqlTime;

/** What a merge writes beyond a step: the case that ends, the one that goes on, and the reports that move. */
final class MergeStore {
    private static final String END = """
            UPDATE cases
               SET status = $3, merged_into_id = $4, report_count = 0, acknowledged_at = $5, resolve_by = NULL,
                   resolved_at = NULL, rung = 0, next_rung_at = NULL, hold_review_at = NULL, closed_at = $6, ended_by_id = $7,
                   last_actor_id = $8, public_lat = NULL, public_lon = NULL, public_place = NULL,
                   public_since = NULL, public_reports = 0,
                   reopened_in_confidence = reopened_in_confidence OR public_since IS NULL OR public_since > opened_at,
                   second_officer_id = $9, consent_id = COALESCE($10, consent_id), version = version + 1
             WHERE id = $1 AND version = $2
            """;

    /** What took part in the case that ended, takes part in the one that goes on. */
    private static final String TAKE_IN = """
            UPDATE cases AS c
               SET likelihood = $3, consequence = $4, acknowledge_by = $5, resolve_by = $6,
                   resolve_time = $11, report_count = c.report_count + $7, last_actor_id = $8, version = c.version + 1,
                   support_department_ids = ARRAY(SELECT DISTINCT d.id
                                                    FROM UNNEST(c.support_department_ids || $9::uuid[]) AS d (id)
                                                   WHERE d.id <> c.lead_department_id),
                   first_observed_at = least(c.first_observed_at, s.first_observed_at),
                   last_observed_at = greatest(c.last_observed_at, s.last_observed_at),
                   rung = $12, next_rung_at = $13,
                   reopened_in_confidence = c.reopened_in_confidence
                       OR s.reopened_in_confidence AND (c.acknowledge_by, c.resolve_by) IS DISTINCT FROM ($5, $6)
              FROM cases AS s
             WHERE c.id = $1 AND c.version = $2 AND s.id = $10
            """;

    /** What went into the case that ends now follows it: nobody has to go from one to the next. */
    private static final String FOLLOW = """
            UPDATE cases
               SET merged_into_id = $2, version = version + 1
             WHERE merged_into_id = $1
            """;

    private static final String INTO = """
            SELECT goes_on.id, goes_on.number, goes_on.status
              FROM cases AS ended
              JOIN cases AS goes_on ON goes_on.id = ended.merged_into_id
             WHERE ended.id = $1
            """;

    private static final String SURGES = """
            UPDATE surges SET case_id = $2 WHERE case_id = $1
            """;

    /** With their photos; what both cases show follows by reports_shown. What officers put to a case stays where its thread shows it. */
    private static final String MOVE = """
            WITH moved AS (
                UPDATE reports
                   SET case_id = $2
                 WHERE case_id = $1 AND ($3::uuid[] IS NULL OR id = ANY ($3))
                RETURNING id, lat, lon
            ), shown AS (
                UPDATE photos
                   SET case_id = $2
                 WHERE report_id IN (SELECT id FROM moved)
            )
            INSERT INTO report_moves (id, report_id, from_case_id, to_case_id, at, account_id, lat, lon)
            SELECT gen_random_uuid(), id, $1, $2, $4, $5, lat, lon
              FROM moved
            """;

    private MergeStore() {}

    /** The case that goes on in its place, or null. */
    static Future<CaseDetails.Named> into(SqlClient client, UUID caseId) {
        return client.preparedQuery(INTO).execute(Tuple.of(caseId)).map(rows -> {
            for (Row row : rows) {
                return new CaseDetails.Named(
                        row.getUUID("id"), row.getString("number"), CaseStatus.of(row.getString("status")));
            }
            return null;
        });
    }

    /** Fails with stale when the case is no longer the one the change started from. */
    static Future<Void> end(SqlClient conn, Change change, UUID intoId) {
        Progress after = change.after();
        Change.Second second = change.second();
        Tuple values = Tuple.tuple()
                .addUUID(change.before().id())
                .addLong(change.before().version())
                .addString(after.status().code())
                .addUUID(intoId)
                .addOffsetDateTime(SqlTime.of(after.acknowledgedAt()))
                .addOffsetDateTime(SqlTime.of(after.closedAt()))
                .addUUID(after.endedById())
                .addUUID(change.act().actor().accountId())
                .addUUID(second == null ? null : second.officer().accountId())
                .addUUID(second == null ? null : second.consentId());
        return changed(conn, END, values);
    }

    static Future<Void> takeIn(SqlClient conn, Change change, Case source) {
        Progress after = change.after();
        List<UUID> takingPart = new ArrayList<>(source.supportDepartmentIds());
        takingPart.add(source.leadDepartmentId());
        Tuple values = Tuple.tuple()
                .addUUID(change.before().id())
                .addLong(change.before().version())
                .addInteger(after.assessment().likelihood())
                .addInteger(after.assessment().consequence())
                .addOffsetDateTime(SqlTime.of(after.acknowledgeBy()))
                .addOffsetDateTime(SqlTime.of(after.resolveBy()))
                .addInteger(source.reportCount())
                .addUUID(change.act().actor().accountId())
                .addArrayOfUUID(takingPart.toArray(UUID[]::new))
                .addUUID(source.id())
                .addString(after.resolveTime().code())
                .addInteger(after.ladder().rung())
                .addOffsetDateTime(SqlTime.of(after.ladder().nextAt()));
        return changed(conn, TAKE_IN, values);
    }

    private static Future<Void> changed(SqlClient conn, String sql, Tuple values) {
        return conn.preparedQuery(sql).execute(values).map(rows -> {
            if (rows.rowCount() == 0) {
                throw CaseStore.stale();
            }
            return null;
        });
    }

    /** All reports, and what points to the case that ended. */
    static Future<Void> moveAll(SqlClient conn, UUID from, UUID to, Act act) {
        return conn.preparedQuery(FOLLOW)
                .execute(Tuple.of(from, to))
                .compose(followed -> conn.preparedQuery(SURGES).execute(Tuple.of(from, to)))
                .compose(done ->
                        move(conn, from, to, null, act.at(), act.caller().accountId()));
    }

    /** @param reportIds null for all */
    static Future<Void> move(SqlClient conn, UUID from, UUID to, UUID[] reportIds, Instant at, UUID accountId) {
        Tuple values = Tuple.tuple()
                .addUUID(from)
                .addUUID(to)
                .addArrayOfUUID(reportIds)
                .addOffsetDateTime(SqlTime.of(at))
                .addUUID(accountId);
        return conn.preparedQuery(MOVE).execute(values).mapEmpty();
    }
}
