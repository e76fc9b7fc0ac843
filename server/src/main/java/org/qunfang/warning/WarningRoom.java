package org.qunfang.warning;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.qunfang.audit.AuditLog;
import org.qunfang.delivery.Messages;
import org.qunfang.event.Event;
import org.qunfang.http.Operation;
import org.qunfang.responsibility.Registry;
import org.qunfang.settings.SigningKeystore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The room's front door: puts its parts together, starts and stops them. */
public final class WarningRoom {
    private static final Logger LOG = LoggerFactory.getLogger(WarningRoom.class);
    private static final int GEOMETRY_WORKERS = 2;
    private static final int SIGNING_WORKERS = 2;

    private final WorkerExecutor geometry;
    private final WorkerExecutor signing;
    private final Pool pool;
    private final HistoryStore history = new HistoryStore();
    private final RelayedStore relayedStore = new RelayedStore();
    private final Signatures signatures;
    private final ActiveWarnings active;
    private final WarningService service;
    private final Publisher publisher;
    private final RelayedInForce relayed;
    private final RegularLook look;
    private final Relay relay;
    private final Map<String, Operation> operations = new LinkedHashMap<>();

    /**
     * What the room needs of the others.
     *
     * @param categoryToLessons code of a hazard category → lesson references of the contract, the best one first
     * @param slugToLesson empty where no such lesson is published
     * @param capKey the operator's own signing key; empty means one that all processes share
     * @param wakePump called after a publication, so that nobody waits for the pump's next look
     */
    public record Neighbours(
            Registry registry,
            Messages delivery,
            AuditLog audit,
            Function<String, JsonArray> categoryToLessons,
            Function<String, Optional<JsonObject>> slugToLesson,
            Optional<SigningKeystore> capKey,
            Runnable wakePump) {}

    public WarningRoom(Vertx vertx, Pool pool, CapSource source, Neighbours neighbours, Clock clock) {
        this.geometry = vertx.createSharedWorkerExecutor("geometry", GEOMETRY_WORKERS);
        this.signing = vertx.createSharedWorkerExecutor("signatures", SIGNING_WORKERS);
        WarningStore store = new WarningStore();
        this.pool = pool;
        FeedbackStore feedback = new FeedbackStore();
        this.active = new ActiveWarnings(pool, store, history, new Feeds(source), clock);
        WarningSteps steps = new WarningSteps(store, history, neighbours.audit(), clock);
        this.signatures = new Signatures(pool, new CapKeyStore(), source, neighbours.capKey(), signing, clock);
        this.service =
                new WarningService(pool, store, steps, neighbours.registry(), neighbours.delivery(), geometry, clock);
        Publishing publishing = new Publishing(
                pool,
                store,
                history,
                steps,
                neighbours.registry(),
                neighbours.delivery(),
                new CapMessages(source),
                signatures,
                clock,
                // Pages that hear of it ask for the list at once: it is there before anybody is told.
                () -> refresh().onComplete(done -> neighbours.wakePump().run()));
        this.publisher = new Publisher(pool, store, history, neighbours.delivery(), source);
        this.relayed = new RelayedInForce(pool, relayedStore, clock);
        this.look = new RegularLook(
                vertx,
                clock,
                () -> Future.join(active.refresh(), relayed.refresh()).mapEmpty());
        this.relay = new Relay(
                pool,
                relayedStore,
                neighbours.delivery(),
                source,
                () -> refresh().onComplete(done -> neighbours.wakePump().run()));
        AudienceView audiences = new AudienceView(neighbours.registry(), neighbours.delivery(), geometry, clock);
        Beside beside = new Beside(neighbours.registry(), neighbours.categoryToLessons(), neighbours.slugToLesson());
        DeliveriesView deliveries = new DeliveriesView(pool, history, neighbours.delivery(), clock);
        operations.putAll(new WarningApi(
                        pool,
                        service,
                        publishing,
                        store,
                        history,
                        feedback,
                        active,
                        look,
                        audiences,
                        beside,
                        deliveries)
                .operations());
        operations.putAll(
                new PublicApi(pool, store, history, feedback, active, look, signatures, relayed, relayedStore, clock)
                        .operations());
        TemplateService templates = new TemplateService(
                pool,
                neighbours.registry(),
                slug -> neighbours.slugToLesson().apply(slug).isPresent(),
                neighbours.audit(),
                clock);
        operations.putAll(new TemplateApi(templates, neighbours.registry()).operations());
        operations.putAll(
                new RelayedApi(pool, relayedStore, relayed, look, feedback, deliveries, clock).beside(operations));
    }

    /** Reads the signing key and what is in force, and begins to watch the clock. */
    public Future<Void> start() {
        return signatures.start().compose(ready -> look.start());
    }

    /** A public message of this city, or one that it relays as its sender wrote it, by its id; empty when there is none. */
    public Future<Optional<Buffer>> publishedCap(UUID messageId) {
        return history.message(pool, messageId)
                .compose(own -> own.isEmpty()
                        ? relayedStore.document(pool, messageId)
                        : Future.succeededFuture(
                                own.filter(CapMessage::isPublic).map(each -> Buffer.buffer(each.xml()))));
    }

    public void stop() {
        look.stop();
        geometry.close();
        signing.close();
    }

    /** Ends published warnings whose time is over; to be called every few seconds. */
    public Future<Integer> expire() {
        return service.expireDue();
    }

    public Map<String, Operation> operations() {
        return operations;
    }

    /** Subscriber of {@code warning.published}. */
    public Future<Void> published(Event event) {
        return publisher.published(event);
    }

    /** Subscriber of {@code warning.cancelled}. */
    public Future<Void> cancelled(Event event) {
        return publisher.cancelled(event);
    }

    /** Subscriber of {@code warning.relayed}. */
    public Future<Void> relayed(Event event) {
        return relay.relayed(event);
    }

    /** Subscriber of {@code warning.relay-ended}. */
    public Future<Void> relayEnded(Event event) {
        return relay.ended(event);
    }

    /** The way in for warnings of other authorities. */
    public Relay relay() {
        return relay;
    }

    /** Hears of publications and cancellations of any process: the list is there before pages ask for it. */
    public void changed(Event event) {
        refresh();
    }

    /** Whoever published sees it in the next list. A failure here only delays that until the next look. */
    private Future<Void> refresh() {
        return look.now().recover(failure -> {
            LOG.warn("the next look will show it: {}", failure.toString());
            return Future.succeededFuture();
        });
    }
}
