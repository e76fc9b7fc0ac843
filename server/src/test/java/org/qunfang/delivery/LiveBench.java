package org.qunfang.delivery;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.event.Event;
import org.qunfang.geo.CellDisk;
import org.qunfang.geo.Location;

/**
 * Open pages of the product, in a process of its own with 512 MB: 5,000 beside as many of nginx with nchan, then 10,000. What
 * happened is told by the database, as it is to every process; it ends when the last page has heard. Then a warning for
 * the places of all 10,000, from its approval to the last page, by way of the ledger.
 */
final class LiveBench {
    private static final int FEW = 5_000;
    private static final int MANY = 10_000;
    /** Java goes on compiling for a while; a server runs for months. */
    private static final int WARM_UP = 150;

    private static final int ROUNDS = 15;
    private static final int WARNINGS = 11;
    private static final double GOAL_MILLIS = 300;
    private static final double GOAL_KILOBYTES = 20;

    private final Pool pool;

    private LiveBench(Pool pool) {
        this.pool = pool;
    }

    static void run(Pool pool, Map<String, String> environment, Path log) throws IOException, InterruptedException {
        System.out.println("open pages, read by a thread of Java NIO");
        LiveBench bench = new LiveBench(pool);
        bench.residents();
        Optional<Nchan> nchan = Nchan.start();
        try (BenchProcess product = BenchProcess.start(BenchServer.APP, environment, log)) {
            bench.measure(product, nchan, new BenchWarning(product.port()));
        } finally {
            if (nchan.isPresent()) {
                nchan.get().close();
            }
        }
    }

    private void measure(BenchProcess product, Optional<Nchan> nchan, BenchWarning officers)
            throws IOException, InterruptedException {
        try (OpenStreams first = OpenStreams.open(product.port(), FEW, LiveBench::page)) {
            if (nchan.isPresent()) {
                compare(first, nchan.get());
            } else {
                rounds(first, WARM_UP);
                print("5,000 streams", rounds(first, ROUNDS));
            }
        }
        BenchProcess.Memory empty = settled(product);
        try (OpenStreams all = OpenStreams.open(product.port(), MANY, LiveBench::page)) {
            print("10,000 streams", rounds(all, ROUNDS));
            BenchProcess.Memory full = settled(product);
            double heap = (full.heap() - empty.heap()) / 1024.0 / MANY;
            double other = Math.max(0, full.resident() - empty.resident()) / 1024.0 / MANY;
            System.out.printf(
                    Locale.ROOT,
                    "  memory each: %.1f kB of heap, %.1f kB beside it (goal %.0f together); resident in all %,d MB%n",
                    heap,
                    other,
                    GOAL_KILOBYTES,
                    full.resident() >> 20);
        }
        settled(product);
        try (OpenStreams all = OpenStreams.open(product.port(), MANY, LiveBench::resident)) {
            warn(all, officers);
        }
    }

    /** What was left of closed streams is gone. */
    private static BenchProcess.Memory settled(BenchProcess product) throws IOException, InterruptedException {
        Thread.sleep(2_000);
        return product.memory();
    }

    private void compare(OpenStreams ours, Nchan nchan) throws IOException, InterruptedException {
        try (OpenStreams theirs =
                OpenStreams.open(nchan.port(), FEW, number -> get("/listen", "Accept: text/event-stream\r\n"))) {
            rounds(ours, WARM_UP);
            double[] mine = new double[ROUNDS];
            double[] others = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                mine[round] = round(ours);
                others[round] = round(theirs, nchan);
            }
            double median = print("5,000 streams", mine);
            double other = print("5,000 of nchan", others);
            System.out.printf(Locale.ROOT, "  ours takes %.2f of nchan's (goal at most 1)%n", median / other);
        }
    }

    private double[] rounds(OpenStreams streams, int count) throws InterruptedException {
        double[] millis = new double[count];
        for (int round = 0; round < count; round++) {
            millis[round] = round(streams);
        }
        return millis;
    }

    /** Milliseconds from the event to the last page. */
    private double round(OpenStreams streams) throws InterruptedException {
        Event event = Event.of("warning.changed", UuidCreator.getTimeOrderedEpoch(), new JsonObject(), Instant.now());
        streams.expect(event.subjectId().toString());
        long began = System.nanoTime();
        pool.preparedQuery("SELECT pg_notify('events', $1)")
                .execute(Tuple.of(new JsonArray().add(event.toJson()).encode()))
                .await();
        return (streams.awaitAll() - began) / 1e6;
    }

    private static double round(OpenStreams streams, Nchan nchan) throws IOException, InterruptedException {
        String id = UUID.randomUUID().toString();
        String body = new JsonObject().put("warningId", id).encode();
        String request = "POST /publish HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                + "X-EventSource-Event: warning.changed\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        streams.expect(id);
        long began = System.nanoTime();
        try (java.net.Socket socket = new java.net.Socket("127.0.0.1", nchan.port())) {
            socket.getOutputStream().write(request.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        }
        return (streams.awaitAll() - began) / 1e6;
    }

    private void warn(OpenStreams all, BenchWarning officers) throws InterruptedException {
        double[] millis = new double[WARNINGS];
        for (int round = 0; round < WARNINGS; round++) {
            JsonObject submitted = officers.submitted();
            // Steps of a warning are told with its id alone; the warning itself names its page.
            all.expect("/warnings/" + submitted.getString("id"));
            long began = System.nanoTime();
            officers.approve(submitted);
            millis[round] = (all.awaitAll() - began) / 1e6;
        }
        print("10,000 are warned, from approval", millis);
    }

    /** The median. */
    private static double print(String name, double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        System.out.printf(
                Locale.ROOT,
                "  %-34s the last is told after %,5.0f ms (%,.0f to %,.0f; goal %.0f)%n",
                name,
                median,
                sorted[0],
                sorted[sorted.length - 1],
                GOAL_MILLIS);
        return median;
    }

    private static String page(int number) {
        return page(BenchServer.PAGE, number);
    }

    private static String resident(int number) {
        return page(BenchServer.RESIDENT, number);
    }

    /** As browsers ask, who all read gzip. */
    private static String page(String kind, int number) {
        return get(
                "/v1/live",
                "Accept: text/event-stream\r\nAccept-Encoding: gzip, deflate, br\r\nAuthorization: Bearer " + kind
                        + number + "\r\n");
    }

    private static String get(String path, String headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "\r\n";
    }

    /** One live device each, with a place inside the area of every warning here. */
    private void residents() {
        UUID[] ids = new UUID[MANY];
        Arrays.setAll(ids, BenchCity::device);
        pool.preparedQuery("INSERT INTO accounts (id, kind, created_at) SELECT id, 'RESIDENT', now()"
                        + " FROM unnest($1::uuid[]) AS n (id)")
                .execute(Tuple.of((Object) ids))
                .await();
        pool.preparedQuery("""
                        INSERT INTO devices (id, account_id, channel, language, minimum_severity, created_at, updated_at)
                        SELECT id, id, 'live', 'zh-CN', 0, now(), now() FROM unnest($1::uuid[]) AS n (id)
                        """).execute(Tuple.of((Object) ids)).await();
        pool.preparedQuery("""
                        INSERT INTO device_places
                            (device_id, position, label, lat, lon, cell, channel, language, minimum_severity)
                        SELECT id, 0, 'home', 22.71, 113.935, $2, 'live', 'zh-CN', 0 FROM unnest($1::uuid[]) AS n (id)
                        """)
                .execute(Tuple.of(ids, CellDisk.cellOf(Location.of(22.71, 113.935))))
                .await();
    }
}
