package org.qunfang.report;

import static org.qunfang.report.IntakeStore.column;
import static org.qunfang.report.IntakeStore.utc;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.qunfang.geo.CellDisk;
import org.qunfang.responsibility.Department;

/** Writes the cases that reports open and join, each with its timeline, decision record and event. */
final class IntakeCases {
    private static final String OPEN = """
            WITH sent AS (
                SELECT *, nextval('case_numbers')::text AS n
                  FROM UNNEST($2::uuid[], $3::uuid[], $4::int[], $5::int[], $6::jsonb[], $7::uuid[], $8::text[],
                              $9::uuid[], $10::text[], $11::jsonb[], $12::jsonb[], $13::float8[], $14::float8[],
                              $15::float8[], $16::bigint[], $17::text[], $18::timestamptz[], $19::timestamptz[],
                              $20::text[], $21::uuid[], $22::uuid[], $23::uuid[], $24::uuid[], $25::jsonb[], $26::uuid[],
                              $27::jsonb[])
                    AS sent (id, category_id, likelihood, consequence, factors, lead_department_id,
                             support_department_ids, area_id, routing, why, boundary_note, lat, lon, accuracy_meters,
                             cell, place, acknowledge_by, observed_at, visibility, sender_account_id, opened_id,
                             assigned_id, decision_id, rationale, event_id, event_data)
            ), c AS (
                INSERT INTO cases (id, number, category_id, status, likelihood, consequence, factors,
                                   lead_department_id, support_department_ids, area_id, routing, why, boundary_note,
                                   lat, lon, accuracy_meters, cell, place, opened_at, acknowledge_by,
                                   first_observed_at, last_observed_at, visibility)
                SELECT id,
                       'QF-' || to_char($1::timestamptz AT TIME ZONE 'Asia/Shanghai', 'YYYY') || '-'
                           || lpad(n, greatest(6, length(n)), '0'),
                       category_id, 'assigned', likelihood, consequence, factors, lead_department_id,
                       support_department_ids::uuid[], area_id, routing, why, NULLIF(boundary_note, 'null'), lat,
                       lon, accuracy_meters, cell, place, $1, acknowledge_by, observed_at, observed_at, visibility
                  FROM sent
                RETURNING id, number, severity
            ), t AS (
                INSERT INTO timeline_entries (id, case_id, at, kind, account_id, department_id, visibility)
                SELECT opened_id, id, $1, 'opened', sender_account_id, NULL, 'public' FROM sent
                UNION ALL
                SELECT assigned_id, id, $1, 'assigned', NULL, lead_department_id, 'public' FROM sent
            ), d AS (
                INSERT INTO decision_records (id, case_id, at, kind, account_id, rationale, factors, severity_after)
                SELECT sent.decision_id, c.id, $1, 'severity', NULL, sent.rationale, sent.factors, c.severity
                  FROM sent JOIN c USING (id)
            ), e AS (
                INSERT INTO events (id, type, subject_id, data, at)
                SELECT sent.event_id, 'case.opened', c.id,
                       sent.event_data || jsonb_build_object('number', c.number, 'severity', c.severity), $1
                  FROM sent JOIN c USING (id)
            )
            SELECT id, number FROM c
            """;

