package org.qunfang.report;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.qunfang.geo.CellDisk;
import org.qunfang.geo.Location;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Department;

/** The intake's SQL: one look at what is there, one statement that writes everything. */
final class IntakeStore {
    /** Reports of one category in one neighbourhood are taken one after the other, so that twins find each other. */
    private static final String LOCK_AND_KNOWN = """
            SELECT pg_advisory_xact_lock($2), r.content_hash, r.sender_account_id
              FROM (SELECT 1) AS one
              LEFT JOIN reports AS r ON r.id = $1
            """;

    private static final String CANDIDATES = """
            SELECT id, lat, lon, accuracy_meters, first_observed_at, last_observed_at, likelihood, consequence,
                   lead_department_id
              FROM cases
             WHERE category_id = $1
               AND cell = ANY ($2)
               AND status NOT IN ('closed', 'rejected', 'resolved')
             ORDER BY opened_at
             LIMIT 200
            """;

    private static final String OPEN_CASE = """
            WITH c AS (
                INSERT INTO cases (id, number, category_id, status, likelihood, consequence, factors, lead_department_id,
                                   support_department_ids, area_id, routing, why, boundary_note, lat, lon,
                                   accuracy_meters, cell, place, opened_at, acknowledge_by, first_observed_at,
                                   last_observed_at, visibility)
                SELECT $1, 'QF-' || to_char($2::timestamptz AT TIME ZONE 'Asia/Shanghai', 'YYYY') || '-'
                           || lpad(n, greatest(6, length(n)), '0'),
                       $3, 'assigned', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
                       $2, $18, $19, $19, $24
                  FROM (SELECT nextval('case_numbers')::text AS n) AS numbers
                RETURNING id, number
            ), r AS (
                INSERT INTO reports (id, case_id, sender_account_id, status, category_id, description, lat, lon,
                                     accuracy_meters, place, observed_at, language, visibility, contact, answers,
                                     tracking_code, content_hash, received_at)
                SELECT $20, c.id, $21, 'attached', $3, $22, $13, $14, $15, $17, $19, $23, $24, $25, $26, $27, $28, $2
                  FROM c
            ), t AS (
                INSERT INTO timeline_entries (id, case_id, at, kind, account_id, department_id, visibility)
                VALUES ($29, $1, $2, 'opened', $21, NULL, 'public'),
                       ($30, $1, $2, 'assigned', NULL, $7, 'public')
            ), d AS (
                INSERT INTO decision_records (id, case_id, at, kind, account_id, rationale, factors, severity_after)
                VALUES ($31, $1, $2, 'severity', NULL, $32, $6, $33)
            ), e AS (
                INSERT INTO events (id, type, subject_id, data, at)
                SELECT $34, 'case.opened', c.id, $35::jsonb || jsonb_build_object('number', c.number), $2
                  FROM c
            )
            SELECT c.number, 'assigned' AS status, $7::uuid AS lead_department_id, $18::timestamptz AS acknowledge_by,
                   append_audit($36, $2, $21, $37, $38, 'report.submit', 'report', $20, $39, $40, $41),
                   open_finding($42, $2)
              FROM c
            """;

