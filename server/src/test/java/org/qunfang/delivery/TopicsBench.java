package org.qunfang.delivery;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/**
 * From the approval of a warning to the last call for its topics, as in the running server, with a provider that takes
 * 30 ms: the same for any number of phones. A part of a city, a city, a country, and the most scattered of areas.
 */
final class TopicsBench {
    private static final double GOAL = 2;
    private static final long LONGEST_SECONDS = 60;
    private static final int PROVIDER_MILLIS = 30;
    private static final int ROUNDS = 5;
    private static final int SCATTERED = 1_000;

    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private final Vertx vertx;
    private final Pool pool;
    private final FcmTopicChannel channel;
    private final Clock clock = Clock.systemUTC();

    private TopicsBench(Vertx vertx, Pool pool, FcmTopicChannel channel) {
        this.vertx = vertx;
        this.pool = pool;
        this.channel = channel;
    }

    static void run(Vertx vertx, Pool pool) throws InterruptedException {
        System.out.println("from approval to the last call for topics, firebase-admin and 30 ms");
        try (SlowFcm server = new SlowFcm(PROVIDER_MILLIS);
                FcmChannel fcm = FcmChannel.toEmulator(
                        vertx, server.uri(), HttpVersion.HTTP_2, Duration.ofSeconds(10), Clock.systemUTC())) {
            FcmTopicChannel channel = new FcmTopicChannel(vertx, fcm, Clock.systemUTC());
            TopicsBench bench = new TopicsBench(vertx, pool, channel);
            // Connections and code are there afterwards, as they are in a server that runs for months.
            bench.measure(BenchCity.around(0.5));
            bench.measure("a part of a city", BenchCity.around(0.05));
            bench.measure("a city", BenchCity.around(1));
            bench.measure("a country", box(20, 100, 10));
            bench.measure(String.format(Locale.ROOT, "%,d places of a country", SCATTERED), scattered());
            channel.close();
        }
    }

    private static MultiPolygon box(double south, double west, double side) {
        return GEOMETRY.createMultiPolygon(new Polygon[] {square(south, west, side)});
    }

    private static Polygon square(double south, double west, double side) {
        return (Polygon) GEOMETRY.toGeometry(
                new Envelope(new Coordinate(west, south), new Coordinate(west + side, south + side)));
    }

    private static MultiPolygon scattered() {
        Polygon[] squares = new Polygon[SCATTERED];
        for (int i = 0; i < SCATTERED; i++) {
            squares[i] = square(20 + 0.5 * (i / 32), 100 + 0.5 * (i % 32), 0.01);
        }
        return GEOMETRY.createMultiPolygon(squares);
    }

    private void measure(String name, MultiPolygon area) throws InterruptedException {
        double worst = 0;
        long calls = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long began = System.nanoTime();
            calls = measure(area);
            worst = Math.max(worst, (System.nanoTime() - began) / 1e9);
        }
        System.out.printf(
                Locale.ROOT,
                "  %-28s %4d calls, the slowest of %d rounds %.2f s (goal %.0f)%n",
                name,
                calls,
                ROUNDS,
                worst,
                GOAL);
    }

    /** How many calls there were. */
    private long measure(MultiPolygon area) throws InterruptedException {
        MessageStore messageStore = new MessageStore(pool);
        DeliveryStore ledger = new DeliveryStore(pool, UUID.randomUUID());
        WorkerExecutor geometry = vertx.createSharedWorkerExecutor("bench-topics", 1);
        Dispatcher dispatcher = new Dispatcher(
                vertx,
                channel,
                Gate.before(channel, clock),
                (limit, ahead) -> ledger.claim(channel.name(), limit, ahead, clock.instant()),
                new Dispatcher.Books(
                        messageStore,
                        new Shown(pool, messageStore, clock),
                        ledger,
                        new DeviceStore(pool),
                        new Retries(() -> 0),
                        clock));
        Reach reach = new Reach(vertx, pool, null, clock);
        TopicStore topics = new TopicStore(pool, geometry);
        Fanout fanout = new Fanout(
                vertx,
                pool,
                messageStore,
                new AudienceStore(),
                message -> topics.due(message, clock.instant()),
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
        UUID id = UuidCreator.getTimeOrderedEpoch();
        messages.send(message(id), area).await();
        long calls = waitUntilAllAreAccepted(id);
        dispatcher.stop();
        fanout.stop();
        geometry.close();
        return calls;
    }

    private static Message message(UUID id) {
        return new Message(
                id,
                "warning",
                UUID.randomUUID(),
                Severity.EXTREME,
                new MessageText("撤离", "填土在滑动，立即往两侧高处走。"),
                new MessageText("Leave", "The fill is sliding: go up and sideways at once."),
                new JsonObject(),
                Instant.now().plusSeconds(3_600));
    }

    private long waitUntilAllAreAccepted(UUID message) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (System.nanoTime() < deadline) {
            Row row = pool.preparedQuery("""
                            SELECT m.recipients,
                                   (SELECT count(*) FROM deliveries WHERE message_id = $1 AND state <> 'accepted') AS rest
                              FROM messages AS m WHERE m.id = $1
                            """)
                    .execute(Tuple.of(message))
                    .await()
                    .iterator()
                    .next();
            if (row.getInteger("recipients") != null && row.getLong("rest") == 0) {
                return row.getInteger("recipients");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new IllegalStateException("not all calls were made within " + LONGEST_SECONDS + " s");
    }
}
