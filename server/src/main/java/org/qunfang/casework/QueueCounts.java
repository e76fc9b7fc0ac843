package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.UUID;
import org.qunfang.db.SqlTime;

/**
 * How many cases of each queue of a caller wait for officers. Nobody reads further than that, so every count stops at
 * 1,000, which stands for that or more. What is resolved waits for no officer and is not counted; what waits is open, so
 * that the turn says both.
 */
record QueueCounts(long mine, long department, long duty, long overdue, long all, long consent) {
    /** What all officers of a department share, and all who see the whole city. */
    record Shared(long department, long duty, long overdue, long all) {}

    /** $1 account, $2 its department or null for who sees all, $3 scope of consents. */
    private static final String OWN = """
            SELECT (SELECT count(*) FROM (
                        SELECT FROM cases AS c
                         WHERE c.keeper_id = $1 AND c.is_open AND c.turn < 9
                           AND ($2::uuid IS NULL OR c.lead_department_id = $2)
                         UNION ALL
                        SELECT FROM supported_cases AS s
                         WHERE s.department_id = $2 AND s.is_open AND s.turn < 9 AND s.keeper_id = $1
                         LIMIT 1000) AS kept) AS mine,
                   (SELECT count(*) FROM (
                        SELECT FROM consents AS k
                         WHERE k.status = 'pending' AND k.asked_by_id <> $1
                           AND ($3::uuid IS NULL OR k.lead_department_id = $3)
                         LIMIT 1000) AS asked) AS consent
            """;

    /** Parameters of both statements: $1 department, $2 duty office, $3 now. */
    private static final String DEPARTMENT = """
            least(1000, (SELECT count(*) FROM (
                        SELECT FROM cases AS c
                         WHERE c.lead_department_id = $1 AND c.is_open AND c.turn < 9
                         LIMIT 1000) AS led)
                   + (SELECT count(*) FROM (
                        SELECT FROM supported_cases AS s
                         WHERE s.department_id = $1 AND s.is_open AND s.turn < 9
                         LIMIT 1000) AS supported)
                   + (SELECT count(*) FROM (
                        SELECT FROM handovers AS h JOIN cases AS c ON c.id = h.case_id
                         WHERE h.to_department_id = $1 AND h.status = 'open' AND c.turn < 9
                           AND $1 <> ALL (c.support_department_ids)
                         LIMIT 1000) AS handed))
            """;

    /** Of the whole city. */
    private static final String OF_ALL = """
            SELECT %s AS department,
                   (SELECT count(*) FROM (
                        SELECT FROM cases AS c
                         WHERE c.lead_department_id = $2 AND c.is_open AND c.turn < 9
                         UNION ALL
                        SELECT FROM handovers AS h JOIN cases AS c ON c.id = h.case_id
                         WHERE h.status = 'arbitration' AND c.lead_department_id <> $2 AND c.turn < 9
                         UNION ALL
                        SELECT FROM cases AS c
                         WHERE c.id = ANY (ARRAY(SELECT s.case_id FROM surges AS s WHERE s.ended_at IS NULL))
                           AND c.lead_department_id <> $2 AND c.turn < 9
                           AND NOT EXISTS (SELECT FROM handovers AS h WHERE h.case_id = c.id AND h.status = 'arbitration')
                         LIMIT 1000) AS watched) AS duty,
                   (SELECT count(*) FROM (
                        SELECT FROM cases AS c
                         WHERE c.turn < 9 AND c.rung = ANY ('{0,1,2,3,4}') AND c.due_at < $3
                         LIMIT 1000) AS late) AS overdue,
                   (SELECT count(*) FROM (
                        SELECT FROM cases AS c
                         WHERE c.is_open AND c.turn < 9
                         LIMIT 1000) AS open) AS waiting
            """.formatted(DEPARTMENT);

