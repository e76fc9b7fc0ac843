package org.qunfang.casework;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.qunfang.casework.QueuePlan.Source;

/**
 * The statements of the queues, one for each source so that each walks an index in the queue's order and stops after a
 * page. Parameters: $1 open or ended, $2–$4 cursor, $5 status, $6 severity, $7 categories, $8 areas, $9 limit, $10 scope,
 * $11 overdue at, $12 the source's key; then $13 the turns, or where words are looked for their patterns, and $14 their
 * grams.
 */
final class QueueSql {
    /** What every branch asks of a case. */
    private static final String WANTED = """
                   c.is_open = $1
               AND (c.turn, c.due_at, c.id) > ($2, $3, $4)
               AND ($5::text IS NULL OR c.status = $5)
               AND ($6::text IS NULL OR c.severity = $6)
               AND ($7::uuid[] IS NULL OR c.category_id = ANY ($7))
               AND ($8::uuid[] IS NULL OR c.area_id = ANY ($8))
               AND ($10::uuid IS NULL
                    OR c.lead_department_id = $10
                    OR c.support_department_ids @> ARRAY[$10]::uuid[])
               AND ($11::timestamptz IS NULL
                    OR c.turn < 9 AND c.due_at < $11)
            """;

    /** A constant limit lets the planner see that a page is small. */
    private static final String CANDIDATES = """
            SELECT c.id
              FROM cases AS c
             WHERE %s
               AND %s
             ORDER BY c.turn, c.due_at, c.id
             LIMIT %d
            """;

    /** Turn by turn: each begins where the cursor is, and what is not wanted of the others is not walked through. */
    private static final String CANDIDATES_BY_TURN = """
            SELECT b.id
              FROM unnest($13::smallint[]) AS k (turn)
             CROSS JOIN LATERAL (
                   SELECT c.id
                     FROM cases AS c
                    WHERE %s
                      AND c.turn = k.turn
                      AND %s
                    ORDER BY c.due_at, c.id
                    LIMIT 201) AS b
            """;

    /** Category by category, or area by area, of the whole city. */
    private static final String CANDIDATES_BY_KIND = """
            SELECT b.id
              FROM unnest(%s) AS k (id)
             CROSS JOIN LATERAL (
                   SELECT c.id
                     FROM cases AS c
                    WHERE %s
                      AND %s = k.id
                      AND %s
                    ORDER BY c.turn, c.due_at, c.id
                    LIMIT 201) AS b
            """;

    /** 200 is the contract's highest, one more tells of a next page. */
    private static final int PAGE_AND_ONE = 201;

    /** So many cases at the head of a queue are looked through before the index is asked where the words are. */
    private static final int WALKED = 1_000;

    private static final String FIRST = """
            SELECT id, turn, due_at FROM cases WHERE id = ANY (ARRAY(%s)) ORDER BY turn, due_at, id LIMIT $9
            """;

    /** Words that many cases have are soon met on the way; how few have them costs nothing to find out. */
    private static final String MET = """
            SELECT w.id, w.turn, w.due_at
              FROM (SELECT id, turn, due_at FROM cases WHERE id = ANY (ARRAY(%s)) ORDER BY turn, due_at, id LIMIT %d) AS w
              JOIN case_search AS s ON s.case_id = w.id
             WHERE s.words LIKE ALL ($13)
             ORDER BY w.turn, w.due_at, w.id
             LIMIT $9
            """;

    /** Words that few cases have lead to these cases. */
    private static final String FOUND = """
            SELECT c.id, c.turn, c.due_at
              FROM cases AS c
             WHERE c.id = ANY (ARRAY(SELECT s.case_id
                                       FROM case_search AS s
                                      WHERE s.grams @> $14 AND s.words LIKE ALL ($13)))
               AND (%s)
               AND %s
             ORDER BY c.turn, c.due_at, c.id
             LIMIT $9
            """;

    private static final String PAGE = """
            SELECT c.id, c.number, c.version, c.status, c.likelihood, c.consequence, c.turn, c.category_id, c.area_id,
                   c.lead_department_id, c.lat, c.lon, c.accuracy_meters, c.place, c.opened_at, c.acknowledge_by,
                   c.due_at, c.rung, c.report_count, c.assignee_id,
                   (SELECT a.name FROM accounts AS a WHERE a.id = c.assignee_id) AS assignee_name,
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
              FROM (%s) AS p
              JOIN cases AS c ON c.id = p.id, LATERAL (%s) AS tasks
             ORDER BY c.turn, c.due_at, c.id
            """;

    /** Few are being handed over: their ids first, then their cases. */
    private static final String ASKED_TO_TAKE_OVER = """
            c.id = ANY (ARRAY(SELECT h.case_id FROM handovers AS h WHERE h.to_department_id = $12 AND h.status = 'open'))
            """;

    /** Few are silent for so long that a superior was told: their ids first, then their cases. */
    private static final String TOLD_OF_SILENCE = """
            c.id = ANY (ARRAY(SELECT r.case_id FROM rungs AS r WHERE r.department_id = $12 AND r.ended_at IS NULL))
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
                               WHERE k.status = 'pending' AND k.asked_by_id <> $12
                                 AND ($10::uuid IS NULL OR k.lead_department_id = $10)))
            """;

