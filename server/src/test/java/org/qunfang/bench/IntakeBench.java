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
import org.qunfang.db.Schedule;
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
    private static final long BARE_WARM_UP_MILLIS = 15_000;
    /** Java goes on compiling the intake for about a minute; a server runs for months. */
    private static final long WARM_UP_MILLIS = 60_000;

    private static final long ROUND_MILLIS = 3_000;
    private static final int ROUNDS = 11;
    private static final long ANSWER_MILLIS = 10_000;
    private static final String[] CATEGORIES = {
        "landfill-slope", "road-collapse", "building-crack", "gas-smell", "flooding", "fire-risk"
    };

    /** Well below what one phone may send at once. */
    private static final int REPORTS_OF_A_PHONE = 40;

    /** By all turns: each forty are another phone's. */
    private static final AtomicLong SENT = new AtomicLong();

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
                    "QUNFANG_TRUSTED_PROXIES",
                    "127.0.0.1",
                    "QUNFANG_SAMPLE",
                    "true"));
            try (App app = App.start(
                    settings,
                    Clock.systemUTC(),
                    Schedule.LOOK_EVERY,
                    verifying -> token -> Future.succeededFuture(resident(token)))) {
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

    /** The token is the phone's number. */
    private static Caller resident(String phone) {
        return new Caller(
                Caller.Kind.RESIDENT,
                new UUID(0, Long.parseLong(phone)),
                null,
                null,
                Set.of(),
                Set.of("report.submit"),
                null);
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

    /** Processor time in nanoseconds: of this process, load included, and of PostgreSQL's. */
    private record Spent(long java, long postgres) {
        static Spent now(long postmaster) {
            long java = nanos(ProcessHandle.current());
            long postgres = ProcessHandle.of(postmaster)
                    .orElseThrow()
                    .children()
                    .mapToLong(Spent::nanos)
                    .sum();
            return new Spent(java, postgres);
        }

        private static long nanos(ProcessHandle process) {
            return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
        }

        Spent since(Spent earlier) {
            return new Spent(java - earlier.java, postgres - earlier.postgres);
        }
    }

    /** One server's turn: accepted per second, and microseconds of processor time for each. */
    private record Turn(double rate, double javaMicros, double postgresMicros) {
        static Turn run(HttpClientAgent client, HttpConnectOptions server, String path, long postmaster) {
            Spent before = Spent.now(postmaster);
            double rate = IntakeBench.run(client, server, path, ROUND_MILLIS);
            Spent spent = Spent.now(postmaster).since(before);
            double accepted = rate * ROUND_MILLIS;
            return new Turn(rate, spent.java() / accepted, spent.postgres() / accepted);
        }

        double micros() {
            return javaMicros + postgresMicros;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%,7.0f/s (Java %3.0f + PostgreSQL %3.0f µs)", rate, javaMicros, postgresMicros);
        }
    }

    private static void measure(Vertx vertx, int barePort, int port, long postmaster) {
        HttpClientAgent client = vertx.createHttpClient();
        HttpConnectOptions toBare =
                new HttpConnectOptions().setHost("127.0.0.1").setPort(barePort);
        HttpConnectOptions toOurs =
                new HttpConnectOptions().setHost("127.0.0.1").setPort(port);
        run(client, toBare, "/bare/", BARE_WARM_UP_MILLIS);
        run(client, toOurs, "/v1/reports/", WARM_UP_MILLIS);
        double[] byRate = new double[ROUNDS];
        double[] byProcessor = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            Turn bare = Turn.run(client, toBare, "/bare/", postmaster);
            Turn ours = Turn.run(client, toOurs, "/v1/reports/", postmaster);
            byRate[i] = 100 * ours.rate() / bare.rate();
            byProcessor[i] = 100 * bare.micros() / ours.micros();
            System.out.printf(
                    Locale.ROOT,
                    "round %2d: bare %s  reports %s  %5.1f %% by rate, %5.1f %% by processor time%n",
                    i + 1,
                    bare,
                    ours,
                    byRate[i],
                    byProcessor[i]);
        }
        System.out.printf(
                Locale.ROOT,
                "intake: ratio %.1f %% by rate, %.1f %% by processor time, medians of %d rounds"
                        + " (needed 25 %%, goal 50 %%)%n",
                median(byRate),
                median(byProcessor),
                ROUNDS);
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
        long phone = SENT.getAndIncrement() / REPORTS_OF_A_PHONE;
        load.connection()
                .request(HttpMethod.PUT, load.path() + TestClient.id())
                .compose(request -> request.putHeader("Content-Type", "application/json")
                        .putHeader("Authorization", "Bearer " + phone)
                        .putHeader("X-Forwarded-For", address(phone))
                        .send(body(load.random())))
                .compose(response -> {
                    (response.statusCode() == 201 ? load.accepted() : load.refused()).incrementAndGet();
                    return response.body();
                })
                .timeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
                .onSuccess(body -> next(load, done))
                .onFailure(done::fail);
    }

    /** Each phone has one of its own, as if behind a proxy: the limits of phones and addresses are far. */
    private static String address(long phone) {
        return "10." + (phone >> 16 & 255) + "." + (phone >> 8 & 255) + "." + (phone & 255);
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
