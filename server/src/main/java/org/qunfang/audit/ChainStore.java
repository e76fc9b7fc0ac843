package org.qunfang.audit;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** SQL of the chain: what waits for a seal, what is sealed, what was noted. */
final class ChainStore {
    /** Any number that no other advisory lock of the product uses: "audit" in ASCII. */
    private static final long SEALING = 0x6175646974L;

    private static final String LOCK = """
            SELECT pg_try_advisory_xact_lock($1) AS locked
            """;

    private static final String LAST_SEAL = """
            SELECT position, entry_id, hash
            FROM audit_seals
            ORDER BY position DESC
            LIMIT 1
            """;

    /** The array keeps the planner from walking all entries beside the few that wait. */
    private static final String WAITING = """
            SELECT id, at, account_id, actor_kind, department_id, action, subject_type, subject_id,
                   detail::text AS detail, attempt, salt
            FROM audit_entries
            WHERE id = ANY (ARRAY(SELECT entry_id FROM audit_unsealed ORDER BY entry_id LIMIT $1))
            ORDER BY id
            """;

    private static final String SEAL = """
            WITH sealed AS (
                INSERT INTO audit_seals (position, entry_id, hash)
                SELECT position, entry_id, hash
                FROM UNNEST($1::bigint[], $2::uuid[], $3::bytea[]) AS seal (position, entry_id, hash)
                RETURNING entry_id
            )
            DELETE FROM audit_unsealed
            USING sealed
            WHERE audit_unsealed.entry_id = sealed.entry_id
            """;

    private static final String NOTE_HEAD = """
            INSERT INTO audit_heads (position, hash, noted_at)
            SELECT $1, $2, $3
            WHERE NOT EXISTS (SELECT FROM audit_heads WHERE noted_at > $4)
            ON CONFLICT (position) DO NOTHING
            """;

    private static final String SEALED_AFTER = """
            SELECT s.position, s.entry_id, s.hash,
                   e.id, e.at, e.account_id, e.actor_kind, e.department_id, e.action, e.subject_type, e.subject_id,
                   e.detail::text AS detail, e.attempt, e.salt
            FROM audit_seals AS s
            LEFT JOIN audit_entries AS e ON e.id = s.entry_id
            WHERE s.position > $1
            ORDER BY s.position
            LIMIT $2
            """;

    private static final String ENTRIES_AFTER = """
            SELECT id, at, account_id, actor_kind, department_id, action, subject_type, subject_id,
                   detail::text AS detail, attempt, salt
            FROM audit_entries
            WHERE id > $1
            ORDER BY id
            LIMIT $2
            """;

    private static final String CONTRADICTED_HEAD = """
            SELECT h.position, s.position IS NULL AS gone
            FROM audit_heads AS h
            LEFT JOIN audit_seals AS s ON s.position = h.position
            WHERE s.hash IS DISTINCT FROM h.hash
            ORDER BY h.position
            LIMIT 1
            """;

    private static final String SHIFTED_HEAD = """
            SELECT s.position - h.position AS shift
            FROM audit_heads AS h
            JOIN audit_seals AS s ON s.hash = h.hash
            WHERE s.position <> h.position
            ORDER BY h.position
            LIMIT 1
            """;

    private static final String HASH_AT = """
            SELECT hash
            FROM audit_seals
            WHERE position = $1
            """;

    private static final String COUNTS = """
            SELECT (SELECT count(*) FROM audit_entries) AS entries,
                   (SELECT count(*) FROM audit_unsealed) AS waiting,
                   (SELECT e.id
                    FROM audit_entries AS e
                    WHERE NOT EXISTS (SELECT FROM audit_seals AS s WHERE s.entry_id = e.id)
                      AND NOT EXISTS (SELECT FROM audit_unsealed AS u WHERE u.entry_id = e.id)
                    ORDER BY e.id
                    LIMIT 1) AS stray_entry_id,
                   (SELECT u.entry_id
                    FROM audit_unsealed AS u
                    WHERE NOT EXISTS (SELECT FROM audit_entries AS e WHERE e.id = u.entry_id)
                    ORDER BY u.entry_id
                    LIMIT 1) AS lost_entry_id
            """;

    /**
     * How many there are outside the chain, in one snapshot.
     *
     * @param strayEntryId the first entry that is neither sealed nor waiting, or null
     * @param lostEntryId the first id that waits without an entry, or null
     */
    record Counts(long entries, long waiting, UUID strayEntryId, UUID lostEntryId) {}

