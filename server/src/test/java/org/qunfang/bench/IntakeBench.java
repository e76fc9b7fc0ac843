package org.qunfang.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.qunfang.App;
import org.qunfang.db.Database;
import org.qunfang.db.EmbeddedDatabase;
import org.qunfang.http.Caller;
import org.qunfang.settings.Settings;
import org.qunfang.testing.TestClient;

/**
 * Accepted reports per second, against a bare Vert.x handler that parses a JSON body and inserts one row into the same
 * PostgreSQL with a pool of the same size. Load comes from this process over 64 kept connections; the two take turns.
 * Beside each rate stands the processor time that one request costs, load and PostgreSQL included: it says the same on a
 * machine that has other work.
 */
public final class IntakeBench {
    private static final int CLIENTS = 64;
    private static final int CONNECTIONS = 10;
    private static final long WARM_UP_MILLIS = 15_000;
    private static final long ROUND_MILLIS = 6_000;
    private static final int ROUNDS = 5;
    private static final long ANSWER_MILLIS = 10_000;
    private static final String[] CATEGORIES = {
        "landfill-slope", "road-collapse", "building-crack", "gas-smell", "flooding", "fire-risk"
    };

    private IntakeBench() {}

    public static void main(String[] arguments) throws Exception {
        Path data = Files.createTempDirectory("qunfang-bench");
        Vertx load = Vertx.vertx();
        try (EmbeddedDatabase postgres = EmbeddedDatabase.start(data)) {
            Settings settings = Settings.from(Map.of(
                    "DATABASE_URL",
                    postgres.url().text(),
                    "QUNFANG_DATA",
                    data.toString(),
                    "QUNFANG_PORT",
                    "0",
                    "QUNFANG_MANAGEMENT_PORT",
                    "0",
                    "QUNFANG_DATABASE_CONNECTIONS",
                    Integer.toString(CONNECTIONS),
                    "QUNFANG_SAMPLE",
                    "true"));
            Caller resident = new Caller(
                    Caller.Kind.RESIDENT, UUID.randomUUID(), null, null, Set.of(), Set.of("report.submit"), null);
            try (App app =
                    App.start(settings, Clock.systemUTC(), verifying -> token -> Future.succeededFuture(resident))) {
                Pool pool = Database.pool(load, postgres.url(), CONNECTIONS);
                HttpServer bare = bareServer(load, pool);
                long postmaster = Long.parseLong(
                        Files.readAllLines(postmasterFile(data)).get(0).trim());
                measure(load, bare.actualPort(), app.port(), postmaster);
                pool.close().await();
            }
        } finally {
            load.close().await();
        }
        System.exit(0);
    }

    private static HttpServer bareServer(Vertx vertx, Pool pool) {
        pool.query("""
                        CREATE TABLE bare_reports (
                            id uuid PRIMARY KEY, category text, description text, lat float8, lon float8, at timestamptz)
                        """).execute().await();
        Router router = Router.router(vertx);
        router.put("/bare/:id").handler(BodyHandler.create(false)).handler(context -> {
            JsonObject body = context.body().asJsonObject();
            JsonObject place = body.getJsonObject("location");
            pool.preparedQuery("""
                            INSERT INTO bare_reports (id, category, description, lat, lon, at)
                            VALUES ($1, $2, $3, $4, $5, $6)
                            """)
                    .execute(Tuple.of(
                            UUID.fromString(context.pathParam("id")),
                            body.getString("category"),
                            body.getString("description"),
                            place.getDouble("lat"),
                            place.getDouble("lon"),
                            OffsetDateTime.now(ZoneOffset.UTC)))
                    .onSuccess(done -> context.response()
                            .setStatusCode(201)
                            .putHeader("Content-Type", "application/json")
                            .end(new JsonObject()
                                    .put("id", context.pathParam("id"))
                                    .toBuffer()))
                    .onFailure(context::fail);
        });
        return vertx.createHttpServer().requestHandler(router).listen(0).await();
    }

