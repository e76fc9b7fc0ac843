package org.qunfang;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.micrometer.MicrometerMetricsFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.qunfang.db.Database;
import org.qunfang.db.Schedule;
import org.qunfang.http.Admission;
import org.qunfang.http.Binding;
import org.qunfang.http.Contract;
import org.qunfang.http.Doors;
import org.qunfang.http.Pace;
import org.qunfang.http.TrustedProxies;
import org.qunfang.http.WebApp;
import org.qunfang.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes every room, connects them, and opens the doors. The only place that sees them all. */
public final class App implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);
    private static final int STOP_SECONDS = 10;

    private final Vertx vertx;
    private final Database database;
    private final Rooms rooms;
    private final Schedule schedule;
    private final HttpServer server;
    private final HttpServer management;

    private App(
            Vertx vertx, Database database, Rooms rooms, Schedule schedule, HttpServer server, HttpServer management) {
        this.vertx = vertx;
        this.database = database;
        this.rooms = rooms;
        this.schedule = schedule;
        this.server = server;
        this.management = management;
    }

    /**
     * Blocks until requests are answered.
     *
     * @throws org.qunfang.http.PortUnavailable before the database is touched
     * @throws org.qunfang.db.DatabaseUnavailable with what the operator can do about it
     */
    public static App start(Settings settings) {
        return start(settings, Clock.systemUTC(), Schedule.LOOK_EVERY, admission -> admission);
    }

    /**
     * As above, with a clock, a schedule and an admission of a test's own.
     *
     * @param lookEvery how often it is looked for scheduled work that is due
     * @param admission wraps the one that verifies tokens
     */
    public static App start(Settings settings, Clock clock, Duration lookEvery, UnaryOperator<Admission> admission) {
        long began = System.nanoTime();
        settings.unknown().forEach(name -> LOG.warn("{} is no setting and changes nothing", name));
        Doors.refuseTaken(settings);
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Vertx vertx = Vertx.builder()
                .with(new VertxOptions())
                .withMetrics(new MicrometerMetricsFactory(metrics))
                .build();
        Database database = null;
        try {
            database = Database.open(vertx, settings);
            App app = open(vertx, database, settings, clock, lookEvery, admission, metrics);
            LOG.info("ready after {} ms at {}", (System.nanoTime() - began) / 1_000_000, settings.publicUrl());
            return app;
        } catch (Throwable failure) {
            // Also what is checked: await() throws whatever a future failed with.
            if (database != null) {
                database.close();
            }
            vertx.close().await();
            throw failure;
        }
    }

    private static App open(
            Vertx vertx,
            Database database,
            Settings settings,
            Clock clock,
            Duration lookEvery,
            UnaryOperator<Admission> admission,
            PrometheusMeterRegistry metrics) {
        Contract contract = Contract.load(vertx).await();
        Rooms rooms = Rooms.furnish(vertx, database, settings, clock);
        rooms.measure(metrics);
        Router router = Router.router(vertx);
        TrustedProxies proxies = new TrustedProxies(settings.trustedProxies());
        Binding binding = new Binding(
                contract,
                admission.apply(rooms.admission()),
                proxies,
                new Pace(Paces.ALL, clock, metrics),
                database.pool());
        binding.bind(vertx, router, rooms.operations(), rooms.permissions());
        JsonObject config = new JsonObject()
                .put("mapStyle", settings.mapStyle().map(Object::toString).orElse(null))
                .put("publicUrl", settings.publicUrl().toString())
                .put("sample", settings.sample());
        WebApp.bind(
                vertx,
                router,
                contract,
                config,
                settings.mapStyle()
                        .map(style -> " " + style.getScheme() + "://" + style.getAuthority())
                        .orElse(""));
        HttpServer server = Doors.openPublic(vertx, router, settings.port()).await();
        HttpServer management = Doors.openManagement(vertx, database.pool(), metrics, settings.managementPort())
                .await();
        rooms.open();
        Schedule schedule = Schedule.start(database.dataSource(), clock, lookEvery, jobs(rooms, binding));
        return new App(vertx, database, rooms, schedule, server, management);
    }

    private static List<Schedule.Job> jobs(Rooms rooms, Binding binding) {
        List<Schedule.Job> jobs = new ArrayList<>(rooms.jobs());
        jobs.add(new Schedule.Job("sweep-idempotency-keys", Schedule.SWEEP, binding::sweep));
        return jobs;
    }

    /** The port that answers, also when the settings asked for any free one. */
    public int port() {
        return server.actualPort();
    }

    public int managementPort() {
        return management.actualPort();
    }

    public Rooms rooms() {
        return rooms;
    }

    /** Stops answering, then closes the database. Blocks. */
    @Override
    public void close() {
        try {
            server.close().await(STOP_SECONDS, TimeUnit.SECONDS);
            management.close().await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException busy) {
            LOG.warn("requests still under way after {} s are cut", STOP_SECONDS);
        }
        schedule.close();
        rooms.close();
        database.close();
        vertx.close().await();
    }
}
