package org.qunfang.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.qunfang.audit.AuditLog;
import org.qunfang.event.Broadcast;
import org.qunfang.http.Operation;
import org.qunfang.settings.Settings;

/** The room's front door: puts its parts together, starts and stops them. */
public final class DeliveryRoom {
    private static final int MOST_STREAMS = 12_000;
    private static final int GEOMETRY_WORKERS = 1;

    private final Clock clock;
    private final Providers providers;
    private final WebPushKeyStore pushKeys;
    private final LiveHub hub;
    private final DeliveryStore ledger;
    private final Messages messages;
    private final ChannelWatch watch;
    private final Reach reach;
    private final NumberStore numbers;
    private final Map<String, Operation> operations = new HashMap<>();
    private final Fanout fanout;
    private final Latecomers latecomers;
    private final Orphans orphans;
    private final WorkerExecutor geometry;
    private final List<Dispatcher> dispatchers = new ArrayList<>();

    private DeliveryRoom(
            Vertx vertx,
            Pool pool,
            AuditLog audit,
            Settings settings,
            Documents documents,
            Broadcast broadcast,
            Clock clock) {
        this.clock = clock;
        UUID process = UUID.randomUUID();
        this.orphans = new Orphans(vertx, pool, this::wakeChannels, clock);
        WebhookStore webhooks = new WebhookStore(pool);
        WebhookAddress addresses = new WebhookAddress(settings.webhookNetworks());
        WebPushChannel push = new WebPushChannel(vertx, settings.publicUrl(), clock);
        this.pushKeys = new WebPushKeyStore(pool);
        this.providers = Providers.open(
                vertx, settings, new WebhookChannel(vertx, webhooks, documents, addresses, clock), push, clock);
        this.hub = new LiveHub(vertx, MOST_STREAMS);
        this.ledger = new DeliveryStore(pool, process);
        this.geometry = vertx.createSharedWorkerExecutor("audience", GEOMETRY_WORKERS);
        MessageStore messageStore = new MessageStore(pool);
        AudienceStore audienceStore = new AudienceStore();
        DeviceStore devices = new DeviceStore(pool);
        this.numbers = new NumberStore(pool);
        Fanout.Receivers broadcasters = message -> documents
                .of(message.id())
                .compose(document -> document.isEmpty()
                        ? Future.succeededFuture(0)
                        : webhooks.due(message.id(), message.severity().reachLevel(), clock.instant()));
        this.reach = new Reach(vertx, pool, audit, clock);
        TopicStore topics = new TopicStore(pool, geometry);
        Fanout.Receivers receivers = providers.topics().isEmpty()
                ? broadcasters
                : message -> topics.due(message, clock.instant())
                        .compose(calls -> broadcasters.due(message).map(others -> calls + others));
        this.fanout = new Fanout(vertx, pool, messageStore, audienceStore, receivers, reach, this::wakeChannels, clock);
        this.latecomers = new Latecomers(vertx, pool, geometry, new LatecomerStore(), reach, this::wakeChannels, clock);
        Retries retries = new Retries(() -> ThreadLocalRandom.current().nextDouble());
        Dispatcher.Books books = new Dispatcher.Books(
                messageStore, new Shown(pool, messageStore, clock), ledger, devices, retries, clock);
        Channel fcm = providers.fcm();
        Channel email = providers.email();
        Channel sms = providers.smsChannel();
        Dispatcher.Claim whoIsHere =
                (limit, ahead) -> ledger.claimForAccounts(hub.connectedAccounts(), limit, clock.instant());
        LiveRelay relay = new LiveRelay(vertx, broadcast, hub, messageStore, clock);
        Channel stream = new LiveChannel(hub, relay);
        this.messages = new Messages(
                pool,
                geometry,
                messageStore,
                new AudienceFinder(pool, audienceStore, reach),
                ledger,
                List.of(ChannelState.of(fcm), ChannelState.of(stream), ChannelState.of(push), ChannelState.of(sms)),
                fanout::wake,
                this::wakeChannels,
                clock);
        broadcast.listen(LiveRelay.HANDED_OVER, relay::hear);
        List<Gate> gates = new ArrayList<>();
        gates.add(feed(vertx, fcm, Gate.before(fcm, settings.fcmPerMinute(), clock), books));
        providers.topics().ifPresent(topic -> gates.add(feed(vertx, topic, Gate.before(topic, clock), books)));
        gates.add(feed(vertx, push, Gate.beforeEach(push, clock), books));
        gates.add(feed(vertx, email, Gate.before(email, clock), books));
        gates.add(feed(
                vertx,
                sms,
                settings.sms()
                        .map(gateway -> Gate.before(sms, gateway.perMinute(), clock))
                        .orElseGet(() -> Gate.before(sms, clock)),
                books));
        // Each receiver has a pace of its own; one that is down says nothing of the others.
        gates.add(feed(vertx, providers.webhook(), Gate.open(providers.webhook(), clock), books));
        gates.add(feed(vertx, stream, Gate.open(stream, clock), whoIsHere, books));
        this.watch = new ChannelWatch(vertx, new ChannelHealthStore(pool), gates, process, clock);
        operations.putAll(new ChannelApi(watch, reach).operations());
        operations.putAll(new WebhookApi(new WebhookService(pool, webhooks, addresses, audit, clock)).operations());
        LiveApi live = new LiveApi(hub, new LiveReplay(pool), messageStore, this::wakeChannels, clock);
        operations.putAll(new NumberApi(
                        new NumberService(pool, numbers, devices, audit, providers.sms(), clock),
                        providers.topics().isPresent(),
                        reach)
                .operations());
        operations.putAll(new DeviceApi(
                        new DeviceService(pool, devices, numbers, audit, latecomers::wake),
                        live,
                        push,
                        settings.webPushHosts(),
                        providers.topics().isPresent(),
                        clock)
                .operations());
    }

