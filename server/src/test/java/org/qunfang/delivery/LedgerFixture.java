package org.qunfang.delivery;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.delivery.Outcome.Delivered;
import org.qunfang.testing.TestDatabase;

/** Audience, ledger and hand-over on a real PostgreSQL, with a provider that does as it is told. */
abstract class LedgerFixture {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    static final UUID ACCOUNT = UUID.randomUUID();
    static final UUID PROCESS = UUID.randomUUID();
    static final Function<Handover, Future<Outcome>> ACCEPTING =
            handover -> Future.succeededFuture(new Delivered("ok"));
    static final Function<Handover, Future<Outcome>> SILENT = handover -> Future.future(never -> {});

    final Clock clock = Clock.systemUTC();
    final List<Handover> handed = new CopyOnWriteArrayList<>();
    volatile Function<Handover, Future<Outcome>> provider = ACCEPTING;
    final WorkerExecutor geometry = database.vertx().createSharedWorkerExecutor("ledger-test", 1);
    final MessageStore messageStore = new MessageStore(database.pool());
    final AudienceStore audiences = new AudienceStore();
    final DeliveryStore ledger = new DeliveryStore(database.pool(), PROCESS);
    final DeviceStore devices = new DeviceStore(database.pool());
    /** Not started: as it is before anything was read. */
    final Reach reach = new Reach(database.vertx(), database.pool(), null, clock);

    Dispatcher dispatcher;
    final Fanout fanout = new Fanout(
            database.vertx(),
            database.pool(),
            messageStore,
            audiences,
            nobodyElse -> Future.succeededFuture(0),
            reach,
            () -> dispatcher.wake(),
            clock);
    final Messages messages = new Messages(
            database.pool(),
            geometry,
            messageStore,
            new AudienceFinder(database.pool(), audiences, reach),
            ledger,
            List.of(),
            fanout::wake,
            () -> dispatcher.wake(),
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
                        "INSERT INTO accounts (id, kind, created_at) VALUES ($1, 'RESIDENT', now()) ON CONFLICT DO"
                                + " NOTHING")
                .execute(Tuple.of(ACCOUNT))
                .await();
        dispatcher = dispatcher();
    }

    static Phones phones() {
        return new Phones(database.pool(), ACCOUNT);
    }

    Dispatcher dispatcher() {
        Channel told = new Told();
        return new Dispatcher(
                database.vertx(),
                told,
                Gate.before(told, clock),
                (limit, ahead) -> ledger.claim("fcm", limit, ahead, clock.instant()),
                new Dispatcher.Books(
                        messageStore,
                        new Shown(database.pool(), messageStore, clock),
                        ledger,
                        devices,
                        new Retries(() -> 0),
                        clock));
    }

    @AfterEach
    void stop() {
        dispatcher.stop();
        fanout.stop();
        geometry.close();
    }

    class Told implements Channel {
        @Override
        public String name() {
            return "fcm";
        }

        @Override
        public int limit() {
            return 64;
        }

        @Override
        public int kept() {
            return 4;
        }

        @Override
        public Future<Outcome> send(Handover handover) {
            handed.add(handover);
            return provider.apply(handover);
        }
    }

    void start() {
        dispatcher.start();
        fanout.start();
    }

    /** Another process takes over. */
    void takeOver() {
        dispatcher = dispatcher();
        dispatcher.start();
    }

    ChannelCounts counts(Message message) {
        return ledger.counts(message.id()).await().stream()
                .findFirst()
                .orElse(new ChannelCounts("fcm", 0, 0, 0, 0, 0, 0, null));
    }

    static Message message(Severity severity, long seconds) {
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

    static List<UUID> due(UUID message) {
        List<UUID> ids = new ArrayList<>();
        database.pool()
                .preparedQuery("SELECT device_id FROM deliveries WHERE message_id = $1 ORDER BY device_id")
                .execute(Tuple.of(message))
                .await()
                .forEach(row -> ids.add(row.getUUID(0)));
        return ids;
    }

    static Integer recipients(UUID message) {
        return database.pool()
                .preparedQuery("SELECT recipients FROM messages WHERE id = $1")
                .execute(Tuple.of(message))
                .await()
                .iterator()
                .next()
                .getInteger(0);
    }

    static long number(String sql) {
        return database.pool().query(sql).execute().await().iterator().next().getLong("n");
    }
}
