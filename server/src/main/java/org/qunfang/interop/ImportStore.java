package org.qunfang.interop;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.db.SqlTime;
import org.qunfang.http.TimeCursor;

/** Messages from elsewhere. */
final class ImportStore {
    private static final String INSERT = """
            INSERT INTO cap_imports
                (id, received_at, last_at, via, account_id, sender_id, xml, xml_hash, outcome, reason, reason_path,
                 cap_sender, cap_identifier, fingerprint, sent, msg_type, status, scope, severity, event, headline,
                 expires, refers_to, repairs, area, relaying, relayed_at, signature)
            VALUES ($1, $2, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                    $22, $23, $24, $25, $26, $27)
            """;

    private static final String REFUSE = INSERT + """
            ON CONFLICT (xml_hash) WHERE outcome = 'refused' DO UPDATE
               SET last_at = excluded.last_at, times = cap_imports.times + 1, reason = excluded.reason,
                   reason_path = excluded.reason_path, sender_id = excluded.sender_id
            RETURNING id, times
            """;

    private static final String SELECT = """
            SELECT i.id, i.received_at, i.last_at, i.times, i.account_id, a.name AS account_name, i.sender_id, i.reason,
                   i.reason_path, i.cap_sender, i.cap_identifier, i.fingerprint, i.sent, i.msg_type, i.status, i.scope,
                   i.severity, i.event, i.headline, i.expires, i.refers_to, i.repairs, i.area, i.signature, i.relaying,
                   i.relayed_by, r.name AS relayed_name, i.relayed_at
              FROM cap_imports AS i
              LEFT JOIN accounts AS a ON a.id = i.account_id
              LEFT JOIN accounts AS r ON r.id = i.relayed_by
            """;

    private static final String FIND = SELECT + " WHERE i.id = $1";

    private static final String BY_IDENTIFIER =
            SELECT + " WHERE i.cap_sender = $1 AND i.cap_identifier = $2 AND i.outcome = 'accepted'";

    private static final String LIST = SELECT + """
             WHERE ($1::text IS NULL OR i.outcome = $1)
               AND ($2::timestamptz IS NULL OR (i.last_at, i.id) < ($2, $3::uuid))
             ORDER BY i.last_at DESC, i.id DESC
             LIMIT $4
            """;

    private static final String LOCK = """
            SELECT id FROM cap_imports WHERE id = $1 FOR UPDATE
            """;

    private static final String XML = """
            SELECT xml FROM cap_imports WHERE id = $1
            """;

    /** Each message is read once however many paths lead to it. */
    private static final String LED_TO = """
            WITH RECURSIVE led (identifier, sent, refers_to) AS (
                SELECT cap_identifier, sent, refers_to
                  FROM cap_imports
                 WHERE outcome = 'accepted' AND cap_sender = $1 AND cap_identifier = ANY ($2)
                 UNION
                SELECT i.cap_identifier, i.sent, i.refers_to
                  FROM led
                  JOIN cap_imports AS i
                    ON i.outcome = 'accepted' AND i.cap_sender = $1 AND i.cap_identifier = ANY (led.refers_to))
            SELECT identifier, sent, refers_to FROM led LIMIT 10000
            """;

    private static final String ENDED = """
            SELECT EXISTS (
                SELECT 1
                  FROM cap_imports
                 WHERE outcome = 'accepted' AND refers_to @> ARRAY[$2::text] AND cap_sender = $1
                   AND msg_type IN ('Update', 'Cancel') AND status = 'Actual' AND scope = 'Public') AS ended
            """;

    private static final String RELAY = """
            UPDATE cap_imports SET relaying = 'relayed', relayed_by = $2, relayed_at = $3 WHERE id = $1
            """;

    private static final String SWEEP = """
            DELETE FROM cap_imports
             WHERE id IN (SELECT id
                            FROM cap_imports
                           WHERE outcome = 'refused' AND last_at < $1
                           ORDER BY last_at
                           LIMIT 1000)
            """;

    /** What is waiting to be let out and is over by what just came. */
    private static final String END_WAITING = """
            UPDATE cap_imports
               SET relaying = 'ended-already'
             WHERE outcome = 'accepted' AND cap_sender = $1 AND cap_identifier = ANY ($2) AND relaying = 'waiting'
            """;

    /** How many refused ones that did not come again since were deleted. */
    Future<Integer> sweep(SqlClient conn, Instant before) {
        return conn.preparedQuery(SWEEP).execute(Tuple.of(utc(before))).map(SqlResult::rowCount);
    }

    Future<Void> insertAccepted(SqlClient conn, CapImport taken, byte[] xml, byte[] hash) {
        return conn.preparedQuery(INSERT).execute(values(taken, xml, hash)).mapEmpty();
    }

    /** The row, which may be an older one of the same bytes. */
    record Kept(UUID id, int times) {}

    Future<Kept> insertRefused(SqlClient conn, CapImport refused, byte[] xml, byte[] hash) {
        return conn.preparedQuery(REFUSE)
                .execute(values(refused, xml, hash))
                .map(rows -> rows.iterator().next())
                .map(row -> new Kept(row.getUUID("id"), row.getInteger("times")));
    }

