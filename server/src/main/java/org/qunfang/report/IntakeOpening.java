package org.qunfang.report;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.qunfang.casework.Grounds;
import org.qunfang.casework.OpenedCase;
import org.qunfang.db.Columns;
import org.qunfang.geo.CellDisk;

/** Writes the cases that reports open, each with its timeline, decision record and event. */
final class IntakeOpening {
    private static final String OPEN = """
            WITH sent AS (
                SELECT *
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
                                   last_observed_at, visibility, public_lat, public_lon, public_place, public_since,
                                   public_reports)
                SELECT id,
                       next_case_number($1),
                       category_id, 'assigned', likelihood, consequence, lead_department_id,
                       support_department_ids::uuid[], area_id, routing, why_id, NULLIF(boundary_note, 'null'), lat,
                       lon, accuracy_meters, cell, place, $1, acknowledge_by, observed_at, observed_at, visibility,
                       shown_degrees(visibility, lat), shown_degrees(visibility, lon),
                       CASE visibility WHEN 'public' THEN place END,
                       CASE WHEN visibility <> 'protected' THEN $1::timestamptz END, (visibility <> 'protected')::integer
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

    private IntakeOpening() {}

    /** One statement; adds the receipts by report. */
    static Future<?> store(SqlConnection conn, List<Draft> opening, Instant now, Map<UUID, Receipt> receipts) {
        return opening.isEmpty()
                ? Future.succeededFuture()
                : conn.preparedQuery(OPEN)
                        .execute(openColumns(opening, now))
                        .onSuccess(rows -> addOpened(receipts, opening, rows));
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

    private static Tuple openColumns(List<Draft> drafts, Instant now) {
        return Columns.of(drafts)
                .at(now)
                .ids(Draft::caseId)
                .ids(each -> each.category().id())
                .integers(each -> each.assessment().likelihood())
                .integers(each -> each.assessment().consequence())
                .ids(each -> Grounds.idOf(each.factors()))
                .ids(each -> each.answerable().lead().id())
                .texts(IntakeOpening::supportLiteral)
                .ids(each -> each.answerable().areaId())
                .texts(each -> each.answerable().routing())
                .ids(each -> Grounds.idOf(each.why()))
                .json(each ->
                        each.boundaryNote() == null ? null : each.boundaryNote().toJson())
                .doubles(each -> each.place().lat())
                .doubles(each -> each.place().lon())
                .doubles(each -> each.place().accuracyMeters())
                .longs(each -> CellDisk.cellOf(each.place()))
                .texts(each -> each.submission().place())
                .instants(Draft::acknowledgeBy)
                .instants(each -> each.submission().observedAt())
                .texts(each -> each.submission().visibility())
                .ids(each -> each.caller().accountId())
                .newIds()
                .newIds()
                .newIds()
                .json(each -> IntakeTexts.severityRationale(each).toJson())
                .newIds()
                .json(each -> OpenedCase.data(each.caseId(), each.category(), each.place(), each.answerable()))
                .tuple();
    }

    /** UNNEST takes arrays of arrays apart to the last element, so the inner ones travel as text. */
    private static String supportLiteral(Draft draft) {
        return draft.answerable().support().stream()
                .map(each -> each.id().toString())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
