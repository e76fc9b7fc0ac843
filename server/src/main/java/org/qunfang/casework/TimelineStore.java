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

    private TimelineStore() {}

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
        String[] codes = visible.stream().map(Visibility::code).toArray(String[]::new);
        return conn.preparedQuery(READ)
                .execute(Tuple.of(caseId, codes, MOST_ENTRIES))
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
