package org.qunfang.report;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.qunfang.casework.Grounds;
import org.qunfang.db.Columns;

/** Writes what reports change in the cases that they join, with timeline, decision record and event. */
final class IntakeJoining {
    private static final String JOIN = """
            WITH sent AS (
                SELECT *
                  FROM UNNEST($2::uuid[], $3::int[], $4::int[], $5::boolean[], $6::uuid[], $7::timestamptz[],
                              $8::timestamptz[], $9::text[], $10::uuid[], $11::uuid[], $12::uuid[], $13::uuid[],
                              $14::jsonb[], $15::uuid[], $16::timestamptz[], $17::text[], $18::float8[],
                              $19::float8[], $20::text[])
                    AS sent (case_id, likelihood, consequence, raises, factors_id, acknowledge_by, observed_at,
                             visibility, attached_id, sender_account_id, triaged_id, decision_id, rationale, event_id,
                             resolve_by, resolve_time, lat, lon, place)
            ), c AS (
                UPDATE cases AS joined
                   SET report_count = report_count + 1,
                       likelihood = greatest(joined.likelihood, sent.likelihood),
                       consequence = greatest(joined.consequence, sent.consequence),
                       acknowledge_by = CASE WHEN acknowledged_at IS NULL
                                             THEN least(joined.acknowledge_by, sent.acknowledge_by)
                                             ELSE joined.acknowledge_by END,
                       resolve_by = CASE WHEN raises AND joined.resolve_by IS NOT NULL
                                         THEN greatest(least(joined.resolve_by, sent.resolve_by), joined.hold_review_at)
                                         ELSE joined.resolve_by END,
                       resolve_time = CASE WHEN raises AND sent.resolve_by < joined.resolve_by THEN sent.resolve_time
                                           ELSE joined.resolve_time END,
                       first_observed_at = least(first_observed_at, observed_at),
                       last_observed_at = greatest(last_observed_at, observed_at),
                       visibility = CASE WHEN more_open(sent.visibility, joined.visibility) THEN sent.visibility
                                         ELSE joined.visibility END,
                       public_lat = CASE WHEN more_open(sent.visibility, joined.visibility)
                                         THEN shown_degrees(sent.visibility, sent.lat)
                                         ELSE joined.public_lat END,
                       public_lon = CASE WHEN more_open(sent.visibility, joined.visibility)
                                         THEN shown_degrees(sent.visibility, sent.lon)
                                         ELSE joined.public_lon END,
                       public_place = CASE WHEN more_open(sent.visibility, joined.visibility) AND sent.visibility = 'public'
                                           THEN sent.place
                                           ELSE joined.public_place END,
                       public_since = CASE WHEN more_open(sent.visibility, joined.visibility) THEN $1
                                           ELSE joined.public_since END,
                       public_reports = joined.public_reports + (sent.visibility <> 'protected')::integer,
                       reopened_in_confidence = joined.reopened_in_confidence OR raises AND sent.visibility = 'protected',
                       version = version + 1
                  FROM sent
                 WHERE joined.id = sent.case_id AND joined.status NOT IN ('closed', 'rejected', 'resolved')
                RETURNING joined.id, joined.number, joined.status, joined.lead_department_id,
                          joined.support_department_ids, joined.severity, joined.lat, joined.lon,
                          told_time(joined.acknowledge_by, joined.opened_at, LEAST(joined.public_since, $1),
                                    joined.reopened_in_confidence) AS acknowledge_by
            ), s AS (
                SELECT sent.raises, sent.factors_id, sent.attached_id, sent.sender_account_id, sent.triaged_id,
                       sent.decision_id, sent.rationale, sent.event_id, sent.visibility, c.id, c.number, c.severity,
                       c.lead_department_id, c.support_department_ids, c.lat, c.lon
                  FROM sent JOIN c ON c.id = sent.case_id
            ), t AS (
                INSERT INTO timeline_entries (id, case_id, at, kind, account_id, department_id, visibility)
                SELECT attached_id, id, $1::timestamptz, 'report_attached', sender_account_id, NULL::uuid,
                       CASE visibility WHEN 'protected' THEN 'internal' ELSE 'public' END
                  FROM s
                UNION ALL
                SELECT triaged_id, id, $1, 'triaged', NULL, NULL, 'public' FROM s WHERE raises
            ), d AS (
                INSERT INTO decision_records (id, case_id, at, kind, account_id, rationale, factors_id, severity_after)
                SELECT decision_id, id, $1, 'severity', NULL, rationale, factors_id, severity FROM s WHERE raises
            ), e AS (
                INSERT INTO events (id, type, subject_id, data, at)
                SELECT event_id, 'case.report-attached', id,
                       jsonb_build_object('caseId', id, 'number', number, 'severity', severity, 'lat', lat, 'lon', lon,
                                          'raises', raises,
                                          'leadDepartmentId', lead_department_id,
                                          'supportDepartmentIds', to_jsonb(support_department_ids)), $1
                  FROM s
            )
            SELECT id, number, status, lead_department_id, acknowledge_by FROM c
            """;

    private IntakeJoining() {}

    /** A statement for each round; adds the receipts by report. A case that was closed meanwhile leaves its report out. */
    static Future<?> store(SqlConnection conn, List<Draft> joining, Instant now, Map<UUID, Receipt> receipts) {
        return Future.all(rounds(joining).stream()
                .map(round -> conn.preparedQuery(JOIN)
                        .execute(joinColumns(round, now))
                        .onSuccess(rows -> addJoined(receipts, round, rows)))
                .toList());
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

    private static Tuple joinColumns(List<Draft> drafts, Instant now) {
        return Columns.of(drafts)
                .at(now)
                .ids(Draft::caseId)
                .integers(each -> each.assessment().likelihood())
                .integers(each -> each.assessment().consequence())
                .booleans(Draft::raises)
                .ids(each -> Grounds.idOf(each.factors()))
                .instants(Draft::acknowledgeBy)
                .instants(each -> each.submission().observedAt())
                .texts(each -> each.submission().visibility())
                .newIds()
                .ids(each -> each.caller().accountId())
                .newIds()
                .newIds()
                .json(each -> IntakeTexts.severityRationale(each).toJson())
                .newIds()
                .instants(Draft::resolveBy)
                .texts(each -> each.resolveTime().code())
                .doubles(each -> each.place().lat())
                .doubles(each -> each.place().lon())
                .texts(each -> each.submission().place())
                .tuple();
    }
}
