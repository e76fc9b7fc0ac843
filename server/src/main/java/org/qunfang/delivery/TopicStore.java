package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.qunfang.delivery.MessageStore.ToSelect;
import org.qunfang.geo.StoredArea;
import org.qunfang.geo.TopicCells;

/** Makes the topics of an area due for a message: a row of the ledger for each call, none for any phone. */
final class TopicStore {
    // As for devices: read under a row lock that a cancellation and the end of the choice conflict with.
    private static final String DUE = """
            WITH open AS (
                SELECT id, priority
                  FROM messages
                 WHERE id = $1 AND stopped_at IS NULL AND recipients IS NULL
                   FOR SHARE),
            known AS (
                INSERT INTO topic_calls (id, condition)
                SELECT c.id, c.condition
                  FROM unnest($2::uuid[], $3::text[]) AS c (id, condition)
                 ORDER BY c.id
                ON CONFLICT (id) DO NOTHING)
            INSERT INTO deliveries (message_id, device_id, channel, language, priority, next_attempt_at, due_at)
            SELECT open.id, c.id, 'fcm_topic', 'zh-CN', open.priority, $4, $4
              FROM open
             CROSS JOIN unnest($2::uuid[]) AS c (id)
            ON CONFLICT (message_id, device_id) DO NOTHING
            """;

    private final Pool pool;
    private final WorkerExecutor geometry;

    TopicStore(Pool pool, WorkerExecutor geometry) {
        this.pool = pool;
        this.geometry = geometry;
    }

    /** How many calls became due; none for a message that follows another, which has the calls of that one. */
    Future<Integer> due(ToSelect message, Instant now) {
        if (message.audience() == null) {
            return Future.succeededFuture(0);
        }
        return geometry.executeBlocking(
                        () -> TopicCall.of(
                                TopicCells.of(StoredArea.read(message.audience().geoJson()))),
                        false)
                .compose(calls -> insert(message.id(), calls, now));
    }

    private Future<Integer> insert(UUID messageId, List<TopicCall> calls, Instant now) {
        Tuple values = Tuple.of(
                messageId,
                calls.stream().map(TopicCall::id).toArray(UUID[]::new),
                calls.stream().map(TopicCall::condition).toArray(String[]::new),
                DeliveryStore.utc(now));
        return pool.preparedQuery(DUE).execute(values).map(SqlResult::rowCount);
    }
}