    private static final String JOIN = """
            WITH c AS (
                UPDATE cases
                   SET report_count = report_count + 1,
                       likelihood = greatest(likelihood, $3),
                       consequence = greatest(consequence, $4),
                       factors = CASE WHEN $5 THEN $6::jsonb ELSE factors END,
                       acknowledge_by = CASE WHEN acknowledged_at IS NULL THEN least(acknowledge_by, $7) ELSE acknowledge_by END,
                       first_observed_at = least(first_observed_at, $8),
                       last_observed_at = greatest(last_observed_at, $8),
                       visibility = CASE WHEN 'public' IN (visibility, $9) THEN 'public'
                                         WHEN 'hidden' IN (visibility, $9) THEN 'hidden'
                                         ELSE visibility END,
                       version = version + 1
                 WHERE id = $1 AND status NOT IN ('closed', 'rejected', 'resolved')
                RETURNING id, number, status, lead_department_id, support_department_ids, severity, acknowledge_by
            ), t AS (
                INSERT INTO timeline_entries (id, case_id, at, kind, account_id, department_id, visibility)
                SELECT $10::uuid, c.id, $2::timestamptz, 'report_attached', $11::uuid, NULL::uuid, 'public' FROM c
                UNION ALL
                SELECT $12, c.id, $2, 'triaged', NULL, NULL, 'public' FROM c WHERE $5
            ), d AS (
                INSERT INTO decision_records (id, case_id, at, kind, account_id, rationale, factors, severity_after)
                SELECT $13, c.id, $2, 'severity', NULL, $14, $6, c.severity FROM c WHERE $5
            ), e AS (
                INSERT INTO events (id, type, subject_id, data, at)
                SELECT $15, 'case.report-attached', c.id,
                       jsonb_build_object('caseId', c.id, 'number', c.number, 'severity', c.severity,
                                          'leadDepartmentId', c.lead_department_id,
                                          'supportDepartmentIds', to_jsonb(c.support_department_ids)), $2
                  FROM c
            )
            SELECT number, status, lead_department_id, acknowledge_by FROM c
            """;

    private IntakeCases() {}

    /** One round trip; the receipts by report. A joined case that was closed meanwhile leaves its report out. */
    static Future<Map<UUID, Receipt>> store(SqlConnection conn, List<Draft> drafts, Instant now) {
        List<Draft> opening = drafts.stream().filter(each -> !each.joins()).toList();
        List<Draft> joining = drafts.stream().filter(Draft::joins).toList();
        Map<UUID, Receipt> receipts = new HashMap<>();
        List<Future<?>> written = new ArrayList<>();
        if (!opening.isEmpty()) {
            written.add(conn.preparedQuery(OPEN)
                    .execute(openColumns(opening, now))
                    .onSuccess(rows -> addOpened(receipts, opening, rows)));
        }
        if (!joining.isEmpty()) {
            written.add(conn.preparedQuery(JOIN)
                    .executeBatch(joining.stream().map(each -> join(each, now)).toList())
                    .onSuccess(rows -> addJoined(receipts, joining, rows)));
        }
        return Future.all(written).map(receipts);
    }

    private static void addOpened(Map<UUID, Receipt> receipts, List<Draft> opening, RowSet<Row> rows) {
        Map<UUID, String> idToNumber = new HashMap<>();
        rows.forEach(row -> idToNumber.put(row.getUUID("id"), row.getString("number")));
        for (Draft each : opening) {
            UUID lead = each.answerable().lead().id();
            receipts.put(
                    each.submission().id(),
                    Receipt.of(each, idToNumber.get(each.caseId()), "assigned", lead, each.acknowledgeBy()));
        }
    }

    private static void addJoined(Map<UUID, Receipt> receipts, List<Draft> joining, RowSet<Row> first) {
        RowSet<Row> rows = first;
        for (Draft each : joining) {
            for (Row row : rows) {
                receipts.put(
                        each.submission().id(),
                        Receipt.of(
                                each,
                                row.getString("number"),
                                row.getString("status"),
                                row.getUUID("lead_department_id"),
                                row.getOffsetDateTime("acknowledge_by").toInstant()));
            }
            rows = rows.next();
        }
    }

