package org.qunfang.delivery;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.delivery.MessageStore.ToSelect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the ledger of new messages: chunk by chunk, each in its own short transaction, so that the first devices are
 * served while the last are still being chosen. Doing a chunk again changes nothing, so a crash only costs a repeat.
 */
final class Fanout {
    private static final Logger LOG = LoggerFactory.getLogger(Fanout.class);
    private static final int RANGES_A_CHUNK = 16;
    private static final int AT_ONCE = 3;
    private static final int FIRST_FOLLOWERS = 1_000;
    private static final int FOLLOWERS_A_CHUNK = 20_000;
    private static final UUID BELOW_ALL = new UUID(0, 0);
    private static final long POLL_MILLIS = 500;

    /** Makes those due for a message who are in no place, such as broadcasters; how many. */
    @FunctionalInterface
    interface Receivers {
        Future<Integer> due(ToSelect message);
    }

    private final Vertx vertx;
    private final Pool pool;
    private final MessageStore messages;
    private final AudienceStore audiences;
    private final Receivers receivers;
    private final Reach reach;
    private final Runnable onNewRows;
    private final Clock clock;
    private Context context;
    private long poll = -1;
    private int underWay;
    private volatile boolean running;

    Fanout(
            Vertx vertx,
            Pool pool,
            MessageStore messages,
            AudienceStore audiences,
            Receivers receivers,
            Reach reach,
            Runnable onNewRows,
            Clock clock) {
        this.vertx = vertx;
        this.pool = pool;
        this.messages = messages;
        this.audiences = audiences;
        this.receivers = receivers;
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

    void stop() {
        running = false;
        vertx.cancelTimer(poll);
    }

    /** Looks for messages without a complete ledger now. Safe from any thread. */
    void wake() {
        if (running) {
            context.runOnContext(now -> next());
        }
    }

    /** Several at once: a message that stops another never waits behind a large one. */
    private void next() {
        if (underWay >= AT_ONCE || !running) {
            return;
        }
        underWay++;
        messages.claimToSelect(clock.instant()).compose(this::selectIfAny).onComplete(result -> {
            underWay--;
            if (result.failed()) {
                LOG.error("an audience is not complete and will be chosen again", result.cause());
            } else if (result.result()) {
                next();
            }
        });
    }

    private Future<Boolean> selectIfAny(Optional<ToSelect> claimed) {
        if (claimed.isEmpty()) {
            return Future.succeededFuture(false);
        }
        next();
        return select(claimed.get()).map(true);
    }

    private Future<Void> select(ToSelect message) {
        return written(receivers.due(message)).compose(told -> devices(message));
    }

    private Future<Void> devices(ToSelect message) {
        Future<Void> rows = message.follows() == null
                ? inside(message, 0)
                        .compose(inside -> audiences.peopled(
                                pool, message.audience().boundaryCells(), reach.of(message.severity())))
                        .compose(cells -> boundary(
                                message, cells, new AreaTest(message.audience().geoJson()), 0))
                : audiences.before(pool, message.id()).compose(before -> followers(message, before, 0));
        return rows.compose(all -> messages.selected(message.id()));
    }

    private Future<Void> inside(ToSelect message, int from) {
        Audience all = message.audience();
        if (from >= all.rangeLo().length) {
            return Future.succeededFuture();
        }
        int to = Math.min(from + RANGES_A_CHUNK, all.rangeLo().length);
        Audience chunk = new Audience(
                Arrays.copyOfRange(all.rangeLo(), from, to), Arrays.copyOfRange(all.rangeHi(), from, to), null, null);
        int level = reach.of(message.severity());
        return written(pool.withTransaction(
                        conn -> audiences.insertInside(conn, message.id(), chunk, level, clock.instant())))
                .compose(done -> inside(message, to));
    }

    private Future<Void> boundary(ToSelect message, Long[] cells, AreaTest area, int from) {
        if (from >= cells.length) {
            return Future.succeededFuture();
        }
        int to = Math.min(from + message.audience().boundaryChunk(), cells.length);
        int level = reach.of(message.severity());
        return audiences
                .placesIn(pool, Arrays.copyOfRange(cells, from, to), level)
                .map(places -> area.covered(places))
                .compose(chosen -> written(insert(message, chosen)))
                .compose(done -> boundary(message, cells, area, to));
    }

    private Future<Void> followers(ToSelect message, List<UUID> before, int at) {
        return at == before.size()
                ? Future.succeededFuture()
                : followers(message, before.get(at), BELOW_ALL, FIRST_FOLLOWERS)
                        .compose(done -> followers(message, before, at + 1));
    }

    /** The first are handed over while the others are still written: who cancels waits for no hundred thousand rows. */
    private Future<Void> followers(ToSelect message, UUID before, UUID after, int limit) {
        return audiences
                .insertFollowers(pool, message.id(), before, after, limit, clock.instant())
                .compose(chunk -> written(Future.succeededFuture(chunk.told()))
                        .compose(done -> chunk.seen() < limit
                                ? Future.succeededFuture()
                                : followers(message, before, chunk.last(), FOLLOWERS_A_CHUNK)));
    }

    private Future<Integer> insert(ToSelect message, List<AudienceStore.Place> chosen) {
        return pool.withTransaction(conn -> audiences.insertChosen(conn, message.id(), chosen, clock.instant()));
    }

    private Future<Void> written(Future<Integer> rows) {
        return rows.map(count -> {
            if (count > 0) {
                onNewRows.run();
            }
            return null;
        });
    }
}
