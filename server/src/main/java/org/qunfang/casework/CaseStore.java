package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import org.qunfang.db.SqlTime;
import org.qunfang.geo.Location;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** One case: read, read to be changed, stored again. */
final class CaseStore {
    private static final String READ = """
            SELECT c.id, c.number, c.version, c.category_id, c.status, c.likelihood, c.consequence,
                   (SELECT g.content
                      FROM decision_records AS d
                      JOIN grounds AS g ON g.id = d.factors_id
                     WHERE d.case_id = c.id
                     ORDER BY d.at DESC, d.id DESC
                     LIMIT 1) AS factors,
                   c.acknowledge_by, c.acknowledged_at, c.resolve_by, c.resolve_time, c.resolved_at, c.closed_at,
                   c.hold_review_at, c.rung, c.next_rung_at,
                   c.ended_by_id, c.lead_department_id, c.support_department_ids, c.area_id, c.routing,
                   (SELECT g.content FROM grounds AS g WHERE g.id = c.why_id) AS why, c.boundary_note,
                   c.lat, c.lon, c.accuracy_meters, c.place, c.opened_at, c.report_count, c.merged_into_id,
                   ARRAY(SELECT o.department_id
                           FROM opinions AS o
                          WHERE o.case_id = c.id AND o.is_open) AS consulted_department_ids,
                   EXISTS (SELECT FROM site_links AS l WHERE l.case_id = c.id AND l.unlinked_at IS NULL) AS weighs_on_site,
                   (SELECT f.id
                      FROM findings AS f
                     WHERE f.status = 'open' AND f.duty = 'respond' AND f.kind = c.routing
                       AND f.category_id = c.category_id
                       AND (f.kind = 'gap' AND f.area_id IS NOT DISTINCT FROM c.area_id
                            OR f.kind = 'overlap' AND c.lead_department_id = ANY (f.department_ids))
                     ORDER BY f.opened_at, f.id
                     LIMIT 1) AS finding_id
              FROM cases AS c
             WHERE c.id = $1
            """;

    /** Whoever changes the case next waits here until this transaction has ended. */
    private static final String LOCK = READ + "FOR UPDATE OF c";

    private static final String UPDATE = """
            UPDATE cases
               SET status = $3, likelihood = $4, consequence = $5, acknowledge_by = $6, acknowledged_at = $7,
                   resolve_by = $8, resolved_at = $9, closed_at = $10, hold_review_at = $11, ended_by_id = $12,
                   last_actor_id = COALESCE($13, last_actor_id), version = version + 1,
                   second_officer_id = CASE WHEN $12::uuid IS NOT NULL THEN COALESCE($14, second_officer_id) END,
                   consent_id = COALESCE($15, consent_id),
                   lead_department_id = COALESCE($16, lead_department_id),
                   support_department_ids = CASE WHEN $16::uuid IS NULL THEN support_department_ids
                                                 ELSE array_remove(support_department_ids, $16) END,
                   routing = CASE WHEN $16::uuid IS NULL THEN routing ELSE 'lead' END,
                   why_id = COALESCE($17, why_id), resolve_time = $18, rung = $19, next_rung_at = $20,
                   held_at = CASE WHEN $3 <> 'on_hold' THEN NULL WHEN status = 'on_hold' THEN held_at ELSE $21 END,
                   category_id = COALESCE($22, category_id)
             WHERE id = $1 AND version = $2
            """;

    private static final String REOPENED_IN_CONFIDENCE = """
            UPDATE cases SET reopened_in_confidence = true WHERE id = $1
            """;

    private static final String SHOW_PHOTOS = """
            UPDATE photos
               SET visibility = CASE WHEN 'public' IN (visibility, $3) THEN 'public'
                                     WHEN 'participants' IN (visibility, $3) THEN 'participants'
                                     ELSE 'internal' END
             WHERE case_id = $1 AND id = ANY ($2) AND report_id IS NULL
            """;

    private CaseStore() {}

    /** Its deadlines are told to the full hour from now on. */
    static Future<Void> reopenedInConfidence(SqlClient conn, UUID caseId) {
        return conn.preparedQuery(REOPENED_IN_CONFIDENCE)
                .execute(Tuple.of(caseId))
                .mapEmpty();
    }

    /** Fails with not-found. */
    static Future<Case> read(SqlClient conn, UUID id) {
        return one(conn, READ, id);
    }

    /** Fails with not-found. */
    static Future<Case> lock(SqlClient conn, UUID id) {
        return one(conn, LOCK, id);
    }

