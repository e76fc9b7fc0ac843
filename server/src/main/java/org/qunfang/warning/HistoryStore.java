package org.qunfang.warning;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What never changes once it is written: decisions and CAP messages. */
final class HistoryStore {
    /** One step of one officer; {@code rationale} and {@code contentHash} may be null. */
    record Decision(
            UUID id,
            UUID warningId,
            String decision,
            Warning.Officer by,
            byte[] contentHash,
            String rationale,
            Instant at) {

        JsonObject toJson() {
            JsonObject json = new JsonObject()
                    .put("id", id.toString())
                    .put("decision", decision)
                    .put("at", at.toString())
                    .put("by", WarningJson.officer(by));
            if (contentHash != null) {
                json.put("contentHash", HexFormat.of().formatHex(contentHash));
            }
            return rationale == null ? json : json.put("rationale", rationale);
        }
    }

    private static final String INSERT_DECISION = """
            INSERT INTO warning_decisions (id, warning_id, decision, account_id, content_hash, rationale, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """;

    private static final String DECISIONS = """
            SELECT d.id, d.warning_id, d.decision, d.account_id, a.name, d.content_hash, d.rationale, d.at
              FROM warning_decisions AS d
              JOIN accounts AS a ON a.id = d.account_id
             WHERE d.warning_id = $1
             ORDER BY d.id
             LIMIT 200
            """;

    private static final String INSERT_MESSAGE = """
            INSERT INTO cap_messages
                (id, warning_id, identifier, sender, msg_type, sent, refers_to, is_public, texts, xml)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """;

    private static final String SELECT_MESSAGE = """
            SELECT m.id, m.warning_id, w.chain_id, m.identifier, m.sender, m.msg_type, m.sent, m.refers_to, m.is_public,
                   m.texts, m.xml
              FROM cap_messages AS m
              JOIN warnings AS w ON w.id = m.warning_id
            """;

    private static final String MESSAGES_OF = SELECT_MESSAGE + " WHERE m.warning_id = ANY($1) ORDER BY m.sent, m.id";
    private static final String MESSAGES_OF_CHAINS =
            SELECT_MESSAGE + " WHERE w.chain_id = ANY($1) ORDER BY m.sent, m.id";
    private static final String MESSAGE = SELECT_MESSAGE + " WHERE m.id = $1";
    private static final String BY_IDENTIFIER = SELECT_MESSAGE + " WHERE m.identifier = $1";

    Future<Void> decided(SqlClient conn, Decision decision) {
        byte[] hash = decision.contentHash();
        return conn.preparedQuery(INSERT_DECISION)
                .execute(Tuple.tuple()
                        .addUUID(decision.id())
                        .addUUID(decision.warningId())
                        .addString(decision.decision())
                        .addUUID(decision.by().accountId())
                        .addBuffer(hash == null ? null : Buffer.buffer(hash))
                        .addString(decision.rationale())
                        .addOffsetDateTime(WarningStore.utc(decision.at())))
                .mapEmpty();
    }

    Future<List<Decision>> decisions(SqlClient conn, UUID warningId) {
        return conn.preparedQuery(DECISIONS).execute(Tuple.of(warningId)).map(rows -> {
            List<Decision> decisions = new ArrayList<>();
            rows.forEach(row -> decisions.add(decision(row)));
            return decisions;
        });
    }

    Future<Void> sent(SqlClient conn, CapMessage message) {
        JsonArray texts = new JsonArray();
        message.infos().forEach(info -> texts.add(info.toJson()));
        return conn.preparedQuery(INSERT_MESSAGE)
                .execute(Tuple.tuple()
                        .addUUID(message.id())
                        .addUUID(message.warningId())
                        .addString(message.identifier())
                        .addString(message.sender())
                        .addString(message.msgType())
                        .addOffsetDateTime(WarningStore.utc(message.sent()))
                        .addUUID(message.refersTo())
                        .addBoolean(message.isPublic())
                        .addJsonArray(texts)
                        .addString(message.xml()))
                .mapEmpty();
    }

    /** Oldest first. */
    Future<List<CapMessage>> messages(SqlClient conn, List<UUID> warningIds) {
        return conn.preparedQuery(MESSAGES_OF)
                .execute(Tuple.of(warningIds.toArray(UUID[]::new)))
                .map(HistoryStore::all);
    }

    /** What went out for every warning of these chains, oldest first. */
    Future<List<CapMessage>> messagesOfChains(SqlClient conn, List<UUID> chainIds) {
        return conn.preparedQuery(MESSAGES_OF_CHAINS)
                .execute(Tuple.of(chainIds.toArray(UUID[]::new)))
                .map(HistoryStore::all);
    }

    Future<Optional<CapMessage>> message(SqlClient conn, UUID id) {
        return conn.preparedQuery(MESSAGE).execute(Tuple.of(id)).map(HistoryStore::first);
    }

    Future<Optional<CapMessage>> message(SqlClient conn, String identifier) {
        return conn.preparedQuery(BY_IDENTIFIER).execute(Tuple.of(identifier)).map(HistoryStore::first);
    }

    private static List<CapMessage> all(RowSet<Row> rows) {
        List<CapMessage> messages = new ArrayList<>();
        rows.forEach(row -> messages.add(message(row)));
        return messages;
    }

    private static Optional<CapMessage> first(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(message(rows.iterator().next()));
    }

    private static Decision decision(Row row) {
        Buffer hash = row.getBuffer("content_hash");
        return new Decision(
                row.getUUID("id"),
                row.getUUID("warning_id"),
                row.getString("decision"),
                new Warning.Officer(row.getUUID("account_id"), row.getString("name")),
                hash == null ? null : hash.getBytes(),
                row.getString("rationale"),
                row.getOffsetDateTime("at").toInstant());
    }

    private static CapMessage message(Row row) {
        return new CapMessage(
                row.getUUID("id"),
                row.getUUID("warning_id"),
                row.getUUID("chain_id"),
                row.getString("identifier"),
                row.getString("sender"),
                row.getString("msg_type"),
                row.getOffsetDateTime("sent").toInstant(),
                row.getUUID("refers_to"),
                row.getBoolean("is_public"),
                Info.listFromJson(row.getJsonArray("texts")),
                row.getString("xml"));
    }
}
