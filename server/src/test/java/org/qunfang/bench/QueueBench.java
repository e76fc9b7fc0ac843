package org.qunfang.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.qunfang.App;
import org.qunfang.casework.ManyCases;
import org.qunfang.db.Database;
import org.qunfang.db.EmbeddedDatabase;
import org.qunfang.db.Schedule;
import org.qunfang.http.Caller;
import org.qunfang.settings.Settings;

/**
 * Pages of 50 cases out of a million, asked for by 16 officers at once over kept connections, each as soon as the last
 * one came: the queues, every filter and some together, the next pages, and words. Beside them, in turns, a bare Vert.x
 * handler that reads 50 whole rows of the same table by the same index and writes them as JSON.
 */
public final class QueueBench {
    private static final int CASES = Integer.getInteger("cases", 1_000_000);
    private static final int CLIENTS = 16;
    private static final int CONNECTIONS = 10;
    private static final long WARM_UP_MILLIS = 20_000;
    private static final long ROUND_MILLIS = 5_000;
    private static final int ROUNDS = 5;
    private static final long ANSWER_MILLIS = 60_000;
    private static final double GOAL_MILLIS = 50;

    /** What is asked for: a name for the table of results, and the query; {@code @} before it asks as the duty office. */
    private static final List<String> PAGES = List.of(
            "queue=department",
            "queue=mine",
            "queue=overdue",
            "@queue=overdue",
            "@queue=duty",
            "@",
            "queue=department&status=assigned",
            "queue=department&status=in_progress",
            "queue=department&status=closed",
            "@severity=extreme",
            "@severity=low",
            "@status=in_progress",
            "@status=closed",
            "@category=gas-smell",
            "@area=440311",
            "queue=department&severity=low&category=flooding",
            "@severity=low&category=flooding&area=440305",
            "@status=in_progress&category=other&area=440305");

    private static final List<String> WORDS = List.of(
            "queue=department&q=裂缝",
            "@q=裂",
            "@q=slope",
            "queue=department&q=0123456",
            "@q=麒麟",
            "@q=煤气 井盖",
            "@severity=extreme&q=4321 号楼",
            "@q=缝裂");

