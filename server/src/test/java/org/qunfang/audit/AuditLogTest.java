package org.qunfang.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.http.Caller;
import org.qunfang.testing.TestDatabase;

class AuditLogTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Caller OFFICER = new Caller(
            Caller.Kind.OFFICER, UUID.randomUUID(), "王芳", UUID.randomUUID(), Set.of("officer"), Set.of(), null);

    private final AuditLog log = new AuditLog(Clock.systemUTC());

    @Test
    void theLogRefusesUpdateDeleteAndTruncate() {
        append().await();
        new AuditSealer(database.vertx(), database.pool(), Clock.systemUTC())
                .seal()
                .await();

        for (String table : List.of("audit_entries", "audit_seals", "audit_heads")) {
            assertRefused(
                    "UPDATE " + table + (table.equals("audit_entries") ? " SET action = 'x'" : " SET hash = hash"));
            assertRefused("DELETE FROM " + table);
            assertRefused("TRUNCATE " + table);
        }
    }

    @Test
    void aRolledBackChangeLeavesNoEntry() {
        long before = entries();
        assertThatThrownBy(() -> database.pool()
                        .withTransaction(conn ->
                                append(conn).compose(done -> Future.failedFuture(new IllegalStateException("x"))))
                        .await())
                .hasMessage("x");

        assertThat(entries()).isEqualTo(before);
    }

    @Test
    void anEntryMarksItsAttemptAsCommitted() {
        Caller caller = OFFICER.withAttempt(new Caller.Attempt("first-key", UUID.randomUUID()));
        claim(caller);
        log.append(database.pool(), caller, "case.closed", "case", null, new JsonObject())
                .await();

        assertThat(one("SELECT committed FROM idempotency_keys WHERE key = 'first-key'")
                        .getBoolean("committed"))
                .isTrue();
    }

    @Test
    void anAttemptThatLostItsKeyCannotCommit() {
        long before = entries();
        Caller winner = OFFICER.withAttempt(new Caller.Attempt("second-key", UUID.randomUUID()));
        Caller loser = OFFICER.withAttempt(new Caller.Attempt("second-key", UUID.randomUUID()));
        claim(winner);

        assertThatThrownBy(() -> log.append(database.pool(), loser, "case.closed", "case", null, new JsonObject())
                        .await())
                .isInstanceOfSatisfying(
                        PgException.class,
                        refused -> assertThat(refused.getSqlState()).isEqualTo("QF001"));
        assertThat(entries()).isEqualTo(before);
    }

    private static void claim(Caller caller) {
        run("INSERT INTO idempotency_keys (account_id, key, operation_id, request_hash, attempt) VALUES ('"
                + caller.accountId() + "', '" + caller.attempt().key() + "', 'x', '', '"
                + caller.attempt().id() + "')");
    }

    private Future<Void> append() {
        return append(database.pool());
    }

    private Future<Void> append(SqlClient conn) {
        return log.append(conn, OFFICER, "case.commented", "case", UUID.randomUUID(), new JsonObject());
    }

    private static long entries() {
        return one("SELECT count(*) AS entries FROM audit_entries").getLong("entries");
    }

    private static void assertRefused(String sql) {
        assertThatThrownBy(() -> run(sql)).isInstanceOf(PgException.class).hasMessageContaining("is append-only");
    }

    private static Row one(String sql) {
        return database.pool().query(sql).execute().await().iterator().next();
    }

    private static void run(String sql) {
        database.pool().query(sql).execute().await();
    }
}
