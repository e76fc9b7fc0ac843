package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.qunfang.db.FreshPlans;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the claims of processes that ended, before their lease does. One counts as ended when the database has not heard of it
 * for 15 seconds, three of the times at which it tells how its channels fare ({@link ChannelWatch}). It may have lost its
 * connection alone and still have calls under way: a row is handed over again only when each of those has had its answer or its
 * time is over. Mail takes up to a minute, carries no warnings, and waits for its lease.
 */
final class Orphans {
    private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);
    private static final long LOOK_MILLIS = 5_000;

    /** FCM's ten seconds twice, for a call that waited for a thread, and some; SMS, Web Push and webhooks take less. */
    static final Duration LONGEST_CALL = Duration.ofSeconds(25);

    /** A process unheard of for longer than its claims can last has none: the ledger is read only after one ended. */
    private static final String RELEASE = """
            WITH ended AS (
                SELECT h.process
                  FROM channel_health AS h
                 GROUP BY h.process
                HAVING max(h.seen_at) BETWEEN now() - interval '3 minutes' AND now() - interval '15 seconds')
            UPDATE deliveries AS d
               SET claimed_until = $1
             WHERE d.claimed_by = ANY (ARRAY(SELECT ended.process FROM ended))
               AND EXISTS (SELECT FROM ended)
               AND d.state = 'handed_over' AND d.ended_at IS NULL AND d.claimed_until > $1 AND d.claimed_until <= $2
               AND d.channel <> 'email'
            """;

    private final Vertx vertx;
    private final Pool pool;
    private final Runnable wakeChannels;
    private final Clock clock;
    private long timer = -1;

    Orphans(Vertx vertx, Pool pool, Runnable wakeChannels, Clock clock) {
        this.vertx = vertx;
        this.pool = pool;
        this.wakeChannels = wakeChannels;
        this.clock = clock;
    }

    void start() {
        timer = vertx.setPeriodic(
                0,
                LOOK_MILLIS,
                tick -> release()
                        .onSuccess(this::released)
                        .onFailure(failure -> LOG.warn(
                                "claims of processes that ended last until their lease: {}", failure.toString())));
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    /** How many rows may be handed over again now. */
    Future<Integer> release() {
        Instant now = clock.instant();
        Instant leaseOfLongest = now.plus(DeliveryStore.LEASE).minus(LONGEST_CALL);
        Tuple values = Tuple.of(DeliveryStore.utc(now), DeliveryStore.utc(leaseOfLongest));
        return FreshPlans.in(pool, conn -> conn.preparedQuery(RELEASE).execute(values))
                .map(rows -> rows.rowCount());
    }

    private void released(int rows) {
        if (rows > 0) {
            LOG.info("{} deliveries of a process that ended are handed over again", rows);
            wakeChannels.run();
        }
    }
}