    private static Tuple openColumns(List<Draft> drafts, Instant now) {
        return Tuple.tuple()
                .addOffsetDateTime(utc(now))
                .addArrayOfUUID(column(drafts, UUID[]::new, Draft::caseId))
                .addArrayOfUUID(
                        column(drafts, UUID[]::new, each -> each.category().id()))
                .addArrayOfInteger(
                        column(drafts, Integer[]::new, each -> each.assessment().likelihood()))
                .addArrayOfInteger(
                        column(drafts, Integer[]::new, each -> each.assessment().consequence()))
                .addArrayOfJsonArray(column(
                        drafts, JsonArray[]::new, each -> each.assessment().factorsJson()))
                .addArrayOfUUID(column(
                        drafts, UUID[]::new, each -> each.answerable().lead().id()))
                .addArrayOfString(column(drafts, String[]::new, IntakeCases::supportLiteral))
                .addArrayOfUUID(column(drafts, UUID[]::new, IntakeCases::areaId))
                .addArrayOfString(column(drafts, String[]::new, Draft::routing))
                .addArrayOfJsonArray(column(drafts, JsonArray[]::new, Draft::why))
                .addArrayOfJsonObject(column(
                        drafts,
                        JsonObject[]::new,
                        each -> each.boundaryNote() == null
                                ? null
                                : each.boundaryNote().toJson()))
                .addArrayOfDouble(
                        column(drafts, Double[]::new, each -> each.place().lat()))
                .addArrayOfDouble(
                        column(drafts, Double[]::new, each -> each.place().lon()))
                .addArrayOfDouble(
                        column(drafts, Double[]::new, each -> each.place().accuracyMeters()))
                .addArrayOfLong(column(drafts, Long[]::new, each -> CellDisk.cellOf(each.place())))
                .addArrayOfString(
                        column(drafts, String[]::new, each -> each.submission().place()))
                .addArrayOfOffsetDateTime(column(drafts, OffsetDateTime[]::new, each -> utc(each.acknowledgeBy())))
                .addArrayOfOffsetDateTime(column(
                        drafts,
                        OffsetDateTime[]::new,
                        each -> utc(each.submission().observedAt())))
                .addArrayOfString(
                        column(drafts, String[]::new, each -> each.submission().visibility()))
                .addArrayOfUUID(
                        column(drafts, UUID[]::new, each -> each.caller().accountId()))
                .addArrayOfUUID(freshIds(drafts))
                .addArrayOfUUID(freshIds(drafts))
                .addArrayOfUUID(freshIds(drafts))
                .addArrayOfJsonObject(column(
                        drafts,
                        JsonObject[]::new,
                        each -> IntakeTexts.severityRationale(each).toJson()))
                .addArrayOfUUID(freshIds(drafts))
                .addArrayOfJsonObject(column(drafts, JsonObject[]::new, IntakeCases::openedData));
    }

    private static UUID areaId(Draft draft) {
        return draft.answerable().area() == null
                ? null
                : draft.answerable().area().id();
    }

    private static UUID[] freshIds(List<Draft> drafts) {
        return column(drafts, UUID[]::new, each -> UuidCreator.getTimeOrderedEpoch());
    }

    /** UNNEST takes arrays of arrays apart to the last element, so the inner ones travel as text. */
    private static String supportLiteral(Draft draft) {
        return draft.answerable().support().stream()
                .map(each -> each.id().toString())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static JsonObject openedData(Draft draft) {
        JsonArray support = new JsonArray();
        for (Department each : draft.answerable().support()) {
            support.add(each.id().toString());
        }
        return new JsonObject()
                .put("caseId", draft.caseId().toString())
                .put("category", draft.category().code())
                .put("leadDepartmentId", draft.answerable().lead().id().toString())
                .put("supportDepartmentIds", support);
    }

    private static Tuple join(Draft draft, Instant now) {
        return Tuple.tuple()
                .addUUID(draft.caseId())
                .addOffsetDateTime(utc(now))
                .addInteger(draft.assessment().likelihood())
                .addInteger(draft.assessment().consequence())
                .addBoolean(draft.raises())
                .addJsonArray(draft.assessment().factorsJson())
                .addOffsetDateTime(utc(draft.acknowledgeBy()))
                .addOffsetDateTime(utc(draft.submission().observedAt()))
                .addString(draft.submission().visibility())
                .addUUID(UuidCreator.getTimeOrderedEpoch())
                .addUUID(draft.caller().accountId())
                .addUUID(UuidCreator.getTimeOrderedEpoch())
                .addUUID(UuidCreator.getTimeOrderedEpoch())
                .addJsonObject(IntakeTexts.severityRationale(draft).toJson())
                .addUUID(UuidCreator.getTimeOrderedEpoch());
    }
}
