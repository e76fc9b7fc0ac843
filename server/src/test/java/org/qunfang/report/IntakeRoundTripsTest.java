package org.qunfang.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.audit.AuditLog;
import org.qunfang.casework.CaseService;
import org.qunfang.casework.Deadlines;
import org.qunfang.db.Database;
import org.qunfang.geo.CellDisk;
import org.qunfang.geo.Location;
import org.qunfang.http.Caller;
import org.qunfang.responsibility.Registry;
import org.qunfang.settings.DatabaseUrl;
import org.qunfang.testing.TestClient;
import org.qunfang.testing.TestDatabase;

/** Somebody on the line to PostgreSQL counts how often the program asks and waits for the answer. */
class IntakeRoundTripsTest {
    private static final int MOST = 3;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final AtomicInteger roundTrips = new AtomicInteger();
    private static NetServer line;
    private static Pool pool;
    private static Registry registry;
    private static ReportService reports;
    private static Caller resident;

    @BeforeAll
    static void openTheIntake() {
        database.pool().query("""
                        INSERT INTO departments (id, code, name, is_duty_office)
                        VALUES (gen_random_uuid(), 'duty', '{"zh-CN": "值班室", "en": "Duty office"}', true);
                        INSERT INTO categories (id, code, name, base_factors)
                        VALUES (gen_random_uuid(), 'slope', '{"zh-CN": "边坡", "en": "Slope"}', '{}')
                        """).execute().await();
        Vertx vertx = database.vertx();
        DatabaseUrl url = database.url();
        line = vertx.createNetServer()
                .connectHandler(socket -> carry(vertx, socket, url))
                .listen(0, "127.0.0.1")
                .await();
        DatabaseUrl counted = new DatabaseUrl(
                "127.0.0.1",
                line.actualPort(),
                url.database(),
                url.user(),
                url.password(),
                url.sslMode(),
                url.rootCertificate());
        pool = Database.pool(vertx, counted, 1);
        registry = new Registry(vertx, pool);
        registry.start().await();
        registry.stop();
        Clock clock = Clock.systemUTC();
        AuditLog audit = new AuditLog(clock);
        CaseService cases = new CaseService(pool, audit, clock, () -> Deadlines.BUILT_IN, () -> {});
        reports = new ReportService(pool, registry, clock, audit, cases, () -> {});
        resident = new Caller(Caller.Kind.RESIDENT, UUID.randomUUID(), null, null, Set.of(), Set.of(), null);
    }

    /** Counts each time that the program speaks after PostgreSQL has spoken. */
    private static void carry(Vertx vertx, NetSocket program, DatabaseUrl url) {
        program.pause();
        vertx.createNetClient().connect(url.port(), url.host()).onSuccess(postgres -> {
            boolean[] postgresSpokeLast = {true};
            program.handler(bytes -> {
                if (postgresSpokeLast[0]) {
                    roundTrips.incrementAndGet();
                }
                postgresSpokeLast[0] = false;
                postgres.write(bytes);
            });
            postgres.handler((Buffer bytes) -> {
                postgresSpokeLast[0] = true;
                program.write(bytes);
            });
            program.closeHandler(closed -> postgres.close());
            postgres.closeHandler(closed -> program.close());
            program.resume();
        });
    }

    @AfterAll
    static void closeTheIntake() {
        pool.close().await();
        line.close().await();
    }

    /** What is sent for the first time is prepared first, once for each connection. */
    @BeforeEach
    void everyStatementWasSentBefore() {
        submit(22.60, 113.90).await();
        submit(22.60, 113.90).await();
        roundTrips.set(0);
    }

    private static Future<ReportService.Submitted> submit(double lat, double lon) {
        return submit(UUID.fromString(TestClient.id()), lat, lon);
    }

    private static Future<ReportService.Submitted> submit(UUID id, double lat, double lon) {
        JsonObject body = new JsonObject()
                .put("category", "slope")
                .put("description", "坡脚渗水")
                .put(
                        "location",
                        new JsonObject().put("lat", lat).put("lon", lon).put("accuracyMeters", 15))
                .put("observedAt", "2026-11-23T08:15:00+08:00");
        return reports.submit(
                resident, Submission.fromJson(id, body, Clock.systemUTC().instant()));
    }

    @Test
    void aReportThatOpensACaseCostsThreeRoundTrips() {
        assertThat(submit(22.70, 113.95).await().isNew()).isTrue();

        assertThat(roundTrips).hasValueLessThanOrEqualTo(MOST);
    }

    @Test
    void aReportThatJoinsACaseCostsThreeRoundTrips() {
        assertThat(submit(22.60, 113.90).await().isNew()).isTrue();

        assertThat(roundTrips).hasValueLessThanOrEqualTo(MOST);
    }

    @Test
    void aRepeatIsAnsweredAlsoWhileSomebodyElseHoldsTheNeighbourhood() {
        UUID id = UUID.fromString(TestClient.id());
        assertThat(submit(id, 22.60, 113.90).await().isNew()).isTrue();
        SqlConnection holder = database.pool().getConnection().await();
        Transaction transaction = holder.begin().await();
        holder.preparedQuery("SELECT pg_advisory_xact_lock($1)")
                .execute(Tuple.of(neighbourhood(22.60, 113.90)))
                .await();
        roundTrips.set(0);

        assertThat(submit(id, 22.60, 113.90)
                        .timeout(5, TimeUnit.SECONDS)
                        .onFailure(late -> transaction.rollback())
                        .await()
                        .isNew())
                .isFalse();
        assertThat(roundTrips).hasValueLessThanOrEqualTo(MOST);

        Future<ReportService.Submitted> fresh = submit(22.60, 113.90);
        Awaitility.await().until(IntakeRoundTripsTest::somebodyWaitsForTheNeighbourhood);
        assertThat(fresh.isComplete()).as("a new report waits for its turn").isFalse();
        transaction.rollback().await();
        holder.close().await();
        assertThat(fresh.await().isNew()).isTrue();
    }

    private static long neighbourhood(double lat, double lon) {
        UUID category = registry.matrix().categoryByCode("slope").orElseThrow().id();
        Location place = new Location(lat, lon, 15.0);
        return category.getLeastSignificantBits() ^ CellDisk.neighbourhood(CellDisk.cellOf(place));
    }

    private static boolean somebodyWaitsForTheNeighbourhood() {
        return database.pool()
                .query("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
                        + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))")
                .execute()
                .await()
                .iterator()
                .next()
                .getBoolean(0);
    }
}