    private static Path postmasterFile(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data, 3)) {
            return files.filter(file -> file.endsWith("postmaster.pid"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Of this process and of PostgreSQL's. */
    private static long processorNanos(long postmaster) {
        Stream<ProcessHandle> postgres =
                ProcessHandle.of(postmaster).orElseThrow().children();
        return Stream.concat(Stream.of(ProcessHandle.current()), postgres)
                .mapToLong(each ->
                        each.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
                .sum();
    }

    private static void measure(Vertx vertx, int barePort, int port, long postmaster) {
        HttpClientAgent client = vertx.createHttpClient();
        HttpConnectOptions toBare =
                new HttpConnectOptions().setHost("127.0.0.1").setPort(barePort);
        HttpConnectOptions toOurs =
                new HttpConnectOptions().setHost("127.0.0.1").setPort(port);
        run(client, toBare, "/bare/", WARM_UP_MILLIS);
        run(client, toOurs, "/v1/reports/", WARM_UP_MILLIS);
        double[] bare = new double[ROUNDS];
        double[] ours = new double[ROUNDS];
        double[] bareMicros = new double[ROUNDS];
        double[] oursMicros = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long before = processorNanos(postmaster);
            bare[i] = run(client, toBare, "/bare/", ROUND_MILLIS);
            long between = processorNanos(postmaster);
            ours[i] = run(client, toOurs, "/v1/reports/", ROUND_MILLIS);
            long after = processorNanos(postmaster);
            bareMicros[i] = (between - before) / (bare[i] * ROUND_MILLIS);
            oursMicros[i] = (after - between) / (ours[i] * ROUND_MILLIS);
            System.out.printf(
                    Locale.ROOT,
                    "round %d: bare %,7.0f/s %4.0f µs  reports %,7.0f/s %4.0f µs  %5.1f %%%n",
                    i + 1,
                    bare[i],
                    bareMicros[i],
                    ours[i],
                    oursMicros[i],
                    100 * ours[i] / bare[i]);
        }
        System.out.printf(
                Locale.ROOT,
                "intake: bare %,.0f inserts/s, accepted %,.0f reports/s, ratio %.1f %% (needed 25 %%, goal 50 %%);"
                        + " by processor time %.1f %%%n",
                median(bare),
                median(ours),
                100 * median(ours) / median(bare),
                100 * median(bareMicros) / median(oursMicros));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Accepted per second, with every connection sending its next request as soon as the last was answered. */
    private static double run(HttpClientAgent client, HttpConnectOptions server, String path, long millis) {
        List<HttpClientConnection> connections = Stream.generate(
                        () -> client.connect(server).await())
                .limit(CLIENTS)
                .toList();
        AtomicLong accepted = new AtomicLong();
        AtomicLong refused = new AtomicLong();
        long began = System.nanoTime();
        long end = began + millis * 1_000_000;
        Future<?>[] clients = new Future<?>[CLIENTS];
        for (int i = 0; i < CLIENTS; i++) {
            SplittableRandom random = new SplittableRandom(i * 7919L + began);
            Promise<Void> done = Promise.promise();
            next(new Load(connections.get(i), path, random, end, accepted, refused), done);
            clients[i] = done.future();
        }
        Future.join(Arrays.asList(clients)).await();
        connections.forEach(HttpClientConnection::close);
        if (refused.get() > 0) {
            throw new IllegalStateException(refused + " requests were not accepted");
        }
        return accepted.get() / ((System.nanoTime() - began) / 1e9);
    }

    /** Sends one request after the other until the end; not as a chain of futures, which would grow without bound. */
    private static void next(Load load, Promise<Void> done) {
        if (System.nanoTime() >= load.end()) {
            done.complete();
            return;
        }
        load.connection()
                .request(HttpMethod.PUT, load.path() + TestClient.id())
                .compose(request -> request.putHeader("Content-Type", "application/json")
                        .putHeader("Authorization", "Bearer bench")
                        .send(body(load.random())))
                .compose(response -> {
                    (response.statusCode() == 201 ? load.accepted() : load.refused()).incrementAndGet();
                    return response.body();
                })
                .timeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
                .onSuccess(body -> next(load, done))
                .onFailure(done::fail);
    }

    private record Load(
            HttpClientConnection connection,
            String path,
            SplittableRandom random,
            long end,
            AtomicLong accepted,
            AtomicLong refused) {}

    /** Anywhere in the city's rectangle: many places, few of them the same. */
    private static Buffer body(SplittableRandom random) {
        return new JsonObject()
                .put("category", CATEGORIES[random.nextInt(CATEGORIES.length)])
                .put("description", "坡顶有新裂缝，坡脚渗水，比上周更宽 " + random.nextInt(1_000_000))
                .put(
                        "location",
                        new JsonObject()
                                .put("lat", 22.50 + random.nextDouble() * 0.30)
                                .put("lon", 113.80 + random.nextDouble() * 0.60)
                                .put("accuracyMeters", 15))
                .put("observedAt", "2026-11-20T08:15:00+08:00")
                .put("language", "zh-CN")
                .put("visibility", "public")
                .toBuffer();
    }
}
