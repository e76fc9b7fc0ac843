package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.qunfang.db.SqlTime;

/** The append-only timelines. */
public final class TimelineStore {
    private static final int MOST_ENTRIES = 1_000;

    private static final String APPEND = """
            INSERT INTO timeline_entries (id, case_id, at, kind, account_id, department_id, visibility, text, data)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """;

    private static final String READ = """
            SELECT newest.id, newest.at, newest.kind, newest.visibility, newest.account_id, newest.department_id,
                   newest.text, newest.data, a.kind AS actor_kind, a.name AS actor_name
              FROM (SELECT id, at, kind, visibility, account_id, department_id, text, data
                      FROM timeline_entries
                     WHERE case_id = $1 AND visibility = ANY ($2)
                     ORDER BY at DESC, id DESC
                     LIMIT $3) AS newest
              LEFT JOIN accounts AS a ON a.id = newest.account_id
             ORDER BY newest.at, newest.id
            """;

    /**
     * Of each case that the report was in, what happened while it was there; of the last one up to now. What came with
     * the report into another case is told by the case that it left.
     */
    // What happened before anybody may know of the case is not told: then a report in confidence had come (ADR 0113).
    // That the case was opened and who leads it is told as of then. A verdict in confidence is on its sender's own
    // page; others read of the reopening, and of a level that a report in confidence raised, the hour, but nothing
    // earlier
    // than what they read before it. What is late is told with the deadline as it is told: a full hour later at most,
    // and
    // not at all where it was done by then.
    private static final String OF_REPORT = """
            WITH own AS (
                SELECT received_at, sender_account_id FROM reports WHERE id = $1
            ), moves AS (
                SELECT from_case_id, at, lag(at) OVER (ORDER BY at, id) AS before
                  FROM report_moves
                 WHERE report_id = $1
            ), legs AS (
                SELECT from_case_id AS case_id, COALESCE(before, '-infinity') AS since, at AS until FROM moves
                UNION ALL
                SELECT case_id, COALESCE((SELECT max(at) FROM moves), '-infinity'), 'infinity' FROM reports WHERE id = $1
            ), known AS (
                SELECT l.case_id, l.since, l.until,
                       LEAST(own.received_at,
                             (SELECT min(received_at) FROM reports
                               WHERE case_id = l.case_id AND visibility <> 'protected'),
                             (SELECT min(r.received_at)
                                FROM report_moves AS m JOIN reports AS r ON r.id = m.report_id
                               WHERE m.from_case_id = l.case_id AND r.visibility <> 'protected')) AS known_at
                  FROM legs AS l CROSS JOIN own
            )
            SELECT newest.id,
                   CASE WHEN newest.in_confidence
                        THEN GREATEST(date_trunc('hour', newest.at),
                                      lag(newest.at) OVER (ORDER BY newest.at, newest.id))
                        ELSE newest.at END AS at, newest.kind, newest.visibility, newest.account_id, newest.department_id,
                   newest.text, newest.data || newest.told AS data, a.kind AS actor_kind, a.name AS actor_name
              FROM (SELECT e.id, GREATEST(t.at, l.known_at) AS at, e.kind, e.visibility, e.account_id, e.department_id,
                           e.text, e.data,
                           CASE WHEN e.kind = 'verdict'
                                THEN jsonb_build_object('own', e.account_id = own.sender_account_id)
                                ELSE '{}' END AS told,
                           e.kind IN ('reopened', 'triaged')
                               AND EXISTS (SELECT FROM timeline_entries AS v
                                            WHERE v.case_id = e.case_id AND v.at = e.at
                                              AND v.visibility = 'internal'
                                              AND (v.kind = 'surge'
                                                   OR v.kind IN ('verdict', 'report_attached')
                                                      AND v.account_id <> own.sender_account_id))
                               OR e.kind = 'hold_ended' AND e.account_id IS NULL
                                  AND c.reopened_in_confidence AS in_confidence
                      FROM known AS l
                     CROSS JOIN own
                      JOIN cases AS c ON c.id = l.case_id
                      JOIN timeline_entries AS e ON e.case_id = l.case_id AND e.at BETWEEN l.since AND l.until
                     CROSS JOIN LATERAL (
                           SELECT CASE e.kind WHEN 'overdue'
                                  THEN told_time(e.at, c.opened_at, LEAST(l.known_at, c.public_since),
                                                 c.reopened_in_confidence)
                                  ELSE e.at END AS at) AS t
                     WHERE (e.visibility = 'public'
                            OR e.kind = 'verdict' AND e.account_id = own.sender_account_id
                            OR $2 AND e.visibility = 'participants' AND e.kind = 'comment'
                               AND e.department_id IS NOT NULL)
                       AND (e.at <> l.since OR e.kind <> 'merged_in')
                       AND (t.at >= l.known_at OR e.kind IN ('opened', 'assigned'))
                       AND (t.at = e.at
                            OR t.at <= $4 AND NOT EXISTS (SELECT FROM rungs AS g
                                                           WHERE g.case_id = e.case_id AND g.at = e.at
                                                             AND g.ended_at <= t.at))
                       AND (e.at <> l.known_at OR e.kind <> 'report_attached')
                     ORDER BY e.at DESC, e.id DESC
                     LIMIT $3) AS newest
              LEFT JOIN accounts AS a ON a.id = newest.account_id
             ORDER BY newest.at, newest.id
            """;

    private TimelineStore() {}

    /**
     * What may be read with a report's tracking code, across the cases that the report was in: the newest 1,000 entries,
     * oldest first.
     *
     * @param isSender its sender asks, and also reads what officers wrote to the participants; not what other senders did
     * @param now what is told later than it happened is not told before
     */
    public static Future<List<TimelineEntry>> ofReport(SqlClient conn, UUID reportId, boolean isSender, Instant now) {
        return conn.preparedQuery(OF_REPORT)
                .execute(Tuple.of(reportId, isSender, MOST_ENTRIES, SqlTime.of(now)))
                .map(TimelineStore::entries);
    }

    private static String[] codes(Set<Visibility> visible) {
        return visible.stream().map(Visibility::code).toArray(String[]::new);
    }

    /** In the transaction of whatever happened. */
    public static Future<Void> append(SqlClient conn, UUID caseId, TimelineEntry entry) {
        return conn.preparedQuery(APPEND)
                .execute(Tuple.tuple()
                        .addUUID(entry.id())
                        .addUUID(caseId)
                        .addOffsetDateTime(SqlTime.of(entry.at()))
                        .addString(entry.kind().code())
                        .addUUID(entry.actor().accountId())
                        .addUUID(entry.actor().departmentId())
                        .addString(entry.visibility().code())
                        .addString(entry.text())
                        .addJsonObject(entry.data()))
                .mapEmpty();
    }

    /** The newest 1,000 entries that the reader may see, oldest first. */
    public static Future<List<TimelineEntry>> read(SqlClient conn, UUID caseId, Set<Visibility> visible) {
        return conn.preparedQuery(READ)
                .execute(Tuple.of(caseId, codes(visible), MOST_ENTRIES))
                .map(TimelineStore::entries);
    }

    private static List<TimelineEntry> entries(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(TimelineStore::entry)
                .toList();
    }

    private static TimelineEntry entry(Row row) {
        return new TimelineEntry(
                row.getUUID("id"),
                SqlTime.in(row, "at"),
                TimelineKind.of(row.getString("kind")),
                Visibility.of(row.getString("visibility")),
                Actor.of(row),
                row.getString("text"),
                row.getJsonObject("data"));
    }
}
