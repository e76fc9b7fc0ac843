package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What a page that comes back may have missed: messages its connection took after the last one it shows. Those that no
 * connection took yet stand in the ledger as due and come by the ordinary way.
 */
final class LiveReplay {
    private static final String ACCEPTED_SINCE = """
            SELECT DISTINCT m.id
              FROM devices AS v
              JOIN messages AS m ON m.expires_at > $3 AND m.stopped_at IS NULL
              JOIN deliveries AS d ON d.message_id = m.id AND d.device_id = v.id
             WHERE v.account_id = $1 AND d.channel = 'live' AND d.state = 'accepted'
               AND d.ended_at > $2
             ORDER BY m.id
             LIMIT 100
            """;

    private static final Duration OVERLAP = Duration.ofSeconds(30);

    private final Pool pool;

    LiveReplay(Pool pool) {
        this.pool = pool;
    }

    /** @param lastSeen id of the last event the page saw, UUIDv7: it tells when that was made */
    Future<List<UUID>> missed(UUID account, UUID lastSeen, Instant now) {
        return pool.preparedQuery(ACCEPTED_SINCE)
                .execute(Tuple.of(account, since(lastSeen), DeliveryStore.utc(now)))
                .map(rows -> {
                    List<UUID> ids = new ArrayList<>();
                    rows.forEach(row -> ids.add(row.getUUID("id")));
                    return ids;
                });
    }

    /** A little earlier: repeats are shown once, gaps would be lost. */
    private static OffsetDateTime since(UUID lastSeen) {
        long madeAt = lastSeen.getMostSignificantBits() >>> 16;
        return DeliveryStore.utc(Instant.ofEpochMilli(madeAt).minus(OVERLAP));
    }
}
