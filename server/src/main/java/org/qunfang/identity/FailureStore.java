package org.qunfang.identity;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** SQL of failed sign-ins. */
final class FailureStore {
    private static final String ENSURE = """
            INSERT INTO sign_in_failures (subject, failures, last_at, blocked_until)
            SELECT subject, 0, $2, $2
            FROM UNNEST($1::text[]) AS asked (subject)
            ORDER BY subject
            ON CONFLICT (subject) DO NOTHING
            """;

    private static final String LOCK = """
            SELECT subject, failures, last_at, blocked_until
            FROM sign_in_failures
            WHERE subject = ANY ($1)
            ORDER BY subject
            FOR UPDATE
            """;

    private static final String SET = """
            UPDATE sign_in_failures AS known
            SET failures = changed.failures, last_at = changed.last_at, blocked_until = changed.blocked_until
            FROM UNNEST($1::text[], $2::integer[], $3::timestamptz[], $4::timestamptz[])
                AS changed (subject, failures, last_at, blocked_until)
            WHERE known.subject = changed.subject
            """;

    private static final String FORGET = """
            DELETE FROM sign_in_failures
            WHERE subject = $1 OR starts_with(subject, $1 || '@')
            """;

    private static final String SWEEP = """
            DELETE FROM sign_in_failures
            WHERE last_at < $1
            """;

    private FailureStore() {}

    /** Reads and locks the subjects' rows until the transaction ends, always in the same order. */
    static Future<Map<String, LockOut.Failures>> lock(SqlClient conn, String[] subjects, Instant now) {
        return conn.preparedQuery(ENSURE)
                .execute(Tuple.of(subjects, Rows.utc(now)))
                .compose(ensured -> conn.preparedQuery(LOCK).execute(Tuple.of((Object) subjects)))
                .map(rows -> Rows.stream(rows)
                        .collect(Collectors.toMap(
                                row -> row.getString("subject"),
                                row -> new LockOut.Failures(
                                        row.getInteger("failures"),
                                        row.getOffsetDateTime("last_at").toInstant(),
                                        row.getOffsetDateTime("blocked_until").toInstant()))));
    }

    static Future<Void> set(SqlClient conn, Map<String, LockOut.Failures> subjectToFailures) {
        List<Map.Entry<String, LockOut.Failures>> changed = List.copyOf(subjectToFailures.entrySet());
        return conn.preparedQuery(SET)
                .execute(Tuple.of(
                        changed.stream().map(Map.Entry::getKey).toArray(String[]::new),
                        changed.stream().map(entry -> entry.getValue().count()).toArray(Integer[]::new),
                        times(changed, LockOut.Failures::lastAt),
                        times(changed, LockOut.Failures::blockedUntil)))
                .mapEmpty();
    }

    private static OffsetDateTime[] times(
            List<Map.Entry<String, LockOut.Failures>> changed, Function<LockOut.Failures, Instant> time) {
        return changed.stream()
                .map(entry -> Rows.utc(time.apply(entry.getValue())))
                .toArray(OffsetDateTime[]::new);
    }

    /** Deletes the subject's row and those of the subject at an address. */
    static Future<Void> forget(SqlClient conn, String subject) {
        return conn.preparedQuery(FORGET).execute(Tuple.of(subject)).mapEmpty();
    }

    static Future<Integer> sweep(SqlClient conn, Instant before) {
        return conn.preparedQuery(SWEEP).execute(Tuple.of(Rows.utc(before))).map(rows -> rows.rowCount());
    }
}
