package org.qunfang.audit;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.qunfang.db.Columns;
import org.qunfang.http.Caller;

/**
 * Writes audit entries in the transaction of the state change they tell of.
 *
 * <p>A room that does its whole work in one SQL statement calls {@code append_audit} (V005) there instead, and reads
 * the function's answer in the main query: PostgreSQL leaves out a {@code WITH} part that nobody reads.
 */
public final class AuditLog {
    private static final String APPEND = """
            SELECT append_audit($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """;

    private static final String APPEND_ALL = """
            SELECT append_audits($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """;

    private final Clock clock;

    /** One thing that was done, by whom and to what. */
    public record Entry(Caller caller, UUID subjectId, JsonObject detail) {}

    public AuditLog(Clock clock) {
        this.clock = clock;
    }

    /**
     * Appends one entry and, when the caller has an attempt, marks it as committed.
     *
     * @param conn the connection of the transaction that changes the state
     * @param action what was done, 1–80 characters of a–z, 0–9, dot, underline and hyphen: {@code case.acknowledged}
     * @param subjectType as the action is written: {@code case}
     * @param subjectId null when there is no single thing
     * @param detail what changed; never secrets, never contact data
     * @return fails with SQLSTATE QF001, which is answered as {@code in-progress}, when another attempt took over the
     *     idempotency key
     */
    public Future<Void> append(
            SqlClient conn, Caller caller, String action, String subjectType, UUID subjectId, JsonObject detail) {
        Caller.Attempt attempt = caller.attempt();
        Tuple values = Tuple.tuple()
                .addUUID(UuidCreator.getTimeOrderedEpoch())
                .addOffsetDateTime(OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .addUUID(caller.accountId())
                .addString(caller.kind().name())
                .addUUID(caller.departmentId())
                .addString(action)
                .addString(subjectType)
                .addUUID(subjectId)
                .addJsonObject(detail)
                .addString(attempt == null ? null : attempt.key())
                .addUUID(attempt == null ? null : attempt.id());
        return conn.preparedQuery(APPEND).execute(values).mapEmpty();
    }

    /**
     * Appends one entry for each of many things done in one transaction. Not for callers with an attempt: an attempt
     * marks the one request it belongs to.
     *
     * @return as {@link #append}
     */
    public Future<Void> appendAll(SqlClient conn, String action, String subjectType, List<Entry> entries) {
        if (entries.stream().anyMatch(each -> each.caller().attempt() != null)) {
            throw new IllegalArgumentException("an attempt commits with its own entry");
        }
        Tuple columns = Columns.of(entries)
                .newIds()
                .at(clock.instant())
                .ids(each -> each.caller().accountId())
                .texts(each -> each.caller().kind().name())
                .ids(each -> each.caller().departmentId())
                .all(action)
                .all(subjectType)
                .ids(Entry::subjectId)
                .json(Entry::detail)
                .tuple();
        return conn.preparedQuery(APPEND_ALL).execute(columns).mapEmpty();
    }
}
