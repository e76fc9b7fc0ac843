package org.qunfang.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.pubsub.PgSubscriber;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every process on this database what happened, for what people watch live. PostgreSQL carries it (NOTIFY) and
 * keeps nothing: a process whose line was down hears of the gap when it listens again, and reads what it shows anew.
 */
public final class Broadcast {
    private static final Logger LOG = LoggerFactory.getLogger(Broadcast.class);
    private static final String CHANNEL = "events";
    /** PostgreSQL refuses payloads of 8,000 bytes and more. */
    static final int MOST_BYTES = 7_999;

    private static final long RECONNECT_MILLIS = 1_000;
    private static final long CHECK_MILLIS = 10_000;

    private static final String NOTIFY = """
            SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload
            """;

    private final Vertx vertx;
    private final Pool pool;
    private final PgSubscriber line;
    private final long checkMillis;
    private final Map<String, List<Consumer<Event>>> typeToListeners = new HashMap<>();
    private final List<Runnable> gapListeners = new ArrayList<>();
    private long timer = -1;

    /** @param line connected by {@link #start} */
    public Broadcast(Vertx vertx, Pool pool, PgSubscriber line) {
        this(vertx, pool, line, CHECK_MILLIS);
    }

    Broadcast(Vertx vertx, Pool pool, PgSubscriber line, long checkMillis) {
        this.vertx = vertx;
        this.pool = pool;
        this.line = line;
        this.checkMillis = checkMillis;
    }

    /** Call before {@link #start}. A listener may hear an event twice. */
    public void listen(String type, Consumer<Event> listener) {
        typeToListeners.computeIfAbsent(type, key -> new ArrayList<>()).add(listener);
    }

    /** Call before {@link #start}. Run whenever listening begins: what happened before was perhaps not heard. */
    public void onGap(Runnable listener) {
        gapListeners.add(listener);
    }

    /** Succeeds when this process hears everything that is told from now on; afterwards it reconnects by itself. */
    public Future<Void> start() {
        line.reconnectPolicy(attempt -> {
            LOG.warn("live news of other processes wait: the line to PostgreSQL is down");
            return RECONNECT_MILLIS;
        });
        line.channel(CHANNEL)
                .subscribeHandler(listening -> gapListeners.forEach(Runnable::run))
                .handler(this::hear);
        timer = vertx.setPeriodic(checkMillis, tick -> check());
        return line.connect();
    }

    public Future<Void> stop() {
        vertx.cancelTimer(timer);
        return line.close();
    }

    boolean carries(String type) {
        return typeToListeners.containsKey(type);
    }

    /** Tells all processes, this one included, in one round trip. Types that nobody listens to are left out. */
    public Future<Void> tell(List<Event> events) {
        List<String> payloads =
                payloads(events.stream().filter(event -> carries(event.type())).toList());
        if (payloads.isEmpty()) {
            return Future.succeededFuture();
        }
        return pool.preparedQuery(NOTIFY)
                .execute(Tuple.of(CHANNEL).addArrayOfString(payloads.toArray(String[]::new)))
                .mapEmpty();
    }

    /** JSON arrays of events, each below PostgreSQL's limit. */
    static List<String> payloads(List<Event> events) {
        List<String> payloads = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        int bytes = 0;
        for (Event event : events) {
            String json = event.toJson().encode();
            int more = json.getBytes(UTF_8).length + 1;
            if (more + 1 > MOST_BYTES) {
                LOG.warn("event {} {} is too large to be told live", event.type(), event.id());
                continue;
            }
            if (bytes + more + 1 > MOST_BYTES) {
                payloads.add(open.append(']').toString());
                open.setLength(0);
                bytes = 0;
            }
            open.append(open.isEmpty() ? '[' : ',').append(json);
            bytes += more;
        }
        if (!open.isEmpty()) {
            payloads.add(open.append(']').toString());
        }
        return payloads;
    }

    private void hear(String payload) {
        for (Object each : new JsonArray(payload)) {
            Event event = Event.fromJson((JsonObject) each);
            for (Consumer<Event> listener : typeToListeners.getOrDefault(event.type(), List.of())) {
                try {
                    listener.accept(event);
                } catch (RuntimeException defect) {
                    LOG.error("{} {} was not shown live", event.type(), event.id(), defect);
                }
            }
        }
    }

    /** A line that only listens would never notice that the other end is gone. */
    private void check() {
        PgConnection connection = line.actualConnection();
        if (connection != null) {
            connection
                    .query("SELECT 1")
                    .execute()
                    .timeout(checkMillis / 2, TimeUnit.MILLISECONDS)
                    .onFailure(dead -> connection.close());
        }
    }
}