    private QueueBench() {}

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
            Map<String, Caller> callers = new LinkedHashMap<>();
            try (App app = App.start(
                    settings,
                    Clock.systemUTC(),
                    Schedule.LOOK_EVERY,
                    verifying -> token -> Future.succeededFuture(callers.get(token)))) {
                Pool pool = Database.pool(load, postgres.url(), CONNECTIONS);
                long began = System.nanoTime();
                ManyCases.load(pool, CASES);
                System.out.printf(Locale.ROOT, "%,d cases in %.0f s%n", CASES, (System.nanoTime() - began) / 1e9);
                UUID department = department(pool, "guangming-urban-management");
                callers.put("officer", caller(department, Set.of("case.read", "case.work")));
                callers.put(
                        "duty",
                        caller(department(pool, "duty-office"), Set.of("case.read", "case.work", "case.triage-all")));
                HttpServer bare = bareServer(load, pool, department);
                measure(load, bare.actualPort(), app.port());
                pool.close().await();
            }
        } finally {
            load.close().await();
        }
        System.exit(0);
    }

    /** One of the four hundred who acted on the cases. */
    private static Caller caller(UUID department, Set<String> permissions) {
        UUID account = ManyCases.officer(7);
        return new Caller(Caller.Kind.OFFICER, account, "bench", department, Set.of("officer"), permissions, null);
    }

    private static UUID department(Pool pool, String code) {
        return pool.preparedQuery("SELECT id FROM departments WHERE code = $1")
                .execute(Tuple.of(code))
                .await()
                .iterator()
                .next()
                .getUUID(0);
    }

    private static HttpServer bareServer(Vertx vertx, Pool pool, UUID department) {
        Router router = Router.router(vertx);
        router.get("/bare")
                .handler(context -> pool.preparedQuery("""
                        SELECT id, number, status, severity, category_id, area_id, lead_department_id, lat, lon, place,
                               opened_at, due_at, report_count, version
                          FROM cases
                         WHERE lead_department_id = $1 AND is_open
                         ORDER BY turn, due_at, id
                         LIMIT 50
                        """)
                        .execute(Tuple.of(department))
                        .onSuccess(rows -> {
                            JsonArray items = new JsonArray();
                            for (Row row : rows) {
                                items.add(row.toJson());
                            }
                            context.response()
                                    .putHeader("Content-Type", "application/json")
                                    .end(new JsonObject().put("items", items).toBuffer());
                        })
                        .onFailure(context::fail));
        return vertx.createHttpServer().requestHandler(router).listen(0).await();
    }

    private static void measure(Vertx vertx, int barePort, int port) {
        HttpClientAgent client = vertx.createHttpClient();
        HttpConnectOptions toBare =
                new HttpConnectOptions().setHost("127.0.0.1").setPort(barePort);
        HttpConnectOptions toOurs =
                new HttpConnectOptions().setHost("127.0.0.1").setPort(port);
        List<String> bareOnly = List.of("bare");
        run(client, toBare, bareOnly, WARM_UP_MILLIS / 4);
        run(client, toOurs, PAGES, WARM_UP_MILLIS);
        run(client, toOurs, WORDS, WARM_UP_MILLIS);
        Times bare = new Times();
        Times pages = new Times();
        Times words = new Times();
        for (int i = 0; i < ROUNDS; i++) {
            bare.add(run(client, toBare, bareOnly, ROUND_MILLIS));
            pages.add(run(client, toOurs, PAGES, ROUND_MILLIS));
            words.add(run(client, toOurs, WORDS, ROUND_MILLIS));
        }
        System.out.println(bare.line("a bare page of 50 rows"));
        pages.print();
        words.print();
        System.out.println(pages.line("queues and filters"));
        System.out.println(words.line("words"));
        System.out.printf(
                Locale.ROOT,
                "queue: page of 50 out of %,d at %d clients: p99 %.1f ms (goal %.0f ms), %.1f %% of the bare page's rate;"
                        + " words: p99 %.1f ms%n",
                CASES,
                CLIENTS,
                pages.quantile(0.99),
                GOAL_MILLIS,
                100 * pages.rate() / bare.rate(),
                words.quantile(0.99));
    }

    /** Milliseconds of every answer, by what was asked. */
    private static final class Times {
        private final Map<String, List<Double>> askedToMillis = new LinkedHashMap<>();
        private double seconds;

        void add(Times more) {
            more.askedToMillis.forEach((asked, times) -> askedToMillis
                    .computeIfAbsent(asked, key -> new ArrayList<>())
                    .addAll(times));
            seconds += more.seconds;
        }

        void one(String asked, double millis) {
            askedToMillis.computeIfAbsent(asked, key -> new ArrayList<>()).add(millis);
        }

        double rate() {
            return all().length / seconds;
        }

        private double[] all() {
            return askedToMillis.values().stream()
                    .flatMap(List::stream)
                    .mapToDouble(Double::doubleValue)
                    .toArray();
        }

        double quantile(double share) {
            return quantile(all(), share);
        }

        private static double quantile(double[] times, double share) {
            Arrays.sort(times);
            return times.length == 0 ? Double.NaN : times[(int) Math.min(times.length - 1, times.length * share)];
        }

        void print() {
            askedToMillis.forEach((asked, times) -> {
                double[] each = times.stream().mapToDouble(Double::doubleValue).toArray();
                System.out.printf(
                        Locale.ROOT,
                        "  %-60s p50 %6.1f  p99 %6.1f ms%n",
                        asked.isEmpty() ? "all" : asked,
                        quantile(each, 0.5),
                        quantile(each, 0.99));
            });
        }

        String line(String what) {
            return String.format(
                    Locale.ROOT, "%s: %,.0f/s, p50 %.1f, p99 %.1f ms", what, rate(), quantile(0.5), quantile(0.99));
        }
    }

    private static Times run(HttpClientAgent client, HttpConnectOptions server, List<String> asked, long millis) {
        List<HttpClientConnection> connections = Stream.generate(
                        () -> client.connect(server).await())
                .limit(CLIENTS)
                .toList();
        Times times = new Times();
        long began = System.nanoTime();
        Future<?>[] clients = new Future<?>[CLIENTS];
        for (int i = 0; i < CLIENTS; i++) {
            Promise<Void> done = Promise.promise();
            next(
                    new Load(
                            connections.get(i),
                            asked,
                            new SplittableRandom(i + began),
                            began + millis * 1_000_000,
                            times),
                    done);
            clients[i] = done.future();
        }
        Future.join(Arrays.asList(clients)).await();
        connections.forEach(HttpClientConnection::close);
        times.seconds = (System.nanoTime() - began) / 1e9;
        return times;
    }

    private record Load(
            HttpClientConnection connection, List<String> asked, SplittableRandom random, long end, Times times) {}

    private static void next(Load load, Promise<Void> done) {
        if (System.nanoTime() >= load.end()) {
            done.complete();
            return;
        }
        String asked = load.asked().get(load.random().nextInt(load.asked().size()));
        long began = System.nanoTime();
        load.connection()
                .request(HttpMethod.GET, path(asked))
                .compose(request -> request.putHeader(
                                "Authorization", "Bearer " + (asked.startsWith("@") ? "duty" : "officer"))
                        .send())
                .compose(response -> response.body().map(body -> {
                    if (response.statusCode() != 200) {
                        throw new IllegalStateException(asked + ": " + response.statusCode() + " " + body);
                    }
                    return body;
                }))
                .timeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
                .onSuccess(body -> {
                    synchronized (load.times()) {
                        load.times().one(asked, (System.nanoTime() - began) / 1e6);
                    }
                    next(load, done);
                })
                .onFailure(done::fail);
    }

    private static String path(String asked) {
        if (asked.equals("bare")) {
            return "/bare";
        }
        String query = asked.replaceFirst("^@", "");
        int words = query.indexOf("q=", query.startsWith("queue=") ? 6 : 0);
        String encoded = words < 0
                ? query
                : query.substring(0, words + 2) + URLEncoder.encode(query.substring(words + 2), StandardCharsets.UTF_8);
        return "/v1/cases?limit=50" + (encoded.isEmpty() ? "" : "&" + encoded);
    }
}