    /** Any row of the channel, in this process's turn. */
    private Gate feed(Vertx vertx, Channel channel, Gate gate, Dispatcher.Books books) {
        return feed(
                vertx,
                channel,
                gate,
                (limit, ahead) -> ledger.claim(channel.name(), limit, ahead, clock.instant()),
                books);
    }

    private Gate feed(Vertx vertx, Channel channel, Gate gate, Dispatcher.Claim claim, Dispatcher.Books books) {
        dispatchers.add(new Dispatcher(vertx, channel, gate, claim, books));
        return gate;
    }

    /**
     * Makes the room; nothing is sent before {@link #start}. Without credentials FCM is off, and the ledger says so.
     *
     * @param documents what broadcasters get of a message
     */
    public static DeliveryRoom open(
            Vertx vertx,
            Pool pool,
            AuditLog audit,
            Settings settings,
            Documents documents,
            Broadcast broadcast,
            Clock clock) {
        return new DeliveryRoom(vertx, pool, audit, settings, documents, broadcast, clock);
    }

    /** Reads what messages to browsers are signed with, or makes it, and the city's setting; before anybody is answered. */
    public Future<Void> prepare() {
        return pushKeys.open(clock.instant()).compose(keys -> {
            providers.push().open(keys);
            return reach.start();
        });
    }

    public void start() {
        fanout.start();
        latecomers.start();
        dispatchers.forEach(Dispatcher::start);
        watch.start();
        orphans.start();
    }

    /** Begins nothing new and closes the open streams. */
    public Future<Void> stop() {
        fanout.stop();
        dispatchers.forEach(Dispatcher::stop);
        watch.stop();
        orphans.stop();
        hub.close();
        return latecomers.stop().compose(ended -> reach.stop()).compose(ended -> {
            geometry.close();
            return providers.close();
        });
    }

    /** Ends deliveries of messages whose time is over; to be called every few seconds. */
    public Future<Void> expire() {
        return ledger.expire(clock.instant());
    }

    /** What processes that ended wrote down is kept for some days, an unused phone number hours; to be called now and then. */
    public Future<Void> sweep() {
        return watch.sweep().compose(swept -> numbers.sweep(clock.instant()));
    }

    /** Begins to measure what the channels answer. */
    public void measure(MeterRegistry metrics) {
        watch.measure(metrics);
    }

    public Map<String, Operation> operations() {
        return operations;
    }

    /** For rooms that have something to tell. */
    public Messages messages() {
        return messages;
    }

    /** For queues and counts that pages show live. */
    public LiveHub hub() {
        return hub;
    }

    private void wakeChannels() {
        dispatchers.forEach(Dispatcher::wake);
    }
}
