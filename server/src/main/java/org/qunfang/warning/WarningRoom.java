package org.qunfang.warning;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.qunfang.audit.AuditLog;
import org.qunfang.delivery.Messages;
import org.qunfang.event.Event;
import org.qunfang.http.Operation;
import org.qunfang.responsibility.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The room's front door: puts its parts together, starts and stops them. */
public final class WarningRoom {
    private static final Logger LOG = LoggerFactory.getLogger(WarningRoom.class);
    private static final int GEOMETRY_WORKERS = 2;

    private final WorkerExecutor geometry;
    private final ActiveWarnings active;
    private final WarningService service;
    private final Publisher publisher;
    private final Map<String, Operation> operations = new LinkedHashMap<>();

    /**
     * What the room needs of the others.
     *
     * @param categoryToLessons code of a hazard category → lesson references of the contract, the best one first
     * @param wakePump called after a publication, so that nobody waits for the pump's next look
     */
    public record Neighbours(
            Registry registry,
            Messages delivery,
            AuditLog audit,
            Function<String, JsonArray> categoryToLessons,
            Runnable wakePump) {}

    public WarningRoom(Vertx vertx, Pool pool, CapSource source, Neighbours neighbours, Clock clock) {
        this.geometry = vertx.createSharedWorkerExecutor("geometry", GEOMETRY_WORKERS);
        WarningStore store = new WarningStore();
        HistoryStore history = new HistoryStore();
        FeedbackStore feedback = new FeedbackStore();
        this.active = new ActiveWarnings(vertx, pool, store, history, new AtomFeed(source), clock);
        this.service = new WarningService(
                pool,
                store,
                history,
                neighbours.registry(),
                neighbours.delivery(),
                new CapMessages(source),
                neighbours.audit(),
                geometry,
                clock,
                // Pages that hear of it ask for the list at once: it is there before anybody is told.
                () -> refresh().onComplete(done -> neighbours.wakePump().run()));
        this.publisher = new Publisher(pool, store, history, neighbours.delivery(), source);
        AudienceView audiences = new AudienceView(neighbours.registry(), neighbours.delivery(), geometry);
        Beside beside = new Beside(neighbours.registry(), neighbours.categoryToLessons());
        DeliveriesView deliveries = new DeliveriesView(pool, history, neighbours.delivery(), clock);
        operations.putAll(new WarningApi(pool, service, store, history, feedback, active, audiences, beside, deliveries)
                .operations());
        operations.putAll(new PublicApi(pool, store, history, feedback, active, clock).operations());
    }

    /** Reads what is in force and begins to watch the clock. */
    public Future<Void> start() {
        return active.start();
    }

    public void stop() {
        active.stop();
        geometry.close();
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

    /** Hears of publications and cancellations of any process: the list is there before pages ask for it. */
    public void changed(Event event) {
        refresh();
    }

    /** Whoever published sees it in the next list. A failure here only delays that until the next look. */
    private Future<Void> refresh() {
        return active.refresh().recover(failure -> {
            LOG.warn("the next look will show it: {}", failure.toString());
            return Future.succeededFuture();
        });
    }
}
