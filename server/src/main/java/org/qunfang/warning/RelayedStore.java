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
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.db.SqlTime;
import org.qunfang.delivery.Severity;
import org.qunfang.geo.StoredArea;
import org.qunfang.problem.Localized;

/** Warnings of other authorities. */
final class RelayedStore {
    private static final String INSERT = """
            INSERT INTO relayed_warnings
                (id, message_id, source_name, sender, identifier, sent, category, event, urgency, severity, certainty,
                 onset, expires, infos, area_description, saved_area, xml, relayed_at, end_message_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
            """;

    private static final String SELECT = """
            SELECT id, message_id, end_message_id, version, state, source_name, sender, identifier, sent, category, event, urgency,
                   severity, certainty, onset, expires, infos, area_description, saved_area, xml, relayed_at, ended_at,
                   cancellation
              FROM relayed_warnings
            """;

    private static final String FIND = SELECT + " WHERE id = $1";
    private static final String OUT = SELECT + " WHERE expires > $1 AND state = 'published' ORDER BY sent, id";

    private static final String VERSIONS = """
            SELECT count(*) || ':' || COALESCE(max(relayed_at)::text, '') AS versions
              FROM relayed_warnings
             WHERE expires > $1 AND state = 'published'
            """;

    private static final String END = """
            UPDATE relayed_warnings
               SET state = $3, ended_at = $4, cancellation = $5, version = version + 1, cancel_xml = $6
             WHERE sender = $1 AND identifier = ANY ($2) AND state = 'published'
            RETURNING id, message_id
            """;

    private static final String DOCUMENT = """
            SELECT CASE WHEN message_id = $1 THEN xml ELSE cancel_xml END AS document
              FROM relayed_warnings
             WHERE message_id = $1 OR end_message_id = $1
            """;

    /** One that just ended. */
    record Ended(UUID id, UUID messageId) {}

    Future<Void> insert(SqlClient conn, RelayedWarning warning) {
        return conn.preparedQuery(INSERT)
                .execute(Tuple.tuple()
                        .addUUID(warning.id())
                        .addUUID(warning.messageId())
                        .addJsonObject(warning.sourceName().toJson())
                        .addString(warning.sender())
                        .addString(warning.identifier())
                        .addOffsetDateTime(WarningStore.utc(warning.sent()))
                        .addString(warning.category())
                        .addString(warning.event())
                        .addString(warning.urgency())
                        .addString(warning.severity().capName())
                        .addString(warning.certainty())
                        .addOffsetDateTime(utcOrNull(warning.onset()))
                        .addOffsetDateTime(WarningStore.utc(warning.expires()))
                        .addJsonArray(json(warning.infos()))
                        .addJsonObject(warning.areaDescription().toJson())
                        .addJsonObject(StoredArea.write(warning.area()))
                        .addBuffer(Buffer.buffer(warning.xml()))
                        .addOffsetDateTime(WarningStore.utc(warning.relayedAt()))
                        .addUUID(warning.endMessageId()))
                .mapEmpty();
    }

    /** @param cancellation null for what is superseded */
    Future<List<Ended>> end(
            SqlClient conn,
            String sender,
            List<String> identifiers,
            RelayedWarning.State state,
            RelayedWarning.Cancellation cancellation,
            Instant now) {
        return conn.preparedQuery(END)
                .execute(Tuple.tuple()
                        .addString(sender)
                        .addArrayOfString(identifiers.toArray(String[]::new))
                        .addString(state.code())
                        .addOffsetDateTime(WarningStore.utc(now))
                        .addJsonArray(cancellation == null ? null : json(cancellation.infos()))
                        .addBuffer(cancellation == null ? null : Buffer.buffer(cancellation.xml())))
                .map(rows -> {
                    List<Ended> ended = new ArrayList<>();
                    rows.forEach(row -> ended.add(new Ended(row.getUUID("id"), row.getUUID("message_id"))));
                    return ended;
                });
    }

    Future<Optional<RelayedWarning>> find(SqlClient conn, UUID id) {
        return conn.preparedQuery(FIND)
                .execute(Tuple.of(id))
                .map(rows -> all(rows).stream().findFirst());
    }

    /** What its sender wrote, of the message that tells of a warning or of its end. */
    Future<Optional<Buffer>> document(SqlClient conn, UUID messageId) {
        return conn.preparedQuery(DOCUMENT)
                .execute(Tuple.of(messageId))
                .map(rows -> rows.stream()
                        .map(row -> row.getBuffer("document"))
                        .filter(Objects::nonNull)
                        .findFirst());
    }

    /** In force at this moment. */
    Future<List<RelayedWarning>> out(SqlClient conn, Instant now) {
        return conn.preparedQuery(OUT).execute(Tuple.of(WarningStore.utc(now))).map(RelayedStore::all);
    }

    /** Another text whenever another set is in force. */
    Future<String> versions(SqlClient conn, Instant now) {
        return conn.preparedQuery(VERSIONS)
                .execute(Tuple.of(WarningStore.utc(now)))
                .map(rows -> rows.iterator().next().getString("versions"));
    }

    private static JsonArray json(List<Info> infos) {
        JsonArray array = new JsonArray();
        infos.forEach(info -> array.add(info.toJson()));
        return array;
    }

    private static OffsetDateTime utcOrNull(Instant at) {
        return at == null ? null : WarningStore.utc(at);
    }

    private static List<RelayedWarning> all(RowSet<Row> rows) {
        List<RelayedWarning> warnings = new ArrayList<>();
        rows.forEach(row -> warnings.add(warning(row)));
        return warnings;
    }

    private static RelayedWarning warning(Row row) {
        JsonArray cancellation = row.getJsonArray("cancellation");
        JsonObject area = row.getJsonObject("saved_area");
        return new RelayedWarning(
                row.getUUID("id"),
                row.getUUID("message_id"),
                row.getUUID("end_message_id"),
                row.getLong("version"),
                RelayedWarning.State.of(row.getString("state")),
                Localized.fromJson(row.getJsonObject("source_name")),
                row.getString("sender"),
                row.getString("identifier"),
                SqlTime.in(row, "sent"),
                row.getString("category"),
                row.getString("event"),
                row.getString("urgency"),
                Severity.named(row.getString("severity")),
                row.getString("certainty"),
                SqlTime.in(row, "onset"),
                SqlTime.in(row, "expires"),
                Info.listFromJson(row.getJsonArray("infos")),
                Localized.fromJson(row.getJsonObject("area_description")),
                StoredArea.read(area),
                row.getBuffer("xml").getBytes(),
                SqlTime.in(row, "relayed_at"),
                SqlTime.in(row, "ended_at"),
                cancellation == null ? null : Info.listFromJson(cancellation));
    }
}
