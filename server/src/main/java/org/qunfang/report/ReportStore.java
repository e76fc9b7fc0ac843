package org.qunfang.report;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.http.TimeCursor;

/** Reads reports; writes what their senders add later. */
final class ReportStore {
    private static final String BY_ID = StoredReport.SELECT + " WHERE r.id = $1";

    private static final String BY_TRACKING_CODE = StoredReport.SELECT + " WHERE r.tracking_code = $1";

    private static final String MINE = StoredReport.SELECT + """
             WHERE r.sender_account_id = $1
               AND ($2::timestamptz IS NULL OR (r.received_at, r.id) < ($2, $3))
             ORDER BY r.received_at DESC, r.id DESC
             LIMIT $4
            """;

    private static final String ADD = """
            WITH a AS (
                INSERT INTO report_additions (id, report_id, at, text)
                VALUES ($1, $2, $3, $4)
                RETURNING id
            )
            INSERT INTO timeline_entries (id, case_id, at, kind, account_id, visibility, text)
            SELECT $5, r.case_id, $3, 'addition', $6, $7, $4
              FROM a, reports AS r
             WHERE r.id = $2
            """;

    private static final String GIVE_VERDICT = """
            UPDATE reports
               SET verdict_fixed = $2, verdict_comment = $3, verdict_at = $4
             WHERE id = $1
            """;

    private ReportStore() {}

    static Future<Optional<StoredReport>> byId(SqlClient client, UUID id) {
        return one(client.preparedQuery(BY_ID).execute(Tuple.of(id)));
    }

    static Future<Optional<StoredReport>> byTrackingCode(SqlClient client, String code) {
        return one(client.preparedQuery(BY_TRACKING_CODE).execute(Tuple.of(code)));
    }

    /** @param before where the page before ended, or null for the first one */
    static Future<List<StoredReport>> ofSender(SqlClient client, UUID accountId, TimeCursor before, int limit) {
        return client.preparedQuery(MINE)
                .execute(Tuple.of(
                        accountId,
                        before == null ? null : utc(before.at()),
                        before == null ? null : before.id(),
                        limit))
                .map(rows -> {
                    List<StoredReport> reports = new ArrayList<>();
                    rows.forEach(row -> reports.add(StoredReport.of(row)));
                    return reports;
                });
    }

    /** Adds the sender's words to the report and to the timeline of the case that it is in by then. */
    static Future<Void> add(SqlClient conn, UUID additionId, StoredReport report, String text, Instant now) {
        return conn.preparedQuery(ADD)
                .execute(Tuple.tuple()
                        .addValue(additionId)
                        .addValue(report.id())
                        .addValue(utc(now))
                        .addValue(text)
                        .addValue(UuidCreator.getTimeOrderedEpoch())
                        .addValue(report.senderAccountId())
                        .addValue(report.isPublic() ? "public" : "participants"))
                .mapEmpty();
    }

    static Future<Void> verdict(SqlClient conn, UUID reportId, boolean fixed, String comment, Instant now) {
        return conn.preparedQuery(GIVE_VERDICT)
                .execute(Tuple.of(reportId, fixed, comment, utc(now)))
                .mapEmpty();
    }

    private static Future<Optional<StoredReport>> one(Future<RowSet<Row>> query) {
        return query.map(rows -> rows.size() == 0
                ? Optional.empty()
                : Optional.of(StoredReport.of(rows.iterator().next())));
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
