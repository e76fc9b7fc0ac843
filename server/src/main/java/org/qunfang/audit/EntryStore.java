package org.qunfang.audit;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

/** SQL that lists entries. One text for each index, because a plan made for all filters at once would use none. */
final class EntryStore {
    /**
     * Who sends a report, and what residents do about cases, is told without whose account it was: the same account may be a
     * volunteer's or an officer's, whose name officers read, and the report may be one in confidence.
     */
    private static final String LIST = """
            SELECT e.id, e.at, CASE WHEN NOT t.tied THEN e.account_id END AS account_id, e.actor_kind,
                   CASE WHEN NOT t.tied THEN e.department_id END AS department_id, e.action, e.subject_type, e.subject_id,
                   e.detail::text AS detail, e.attempt, e.salt, s.position, s.entry_id, s.hash
            FROM audit_entries AS e
            CROSS JOIN LATERAL (SELECT e.action IN ('report.submit', 'report.add', 'report.add-photo')
                                       OR e.actor_kind = 'RESIDENT' AND e.subject_type IN ('report', 'case')
                                           AS tied) AS t
            LEFT JOIN audit_seals AS s ON s.entry_id = e.id
            WHERE %s
              AND ($1::uuid IS NULL OR e.account_id = $1 AND NOT t.tied)
              AND ($2::text IS NULL OR e.action = $2)
              AND ($3::text IS NULL OR e.subject_type = $3)
              AND ($5::timestamptz IS NULL OR e.at >= $5)
              AND ($6::timestamptz IS NULL OR e.at < $6)
              AND e.id < $7
            ORDER BY e.id DESC
            LIMIT $8
            """;

    private static final String ALL = LIST.formatted("($4::uuid IS NULL OR e.subject_id = $4)");

    private static final String OF_SUBJECT = LIST.formatted("e.subject_id = $4");

    private static final String OF_OFFICER = LIST.formatted("""
            e.account_id = $1 AND e.actor_kind = 'OFFICER' AND ($4::uuid IS NULL OR e.subject_id = $4)""");

    private EntryStore() {}

    /** Newest first. */
    static Future<List<ListedEntry>> list(SqlClient conn, AuditFilter filter, int limit) {
        Tuple values = Tuple.tuple()
                .addUUID(filter.accountId())
                .addString(filter.action())
                .addString(filter.subjectType())
                .addUUID(filter.subjectId())
                .addOffsetDateTime(utc(filter.from()))
                .addOffsetDateTime(utc(filter.to()))
                .addUUID(filter.before() == null ? AuditFilter.NEWEST : filter.before())
                .addInteger(limit);
        if (filter.subjectId() != null) {
            return list(conn, OF_SUBJECT, values);
        }
        if (filter.accountId() == null) {
            return list(conn, ALL, values);
        }
        // Only officers' entries have an index by account; a resident's are worth a long search, once in a while.
        return list(conn, OF_OFFICER, values)
                .compose(found -> found.isEmpty() ? list(conn, ALL, values) : Future.succeededFuture(found));
    }

    private static Future<List<ListedEntry>> list(SqlClient conn, String sql, Tuple values) {
        return conn.preparedQuery(sql)
                .execute(values)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(EntryStore::listed)
                        .toList());
    }

    private static ListedEntry listed(Row row) {
        // Without a salt the hash would tell which of a few accounts it was, or the entry before: somebody only has to
        // try them.
        boolean isTold = row.getLong("position") != null && row.getUUID("salt") != null;
        return new ListedEntry(ChainStore.entry(row), isTold ? ChainStore.seal(row) : null);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
