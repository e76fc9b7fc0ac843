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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.qunfang.casework.Grounds;
import org.qunfang.geo.CellDisk;
import org.qunfang.responsibility.Department;

/** Writes the cases that reports open and join, each with its timeline, decision record and event. */
final class IntakeCases {
    private static final String OPEN = """
            WITH sent AS (
                SELECT *, nextval('case_numbers')::text AS n
                  FROM UNNEST($2::uuid[], $3::uuid[], $4::int[], $5::int[], $6::uuid[], $7::uuid[], $8::text[],
                              $9::uuid[], $10::text[], $11::uuid[], $12::jsonb[], $13::float8[], $14::float8[],
                              $15::float8[], $16::bigint[], $17::text[], $18::timestamptz[], $19::timestamptz[],
                              $20::text[], $21::uuid[], $22::uuid[], $23::uuid[], $24::uuid[], $25::jsonb[], $26::uuid[],
                              $27::jsonb[])
                    AS sent (id, category_id, likelihood, consequence, factors_id, lead_department_id,
                             support_department_ids, area_id, routing, why_id, boundary_note, lat, lon,
                             accuracy_meters, cell, place, acknowledge_by, observed_at, visibility, sender_account_id,
                             opened_id, assigned_id, decision_id, rationale, event_id, event_data)
            ), c AS (
                INSERT INTO cases (id, number, category_id, status, likelihood, consequence, lead_department_id,
                                   support_department_ids, area_id, routing, why_id, boundary_note, lat, lon,
                                   accuracy_meters, cell, place, opened_at, acknowledge_by, first_observed_at,
                                   last_observed_at, visibility)
                SELECT id,
                       'QF-' || to_char($1::timestamptz AT TIME ZONE 'Asia/Shanghai', 'YYYY') || '-'
                           || lpad(n, greatest(6, length(n)), '0'),
                       category_id, 'assigned', likelihood, consequence, lead_department_id,
                       support_department_ids::uuid[], area_id, routing, why_id, NULLIF(boundary_note, 'null'), lat,
                       lon, accuracy_meters, cell, place, $1, acknowledge_by, observed_at, observed_at, visibility
                  FROM sent
                RETURNING id, number, severity
            ), t AS (
                INSERT INTO timeline_entries (id, case_id, at, kind, account_id, department_id, visibility)
                SELECT opened_id, id, $1, 'opened', sender_account_id, NULL, 'public' FROM sent
                UNION ALL
                SELECT assigned_id, id, $1, 'assigned', NULL, lead_department_id, 'public' FROM sent
            ), d AS (
                INSERT INTO decision_records (id, case_id, at, kind, account_id, rationale, factors_id, severity_after)
                SELECT sent.decision_id, c.id, $1, 'severity', NULL, sent.rationale, sent.factors_id, c.severity
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
            WITH sent AS (
                SELECT *
                  FROM UNNEST($2::uuid[], $3::int[], $4::int[], $5::boolean[], $6::uuid[], $7::timestamptz[],
                              $8::timestamptz[], $9::text[], $10::uuid[], $11::uuid[], $12::uuid[], $13::uuid[],
                              $14::jsonb[], $15::uuid[], $16::timestamptz[])
                    AS sent (case_id, likelihood, consequence, raises, factors_id, acknowledge_by, observed_at,
                             visibility, attached_id, sender_account_id, triaged_id, decision_id, rationale, event_id,
                             resolve_by)
            ), c AS (
                UPDATE cases AS joined
                   SET report_count = report_count + 1,
                       likelihood = greatest(joined.likelihood, sent.likelihood),
                       consequence = greatest(joined.consequence, sent.consequence),
                       acknowledge_by = CASE WHEN acknowledged_at IS NULL
                                             THEN least(joined.acknowledge_by, sent.acknowledge_by)
                                             ELSE joined.acknowledge_by END,
                       resolve_by = CASE WHEN raises AND joined.resolve_by IS NOT NULL
                                         THEN least(joined.resolve_by, sent.resolve_by)
                                         ELSE joined.resolve_by END,
                       first_observed_at = least(first_observed_at, observed_at),
                       last_observed_at = greatest(last_observed_at, observed_at),
                       visibility = CASE WHEN 'public' IN (joined.visibility, sent.visibility) THEN 'public'
                                         WHEN 'hidden' IN (joined.visibility, sent.visibility) THEN 'hidden'
                                         ELSE joined.visibility END,
                       version = version + 1
                  FROM sent
                 WHERE joined.id = sent.case_id AND joined.status NOT IN ('closed', 'rejected', 'resolved')
                RETURNING joined.id, joined.number, joined.status, joined.lead_department_id,
                          joined.support_department_ids, joined.severity, joined.acknowledge_by
            ), s AS (
                SELECT sent.raises, sent.factors_id, sent.attached_id, sent.sender_account_id, sent.triaged_id,
                       sent.decision_id, sent.rationale, sent.event_id, c.id, c.number, c.severity,
                       c.lead_department_id, c.support_department_ids
                  FROM sent JOIN c ON c.id = sent.case_id
            ), t AS (
                INSERT INTO timeline_entries (id, case_id, at, kind, account_id, department_id, visibility)
                SELECT attached_id, id, $1::timestamptz, 'report_attached', sender_account_id, NULL::uuid, 'public'
                  FROM s
                UNION ALL
                SELECT triaged_id, id, $1, 'triaged', NULL, NULL, 'public' FROM s WHERE raises
            ), d AS (
                INSERT INTO decision_records (id, case_id, at, kind, account_id, rationale, factors_id, severity_after)
                SELECT decision_id, id, $1, 'severity', NULL, rationale, factors_id, severity FROM s WHERE raises
            ), e AS (
                INSERT INTO events (id, type, subject_id, data, at)
                SELECT event_id, 'case.report-attached', id,
                       jsonb_build_object('caseId', id, 'number', number, 'severity', severity,
                                          'leadDepartmentId', lead_department_id,
                                          'supportDepartmentIds', to_jsonb(support_department_ids)), $1
                  FROM s
            )
            SELECT id, number, status, lead_department_id, acknowledge_by FROM c
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
        for (List<Draft> round : rounds(joining)) {
            written.add(conn.preparedQuery(JOIN)
                    .execute(joinColumns(round, now))
                    .onSuccess(rows -> addJoined(receipts, round, rows)));
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

    /** One statement changes a row once: the second report that joins a case waits for the next round. */
    private static List<List<Draft>> rounds(List<Draft> joining) {
        List<Map<UUID, Draft>> rounds = new ArrayList<>();
        for (Draft each : joining) {
            Map<UUID, Draft> free = rounds.stream()
                    .filter(round -> !round.containsKey(each.caseId()))
                    .findFirst()
                    .orElseGet(() -> {
                        rounds.add(new LinkedHashMap<>());
                        return rounds.get(rounds.size() - 1);
                    });
            free.put(each.caseId(), each);
        }
        return rounds.stream().map(round -> List.copyOf(round.values())).toList();
    }

    private static void addJoined(Map<UUID, Receipt> receipts, List<Draft> joining, RowSet<Row> rows) {
        Map<UUID, Draft> caseToDraft = new HashMap<>();
        joining.forEach(each -> caseToDraft.put(each.caseId(), each));
        for (Row row : rows) {
            Draft joined = caseToDraft.get(row.getUUID("id"));
            receipts.put(
                    joined.submission().id(),
                    Receipt.of(
                            joined,
                            row.getString("number"),
                            row.getString("status"),
                            row.getUUID("lead_department_id"),
                            row.getOffsetDateTime("acknowledge_by").toInstant()));
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
                .addArrayOfUUID(column(drafts, UUID[]::new, each -> idOf(each.factors())))
                .addArrayOfUUID(column(
                        drafts, UUID[]::new, each -> each.answerable().lead().id()))
                .addArrayOfString(column(drafts, String[]::new, IntakeCases::supportLiteral))
                .addArrayOfUUID(column(drafts, UUID[]::new, IntakeCases::areaId))
                .addArrayOfString(column(drafts, String[]::new, Draft::routing))
                .addArrayOfUUID(column(drafts, UUID[]::new, each -> each.why().id()))
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

    private static UUID idOf(Grounds grounds) {
        return grounds == null ? null : grounds.id();
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

    private static Tuple joinColumns(List<Draft> drafts, Instant now) {
        return Tuple.tuple()
                .addOffsetDateTime(utc(now))
                .addArrayOfUUID(column(drafts, UUID[]::new, Draft::caseId))
                .addArrayOfInteger(
                        column(drafts, Integer[]::new, each -> each.assessment().likelihood()))
                .addArrayOfInteger(
                        column(drafts, Integer[]::new, each -> each.assessment().consequence()))
                .addArrayOfBoolean(column(drafts, Boolean[]::new, Draft::raises))
                .addArrayOfUUID(column(drafts, UUID[]::new, each -> idOf(each.factors())))
                .addArrayOfOffsetDateTime(column(drafts, OffsetDateTime[]::new, each -> utc(each.acknowledgeBy())))
                .addArrayOfOffsetDateTime(column(
                        drafts,
                        OffsetDateTime[]::new,
                        each -> utc(each.submission().observedAt())))
                .addArrayOfString(
                        column(drafts, String[]::new, each -> each.submission().visibility()))
                .addArrayOfUUID(freshIds(drafts))
                .addArrayOfUUID(
                        column(drafts, UUID[]::new, each -> each.caller().accountId()))
                .addArrayOfUUID(freshIds(drafts))
                .addArrayOfUUID(freshIds(drafts))
                .addArrayOfJsonObject(column(
                        drafts,
                        JsonObject[]::new,
                        each -> IntakeTexts.severityRationale(each).toJson()))
                .addArrayOfUUID(freshIds(drafts))
                .addArrayOfOffsetDateTime(column(drafts, OffsetDateTime[]::new, each -> utc(each.resolveBy())));
    }
}