    private static final String JOIN_CASE = """
            WITH c AS (
                UPDATE cases
                   SET report_count = report_count + 1,
                       likelihood = greatest(likelihood, $3),
                       consequence = greatest(consequence, $4),
                       factors = CASE WHEN $5 THEN $6::jsonb ELSE factors END,
                       acknowledge_by = CASE WHEN acknowledged_at IS NULL THEN least(acknowledge_by, $7) ELSE acknowledge_by END,
                       resolve_by = CASE WHEN $5 AND resolve_by IS NOT NULL THEN least(resolve_by, $34) ELSE resolve_by END,
                       first_observed_at = least(first_observed_at, $8),
                       last_observed_at = greatest(last_observed_at, $8),
                       visibility = CASE WHEN 'public' IN (visibility, $18) THEN 'public'
                                         WHEN 'hidden' IN (visibility, $18) THEN 'hidden'
                                         ELSE visibility END,
                       version = version + 1
                 WHERE id = $1 AND status NOT IN ('closed', 'rejected', 'resolved')
                RETURNING id, number, status, lead_department_id, support_department_ids, severity, acknowledge_by
            ), r AS (
                INSERT INTO reports (id, case_id, sender_account_id, status, category_id, description, lat, lon,
                                     accuracy_meters, place, observed_at, language, visibility, contact, answers,
                                     tracking_code, content_hash, received_at)
                SELECT $9, c.id, $10, 'attached', $11, $12, $13, $14, $15, $16, $8, $17, $18, $19, $20, $21, $22, $2
                  FROM c
            ), t AS (
                INSERT INTO timeline_entries (id, case_id, at, kind, account_id, department_id, visibility)
                SELECT $23::uuid, c.id, $2::timestamptz, 'report_attached', $10, NULL::uuid, 'public' FROM c
                UNION ALL
                SELECT $24, c.id, $2, 'triaged', NULL, NULL, 'public' FROM c WHERE $5
            ), d AS (
                INSERT INTO decision_records (id, case_id, at, kind, account_id, rationale, factors, severity_after)
                SELECT $25, c.id, $2, 'severity', NULL, $26, $6, c.severity FROM c WHERE $5
            ), e AS (
                INSERT INTO events (id, type, subject_id, data, at)
                SELECT $27, 'case.report-attached', c.id,
                       jsonb_build_object('caseId', c.id, 'number', c.number, 'severity', c.severity,
                                          'leadDepartmentId', c.lead_department_id,
                                          'supportDepartmentIds', to_jsonb(c.support_department_ids)), $2
                  FROM c
            )
            SELECT c.number, c.status, c.lead_department_id, c.acknowledge_by,
                   append_audit($28, $2, $10, $29, $30, 'report.submit', 'report', $9, $31, $32, $33)
              FROM c
            """;

    private IntakeStore() {}

    /** What the intake found: a report of the same id, and open cases near by. */
    record Found(Known known, List<OpenCase> candidates) {}

    record Known(byte[] contentHash, UUID senderAccountId) {}

    /** Sends both queries without waiting for the first: one round trip. */
    static Future<Found> look(SqlConnection conn, Submission submission, Category category) {
        Location place = submission.location();
        long lock = category.id().getLeastSignificantBits() ^ (CellDisk.cellOf(place) >>> 12);
        Long[] cells =
                CellDisk.around(place, Duplicates.farthest(category, place)).toArray(Long[]::new);
        Future<RowSet<Row>> known = conn.preparedQuery(LOCK_AND_KNOWN).execute(Tuple.of(submission.id(), lock));
        Future<RowSet<Row>> near =
                conn.preparedQuery(CANDIDATES).execute(Tuple.of(category.id()).addArrayOfLong(cells));
        return Future.all(known, near)
                .map(both -> new Found(known(known.result().iterator().next()), candidates(near.result())));
    }

    private static Known known(Row row) {
        Buffer hash = row.getBuffer("content_hash");
        return hash == null ? null : new Known(hash.getBytes(), row.getUUID("sender_account_id"));
    }

    private static List<OpenCase> candidates(RowSet<Row> rows) {
        List<OpenCase> candidates = new ArrayList<>(rows.size());
        for (Row row : rows) {
            candidates.add(new OpenCase(
                    row.getUUID("id"),
                    row.getDouble("lat"),
                    row.getDouble("lon"),
                    row.getDouble("accuracy_meters"),
                    row.getOffsetDateTime("first_observed_at").toInstant(),
                    row.getOffsetDateTime("last_observed_at").toInstant(),
                    row.getInteger("likelihood"),
                    row.getInteger("consequence"),
                    row.getUUID("lead_department_id")));
        }
        return candidates;
    }

    /** Writes all or nothing. Null when the case to join was closed meanwhile: decide again. */
    static Future<Receipt> store(SqlConnection conn, Draft draft) {
        boolean joins = draft.joins() != null;
        return conn.preparedQuery(joins ? JOIN_CASE : OPEN_CASE)
                .execute(joins ? joinParameters(draft) : openParameters(draft))
                .map(rows ->
                        rows.size() == 0 ? null : receipt(draft, rows.iterator().next()));
    }

    private static Receipt receipt(Draft draft, Row row) {
        return new Receipt(
                draft.submission().id(),
                draft.trackingCode(),
                draft.category(),
                draft.caseId(),
                row.getString("number"),
                row.getString("status"),
                row.getUUID("lead_department_id"),
                row.getOffsetDateTime("acknowledge_by").toInstant(),
                draft.joins() != null,
                draft.routing());
    }

