package org.qunfang.bench;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.sqlclient.Pool;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.db.Database;
import org.qunfang.db.EmbeddedDatabase;
import org.qunfang.db.Migrations;
import org.qunfang.http.Caller;
import org.qunfang.responsibility.AreaColumns;
import org.qunfang.responsibility.Coverage;
import org.qunfang.responsibility.CoverageFold;
import org.qunfang.responsibility.Matrix;
import org.qunfang.responsibility.Registry;
import org.qunfang.responsibility.ResponsibilityRoom;
import org.qunfang.testing.SharedData;

/**
 * One whole computation of gaps and overlaps, folded into findings, on one thread: 2,872 real districts below their
 * cities and provinces, 30 leaf categories below ten, four duties; once without any line, once with some ten thousand of
 * which many are missing and some are doubled.
 */
public final class CoverageBench {
    private static final int ROUNDS = 15;
    private static final double GOAL_SECONDS = 2;
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private static final String LEVEL_ABOVE = """
            INSERT INTO areas (id, code, name, level, boundary)
            SELECT gen_random_uuid(), rpad(left(code, $1), 6, '0'), '{"zh-CN": "辖区"}', 'above', min(boundary)
              FROM areas
             WHERE level = 'district'
             GROUP BY left(code, $1)
            """;

    private static final String PARENTS = """
            UPDATE areas AS child
               SET parent_id = parent.id
              FROM areas AS parent
             WHERE parent.level = 'above' AND parent.id <> child.id
               AND ((child.level = 'district' AND parent.code = rpad(left(child.code, 4), 6, '0'))
                    OR (child.level = 'above' AND child.code NOT LIKE '%0000'
                        AND parent.code = rpad(left(child.code, 2), 6, '0')))
            """;

    private static final String CATEGORIES = """
            INSERT INTO categories (id, code, name, parent_id, base_factors)
            SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'c' || n, '{"zh-CN": "类别"}',
                   CASE WHEN n > 10 THEN ('00000000-0000-7000-8000-' || lpad((n % 10 + 1)::text, 12, '0'))::uuid END,
                   '{}'
              FROM generate_series(1, 40) AS n
            """;

    private static final String DEPARTMENTS = """
            INSERT INTO departments (id, code, name, is_duty_office)
            SELECT gen_random_uuid(), 'd' || n, '{"zh-CN": "部门"}', n = 0 FROM generate_series(0, 40) AS n
            """;

    /** One in nine districts leads a category itself, one in 200 names a second department. */
    private static final String LINES = """
            INSERT INTO responsibilities (id, duty, category_id, area_id, department_id, role, valid_from)
            SELECT gen_random_uuid(), duty, c.id, a.id, d.id, 'lead', '2020-01-01'
              FROM areas AS a
              JOIN categories AS c ON c.parent_id IS NOT NULL
             CROSS JOIN UNNEST(ARRAY['permit', 'inspect', 'enforce', 'respond']) AS duty
              JOIN departments AS d
                ON d.code = 'd' || (abs(hashtext(a.code || c.code || duty)) % 40 + 1)
                OR abs(hashtext(a.code || duty || c.code)) % 200 = 0
                   AND d.code = 'd' || (abs(hashtext(a.code || c.code)) % 40 + 1)
             WHERE a.level = 'district' AND abs(hashtext(c.code || a.code || duty)) % 9 = 0
            """;

    private CoverageBench() {}

    public static void main(String[] arguments) throws Exception {
        Vertx vertx = Vertx.vertx();
        try (EmbeddedDatabase postgres = EmbeddedDatabase.start(Files.createTempDirectory("qunfang-bench"))) {
            Migrations.apply(postgres.url());
            Pool pool = Database.pool(vertx, postgres.url(), 4);
            Registry registry = new Registry(vertx, pool);
            registry.start().await();
            load(vertx, pool, registry);
            measure("no lines", registry.matrix());
            pool.query(LINES).execute().await();
            registry.reload().await();
            Matrix matrix = registry.matrix();
            measure(
                    String.format(
                            Locale.ROOT, "%,d lines", matrix.responsibilities().size()),
                    matrix);
            registry.stop();
            pool.close().await();
        } finally {
            vertx.close().await();
        }
        System.exit(0);
    }

    private static void load(Vertx vertx, Pool pool, Registry registry) throws Exception {
        WorkerExecutor worker = vertx.createSharedWorkerExecutor("matrix", 1);
        Clock clock = Clock.systemUTC();
        AreaColumns columns = AreaColumns.of("adcode", "dt_name,ct_name", null, null, "level", false, Map.of());
        Caller caller = new Caller(Caller.Kind.SERVICE, UUID.randomUUID(), "bench", null, Set.of(), Set.of(), null);
        try (InputStream in = Files.newInputStream(SharedData.path("boundaries/china_districts_cpeas_wgs84.geojson"))) {
            new ResponsibilityRoom(vertx, pool, registry, clock, new AuditLog(clock), worker)
                    .areaImport()
                    .run(caller, columns, true, in, read -> {})
                    .await();
        }
        pool.query("UPDATE areas SET level = 'district'").execute().await();
        for (int digits : new int[] {2, 4}) {
            pool.preparedQuery(LEVEL_ABOVE + " ON CONFLICT DO NOTHING")
                    .execute(io.vertx.sqlclient.Tuple.of(digits))
                    .await();
        }
        pool.query(PARENTS).execute().await();
        pool.query(CATEGORIES).execute().await();
        pool.query(DEPARTMENTS).execute().await();
        registry.reload().await();
    }

    /** Seconds of this thread's core, so that other work on the machine does not count. */
    private static void measure(String what, Matrix matrix) {
        double[] seconds = new double[ROUNDS];
        int found = 0;
        Coverage coverage = null;
        for (int i = 0; i < ROUNDS; i++) {
            long began = CPU.getCurrentThreadCpuTime();
            coverage = Coverage.of(matrix, DAY);
            found = CoverageFold.of(coverage).size();
            seconds[i] = (CPU.getCurrentThreadCpuTime() - began) / 1e9;
        }
        double first = seconds[0];
        Arrays.sort(seconds);
        System.out.printf(
                Locale.ROOT,
                "coverage: %s, %,d cells over %,d areas: %.3f s on one core (first run %.3f s, goal %.0f s), %,d findings%n",
                what,
                coverage.cells(),
                matrix.areas().size(),
                seconds[ROUNDS / 2],
                first,
                GOAL_SECONDS,
                found);
    }
}
