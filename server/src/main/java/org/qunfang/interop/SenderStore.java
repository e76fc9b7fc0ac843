package org.qunfang.interop;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.qunfang.db.SqlTime;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Trusted senders and the health of their feeds. */
final class SenderStore {
    /** What was refused by an older rule may be taken by this one. */
    private static final String FORGET_LINKS = """
            DELETE FROM cap_feed_links WHERE sender_id = $1
            """;

    /** A city trusts dozens. */
    static final int MOST = 200;

    private static final String SELECT = """
            SELECT id, version, sender, name, area_id, relay, active, signing_key, feed_url, feed_due_at,
                   feed_tried_at, feed_ok_at, feed_failures, feed_failure, feed_etag, feed_modified
              FROM cap_senders
            """;

    private static final String ALL = SELECT + " ORDER BY sender LIMIT 200";
    private static final String FIND = SELECT + " WHERE id = $1";
    private static final String LOCK = FIND + " FOR UPDATE";
    private static final String BY_SENDER = SELECT + " WHERE sender = $1";

    private static final String INSERT = """
            INSERT INTO cap_senders
                (id, sender, name, area_id, relay, active, feed_url, feed_due_at, changed_at, signing_key)
            SELECT $1, $2, $3, $4, $5, $6, $7, $8, $8, $9
             WHERE (SELECT count(*) FROM cap_senders) < 200
            """;

    /** Another address begins anew: what was known of the old feed is not known of this one. */
    private static final String UPDATE = """
            UPDATE cap_senders
               SET version = version + 1, sender = $3, name = $4, area_id = $5, relay = $6, active = $7, feed_url = $8,
                   changed_at = $9, signing_key = $10,
                   feed_due_at = $9,
                   feed_failures = CASE WHEN feed_url IS NOT DISTINCT FROM $8 THEN feed_failures ELSE 0 END,
                   feed_failure = CASE WHEN feed_url IS NOT DISTINCT FROM $8 THEN feed_failure END,
                   feed_ok_at = CASE WHEN feed_url IS NOT DISTINCT FROM $8 THEN feed_ok_at END,
                   feed_tried_at = CASE WHEN feed_url IS NOT DISTINCT FROM $8 THEN feed_tried_at END,
                   feed_etag = NULL, feed_modified = NULL
             WHERE id = $1 AND version = $2
            """;

    Future<List<CapSender>> all(SqlClient conn) {
        return conn.query(ALL).execute().map(SenderStore::read);
    }

    Future<Optional<CapSender>> find(SqlClient conn, UUID id) {
        return conn.preparedQuery(FIND).execute(Tuple.of(id)).map(SenderStore::first);
    }

    /** Holds it until the transaction ends: its messages come one after the other. */
    Future<Optional<CapSender>> lock(SqlConnection conn, UUID id) {
        return conn.preparedQuery(LOCK).execute(Tuple.of(id)).map(SenderStore::first);
    }

    Future<Optional<CapSender>> bySender(SqlClient conn, String sender) {
        return conn.preparedQuery(BY_SENDER).execute(Tuple.of(sender)).map(SenderStore::first);
    }

    Future<Void> insert(SqlClient conn, CapSender sender, Instant now) {
        return conn.preparedQuery(INSERT)
                .execute(Tuple.tuple()
                        .addUUID(sender.id())
                        .addString(sender.sender())
                        .addJsonObject(sender.name().toJson())
                        .addUUID(sender.areaId())
                        .addBoolean(sender.relay())
                        .addBoolean(sender.active())
                        .addString(sender.feedUrl())
                        .addOffsetDateTime(ImportStore.utc(now))
                        .addString(pem(sender)))
                .recover(SenderStore::taken)
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw Problem.invalid(
                                "",
                                Localized.of("可信发布方最多 " + MOST + " 个。", "There may be " + MOST + " trusted senders."));
                    }
                    return null;
                });
    }

    /** @param version the one that the caller read */
    Future<Void> update(SqlClient conn, CapSender sender, long version, Instant now) {
        return conn.preparedQuery(UPDATE)
                .execute(Tuple.tuple()
                        .addUUID(sender.id())
                        .addLong(version)
                        .addString(sender.sender())
                        .addJsonObject(sender.name().toJson())
                        .addUUID(sender.areaId())
                        .addBoolean(sender.relay())
                        .addBoolean(sender.active())
                        .addString(sender.feedUrl())
                        .addOffsetDateTime(ImportStore.utc(now))
                        .addString(pem(sender)))
                .recover(SenderStore::taken)
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw Problem.of(
                                ProblemType.STALE,
                                "该发布方已被更新，请重新读取。",
                                "This sender was changed meanwhile; read it again.");
                    }
                    return sender.id();
                })
                .compose(id -> conn.preparedQuery(FORGET_LINKS).execute(Tuple.of(id)))
                .mapEmpty();
    }

    private static Future<RowSet<Row>> taken(Throwable failure) {
        boolean isTaken = failure instanceof PgException pg && "cap_senders_sender".equals(pg.getConstraint());
        return Future.failedFuture(
                isTaken
                        ? Problem.of(ProblemType.ALREADY_EXISTS, "已有同一发布方。", "There is a sender of that name already.")
                        : failure);
    }

    private static Optional<CapSender> first(RowSet<Row> rows) {
        return read(rows).stream().findFirst();
    }

    static List<CapSender> read(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(SenderStore::sender)
                .toList();
    }

    private static String pem(CapSender sender) {
        return sender.signingKey() == null ? null : sender.signingKey().pem();
    }

    private static CapSender sender(Row row) {
        String pem = row.getString("signing_key");
        return new CapSender(
                row.getUUID("id"),
                row.getLong("version"),
                row.getString("sender"),
                Localized.fromJson(row.getJsonObject("name")),
                row.getUUID("area_id"),
                row.getBoolean("relay"),
                row.getBoolean("active"),
                pem == null ? null : SigningKey.read(pem),
                row.getString("feed_url"),
                new CapSender.Health(
                        SqlTime.in(row, "feed_due_at"),
                        SqlTime.in(row, "feed_tried_at"),
                        SqlTime.in(row, "feed_ok_at"),
                        row.getInteger("feed_failures"),
                        row.getString("feed_failure"),
                        row.getString("feed_etag"),
                        row.getString("feed_modified")));
    }
}
