package org.qunfang.event;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to their subscribers, in order of writing as far as possible, at least once. Any number of processes may
 * pump: rows are leased with {@code FOR UPDATE SKIP LOCKED} for 30 seconds. A failed event is tried again with growing
 * delay and is never dropped.
 */
public final class Pump {
    private static final Logger LOG = LoggerFactory.getLogger(Pump.class);
    /** The limit in {@link #CLAIM}. */
    private static final int BATCH = 200;

    private static final long POLL_MILLIS = 1_000;
    /** After events were found: what a rush brings meanwhile is claimed together. */
    private static final long PAUSE_MILLIS = 50;

    /**
     * The lock keeps the rows where they are until they are updated, so that no plan can look for them anywhere else.
     * Planned anew each time: the table is empty or full, and a plan that was kept from a quiet hour reads all of it.
     */
    static final String CLAIM = """
            UPDATE events
               SET claimed_until = now() + interval '30 seconds', attempts = attempts + 1
             WHERE ctid = ANY (ARRAY (
                    SELECT ctid
                      FROM events
                     WHERE next_attempt_at <= now() AND (claimed_until IS NULL OR claimed_until < now())
                     ORDER BY next_attempt_at, id
                     LIMIT 200
                       FOR UPDATE SKIP LOCKED))
            RETURNING id, type, subject_id, data, at, attempts
            """;

    private static final String DONE = """
            DELETE FROM events WHERE id = ANY($1)
            """;

    private static final String RETRY = """
            UPDATE events
               SET claimed_until = NULL,
                   next_attempt_at = now() + least(interval '1 second' * power(2, attempts), interval '5 minutes')
             WHERE id = ANY($1)
            """;

    private final Vertx vertx;
    private final Pool pool;
    private final Broadcast broadcast;
    private final Map<String, List<Function<Event, Future<Void>>>> typeToSubscribers = new HashMap<>();
    private final List<Together> together = new ArrayList<>();
    private long timer = -1;
    private boolean running;
    private boolean wakeAgain;
    private boolean pausing;
    private Future<Void> round = Future.succeededFuture();

    /** A subscriber of several types that is told of all that a round brings at once. */
    private record Together(Set<String> types, Function<List<Event>, Future<Void>> subscriber) {
        Future<Void> tell(List<Event> events) {
            List<Event> own = events.stream()
                    .filter(event -> types.contains(event.type()))
                    .toList();
            return own.isEmpty() ? Future.succeededFuture() : subscriber.apply(own);
        }
    }

    public Pump(Vertx vertx, Pool pool, Broadcast broadcast) {
        this.vertx = vertx;
        this.pool = pool;
        this.broadcast = broadcast;
    }

    /** Call before {@link #start}. A subscriber that fails gets the event again. */
    public void subscribe(String type, Function<Event, Future<Void>> subscriber) {
        typeToSubscribers.computeIfAbsent(type, key -> new ArrayList<>()).add(subscriber);
    }

    /**
     * As {@link #subscribe}, for work that costs the same for many events as for one: the subscriber gets all events of
     * these types that are handed over together, and when it fails all of them come again.
     */
    public void subscribeTogether(Set<String> types, Function<List<Event>, Future<Void>> subscriber) {
        together.add(new Together(types, subscriber));
    }

    public void start() {
        running = true;
        timer = vertx.setPeriodic(POLL_MILLIS, tick -> wake());
        wake();
    }

    /** Ends after the round under way. */
    public Future<Void> stop() {
        running = false;
        vertx.cancelTimer(timer);
        return round;
    }

    /** Looks for events now or after a pause; called after a commit of this process so that nobody waits for the poll. */
    public void wake() {
        if (!running) {
            return;
        }
        if (pausing || !round.isComplete()) {
            wakeAgain = true;
            return;
        }
        wakeAgain = false;
        Future<Integer> handled = pumpOnce()
                .onFailure(failure -> LOG.warn("events wait: {}", failure.toString()))
                .otherwise(0);
        round = handled.mapEmpty();
        handled.onSuccess(count -> {
            if (count > 0 && count < BATCH) {
                pause();
            } else if (count == BATCH || wakeAgain) {
                wake();
            }
        });
    }

    private void pause() {
        pausing = true;
        vertx.setTimer(PAUSE_MILLIS, over -> {
            pausing = false;
            if (wakeAgain) {
                wake();
            }
        });
    }

    /** How many events there were. */
    private Future<Integer> pumpOnce() {
        return pool.query(CLAIM).execute().compose(rows -> handOver(rows).map(rows.size()));
    }

    private Future<Void> handOver(RowSet<Row> rows) {
        List<Event> events = new ArrayList<>();
        rows.forEach(row -> events.add(event(row)));
        events.sort(java.util.Comparator.comparing(Event::id));
        List<UUID> done = new ArrayList<>();
        List<UUID> failed = new ArrayList<>();
        Future<Void> told = broadcast.tell(events);
        Map<Together, Future<Void>> toldTogether = new LinkedHashMap<>();
        together.forEach(each -> toldTogether.put(each, each.tell(events)));
        Future<Void> chain = Future.succeededFuture();
        for (Event event : events) {
            Future<Void> shared = ofType(toldTogether, event.type());
            chain = chain.compose(previous -> deliver(event, told, shared, done, failed));
        }
        return chain.compose(all -> settle(DONE, done)).compose(all -> settle(RETRY, failed));
    }

    private static Future<Void> ofType(Map<Together, Future<Void>> toldTogether, String type) {
        List<Future<Void>> concerned = toldTogether.entrySet().stream()
                .filter(entry -> entry.getKey().types().contains(type))
                .map(Map.Entry::getValue)
                .toList();
        return concerned.isEmpty()
                ? Future.succeededFuture()
                : Future.all(concerned).mapEmpty();
    }

    private Future<Void> deliver(
            Event event, Future<Void> told, Future<Void> shared, List<UUID> done, List<UUID> failed) {
        List<Function<Event, Future<Void>>> subscribers = typeToSubscribers.getOrDefault(event.type(), List.of());
        Future<Void> chain = Future.succeededFuture();
        for (Function<Event, Future<Void>> subscriber : subscribers) {
            chain = chain.compose(previous -> subscriber.apply(event));
        }
        chain = chain.compose(previous -> shared);
        if (broadcast.carries(event.type())) {
            chain = chain.compose(previous -> told);
        }
        return chain.onSuccess(ok -> done.add(event.id())).recover(failure -> {
            LOG.error("event {} {} will be tried again", event.type(), event.id(), failure);
            failed.add(event.id());
            return Future.succeededFuture();
        });
    }

    private Future<Void> settle(String sql, List<UUID> ids) {
        if (ids.isEmpty()) {
            return Future.succeededFuture();
        }
        return pool.preparedQuery(sql)
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .mapEmpty();
    }

    private static Event event(Row row) {
        return new Event(
                row.getUUID("id"),
                row.getString("type"),
                row.getUUID("subject_id"),
                row.getJsonObject("data"),
                row.getOffsetDateTime("at").toInstant());
    }
}
