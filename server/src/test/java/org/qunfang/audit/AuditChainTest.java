package org.qunfang.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.audit.Break.Reason;
import org.qunfang.http.Caller;
import org.qunfang.testing.TestDatabase;

class AuditChainTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Caller OFFICER = new Caller(
            Caller.Kind.OFFICER, UUID.randomUUID(), "王芳", UUID.randomUUID(), Set.of("officer"), Set.of(), null);

    private final AuditLog log = new AuditLog(Clock.systemUTC());

    @BeforeEach
    void emptyLog() {
        tamper("DELETE FROM audit_seals");
        tamper("DELETE FROM audit_heads");
        tamper("DELETE FROM audit_entries");
        run("DELETE FROM audit_unsealed");
    }

    @Test
    void anUntouchedLogIsInOrder() {
        append(5);
        Verification verification = sealAndVerify();

        assertThat(verification.firstBreak()).isEmpty();
        assertThat(verification.entries()).isEqualTo(5);
        assertThat(verification.sealedEntries()).isEqualTo(5);
        assertThat(verification.waiting()).isZero();
    }

    @Test
    void anEmptyLogIsInOrder() {
        assertThat(sealAndVerify().ok()).isTrue();
    }

    @Test
    void anAlteredDetailIsFoundAtItsPosition() {
        append(5);
        sealer().seal().await();
        tamper("UPDATE audit_entries SET detail = '{\"n\": 99}' WHERE id = " + entryAt(3));

        assertBreak(3, Reason.ALTERED);
    }

    @Test
    void aDeletedEntryInTheMiddleIsFound() {
        append(5);
        sealer().seal().await();
        tamper("DELETE FROM audit_entries WHERE id = " + entryAt(2));

        assertBreak(2, Reason.REMOVED);
    }

    @Test
    void anEntryDeletedTogetherWithItsSealIsFound() {
        append(5);
        sealer().seal().await();
        tamper("DELETE FROM audit_entries WHERE id = " + entryAt(2));
        tamper("DELETE FROM audit_seals WHERE position = 2");

        assertBreak(2, Reason.REMOVED);
    }

    @Test
    void aDeletionCoveredUpByRenumberingIsFound() {
        append(5);
        sealer().seal().await();
        tamper("DELETE FROM audit_entries WHERE id = " + entryAt(2));
        tamper("DELETE FROM audit_seals WHERE position = 2");
        for (int position = 3; position <= 5; position++) {
            tamper("UPDATE audit_seals SET position = position - 1 WHERE position = " + position);
        }

        assertBreak(2, Reason.REMOVED);
    }

    @Test
    void aCutTailShowsAgainstTheNotedHead() {
        append(5);
        sealer().seal().await();
        tamper("DELETE FROM audit_entries WHERE id = " + entryAt(5));
        tamper("DELETE FROM audit_seals WHERE position = 5");

        assertBreak(5, Reason.REMOVED);
    }

    @Test
    void aTailCutTogetherWithItsNotesShowsOnlyAgainstAHeadNotedElsewhere() {
        append(5);
        NotedHead noted = NotedHead.parse(sealAndVerify().headToNote());
        tamper("DELETE FROM audit_entries WHERE id = " + entryAt(5));
        tamper("DELETE FROM audit_seals WHERE position = 5");
        tamper("DELETE FROM audit_heads");

        assertThat(verify(Optional.empty()).ok()).isTrue();
        assertThat(verify(Optional.of(noted)).firstBreak()).contains(new Break(5, null, Reason.REMOVED));
    }

    @Test
    void aChainForgedFromTheStartShowsAgainstTheNotedHead() {
        append(3);
        sealer().seal().await();
        tamper("UPDATE audit_entries SET detail = '{\"n\": 99}' WHERE id = " + entryAt(1));
        tamper("DELETE FROM audit_seals");
        run("INSERT INTO audit_unsealed (entry_id) SELECT id FROM audit_entries");
        sealer().seal().await();

        assertBreak(3, Reason.ALTERED);
    }

    @Test
    void anEntryInsertedPastTheLogIsFound() {
        append(2);
        sealer().seal().await();
        insertPastTheLog(UUID.randomUUID());

        assertBreak(3, Reason.INSERTED);
    }

    @Test
    void anEntryInsertedWithASealOfItsOwnIsFound() {
        append(3);
        sealer().seal().await();
        UUID forged = UUID.randomUUID();
        insertPastTheLog(forged);
        AuditEntry entry = ChainStore.entriesAfter(database.pool(), new UUID(0, 0), 10).await().stream()
                .filter(candidate -> candidate.id().equals(forged))
                .findFirst()
                .orElseThrow();
        byte[] before = ChainStore.hashAt(database.pool(), 1).await().orElseThrow();
        tamper("UPDATE audit_seals SET position = 4 WHERE position = 3");
        tamper("UPDATE audit_seals SET position = 3 WHERE position = 2");
        ChainStore.seal(database.pool(), List.of(new Seal(2, forged, Seal.hashAfter(before, entry))))
                .await();

        assertBreak(2, Reason.INSERTED);
    }

    @Test
    void twoEntriesInEachOthersPlaceAreFound() {
        append(4);
        sealer().seal().await();
        String second = entryAt(2);
        String third = entryAt(3);
        tamper("UPDATE audit_seals SET entry_id = '00000000-0000-0000-0000-000000000000' WHERE position = 2");
        tamper("UPDATE audit_seals SET entry_id = " + second + " WHERE position = 3");
        tamper("UPDATE audit_seals SET entry_id = " + third + " WHERE position = 2");

        assertBreak(2, Reason.REORDERED);
    }

    @Test
    void anEntryDeletedBeforeItWasSealedIsFound() {
        append(1);
        tamper("DELETE FROM audit_entries");

        assertBreak(1, Reason.REMOVED);
    }

    @Test
    void anEntryCommittedLateIsSealedLate() {
        SqlConnection slow = database.pool().getConnection().await();
        Transaction transaction = slow.begin().await();
        appendOne(slow, 0).await();
        append(3);
        assertThat(sealer().seal().await()).isEqualTo(3);

        transaction.commit().await();
        slow.close().await();

        assertThat(sealer().seal().await()).isEqualTo(1);
        assertThat(verify(Optional.empty()).ok()).isTrue();
    }

    @Test
    void severalProcessesSealOneChain() {
        append(1_300);
        List<Future<Integer>> sealing = new ArrayList<>();
        for (int process = 0; process < 4; process++) {
            sealing.add(sealer().seal());
        }
        Future.all(sealing).await();
        sealer().seal().await();

        Verification verification = verify(Optional.empty());
        assertThat(verification.ok()).isTrue();
        assertThat(verification.sealedEntries()).isEqualTo(1_300);
    }

    @Test
    void theSealerRunsByItself() {
        try (AuditSealer sealer = sealer().start()) {
            append(1);
            Awaitility.await().until(() -> verify(Optional.empty()).sealedEntries() == 1);
        }
    }

    private void append(int entries) {
        database.pool()
                .withTransaction(conn -> {
                    Future<Void> all = Future.succeededFuture();
                    for (int n = 0; n < entries; n++) {
                        int number = n;
                        all = all.compose(done -> appendOne(conn, number));
                    }
                    return all;
                })
                .await();
    }

    private Future<Void> appendOne(SqlClient conn, int number) {
        JsonObject detail = new JsonObject().put("n", number).put("文", "裂缝在变宽");
        return log.append(conn, OFFICER, "case.commented", "case", UUID.randomUUID(), detail);
    }

    private static void insertPastTheLog(UUID id) {
        run("INSERT INTO audit_entries (id, at, actor_kind, action, subject_type) VALUES ('" + id
                + "', now(), 'OFFICER', 'case.closed', 'case')");
    }

    private static AuditSealer sealer() {
        return new AuditSealer(database.vertx(), database.pool(), Clock.systemUTC());
    }

    private static Verification sealAndVerify() {
        sealer().seal().await();
        return verify(Optional.empty());
    }

    private static Verification verify(Optional<NotedHead> noted) {
        return new AuditVerifier(database.pool()).verify(noted, position -> {}).await();
    }

    private static void assertBreak(long position, Reason reason) {
        Optional<Break> found = verify(Optional.empty()).firstBreak();
        assertThat(found).isPresent();
        assertThat(found.get().position()).isEqualTo(position);
        assertThat(found.get().reason()).isEqualTo(reason);
    }

    private static String entryAt(long position) {
        return "'"
                + one("SELECT entry_id FROM audit_seals WHERE position = " + position)
                        .getUUID("entry_id") + "'";
    }

    /** What the tables' owner can do behind the program's back. */
    private static void tamper(String sql) {
        String table = sql.contains("audit_entries SET") || sql.startsWith("DELETE FROM audit_entries")
                ? "audit_entries"
                : sql.contains("audit_heads") ? "audit_heads" : "audit_seals";
        run("ALTER TABLE " + table + " DISABLE TRIGGER USER");
        run(sql);
        run("ALTER TABLE " + table + " ENABLE TRIGGER USER");
    }

    private static Row one(String sql) {
        return database.pool().query(sql).execute().await().iterator().next();
    }

    private static void run(String sql) {
        database.pool().query(sql).execute().await();
    }
}
