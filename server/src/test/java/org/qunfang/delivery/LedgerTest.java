package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.qunfang.delivery.Outcome.Delivered;
import org.qunfang.delivery.Outcome.Gone;
import org.qunfang.delivery.Outcome.RetryLater;
import org.qunfang.geo.CellDisk;
import org.qunfang.geo.Location;
import org.qunfang.testing.TestDatabase;

/** Audience, ledger and hand-over on a real PostgreSQL, with a provider that does as it is told. */
class LedgerTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final GeometryFactory GEOMETRY = new GeometryFactory();
    private static final UUID ACCOUNT = UUID.randomUUID();
    private static final Function<Handover, Future<Outcome>> ACCEPTING =
            handover -> Future.succeededFuture(new Delivered("ok"));
    private static final Function<Handover, Future<Outcome>> SILENT = handover -> Future.future(never -> {});

    private final Clock clock = Clock.systemUTC();
    private final List<Handover> handed = new CopyOnWriteArrayList<>();
    private volatile Function<Handover, Future<Outcome>> provider = ACCEPTING;
    private final WorkerExecutor geometry = database.vertx().createSharedWorkerExecutor("ledger-test", 1);
    private final MessageStore messageStore = new MessageStore(database.pool());
    private final AudienceStore audiences = new AudienceStore();
    private final DeliveryStore ledger = new DeliveryStore(database.pool());
    private final DeviceStore devices = new DeviceStore(database.pool());
    private Dispatcher dispatcher;
    private final Fanout fanout =
            new Fanout(database.vertx(), database.pool(), messageStore, audiences, () -> dispatcher.wake(), clock);
    private final Messages messages = new Messages(
            database.pool(),
            geometry,
            messageStore,
            new AudienceFinder(database.pool(), audiences),
            ledger,
            fanout::wake,
            clock);

    @BeforeEach
    void open() {
        database.pool()
                .query("DELETE FROM deliveries; DELETE FROM messages WHERE follows IS NOT NULL; DELETE FROM messages;"
                        + " DELETE FROM devices")
                .execute()
                .await();
        database.pool()
                .preparedQuery(
                        "INSERT INTO accounts (id, kind, created_at) VALUES ($1, 'RESIDENT', now()) ON CONFLICT DO NOTHING")
                .execute(Tuple.of(ACCOUNT))
                .await();
        dispatcher = dispatcher();
    }

    private Dispatcher dispatcher() {
        return new Dispatcher(
                database.vertx(),
                new Told(),
                limit -> ledger.claim("fcm", limit, clock.instant()),
                messageStore,
                ledger,
                devices,
                new Pace(() -> 0),
                clock);
    }

    @AfterEach
    void stop() {
        dispatcher.stop();
        fanout.stop();
        geometry.close();
    }

    private class Told implements Channel {
        @Override
        public String name() {
            return "fcm";
        }

        @Override
        public int limit() {
            return 64;
        }

        @Override
        public Future<Outcome> send(Handover handover) {
            handed.add(handover);
            return provider.apply(handover);
        }
    }

    @Test
    void theAudienceIsExactlyTheDevicesWithAPlaceInTheArea() {
        Random random = new Random(5);
        MultiPolygon area = star(random);
        Set<UUID> expected = new TreeSet<>();
        List<Tuple> rows = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            double lat = 22.4 + 0.2 * random.nextDouble();
            double lon = 113.9 + 0.2 * random.nextDouble();
            UUID id = UuidCreator.getTimeOrderedEpoch();
            rows.add(Tuple.of(id, lat, lon, CellDisk.cellOf(Location.of(lat, lon))));
            if (area.covers(GEOMETRY.createPoint(new Coordinate(lon, lat)))) {
                expected.add(id);
            }
        }
        phones(rows);
        Message message = message(Severity.EXTREME, 600);

        AudienceCount counted = messages.count(area, Severity.EXTREME).await();
        messages.send(message, area).await();
        fanout.start();

        await().atMost(Duration.ofSeconds(30)).until(() -> recipients(message.id()) != null);
        assertThat(new TreeSet<>(due(message.id()))).isEqualTo(expected);
        assertThat(recipients(message.id())).isEqualTo(expected.size());
        assertThat(counted.devices()).isEqualTo(expected.size());
    }

    @Test
    void aPhoneWithTwoPlacesInTheAreaIsDueOnceAndWishesCount() {
        UUID twice = phone(22.5, 114, Severity.MINOR);
        place(twice, 1, 22.501, 114.001);
        phone(22.5, 114, Severity.EXTREME);
        Message severe = message(Severity.SEVERE, 600);
        Message unknown = message(Severity.UNKNOWN, 600);

        messages.send(severe, square(22.49, 113.99, 0.02)).await();
        messages.send(unknown, square(22.49, 113.99, 0.02)).await();
        fanout.start();

        await().until(() -> recipients(severe.id()) != null && recipients(unknown.id()) != null);
        assertThat(due(severe.id())).containsExactly(twice);
        assertThat(due(unknown.id())).hasSize(2);
    }

    @Test
    void sendingTheSameMessageTwiceIsOneMessage() {
        phone(22.5, 114, Severity.MINOR);
        Message message = message(Severity.EXTREME, 600);
        messages.send(message, square(22.49, 113.99, 0.02)).await();
        start();
        await().until(() -> handed.size() == 1);

        messages.send(message, square(22.49, 113.99, 0.02)).await();

        await().during(Duration.ofMillis(1_500)).until(() -> handed.size() == 1);
        assertThat(counts(message).accepted()).isEqualTo(1);
    }

    @Test
    void aDeadTokenIsTakenAwayOnlyWhileTheDeviceStillHasIt() {
        UUID dead = phone(22.5, 114, Severity.MINOR);
        UUID renewed = phone(22.5, 114, Severity.MINOR);
        String oldToken = "token-" + renewed;
        provider = handover -> {
            if (handover.token().equals(oldToken)) {
                return database.pool()
                        .preparedQuery("UPDATE devices SET token = 'new-token' WHERE id = $1")
                        .execute(Tuple.of(renewed))
                        .map(new Gone("UNREGISTERED"));
            }
            return handover.deviceId().equals(dead)
                    ? Future.succeededFuture(new Gone("UNREGISTERED"))
                    : ACCEPTING.apply(handover);
        };
        Message message = message(Severity.EXTREME, 600);
        messages.send(message, square(22.49, 113.99, 0.02)).await();
        start();

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(handed.stream().map(Handover::token)).contains("new-token"));
        await().untilAsserted(() -> {
            ChannelCounts counts = counts(message);
            assertThat(counts.gone()).isEqualTo(1);
            assertThat(counts.accepted()).isEqualTo(1);
        });
        assertThat(number("SELECT count(*) AS n FROM devices WHERE gone_at IS NOT NULL"))
                .isEqualTo(1);
        assertThat(number("SELECT count(*) AS n FROM device_places")).isEqualTo(1);
    }

    @Test
    void aProcessThatDiedLeavesItsHandoversToBeRepeated() {
        phone(22.5, 114, Severity.MINOR);
        provider = SILENT;
        Message message = message(Severity.EXTREME, 600);
        messages.send(message, square(22.49, 113.99, 0.02)).await();
        start();
        await().until(() -> handed.size() == 1);
        dispatcher.stop();
        database.pool()
                .query("UPDATE deliveries SET next_attempt_at = now() - interval '1 second'")
                .execute()
                .await();

        provider = ACCEPTING;
        takeOver();

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(counts(message).accepted()).isEqualTo(1));
        assertThat(handed).hasSize(2);
    }

    @Test
    void whatExpiredIsNeverHandedOverAlsoNotAfterAnOutage() {
        phone(22.5, 114, Severity.MINOR);
        provider = handover -> Future.succeededFuture(new RetryLater(Duration.ofMillis(300), "503"));
        Message message = message(Severity.EXTREME, 2);
        messages.send(message, square(22.49, 113.99, 0.02)).await();
        start();

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(counts(message).expired()).isEqualTo(1));
        int tries = handed.size();
        assertThat(tries).isPositive();
        await().during(Duration.ofSeconds(1)).until(() -> handed.size() == tries);
        messages.send(message(Severity.EXTREME, 0), square(22.49, 113.99, 0.02)).await();
        assertThat(number("SELECT count(*) AS n FROM messages")).isEqualTo(1);
    }

    @Test
    void aMessageThatStopsAnotherOvertakesWhateverWaits() {
        List<Tuple> rows = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            rows.add(Tuple.of(UuidCreator.getTimeOrderedEpoch(), 22.5, 114.0, CellDisk.cellOf(Location.of(22.5, 114))));
        }
        phones(rows);
        Message alert = message(Severity.EXTREME, 600);
        MultiPolygon area = square(22.49, 113.99, 0.02);
        messages.send(alert, area).await();
        provider = SILENT;
        start();
        await().until(() -> recipients(alert.id()) != null && handed.size() >= 64);
        Message cancel = message(Severity.EXTREME, 600);

        messages.stopAndTell(alert, area, cancel).await();
        dispatcher.stop();
        provider = ACCEPTING;
        handed.clear();
        takeOver();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(counts(cancel).accepted()).isEqualTo(3_000));
        assertThat(handed).allMatch(handover -> handover.message().id().equals(cancel.id()));
        ChannelCounts stopped = counts(alert);
        assertThat(stopped.expired()).isGreaterThan(2_800);
        assertThat(number("""
                        SELECT sum(abs(m.recipients - (SELECT count(*) FROM deliveries d WHERE d.message_id = m.id))) AS n
                          FROM messages m
                        """)).as("recipients minus ledger").isZero();
    }

    @Test
    void aCancelOfWhatNeverWentOutReachesNobodyAndKeepsItFromGoingOut() {
        phone(22.5, 114, Severity.MINOR);
        Message alert = message(Severity.EXTREME, 600);
        MultiPolygon area = square(22.49, 113.99, 0.02);
        messages.stopAndTell(alert, area, message(Severity.EXTREME, 600)).await();
        messages.send(alert, area).await();
        start();

        await().until(() -> recipients(alert.id()) != null);
        await().during(Duration.ofSeconds(1)).until(handed::isEmpty);
    }

    private void start() {
        dispatcher.start();
        fanout.start();
    }

    /** Another process takes over. */
    private void takeOver() {
        dispatcher = dispatcher();
        dispatcher.start();
    }

    private ChannelCounts counts(Message message) {
        return ledger.counts(message.id()).await().stream()
                .findFirst()
                .orElse(new ChannelCounts("fcm", 0, 0, 0, 0, 0, 0, null));
    }

    private static Message message(Severity severity, long seconds) {
        return new Message(
                UuidCreator.getTimeOrderedEpoch(),
                "warning",
                UUID.randomUUID(),
                severity,
                new MessageText("撤离", "快"),
                new MessageText("Leave", "Now"),
                new JsonObject(),
                Instant.now().plusSeconds(seconds));
    }

    private static UUID phone(double lat, double lon, Severity minimum) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        phones(List.of(Tuple.of(id, lat, lon, CellDisk.cellOf(Location.of(lat, lon)))));
        database.pool()
                .preparedQuery("UPDATE device_places SET minimum_severity = $2 WHERE device_id = $1")
                .execute(Tuple.of(id, minimum.level()))
                .await();
        return id;
    }

    private static void phones(List<Tuple> rows) {
        List<Tuple> withAccount = rows.stream()
                .map(row -> Tuple.of(row.getUUID(0), ACCOUNT, "token-" + row.getUUID(0)))
                .toList();
        database.pool().preparedQuery("""
                        INSERT INTO devices
                            (id, account_id, channel, token, language, minimum_severity, created_at, updated_at)
                        VALUES ($1, $2, 'fcm', $3, 'zh-CN', 0, now(), now())
                        """).executeBatch(withAccount).await();
        database.pool().preparedQuery("""
                        INSERT INTO device_places
                            (device_id, position, label, lat, lon, cell, channel, language, minimum_severity)
                        VALUES ($1, 0, 'home', $2, $3, $4, 'fcm', 'zh-CN', 0)
                        """).executeBatch(rows).await();
    }

    private static void place(UUID device, int position, double lat, double lon) {
        database.pool()
                .preparedQuery("""
                        INSERT INTO device_places
                            (device_id, position, label, lat, lon, cell, channel, language, minimum_severity)
                        VALUES ($1, $2, 'work', $3, $4, $5, 'fcm', 'zh-CN', 0)
                        """)
                .execute(Tuple.of(device, position, lat, lon, CellDisk.cellOf(Location.of(lat, lon))))
                .await();
    }

    private static List<UUID> due(UUID message) {
        List<UUID> ids = new ArrayList<>();
        database.pool()
                .preparedQuery("SELECT device_id FROM deliveries WHERE message_id = $1 ORDER BY device_id")
                .execute(Tuple.of(message))
                .await()
                .forEach(row -> ids.add(row.getUUID(0)));
        return ids;
    }

    private static Integer recipients(UUID message) {
        return database.pool()
                .preparedQuery("SELECT recipients FROM messages WHERE id = $1")
                .execute(Tuple.of(message))
                .await()
                .iterator()
                .next()
                .getInteger(0);
    }

    private static long number(String sql) {
        return database.pool().query(sql).execute().await().iterator().next().getLong("n");
    }

    private static MultiPolygon square(double south, double west, double size) {
        Polygon polygon = GEOMETRY.createPolygon(new Coordinate[] {
            new Coordinate(west, south),
            new Coordinate(west + size, south),
            new Coordinate(west + size, south + size),
            new Coordinate(west, south + size),
            new Coordinate(west, south)
        });
        return GEOMETRY.createMultiPolygon(new Polygon[] {polygon});
    }

    private static MultiPolygon star(Random random) {
        Coordinate[] ring = new Coordinate[100];
        for (int i = 0; i < 99; i++) {
            double angle = 2 * Math.PI * i / 99;
            double radius = 0.03 + 0.06 * random.nextDouble();
            ring[i] = new Coordinate(114 + radius * Math.cos(angle), 22.5 + radius * Math.sin(angle));
        }
        ring[99] = ring[0].copy();
        return GEOMETRY.createMultiPolygon(new Polygon[] {GEOMETRY.createPolygon(ring)});
    }
}
