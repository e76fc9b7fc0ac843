package org.qunfang.casework;

import java.util.EnumMap;
import java.util.Map;
import org.qunfang.casework.QueuePlan.Source;

/**
 * The statements of the queues, one for each source so that each walks an index in the queue's order and stops after a
 * page. Parameters: $1 open or ended, $2–$4 cursor, $5 status, $6 severity, $7 categories, $8 areas, $9 words, $10 limit,
 * $11 scope, $12 overdue at, $13 the source's key.
 */
final class QueueSql {
    /** A constant limit lets the planner see that a page is small; 200 is the contract's highest, one more tells of a next page. */
    private static final String CANDIDATES = """
            SELECT c.id
              FROM cases AS c
             WHERE %s
               AND c.is_open = $1
               AND (c.turn, c.due_at, c.id) > ($2, $3, $4)
               AND ($5::text IS NULL OR c.status = $5)
               AND ($6::text IS NULL OR c.severity = $6)
               AND ($7::uuid[] IS NULL OR c.category_id = ANY ($7))
               AND ($8::uuid[] IS NULL OR c.area_id = ANY ($8))
               AND ($9::text IS NULL
                    OR strpos(lower(c.number), lower($9)) > 0
                    OR strpos(lower(c.place), lower($9)) > 0
                    OR EXISTS (SELECT 1
                                 FROM reports AS r
                                WHERE r.case_id = c.id AND strpos(lower(r.description), lower($9)) > 0))
               AND ($11::uuid IS NULL
                    OR c.lead_department_id = $11
                    OR c.support_department_ids @> ARRAY[$11]::uuid[])
               AND ($12::timestamptz IS NULL
                    OR c.turn < 9 AND c.due_at < $12)
             ORDER BY c.turn, c.due_at, c.id
             LIMIT 201
            """;

    private static final String PAGE = """
            SELECT c.id, c.number, c.version, c.status, c.likelihood, c.consequence, c.turn, c.category_id, c.area_id,
                   c.lead_department_id, c.lat, c.lon, c.accuracy_meters, c.place, c.opened_at, c.acknowledge_by,
                   c.due_at, c.rung, c.report_count,
                   (SELECT left(r.description, 200)
                      FROM reports AS r
                     WHERE r.case_id = c.id AND r.status <> 'rejected'
                     ORDER BY r.received_at, r.id
                     LIMIT 1) AS excerpt,
                   EXISTS (SELECT FROM consents AS k WHERE k.case_id = c.id AND k.status = 'pending') AS consent_pending,
                   (SELECT h.status
                      FROM handovers AS h
                     WHERE h.case_id = c.id AND h.status IN ('open', 'arbitration')) AS handover_status,
                   EXISTS (SELECT FROM surges AS s WHERE s.case_id = c.id AND s.ended_at IS NULL) AS surging,
                   %s
              FROM (SELECT id, turn, due_at FROM cases WHERE id = ANY (ARRAY(%s)) ORDER BY turn, due_at, id LIMIT $10) AS p
              JOIN cases AS c ON c.id = p.id, LATERAL (%s) AS tasks
             ORDER BY c.turn, c.due_at, c.id
            """;

    /** Few are being handed over: their ids first, then their cases. */
    private static final String ASKED_TO_TAKE_OVER = """
            c.id = ANY (ARRAY(SELECT h.case_id FROM handovers AS h WHERE h.to_department_id = $13 AND h.status = 'open'))
            """;

    /** Few are silent for so long that a superior was told: their ids first, then their cases. */
    private static final String TOLD_OF_SILENCE = """
            c.id = ANY (ARRAY(SELECT r.case_id FROM rungs AS r WHERE r.department_id = $13 AND r.ended_at IS NULL))
            """;

    private static final String FOR_THE_ARBITER = """
            c.id = ANY (ARRAY(SELECT h.case_id FROM handovers AS h WHERE h.status = 'arbitration'))
            """;

    /** Few surges run at once: their ids first, then their cases. */
    private static final String IN_A_SURGE = """
            c.id = ANY (ARRAY(SELECT s.case_id FROM surges AS s WHERE s.ended_at IS NULL))
            """;

    /** Few wait for a second officer: their ids first, then their cases. */
    private static final String ASKED_OF_CALLER = """
            c.id = ANY (ARRAY(SELECT k.case_id
                                FROM consents AS k
                               WHERE k.status = 'pending' AND k.asked_by_id <> $13
                                 AND ($11::uuid IS NULL OR k.lead_department_id = $11)))
            """;

