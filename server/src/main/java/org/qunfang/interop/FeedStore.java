package org.qunfang.interop;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** When feeds are read, how that goes, and which of their links were read. */
final class FeedStore {
    private static final int AT_ONCE = 10;
    private static final Duration REMEMBERED = Duration.ofDays(7);

    /** Leased: whoever dies over it leaves it to the next one. */
    private static final String CLAIM = """
            UPDATE cap_senders
               SET feed_due_at = $2
             WHERE id IN (SELECT id
                            FROM cap_senders
                           WHERE active AND feed_url IS NOT NULL AND feed_due_at <= $1
                           ORDER BY feed_due_at
                           LIMIT $3
                             FOR UPDATE SKIP LOCKED)
            RETURNING id, version, sender, name, area_id, relay, active, signing_key, feed_url, feed_due_at,
                      feed_tried_at, feed_ok_at, feed_failures, feed_failure, feed_etag, feed_modified
            """;

    private static final String WENT_WELL = """
            UPDATE cap_senders
               SET feed_tried_at = $3, feed_ok_at = $3, feed_due_at = $4, feed_failures = 0, feed_failure = NULL,
                   feed_etag = $5, feed_modified = $6
             WHERE id = $1 AND feed_url = $2
            """;

    private static final String FAILED = """
            UPDATE cap_senders
               SET feed_tried_at = $3, feed_due_at = $4, feed_failures = feed_failures + 1, feed_failure = $5
             WHERE id = $1 AND feed_url = $2
            """;

    private static final String UNREAD = """
            SELECT l.url
              FROM unnest($2::text[]) WITH ORDINALITY AS l (url, place)
             WHERE NOT EXISTS (SELECT 1 FROM cap_feed_links AS k WHERE k.sender_id = $1 AND k.url = l.url)
             ORDER BY l.place
            """;

    private static final String READ = """
            INSERT INTO cap_feed_links (sender_id, url, listed_at)
            VALUES ($1, $2, $3)
            ON CONFLICT (sender_id, url) DO UPDATE SET listed_at = excluded.listed_at
            """;

    private static final String LISTED = """
            UPDATE cap_feed_links SET listed_at = $3 WHERE sender_id = $1 AND url = ANY ($2)
            """;

    private static final String FORGET = """
            DELETE FROM cap_feed_links WHERE sender_id = $1 AND listed_at < $2
            """;

    Future<List<CapSender>> claim(SqlClient conn, Instant now, Instant until) {
        return conn.preparedQuery(CLAIM)
                .execute(Tuple.of(ImportStore.utc(now), ImportStore.utc(until), AT_ONCE))
                .map(SenderStore::read);
    }

    Future<Void> wentWell(SqlClient conn, CapSender sender, Instant now, Instant next, FeedClient.Read read) {
        return conn.preparedQuery(WENT_WELL)
                .execute(Tuple.tuple()
                        .addUUID(sender.id())
                        .addString(sender.feedUrl())
                        .addOffsetDateTime(ImportStore.utc(now))
                        .addOffsetDateTime(ImportStore.utc(next))
                        .addString(read.etag())
                        .addString(read.modified()))
                .mapEmpty();
    }

    Future<Void> failed(SqlClient conn, CapSender sender, Instant now, Instant next, FeedFailure failure) {
        return conn.preparedQuery(FAILED)
                .execute(Tuple.of(
                        sender.id(), sender.feedUrl(), ImportStore.utc(now), ImportStore.utc(next), failure.code()))
                .mapEmpty();
    }

    /** Those of the links that were not read yet, in their order. */
    Future<List<String>> unread(SqlClient conn, UUID senderId, List<String> links) {
        return conn.preparedQuery(UNREAD)
                .execute(Tuple.of(senderId).addArrayOfString(links.toArray(String[]::new)))
                .map(rows -> {
                    List<String> unread = new ArrayList<>();
                    rows.forEach(row -> unread.add(row.getString("url")));
                    return unread;
                });
    }

    Future<Void> read(SqlClient conn, UUID senderId, String link, Instant now) {
        return conn.preparedQuery(READ)
                .execute(Tuple.of(senderId, link, ImportStore.utc(now)))
                .mapEmpty();
    }

    /** Keeps what is listed still, and forgets what is not for long. */
    Future<Void> listed(SqlClient conn, UUID senderId, List<String> links, Instant now) {
        return conn.preparedQuery(LISTED)
                .execute(Tuple.of(senderId)
                        .addArrayOfString(links.toArray(String[]::new))
                        .addOffsetDateTime(ImportStore.utc(now)))
                .compose(kept ->
                        conn.preparedQuery(FORGET).execute(Tuple.of(senderId, ImportStore.utc(now.minus(REMEMBERED)))))
                .mapEmpty();
    }
}