    private static Tuple openParameters(Draft draft) {
        Submission sent = draft.submission();
        Location place = sent.location();
        return Tuple.tuple()
                .addValue(draft.caseId())
                .addValue(utc(draft.now()))
                .addValue(draft.category().id())
                .addValue(draft.assessment().likelihood())
                .addValue(draft.assessment().consequence())
                .addValue(draft.assessment().factorsJson())
                .addValue(draft.answerable().lead().id())
                .addValue(draft.answerable().support().stream()
                        .map(Department::id)
                        .toArray(UUID[]::new))
                .addValue(
                        draft.answerable().area() == null
                                ? null
                                : draft.answerable().area().id())
                .addValue(draft.routing())
                .addValue(draft.why())
                .addValue(
                        draft.boundaryNote() == null
                                ? null
                                : draft.boundaryNote().toJson())
                .addValue(place.lat())
                .addValue(place.lon())
                .addValue(place.accuracyMeters())
                .addValue(CellDisk.cellOf(place))
                .addValue(sent.place())
                .addValue(utc(draft.acknowledgeBy()))
                .addValue(utc(sent.observedAt()))
                .addValue(sent.id())
                .addValue(draft.caller().accountId())
                .addValue(sent.description())
                .addValue(sent.language())
                .addValue(sent.visibility())
                .addValue(sent.contact())
                .addValue(sent.answers())
                .addValue(draft.trackingCode())
                .addValue(Buffer.buffer(sent.contentHash()))
                .addValue(UuidCreator.getTimeOrderedEpoch())
                .addValue(UuidCreator.getTimeOrderedEpoch())
                .addValue(UuidCreator.getTimeOrderedEpoch())
                .addValue(IntakeTexts.severityRationale(draft).toJson())
                .addValue(draft.assessment().severity().code())
                .addValue(UuidCreator.getTimeOrderedEpoch())
                .addValue(eventData(draft))
                .addValue(UuidCreator.getTimeOrderedEpoch())
                .addValue(draft.caller().kind().name())
                .addValue(draft.caller().departmentId())
                .addValue(auditDetail(draft))
                .addValue(
                        draft.caller().attempt() == null
                                ? null
                                : draft.caller().attempt().key())
                .addValue(
                        draft.caller().attempt() == null
                                ? null
                                : draft.caller().attempt().id())
                .addValue(draft.finding());
    }

    private static Tuple joinParameters(Draft draft) {
        Submission sent = draft.submission();
        Location place = sent.location();
        return Tuple.tuple()
                .addValue(draft.caseId())
                .addValue(utc(draft.now()))
                .addValue(draft.assessment().likelihood())
                .addValue(draft.assessment().consequence())
                .addValue(draft.raises())
                .addValue(draft.assessment().factorsJson())
                .addValue(utc(draft.acknowledgeBy()))
                .addValue(utc(sent.observedAt()))
                .addValue(sent.id())
                .addValue(draft.caller().accountId())
                .addValue(draft.category().id())
                .addValue(sent.description())
                .addValue(place.lat())
                .addValue(place.lon())
                .addValue(place.accuracyMeters())
                .addValue(sent.place())
                .addValue(sent.language())
                .addValue(sent.visibility())
                .addValue(sent.contact())
                .addValue(sent.answers())
                .addValue(draft.trackingCode())
                .addValue(Buffer.buffer(sent.contentHash()))
                .addValue(UuidCreator.getTimeOrderedEpoch())
                .addValue(UuidCreator.getTimeOrderedEpoch())
                .addValue(UuidCreator.getTimeOrderedEpoch())
                .addValue(IntakeTexts.severityRationale(draft).toJson())
                .addValue(UuidCreator.getTimeOrderedEpoch())
                .addValue(UuidCreator.getTimeOrderedEpoch())
                .addValue(draft.caller().kind().name())
                .addValue(draft.caller().departmentId())
                .addValue(auditDetail(draft))
                .addValue(
                        draft.caller().attempt() == null
                                ? null
                                : draft.caller().attempt().key())
                .addValue(
                        draft.caller().attempt() == null
                                ? null
                                : draft.caller().attempt().id())
                .addValue(utc(draft.resolveBy()));
    }

    private static JsonObject eventData(Draft draft) {
        JsonArray support = new JsonArray();
        draft.answerable().support().forEach(each -> support.add(each.id().toString()));
        return new JsonObject()
                .put("caseId", draft.caseId().toString())
                .put("severity", draft.assessment().severity().code())
                .put("category", draft.category().code())
                .put("leadDepartmentId", draft.answerable().lead().id().toString())
                .put("supportDepartmentIds", support);
    }

    private static JsonObject auditDetail(Draft draft) {
        return new JsonObject()
                .put("caseId", draft.caseId().toString())
                .put("joined", draft.joins() != null)
                .put("routing", draft.routing())
                .put("score", draft.assessment().score());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
