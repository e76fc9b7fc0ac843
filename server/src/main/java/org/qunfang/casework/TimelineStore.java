package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;

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
    private static final String OF_REPORT = """
            WITH moves AS (
                SELECT from_case_id, at, lag(at) OVER (ORDER BY at, id) AS before
                  FROM report_moves
                 WHERE report_id = $1
            ), legs AS (
                SELECT from_case_id AS case_id, COALESCE(before, '-infinity') AS since, at AS until FROM moves
                UNION ALL
                SELECT case_id, COALESCE((SELECT max(at) FROM moves), '-infinity'), 'infinity' FROM reports WHERE id = $1
            )
            SELECT newest.id, newest.at, newest.kind, newest.visibility, newest.account_id, newest.department_id,
                   newest.text, newest.data, a.kind AS actor_kind, a.name AS actor_name
              FROM (SELECT e.id, e.at, e.kind, e.visibility, e.account_id, e.department_id, e.text, e.data
                      FROM legs AS l
                      JOIN timeline_entries AS e ON e.case_id = l.case_id AND e.at BETWEEN l.since AND l.until
                     WHERE e.visibility = ANY ($2) AND (e.at <> l.since OR e.kind <> 'merged_in')
                     ORDER BY e.at DESC, e.id DESC
                     LIMIT $3) AS newest
              LEFT JOIN accounts AS a ON a.id = newest.account_id
             ORDER BY newest.at, newest.id
            """;

    private TimelineStore() {}

    /** What its sender may read, across the cases that the report was in: the newest 1,000 entries, oldest first. */
    public static Future<List<TimelineEntry>> ofReport(SqlClient conn, UUID reportId, Set<Visibility> visible) {
        return conn.preparedQuery(OF_REPORT)
                .execute(Tuple.of(reportId, codes(visible), MOST_ENTRIES))
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