    /** Of what the department leads or supports, is asked to take over, or was told of. */
    private static final String OF_DEPARTMENT = """
            SELECT %s AS department,
                   (SELECT count(*) FROM (
                        SELECT FROM cases AS c
                         WHERE $1 = $2 AND c.lead_department_id = $2 AND c.is_open AND c.turn < 9
                         UNION ALL
                        SELECT FROM supported_cases AS s
                         WHERE s.department_id = $1 AND s.is_open AND s.turn < 9 AND s.lead_department_id = $2
                         UNION ALL
                        SELECT FROM handovers AS h JOIN cases AS c ON c.id = h.case_id
                         WHERE h.status = 'arbitration' AND c.lead_department_id <> $2 AND c.turn < 9
                           AND (c.lead_department_id = $1 OR $1 = ANY (c.support_department_ids))
                         UNION ALL
                        SELECT FROM cases AS c
                         WHERE c.id = ANY (ARRAY(SELECT s.case_id FROM surges AS s WHERE s.ended_at IS NULL))
                           AND c.lead_department_id <> $2 AND c.turn < 9
                           AND NOT EXISTS (SELECT FROM handovers AS h WHERE h.case_id = c.id AND h.status = 'arbitration')
                           AND (c.lead_department_id = $1 OR $1 = ANY (c.support_department_ids))
                         LIMIT 1000) AS watched) AS duty,
                   (SELECT count(*) FROM (
                        SELECT FROM cases AS c
                         WHERE c.lead_department_id = $1 AND c.is_open AND c.turn < 9 AND c.due_at < $3
                         UNION ALL
                        SELECT FROM supported_cases AS s
                         WHERE s.department_id = $1 AND s.is_open AND s.turn < 9 AND s.due_at < $3
                         UNION ALL
                        SELECT FROM handovers AS h JOIN cases AS c ON c.id = h.case_id
                         WHERE h.to_department_id = $1 AND h.status = 'open' AND c.turn < 9
                           AND c.due_at < $3 AND $1 <> ALL (c.support_department_ids)
                         UNION ALL
                        SELECT FROM cases AS c
                         WHERE c.id = ANY (ARRAY(SELECT r.case_id
                                                   FROM rungs AS r
                                                  WHERE r.department_id = $1 AND r.ended_at IS NULL
                                                  LIMIT 10000))
                           AND c.lead_department_id <> $1 AND c.turn < 9 AND c.due_at < $3
                           AND $1 <> ALL (c.support_department_ids)
                           AND NOT EXISTS (SELECT FROM handovers AS h
                                            WHERE h.case_id = c.id AND h.to_department_id = $1 AND h.status = 'open')
                         LIMIT 1000) AS late) AS overdue,
                   0::bigint AS waiting
            """.formatted(DEPARTMENT);

    static Future<Shared> shared(SqlClient client, CaseScope caller, UUID dutyOfficeId, Instant now) {
        Tuple values = Tuple.tuple()
                .addUUID(caller.departmentId())
                .addUUID(dutyOfficeId)
                .addOffsetDateTime(SqlTime.of(now));
        return client.preparedQuery(caller.seesAll() ? OF_ALL : OF_DEPARTMENT)
                .execute(values)
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Shared(
                            row.getLong("department"),
                            row.getLong("duty"),
                            row.getLong("overdue"),
                            row.getLong(caller.seesAll() ? "waiting" : "department"));
                });
    }

    /** With what the caller's department knows already. */
    static Future<QueueCounts> of(SqlClient client, CaseScope caller, UUID accountId, Future<Shared> shared) {
        Tuple values = Tuple.tuple()
                .addUUID(accountId)
                .addUUID(caller.seesAll() ? null : caller.departmentId())
                .addUUID(caller.consentScope());
        return client.preparedQuery(OWN)
                .execute(values)
                .compose(rows -> shared.map(known -> {
                    Row row = rows.iterator().next();
                    return new QueueCounts(
                            row.getLong("mine"),
                            known.department(),
                            known.duty(),
                            known.overdue(),
                            known.all(),
                            row.getLong("consent"));
                }));
    }
}