    /**
     * $1 account, $2 its department, $3 scope or null, $4 duty office, $5 now, $6 the department whose
     * requests for consent the caller may answer or null for all. Nobody reads further than 1,000, so
     * every branch stops there; each asks one index. What is resolved waits for no officer and is not counted.
     */
    static final String COUNTS = """
            SELECT (SELECT count(*) FROM (
                        SELECT FROM cases AS c
                         WHERE c.keeper_id = $1 AND c.is_open AND c.turn < 9
                           AND ($3::uuid IS NULL OR c.lead_department_id = $3
                                OR c.support_department_ids @> ARRAY[$3]::uuid[])
                         LIMIT 1000) AS counted) AS mine,
                   least(1000, (SELECT count(*) FROM (
                        SELECT FROM cases AS c
                         WHERE c.lead_department_id = $2 AND c.is_open AND c.turn < 9
                         LIMIT 1000) AS led)
                   + (SELECT count(*) FROM (
                        SELECT FROM cases AS c
                         WHERE c.support_department_ids @> ARRAY[$2]::uuid[] AND c.is_open AND c.turn < 9
                         LIMIT 1000) AS supported)
                   + (SELECT count(*) FROM (
                        SELECT FROM handovers AS h JOIN cases AS c ON c.id = h.case_id
                         WHERE h.to_department_id = $2 AND h.status = 'open' AND c.is_open AND c.turn < 9
                           AND c.support_department_ids @> ARRAY[$2]::uuid[] IS NOT TRUE
                         LIMIT 1000) AS handed)) AS department,
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
                         LIMIT 1000) AS counted) AS duty,
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
                         LIMIT 1000) AS counted) AS overdue,
                   (SELECT count(*) FROM (
                        SELECT FROM cases AS c
                         WHERE $3::uuid IS NULL AND c.is_open AND c.turn < 9
                         LIMIT 1000) AS counted) AS city,
                   (SELECT count(*) FROM (
                        SELECT FROM consents AS k
                         WHERE k.status = 'pending' AND k.asked_by_id <> $1
                           AND ($6::uuid IS NULL OR k.lead_department_id = $6)
                         LIMIT 1000) AS counted) AS consent
            """;

    private static final Map<Source, List<String>> BRANCHES = new EnumMap<>(Map.of(
            Source.ALL, List.of("$12::uuid IS NULL"),
            Source.AWAITING, List.of("$12::uuid IS NULL AND c.turn < 9 AND c.due_at < $11"),
            Source.LEAD, List.of("c.lead_department_id = $12", FOR_THE_ARBITER, IN_A_SURGE),
            Source.ACTOR, List.of("c.keeper_id = $12"),
            Source.CONSENT, List.of(ASKED_OF_CALLER),
            Source.OVERDUE,
                    List.of(
                            "c.lead_department_id = $12 AND c.due_at < $11",
                            ASKED_TO_TAKE_OVER,
                            TOLD_OF_SILENCE,
                            "c.is_open AND $1 AND c.support_department_ids @> ARRAY[$12]::uuid[]"),
            Source.DEPARTMENT,
                    List.of(
                            "c.lead_department_id = $12",
                            ASKED_TO_TAKE_OVER,
                            "c.is_open AND $1 AND c.support_department_ids @> ARRAY[$12]::uuid[]",
                            "NOT c.is_open AND NOT $1 AND c.support_department_ids @> ARRAY[$12]::uuid[]")));

    /** Built once out of constants. */
    private static final Map<Source, Pages> PAGES = new EnumMap<>(Source.class);

    static {
        BRANCHES.forEach((source, branches) -> PAGES.put(source, Pages.of(branches)));
    }

    /**
     * The statements of one source.
     *
     * @param first the page, whatever the words
     * @param byTurn the same, only of these turns
     * @param byCategory the same, of the categories asked for
     * @param byArea the same, of the areas asked for
     * @param met the page, of the words at the head of the queue; complete only when it is full
     * @param found the page, of the words wherever they are
     */
    record Pages(String first, String byTurn, String byCategory, String byArea, String met, String found) {
        private static Pages of(List<String> branches) {
            String anyOf = branches.stream().map(each -> "(" + each + ")").collect(Collectors.joining(" OR "));
            return new Pages(
                    page(FIRST.formatted(union(branches, PAGE_AND_ONE))),
                    page(FIRST.formatted(byTurn(branches))),
                    page(FIRST.formatted(byKind("$7::uuid[]", anyOf, "c.category_id"))),
                    page(FIRST.formatted(byKind("$8::uuid[]", anyOf, "c.area_id"))),
                    page(MET.formatted(union(branches, WALKED), WALKED)),
                    page(FOUND.formatted(anyOf, WANTED)));
        }

        private static String page(String ids) {
            return PAGE.formatted(TaskProgress.COLUMNS, ids, TaskProgress.OF_CASE);
        }

        private static String byTurn(List<String> branches) {
            return branches.stream()
                    .map(each -> "(" + CANDIDATES_BY_TURN.formatted(each, WANTED) + ")")
                    .collect(Collectors.joining(" UNION ALL "));
        }

        private static String byKind(String asked, String anyOf, String column) {
            return CANDIDATES_BY_KIND.formatted(asked, "(" + anyOf + ")", column, WANTED);
        }

        /** One branch for each index. */
        private static String union(List<String> branches, int limit) {
            return branches.stream()
                    .map(each -> "(" + CANDIDATES.formatted(each, WANTED, limit) + ")")
                    .collect(Collectors.joining(" UNION ALL "));
        }
    }

    private QueueSql() {}

    static Pages of(Source source) {
        return PAGES.get(source);
    }
}
