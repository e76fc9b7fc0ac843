package org.qunfang.delivery;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.qunfang.delivery.LatecomerStore.Latecomer;
import org.qunfang.delivery.LatecomerStore.UnderWay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a device that registers, or gets a place, due for the messages that are under way there: it is at risk like
 * those that were there before. A registration marks the device in its own transaction; the mark is taken away in the
 * transaction that writes the ledger. Messages stored after the mark was committed find the place by {@link Fanout},
 * those stored before are found here: none is missed, and the ledger's key keeps anybody from being due twice.
 */
final class Latecomers {
    private static final Logger LOG = LoggerFactory.getLogger(Latecomers.class);
    private static final int AT_ONCE = 200;
    private static final long POLL_MILLIS = 500;

    private final Vertx vertx;
    private final Pool pool;
    private final WorkerExecutor geometry;
    private final LatecomerStore store;
    private final Reach reach;
    private final Runnable onNewRows;
    private final Clock clock;
    private final Map<UUID, AreaTest> messageToArea = new HashMap<>();
    private Context context;
    private long poll = -1;
    private boolean wakeAgain;
    private volatile Future<?> round = Future.succeededFuture();
    private volatile boolean running;

    Latecomers(
            Vertx vertx,
            Pool pool,
            WorkerExecutor geometry,
            LatecomerStore store,
            Reach reach,
            Runnable onNewRows,
            Clock clock) {
        this.vertx = vertx;
        this.pool = pool;
        this.geometry = geometry;
        this.store = store;
        this.reach = reach;
        this.onNewRows = onNewRows;
        this.clock = clock;
    }

    void start() {
        context = vertx.getOrCreateContext();
        running = true;
        poll = vertx.setPeriodic(POLL_MILLIS, tick -> wake());
        wake();
    }

    /** Ends after the round under way. */
    Future<Void> stop() {
        running = false;
        vertx.cancelTimer(poll);
        return round.otherwiseEmpty().mapEmpty();
    }

    /** Looks for marked devices now. Safe from any thread. */
    void wake() {
        if (running) {
            context.runOnContext(now -> next());
        }
    }

    private void next() {
        if (!round.isComplete() || !running) {
            wakeAgain = true;
            return;
        }
        wakeAgain = false;
        Future<Integer> taken = pool.withTransaction(this::takeSome);
        round = taken;
        taken.onComplete(result -> {
            if (result.failed()) {
                LOG.error("devices that came late wait", result.cause());
                return;
            }
            if (result.result() > 0) {
                onNewRows.run();
            }
            if (result.result() == AT_ONCE || wakeAgain) {
                next();
            }
        });
    }

    /** How many devices were looked through. */
    private Future<Integer> takeSome(SqlClient conn) {
        return store.claim(conn, AT_ONCE)
                .compose(devices -> devices.isEmpty()
                        ? Future.succeededFuture(0)
                        : store.placesOf(conn, devices)
                                .compose(places -> join(conn, places))
                                .compose(joined -> store.unmark(conn, devices))
                                .map(devices.size()));
    }

    private Future<Void> join(SqlClient conn, List<Latecomer> places) {
        if (places.isEmpty()) {
            return Future.succeededFuture();
        }
        return store.underWay(conn, messageToArea.keySet(), clock.instant())
                .compose(this::withAreas)
                .compose(messages -> {
                    Future<Void> chain = Future.succeededFuture();
                    for (UnderWay message : messages) {
                        List<AudienceStore.Place> due =
                                due(reach.of(message.severity()), messageToArea.get(message.id()), places);
                        chain = chain.compose(before -> store.join(conn, message.id(), due, clock.instant()));
                    }
                    return chain;
                });
    }

    /** Keeps the areas of what is under way, and of nothing else. */
    private Future<List<UnderWay>> withAreas(List<UnderWay> messages) {
        messageToArea.keySet().retainAll(messages.stream().map(UnderWay::id).toList());
        List<UnderWay> unknown =
                messages.stream().filter(message -> message.area() != null).toList();
        if (unknown.isEmpty()) {
            return Future.succeededFuture(messages);
        }
        return geometry.executeBlocking(
                        () -> {
                            Map<UUID, AreaTest> read = new HashMap<>();
                            unknown.forEach(message -> read.put(message.id(), new AreaTest(message.area())));
                            return read;
                        },
                        false)
                .map(read -> {
                    messageToArea.putAll(read);
                    return messages;
                });
    }

    /**
     * Those of the places that the message reaches.
     *
     * @param level of the message, as {@link Reach} has it
     */
    static List<AudienceStore.Place> due(int level, AreaTest area, List<Latecomer> places) {
        return area.covered(places.stream()
                .filter(each -> each.minimumSeverity() <= level)
                .map(Latecomer::place)
                .toList());
    }
}
