package org.qunfang.delivery;

import com.interaso.webpush.VapidKeys;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;

/** The key pair of this city's Web Push (RFC 8292), one for all processes and for ever. */
final class WebPushKeyStore {
    private static final String KEEP = """
            INSERT INTO web_push_key (public_key, private_key, created_at)
            VALUES ($1, $2, $3)
            ON CONFLICT (single) DO NOTHING
            """;

    private static final String READ = """
            SELECT public_key, private_key FROM web_push_key
            """;

    private final Pool pool;

    WebPushKeyStore(Pool pool) {
        this.pool = pool;
    }

    /** Makes it at the first start. */
    Future<VapidKeys> open(Instant now) {
        return pool.query(READ)
                .execute()
                .compose(rows -> rows.size() == 1
                        ? Future.succeededFuture(keys(rows.iterator().next()))
                        : make(now));
    }

    /** Of several processes that start at once one key is kept, and all read that. */
    private Future<VapidKeys> make(Instant now) {
        VapidKeys made = VapidKeys.generate();
        return pool.preparedQuery(KEEP)
                .execute(Tuple.of(made.getX509PublicKey(), made.getPkcs8PrivateKey(), DeliveryStore.utc(now)))
                .compose(kept -> pool.query(READ).execute())
                .map(rows -> keys(rows.iterator().next()));
    }

    private static VapidKeys keys(Row row) {
        return VapidKeys.create(row.getString("public_key"), row.getString("private_key"));
    }
}
