package org.qunfang.delivery;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * From the approval of a warning to the last device: the ledger written, claimed, handed over and settled as in the
 * running server. Once with a provider in this process that answers at once, beside a bare outbox of the same PostgreSQL
 * (rows deleted with SKIP LOCKED, as fast as they go); once through firebase-admin with a server that takes 30 ms.
 */
final class HandoverBench {
    private static final double[] SHARES = {0.05, 0.5};
    private static final double GOAL = 36_000;
    private static final double FCM_GOAL = 8_000;
    private static final long LONGEST_SECONDS = 400;
    private static final int OUTBOX_ROWS = 300_000;
    private static final int OUTBOX_READERS = 4;
    private static final int OUTBOX_BATCH = 1_000;

    private final BenchCity city;
    private final Clock clock = Clock.systemUTC();

    private HandoverBench(BenchCity city) {
        this.city = city;
    }

    /** Answers at once and remembers when it was first and last asked. */
    private static final class AtOnce implements Channel {
        private final AtomicInteger handed = new AtomicInteger();
        private final AtomicLong first = new AtomicLong();

        @Override
        public String name() {
            return "fcm";
        }

        @Override
        public int limit() {
            return 4_000;
        }

        @Override
        public Future<Outcome> send(Handover handover) {
            if (handed.incrementAndGet() == 1) {
                first.set(System.nanoTime());
            }
            return Future.succeededFuture(new Outcome.Delivered("ok"));
        }
    }

    static void run(BenchCity city) throws InterruptedException {
        HandoverBench bench = new HandoverBench(city);
        System.out.println("from approval to the last device, a provider that answers at once");
        double bare = bench.outbox();
        for (double share : SHARES) {
            AtOnce provider = new AtOnce();
            bench.measure(provider, provider.first, share, GOAL, bare);
        }
    }

    static void runFcm(BenchCity city) throws InterruptedException {
        System.out.println("from approval to the last device, firebase-admin and 30 ms");
        try (SlowFcm server = new SlowFcm(30);
                FcmChannel channel = FcmChannel.toEmulator(
                        city.vertx(), server.uri(), HttpVersion.HTTP_2, Duration.ofSeconds(10), Clock.systemUTC())) {
            for (double share : SHARES) {
                server.first.set(0);
                new HandoverBench(city).measure(channel, server.first, share, FCM_GOAL, 0);
            }
        }
    }

    private void measure(Channel provider, AtomicLong first, double share, double goal, double bare)
            throws InterruptedException {
        Pool pool = city.pool();
        pool.query("TRUNCATE deliveries, messages CASCADE").execute().await();
        MessageStore messageStore = new MessageStore(pool);
        DeliveryStore ledger = new DeliveryStore(pool, UUID.randomUUID());
        WorkerExecutor geometry = city.vertx().createSharedWorkerExecutor("bench-geometry", 1);
        Dispatcher dispatcher = new Dispatcher(
                city.vertx(),
                provider,
                Gate.before(provider, clock),
                (limit, ahead) -> ledger.claim("fcm", limit, ahead, clock.instant()),
                new Dispatcher.Books(
                        messageStore,
                        new Shown(pool, messageStore, clock),
                        ledger,
                        new DeviceStore(pool),
                        new Retries(() -> 0),
                        clock));
        Reach reach = new Reach(city.vertx(), pool, null, clock);
        Fanout fanout = new Fanout(
                city.vertx(),
                pool,
                messageStore,
                new AudienceStore(),
                nobodyElse -> Future.succeededFuture(0),
                reach,
                dispatcher::wake,
                clock);
        Messages messages = new Messages(
                pool,
                geometry,
                messageStore,
                new AudienceFinder(pool, new AudienceStore(), reach),
                ledger,
                List.of(),
                fanout::wake,
                dispatcher::wake,
                clock);
        dispatcher.start();
        fanout.start();
        Message message = message();
        long began = System.nanoTime();
        messages.send(message, BenchCity.around(share)).await();
        long devices = waitUntilAllAreAccepted(pool, message.id());
        double seconds = (System.nanoTime() - began) / 1e9;
        dispatcher.stop();
        fanout.stop();
        geometry.close();
        System.out.printf(
                Locale.ROOT,
                "  %,7d devices in %5.1f s: %,7.0f/s (goal %,.0f)%s; first after %.2f s (goal 1); heap %,d MB%n",
                devices,
                seconds,
                devices / seconds,
                goal,
                bare > 0 ? String.format(Locale.ROOT, ", %.2f of the bare outbox", devices / seconds / bare) : "",
                (first.get() - began) / 1e9,
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
    }

    private static Message message() {
        return new Message(
                UuidCreator.getTimeOrderedEpoch(),
                "warning",
                UUID.randomUUID(),
                Severity.EXTREME,
                new MessageText("撤离", "填土在滑动，立即往两侧高处走。"),
                new MessageText("Leave", "The fill is sliding: go up and sideways at once."),
                new JsonObject(),
                Instant.now().plusSeconds(3_600));
    }

    private static long waitUntilAllAreAccepted(Pool pool, UUID message) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (System.nanoTime() < deadline) {
            var row = pool.preparedQuery("""
                            SELECT m.recipients,
                                   NOT EXISTS (SELECT FROM deliveries WHERE message_id = $1 AND ended_at IS NULL) AS done
                              FROM messages AS m WHERE m.id = $1
                            """)
                    .execute(Tuple.of(message))
                    .await()
                    .iterator()
                    .next();
            if (row.getInteger("recipients") != null && row.getBoolean("done")) {
                return row.getInteger("recipients");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IllegalStateException("not all devices were served within " + LONGEST_SECONDS + " s");
    }

    /** Rows per second. */
    private double outbox() {
        Pool pool = city.pool();
        pool.query("CREATE TABLE bare_outbox (id bigint PRIMARY KEY, payload text NOT NULL)")
                .execute()
                .await();
        pool.query("INSERT INTO bare_outbox SELECT n, 'token-' || n FROM generate_series(1, " + OUTBOX_ROWS + ") AS n")
                .execute()
                .await();
        long began = System.nanoTime();
        Future.all(java.util.stream.IntStream.range(0, OUTBOX_READERS)
                        .mapToObj(reader -> drain(pool))
                        .toList())
                .await();
        double rate = OUTBOX_ROWS / ((System.nanoTime() - began) / 1e9);
        pool.query("DROP TABLE bare_outbox").execute().await();
        System.out.printf(Locale.ROOT, "  bare outbox: %,.0f rows/s%n", rate);
        return rate;
    }

    private static Future<Void> drain(Pool pool) {
        return pool.preparedQuery("""
                        DELETE FROM bare_outbox
                         WHERE id IN (SELECT id FROM bare_outbox ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
                        RETURNING id, payload
                        """)
                .execute(Tuple.of(OUTBOX_BATCH))
                .compose(rows -> rows.size() == 0 ? Future.succeededFuture() : drain(pool));
    }
}