    private static Tuple values(CapImport taken, byte[] xml, byte[] hash) {
        CapImport.Head head = taken.head();
        return Tuple.tuple()
                .addUUID(taken.id())
                .addOffsetDateTime(utc(taken.receivedAt()))
                .addString(taken.by() == null ? "feed" : "hand")
                .addUUID(taken.by() == null ? null : taken.by().accountId())
                .addUUID(taken.senderId())
                .addBuffer(Buffer.buffer(xml))
                .addBuffer(Buffer.buffer(hash))
                .addString(taken.isAccepted() ? "accepted" : "refused")
                .addString(taken.isAccepted() ? null : taken.reason().code())
                .addString(taken.path())
                .addString(head.sender())
                .addString(head.identifier())
                .addBuffer(head.fingerprint() == null ? null : Buffer.buffer(head.fingerprint()))
                .addOffsetDateTime(utc(head.sent()))
                .addString(head.msgType())
                .addString(head.status())
                .addString(head.scope())
                .addString(head.severity())
                .addString(head.event())
                .addString(head.headline())
                .addOffsetDateTime(utc(head.expires()))
                .addArrayOfString(head.refersTo().toArray(String[]::new))
                .addJsonArray(Repair.stored(taken.repairs()))
                .addJsonObject(taken.area())
                .addString(taken.relaying() == null ? null : taken.relaying().code())
                .addOffsetDateTime(utc(taken.relayedAt()))
                .addString(taken.signature() == null ? null : taken.signature().code());
    }

    Future<Optional<CapImport>> find(SqlClient conn, UUID id) {
        return conn.preparedQuery(FIND)
                .execute(Tuple.of(id))
                .map(rows -> all(rows).stream().findFirst());
    }

    /** Holds the row until the transaction ends. */
    Future<Optional<CapImport>> lock(SqlConnection conn, UUID id) {
        return conn.preparedQuery(LOCK).execute(Tuple.of(id)).compose(held -> find(conn, id));
    }

    Future<Optional<CapImport>> accepted(SqlClient conn, String sender, String identifier) {
        return conn.preparedQuery(BY_IDENTIFIER)
                .execute(Tuple.of(sender, identifier))
                .map(rows -> all(rows).stream().findFirst());
    }

    /** @param outcome null for all; {@code after} null for the first page */
    Future<List<CapImport>> list(SqlClient conn, String outcome, TimeCursor after, int limit) {
        return conn.preparedQuery(LIST)
                .execute(Tuple.tuple()
                        .addString(outcome)
                        .addOffsetDateTime(after == null ? null : utc(after.at()))
                        .addUUID(after == null ? null : after.id())
                        .addInteger(limit))
                .map(ImportStore::all);
    }

    Future<Optional<Buffer>> xml(SqlClient conn, UUID id) {
        return conn.preparedQuery(XML)
                .execute(Tuple.of(id))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getBuffer("xml")));
    }

    /** The accepted messages that these lead to, and those that they lead to, and so on. */
    Future<List<Admission.Known>> ledTo(SqlClient conn, String sender, List<String> identifiers) {
        return conn.preparedQuery(LED_TO)
                .execute(Tuple.of(sender).addArrayOfString(identifiers.toArray(String[]::new)))
                .map(rows -> {
                    List<Admission.Known> known = new ArrayList<>();
                    rows.forEach(row -> known.add(new Admission.Known(
                            row.getString("identifier"),
                            SqlTime.in(row, "sent"),
                            Arrays.asList(row.getArrayOfStrings("refers_to")))));
                    return known;
                });
    }

    /** Whether an update or cancellation of it was accepted before it came itself. */
    Future<Boolean> isEnded(SqlClient conn, String sender, String identifier) {
        return conn.preparedQuery(ENDED)
                .execute(Tuple.of(sender, identifier))
                .map(rows -> rows.iterator().next().getBoolean("ended"));
    }

    Future<Void> relayed(SqlClient conn, UUID id, UUID accountId, Instant now) {
        return conn.preparedQuery(RELAY)
                .execute(Tuple.of(id, accountId, utc(now)))
                .mapEmpty();
    }

    Future<Void> endWaiting(SqlClient conn, String sender, List<String> identifiers) {
        return conn.preparedQuery(END_WAITING)
                .execute(Tuple.of(sender).addArrayOfString(identifiers.toArray(String[]::new)))
                .mapEmpty();
    }

    static OffsetDateTime utc(Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    private static List<CapImport> all(RowSet<Row> rows) {
        List<CapImport> imports = new ArrayList<>();
        rows.forEach(row -> imports.add(read(row)));
        return imports;
    }

    private static CapImport read(Row row) {
        String reason = row.getString("reason");
        String relaying = row.getString("relaying");
        String signature = row.getString("signature");
        JsonArray repairs = row.getJsonArray("repairs");
        JsonObject area = row.getJsonObject("area");
        return new CapImport(
                row.getUUID("id"),
                SqlTime.in(row, "received_at"),
                SqlTime.in(row, "last_at"),
                row.getInteger("times"),
                officer(row, "account_id", "account_name"),
                row.getUUID("sender_id"),
                reason == null ? null : Reason.of(reason),
                row.getString("reason_path"),
                head(row),
                Repair.fromStored(repairs),
                area,
                signature == null ? null : Signed.of(signature),
                relaying == null ? null : Relaying.of(relaying),
                officer(row, "relayed_by", "relayed_name"),
                SqlTime.in(row, "relayed_at"));
    }

    private static CapImport.Officer officer(Row row, String id, String name) {
        UUID account = row.getUUID(id);
        return account == null ? null : new CapImport.Officer(account, row.getString(name));
    }

    private static CapImport.Head head(Row row) {
        Buffer fingerprint = row.getBuffer("fingerprint");
        return new CapImport.Head(
                row.getString("cap_sender"),
                row.getString("cap_identifier"),
                fingerprint == null ? null : fingerprint.getBytes(),
                SqlTime.in(row, "sent"),
                row.getString("msg_type"),
                row.getString("status"),
                row.getString("scope"),
                row.getString("severity"),
                row.getString("event"),
                row.getString("headline"),
                SqlTime.in(row, "expires"),
                Arrays.asList(row.getArrayOfStrings("refers_to")));
    }
}