    /**
     * $1 account, $2 its department, $3 scope or null, $4 duty office, $5 now, $6 the department whose
     * requests for consent the caller may answer or null for all. Nobody reads further than 10,000, so
     * every branch stops there; each asks one index. What is resolved waits for no officer and is not counted.
     */
    static final String COUNTS = """
            SELECT (SELECT count(*) FROM (
                        SELECT FROM cases AS c
                         WHERE c.last_actor_id = $1 AND c.is_open AND c.turn < 9
                           AND ($3::uuid IS NULL OR c.lead_department_id = $3
                                OR c.support_department_ids @> ARRAY[$3]::uuid[])
                         LIMIT 10000) AS counted) AS mine,
                   least(10000, (SELECT count(*) FROM (
                        SELECT FROM cases AS c
                         WHERE c.lead_department_id = $2 AND c.is_open AND c.turn < 9
                         LIMIT 10000) AS led)
                   + (SELECT count(*) FROM (
                        SELECT FROM cases AS c
                         WHERE c.support_department_ids @> ARRAY[$2]::uuid[] AND c.is_open AND c.turn < 9
                         LIMIT 10000) AS supported)
                   + (SELECT count(*) FROM (
                        SELECT FROM handovers AS h JOIN cases AS c ON c.id = h.case_id
                         WHERE h.to_department_id = $2 AND h.status = 'open' AND c.is_open AND c.turn < 9
                           AND c.support_department_ids @> ARRAY[$2]::uuid[] IS NOT TRUE
                         LIMIT 10000) AS handed)) AS department,
                   (SELECT count(*) FROM (
                        SELECT FROM cases AS c
                         WHERE $3::uuid IS NULL AND c.lead_department_id = $4 AND c.is_open AND c.turn < 9
                         UNION ALL
                        SELECT FROM cases AS c
                         WHERE c.lead_department_id = $4 AND c.is_open AND c.turn < 9
                           AND (c.lead_department_id = $3 OR c.support_department_ids @> ARRAY[$3]::uuid[])
                         UNION ALL
                        SELECT FROM handovers AS h JOIN cases AS c ON c.id = h.case_id
                         WHERE h.status = 'arbitration' AND c.lead_department_id <> $4 AND c.is_open AND c.turn < 9
                           AND ($3::uuid IS NULL OR c.lead_department_id = $3
                                OR c.support_department_ids @> ARRAY[$3]::uuid[])
                         UNION ALL
                        SELECT FROM cases AS c
                         WHERE c.id = ANY (ARRAY(SELECT s.case_id FROM surges AS s WHERE s.ended_at IS NULL))
                           AND c.lead_department_id <> $4 AND c.is_open AND c.turn < 9
                           AND NOT EXISTS (SELECT FROM handovers AS h WHERE h.case_id = c.id AND h.status = 'arbitration')
                           AND ($3::uuid IS NULL OR c.lead_department_id = $3
                                OR c.support_department_ids @> ARRAY[$3]::uuid[])
                         LIMIT 10000) AS counted) AS duty,
                   (SELECT count(*) FROM (
                        SELECT FROM cases AS c
                         WHERE $3::uuid IS NULL AND c.is_open AND c.turn < 9 AND c.due_at < $5
                           AND c.rung = ANY ('{0,1,2,3,4}')
                         UNION ALL
                        SELECT FROM cases AS c
                         WHERE c.lead_department_id = $3 AND c.is_open AND c.turn < 9 AND c.due_at < $5
                         UNION ALL
                        SELECT FROM cases AS c
                         WHERE c.support_department_ids @> ARRAY[$3]::uuid[] AND c.is_open AND c.turn < 9 AND c.due_at < $5
                         UNION ALL
                        SELECT FROM handovers AS h JOIN cases AS c ON c.id = h.case_id
                         WHERE h.to_department_id = $3 AND h.status = 'open' AND c.is_open AND c.turn < 9
                           AND c.due_at < $5 AND c.support_department_ids @> ARRAY[$3]::uuid[] IS NOT TRUE
                         UNION ALL
                        SELECT FROM cases AS c
                         WHERE c.id = ANY (ARRAY(SELECT r.case_id
                                                   FROM rungs AS r
                                                  WHERE r.department_id = $3 AND r.ended_at IS NULL
                                                  LIMIT 10000))
                           AND c.lead_department_id <> $3 AND c.is_open AND c.turn < 9 AND c.due_at < $5
                           AND c.support_department_ids @> ARRAY[$3]::uuid[] IS NOT TRUE
                           AND NOT EXISTS (SELECT FROM handovers AS h
                                            WHERE h.case_id = c.id AND h.to_department_id = $3 AND h.status = 'open')
                         LIMIT 10000) AS counted) AS overdue,
                   (SELECT count(*) FROM (
                        SELECT FROM cases AS c
                         WHERE $3::uuid IS NULL AND c.is_open AND c.turn < 9
                         LIMIT 10000) AS counted) AS city,
                   (SELECT count(*) FROM (
                        SELECT FROM consents AS k
                         WHERE k.status = 'pending' AND k.asked_by_id <> $1
                           AND ($6::uuid IS NULL OR k.lead_department_id = $6)
                         LIMIT 10000) AS counted) AS consent
            """;

    private static final Map<Source, String> PAGES = new EnumMap<>(Map.of(
            Source.ALL, page("true"),
            Source.AWAITING, page("c.turn < 9"),
            Source.LEAD, page("c.lead_department_id = $13", FOR_THE_ARBITER, IN_A_SURGE),
            Source.ACTOR, page("c.last_actor_id = $13"),
            Source.CONSENT, page(ASKED_OF_CALLER),
            Source.OVERDUE,
                    page(
                            "c.lead_department_id = $13",
                            ASKED_TO_TAKE_OVER,
                            TOLD_OF_SILENCE,
                            "c.is_open AND $1 AND c.support_department_ids @> ARRAY[$13]::uuid[]"),
            Source.DEPARTMENT,
                    page(
                            "c.lead_department_id = $13",
                            ASKED_TO_TAKE_OVER,
                            "c.is_open AND $1 AND c.support_department_ids @> ARRAY[$13]::uuid[]",
                            "NOT c.is_open AND NOT $1 AND c.support_department_ids @> ARRAY[$13]::uuid[]")));

    private QueueSql() {}

    static String page(Source source) {
        return PAGES.get(source);
    }

    /** Built once out of constants: one branch for each index. */
    private static String page(String... conditions) {
        StringBuilder union = new StringBuilder();
        for (String condition : conditions) {
            union.append(union.isEmpty() ? "" : " UNION ALL ")
                    .append('(')
                    .append(CANDIDATES.formatted(condition))
                    .append(')');
        }
        return PAGE.formatted(TaskProgress.COLUMNS, union, TaskProgress.OF_CASE);
    }
}