    private static Future<Case> one(SqlClient conn, String sql, UUID id) {
        return conn.preparedQuery(sql).execute(Tuple.of(id)).map(rows -> {
            if (rows.size() == 0) {
                throw Problem.notFound();
            }
            return toCase(rows.iterator().next());
        });
    }

    /** Fails with stale when the case is no longer the one the change started from. */
    static Future<Void> update(SqlClient conn, Change change) {
        Progress after = change.after();
        Actor actor = change.act().actor();
        Change.Second second = change.second();
        Change.Handing handing = change.handing();
        Grounds moved = handing == null ? null : Grounds.of(handing.why());
        Tuple values = Tuple.tuple()
                .addUUID(change.before().id())
                .addLong(change.before().version())
                .addString(after.status().code())
                .addInteger(after.assessment().likelihood())
                .addInteger(after.assessment().consequence())
                .addOffsetDateTime(SqlTime.of(after.acknowledgeBy()))
                .addOffsetDateTime(SqlTime.of(after.acknowledgedAt()))
                .addOffsetDateTime(SqlTime.of(after.resolveBy()))
                .addOffsetDateTime(SqlTime.of(after.resolvedAt()))
                .addOffsetDateTime(SqlTime.of(after.closedAt()))
                .addOffsetDateTime(SqlTime.of(after.holdReviewAt()))
                .addUUID(after.endedById())
                .addUUID(actor.kind() == Actor.Kind.OFFICER ? actor.accountId() : null)
                .addUUID(second == null ? null : second.officer().accountId())
                .addUUID(second == null ? null : second.consentId())
                .addUUID(moved == null ? null : change.leadAfter())
                .addUUID(moved == null ? null : moved.id())
                .addString(after.resolveTime().code())
                .addInteger(after.ladder().rung())
                .addOffsetDateTime(SqlTime.of(after.ladder().nextAt()))
                .addOffsetDateTime(SqlTime.of(change.act().at()))
                .addUUID(change.categoryId());
        Future<Void> grounds = Grounds.store(conn, moved == null ? List.of() : List.of(moved));
        return grounds.compose(kept -> conn.preparedQuery(UPDATE).execute(values))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw stale();
                    }
                    return null;
                });
    }

    static Problem stale() {
        return Problem.of(ProblemType.STALE, "案件已被他人更新，请重新读取。", "Somebody changed the case meanwhile; read it again.");
    }

    /** Photos that a step names become as visible as the step. Fails with invalid when one is not of this case. */
    static Future<Void> showPhotos(SqlClient conn, UUID caseId, List<UUID> photoIds, Visibility visibility) {
        if (photoIds.isEmpty()) {
            return Future.succeededFuture();
        }
        return conn.preparedQuery(SHOW_PHOTOS)
                .execute(Tuple.of(caseId, photoIds.toArray(UUID[]::new), visibility.code()))
                .map(rows -> {
                    if (rows.rowCount() != photoIds.size()) {
                        throw Problem.invalid(
                                "/photoIds",
                                Localized.of("有的照片没有上传到此案件", "Some of these photos were not put to this case"));
                    }
                    return null;
                });
    }

    private static Case toCase(Row row) {
        return new Case(
                row.getUUID("id"),
                row.getString("number"),
                row.getLong("version"),
                row.getUUID("category_id"),
                progress(row),
                row.getUUID("lead_department_id"),
                List.of(row.getArrayOfUUIDs("support_department_ids")),
                row.getUUID("area_id"),
                row.getString("routing"),
                row.getJsonArray("why"),
                row.getJsonObject("boundary_note"),
                row.getUUID("finding_id"),
                new Location(row.getDouble("lat"), row.getDouble("lon"), row.getDouble("accuracy_meters")),
                row.getString("place"),
                SqlTime.in(row, "opened_at"),
                row.getInteger("report_count"),
                row.getUUID("merged_into_id"),
                List.of(row.getArrayOfUUIDs("consulted_department_ids")),
                row.getBoolean("weighs_on_site"));
    }

    private static Progress progress(Row row) {
        return new Progress(
                CaseStatus.of(row.getString("status")),
                Assessment.of(row.getInteger("likelihood"), row.getInteger("consequence"), row.getJsonArray("factors")),
                SqlTime.in(row, "acknowledge_by"),
                SqlTime.in(row, "acknowledged_at"),
                SqlTime.in(row, "resolve_by"),
                TimeKind.of(row.getString("resolve_time")),
                SqlTime.in(row, "resolved_at"),
                SqlTime.in(row, "closed_at"),
                SqlTime.in(row, "hold_review_at"),
                row.getUUID("ended_by_id"),
                new Ladder(row.getInteger("rung"), SqlTime.in(row, "next_rung_at")));
    }
}