    /** A noted head that the chain contradicts: its seal is gone or has another hash. */
    record ContradictedHead(long position, boolean gone) {}

    private ChainStore() {}

    /** False when another process seals now; the lock ends with the transaction. */
    static Future<Boolean> lock(SqlClient conn) {
        return conn.preparedQuery(LOCK)
                .execute(Tuple.of(SEALING))
                .map(rows -> rows.iterator().next().getBoolean("locked"));
    }

    static Future<Seal> lastSeal(SqlClient conn) {
        return conn.preparedQuery(LAST_SEAL)
                .execute()
                .map(rows -> first(rows).map(ChainStore::seal).orElse(Seal.GENESIS));
    }

    static Future<List<AuditEntry>> waiting(SqlClient conn, int limit) {
        return conn.preparedQuery(WAITING).execute(Tuple.of(limit)).map(ChainStore::entries);
    }

    static Future<Void> seal(SqlClient conn, List<Seal> seals) {
        Tuple values = Tuple.of(
                seals.stream().map(Seal::position).toArray(Long[]::new),
                seals.stream().map(Seal::entryId).toArray(UUID[]::new),
                seals.stream().map(seal -> Buffer.buffer(seal.hash())).toArray(Buffer[]::new));
        return conn.preparedQuery(SEAL).execute(values).mapEmpty();
    }

    /** Notes the head unless one was noted after {@code notSince}; tells whether it did. */
    static Future<Boolean> noteHead(SqlClient conn, Seal head, Instant now, Instant notSince) {
        return conn.preparedQuery(NOTE_HEAD)
                .execute(Tuple.of(head.position(), Buffer.buffer(head.hash()), utc(now), utc(notSince)))
                .map(rows -> rows.rowCount() == 1);
    }

    static Future<List<SealedEntry>> sealedAfter(SqlClient conn, long position, int limit) {
        return conn.preparedQuery(SEALED_AFTER)
                .execute(Tuple.of(position, limit))
                .map(rows -> stream(rows)
                        .map(row -> new SealedEntry(seal(row), row.getUUID("id") == null ? null : entry(row)))
                        .toList());
    }

    static Future<List<AuditEntry>> entriesAfter(SqlClient conn, UUID id, int limit) {
        return conn.preparedQuery(ENTRIES_AFTER).execute(Tuple.of(id, limit)).map(ChainStore::entries);
    }

    static Future<Optional<ContradictedHead>> contradictedHead(SqlClient conn) {
        return conn.preparedQuery(CONTRADICTED_HEAD)
                .execute()
                .map(rows ->
                        first(rows).map(row -> new ContradictedHead(row.getLong("position"), row.getBoolean("gone"))));
    }

    /** By how many positions a noted hash moved: negative after a removal, positive after an insertion. */
    static Future<Optional<Long>> shift(SqlClient conn) {
        return conn.preparedQuery(SHIFTED_HEAD)
                .execute()
                .map(rows -> first(rows).map(row -> row.getLong("shift")));
    }

    static Future<Optional<byte[]>> hashAt(SqlClient conn, long position) {
        return conn.preparedQuery(HASH_AT)
                .execute(Tuple.of(position))
                .map(rows -> first(rows).map(row -> row.getBuffer("hash").getBytes()));
    }

    static Future<Counts> counts(SqlClient conn) {
        return conn.preparedQuery(COUNTS).execute().map(rows -> {
            Row row = rows.iterator().next();
            return new Counts(
                    row.getLong("entries"),
                    row.getLong("waiting"),
                    row.getUUID("stray_entry_id"),
                    row.getUUID("lost_entry_id"));
        });
    }

    private static List<AuditEntry> entries(RowSet<Row> rows) {
        return stream(rows).map(ChainStore::entry).toList();
    }

    static AuditEntry entry(Row row) {
        return new AuditEntry(
                row.getUUID("id"),
                row.getOffsetDateTime("at").toInstant(),
                row.getUUID("account_id"),
                row.getString("actor_kind"),
                row.getUUID("department_id"),
                row.getString("action"),
                row.getString("subject_type"),
                row.getUUID("subject_id"),
                row.getString("detail"),
                row.getUUID("attempt"),
                row.getUUID("salt"));
    }

    static Seal seal(Row row) {
        return new Seal(
                row.getLong("position"),
                row.getUUID("entry_id"),
                row.getBuffer("hash").getBytes());
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        return stream(rows).findFirst();
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }

    private static OffsetDateTime utc(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
