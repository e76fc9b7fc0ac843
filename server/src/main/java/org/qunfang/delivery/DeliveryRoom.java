package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.qunfang.audit.AuditLog;
import org.qunfang.event.Broadcast;
import org.qunfang.http.Operation;
import org.qunfang.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The room's front door: puts its parts together, starts and stops them. */
public final class DeliveryRoom {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryRoom.class);
    private static final int MOST_STREAMS = 12_000;
    private static final int GEOMETRY_WORKERS = 1;

    private final Vertx vertx;
    private final Clock clock;
    private final Channel fcm;
    private final Channel email;
    private final LiveHub hub;
    private final DeliveryStore ledger;
    private final Messages messages;
    private final DeviceApi api;
    private final Fanout fanout;
    private final Latecomers latecomers;
    private final WorkerExecutor geometry;
    private final List<Dispatcher> dispatchers = new ArrayList<>();

    private DeliveryRoom(
            Vertx vertx, Pool pool, AuditLog audit, Channel fcm, Channel email, Broadcast broadcast, Clock clock) {
        this.vertx = vertx;
        this.clock = clock;
        this.fcm = fcm;
        this.email = email;
        this.hub = new LiveHub(vertx, MOST_STREAMS);
        this.ledger = new DeliveryStore(pool);
        this.geometry = vertx.createSharedWorkerExecutor("audience", GEOMETRY_WORKERS);
        MessageStore messageStore = new MessageStore(pool);
        AudienceStore audienceStore = new AudienceStore();
        DeviceStore devices = new DeviceStore(pool);
        this.fanout = new Fanout(vertx, pool, messageStore, audienceStore, this::wakeChannels, clock);
        this.latecomers = new Latecomers(vertx, pool, geometry, new LatecomerStore(), this::wakeChannels, clock);
        Retries retries = new Retries(() -> ThreadLocalRandom.current().nextDouble());
        Dispatcher.Books books = new Dispatcher.Books(messageStore, ledger, devices, retries, clock);
        Dispatcher.Claim anyDevice = limit -> ledger.claim(fcm.name(), limit, clock.instant());
        Dispatcher.Claim anyAddress = limit -> ledger.claim(email.name(), limit, clock.instant());
        Dispatcher.Claim whoIsHere = limit -> ledger.claimForAccounts(hub.connectedAccounts(), limit, clock.instant());
        LiveRelay relay = new LiveRelay(vertx, broadcast, hub, messageStore, clock);
        Channel stream = new LiveChannel(hub, relay);
        this.messages = new Messages(
                pool,
                geometry,
                messageStore,
                new AudienceFinder(pool, audienceStore),
                ledger,
                List.of(ChannelState.of(fcm), ChannelState.of(stream)),
                fanout::wake,
                this::wakeChannels,
                clock);
        broadcast.listen(LiveRelay.HANDED_OVER, relay::hear);
        dispatchers.add(new Dispatcher(vertx, fcm, anyDevice, books));
        dispatchers.add(new Dispatcher(vertx, stream, whoIsHere, books));
        dispatchers.add(new Dispatcher(vertx, email, anyAddress, books));
        LiveApi live = new LiveApi(hub, new LiveReplay(pool), messageStore, this::wakeChannels, clock);
        this.api = new DeviceApi(new DeviceService(pool, devices, audit, latecomers::wake), live, clock);
    }

    /** Makes the room; nothing is sent before {@link #start}. Without credentials FCM is off, and the ledger says so. */
    public static DeliveryRoom open(
            Vertx vertx, Pool pool, AuditLog audit, Settings settings, Broadcast broadcast, Clock clock) {
        return new DeliveryRoom(
                vertx, pool, audit, fcm(vertx, settings, clock), email(vertx, settings, clock), broadcast, clock);
    }

    private static Channel fcm(Vertx vertx, Settings settings, Clock clock) {
        if (settings.fcmEmulator().isPresent()) {
            LOG.info("FCM messages go to {}", settings.fcmEmulator().get());
            return FcmChannel.toEmulator(vertx, settings.fcmEmulator().get(), clock);
        }
        if (settings.googleCredentials().isPresent()) {
            return FcmChannel.withCredentials(
                    vertx, settings.googleCredentials().get(), clock);
        }
        LOG.warn("FCM is off: GOOGLE_APPLICATION_CREDENTIALS is not set; phones get no push messages");
        return ChannelOff.fcm();
    }

    private static Channel email(Vertx vertx, Settings settings, Clock clock) {
        if (settings.smtp().isEmpty()) {
            LOG.warn("e-mail is off: QUNFANG_SMTP_URL is not set; officers get no e-mail");
            return ChannelOff.email();
        }
        LOG.info("e-mail goes out through {}", settings.smtp().get());
        return new EmailChannel(vertx, settings.smtp().get(), clock);
    }

    public void start() {
        fanout.start();
        latecomers.start();
        dispatchers.forEach(Dispatcher::start);
    }

    /** Begins nothing new and closes the open streams. */
    public Future<Void> stop() {
        fanout.stop();
        dispatchers.forEach(Dispatcher::stop);
        hub.close();
        return latecomers.stop().compose(ended -> {
            geometry.close();
            return closeFcm().compose(closed -> closeEmail());
        });
    }

    private Future<Void> closeFcm() {
        if (fcm instanceof FcmChannel channel) {
            return vertx.executeBlocking(() -> {
                channel.close();
                return null;
            });
        }
        return Future.succeededFuture();
    }

    private Future<Void> closeEmail() {
        return email instanceof EmailChannel channel ? channel.close() : Future.succeededFuture();
    }

    /** Ends deliveries of messages whose time is over; to be called every few seconds. */
    public Future<Void> expire() {
        return ledger.expire(clock.instant());
    }

    public Map<String, Operation> operations() {
        return api.operations();
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
