package org.qunfang.bench;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.sqlclient.Pool;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.index.strtree.STRtree;
import org.qunfang.audit.AuditLog;
import org.qunfang.db.Database;
import org.qunfang.db.EmbeddedDatabase;
import org.qunfang.db.Migrations;
import org.qunfang.geo.Location;
import org.qunfang.http.Caller;
import org.qunfang.responsibility.Area;
import org.qunfang.responsibility.AreaColumns;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Duty;
import org.qunfang.responsibility.Lookup;
import org.qunfang.responsibility.Matrix;
import org.qunfang.responsibility.Registry;
import org.qunfang.responsibility.ResponsibilityRoom;
import org.qunfang.testing.SharedData;

/**
 * Responsibility lookups per second on one thread over 2,872 real districts with 30 categories and 28,720 leads, beside
 * the same points asked of JTS alone (an STRtree of prepared geometries), which only finds the district.
 */
public final class LookupBench {
    private static final int POINTS = 100_000;
    private static final int ROUNDS = 5;
    private static final long WARM_UP_MILLIS = 4_000;
    private static final long ROUND_MILLIS = 3_000;
    private static final double GOAL = 200_000;
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private LookupBench() {}

    /** A place with the category that is asked for. */
    private record Question(Location place, UUID categoryId) {}

    public static void main(String[] arguments) throws Exception {
        Vertx vertx = Vertx.vertx();
        try (EmbeddedDatabase postgres = EmbeddedDatabase.start(Files.createTempDirectory("qunfang-bench"))) {
            Migrations.apply(postgres.url());
            Pool pool = Database.pool(vertx, postgres.url(), 4);
            measure(matrix(vertx, pool));
            pool.close().await();
        } finally {
            vertx.close().await();
        }
        System.exit(0);
    }

    private static Matrix matrix(Vertx vertx, Pool pool) throws Exception {
        Registry registry = new Registry(vertx, pool);
        registry.start().await();
        WorkerExecutor worker = vertx.createSharedWorkerExecutor("matrix", 1);
        Clock clock = Clock.systemUTC();
        Path file = SharedData.path("boundaries/china_districts_cpeas_wgs84.geojson");
        AreaColumns columns = AreaColumns.of("code", "dt_name,ct_name", null, null, "level", false, Map.of());
        Caller caller = new Caller(Caller.Kind.SERVICE, UUID.randomUUID(), "bench", null, Set.of(), Set.of(), null);
        try (InputStream in = Files.newInputStream(file)) {
            new ResponsibilityRoom(vertx, pool, registry, clock, new AuditLog(clock), worker)
                    .areaImport()
                    .run(caller, columns, true, in, read -> {})
                    .await();
        }
        pool.query("""
                        INSERT INTO departments (id, code, name, is_duty_office)
                        SELECT gen_random_uuid(), 'd' || n, '{"zh-CN": "部门"}', n = 0 FROM generate_series(0, 40) AS n
                        """).execute().await();
        pool.query("""
                        INSERT INTO categories (id, code, name, parent_id, base_factors)
                        SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'c' || n,
                               '{"zh-CN": "类别"}',
                               CASE WHEN n > 10
                                    THEN ('00000000-0000-7000-8000-' || lpad((n % 10 + 1)::text, 12, '0'))::uuid END,
                               '{}'
                          FROM generate_series(1, 30) AS n
                        """).execute().await();
        pool.query("""
                        INSERT INTO responsibilities (id, duty, category_id, area_id, department_id, role, valid_from)
                        SELECT gen_random_uuid(), 'respond', c.id, a.id, d.id, 'lead', '2020-01-01'
                          FROM areas AS a
                          JOIN categories AS c ON c.parent_id IS NULL
                          JOIN departments AS d ON d.code = 'd' || (a.code::bigint / 1000000 % 40 + 1)
                        """).execute().await();
        registry.reload().await();
        registry.stop();
        return registry.matrix();
    }

    private static void measure(Matrix matrix) {
        List<Question> questions = questions(matrix);
        LocalDate day = LocalDate.of(2026, 11, 23);
        STRtree tree = new STRtree();
        for (Area area : matrix.areas()) {
            tree.insert(area.boundary().getEnvelopeInternal(), PreparedGeometryFactory.prepare(area.boundary()));
        }
        ToIntFunction<Question> ours =
                question -> Lookup.at(matrix, Duty.RESPOND, question.categoryId(), question.place(), day)
                                .isGap()
                        ? 0
                        : 1;
        ToIntFunction<Question> jts = question -> covering(tree, question.place());
        perSecond(questions, jts, WARM_UP_MILLIS);
        perSecond(questions, ours, WARM_UP_MILLIS);
        double[] rates = new double[ROUNDS];
        double[] yardstick = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            yardstick[i] = perSecond(questions, jts, ROUND_MILLIS);
            rates[i] = perSecond(questions, ours, ROUND_MILLIS);
            System.out.printf(
                    Locale.ROOT, "round %d: JTS alone %,9.0f/s  lookups %,9.0f/s%n", i + 1, yardstick[i], rates[i]);
        }
        System.out.printf(
                Locale.ROOT,
                "lookup: %,.0f lookups/s on one core over %,d areas, JTS alone %,.0f/s (goal %,.0f lookups/s)%n",
                median(rates),
                matrix.areas().size(),
                median(yardstick),
                GOAL);
    }

    /** Nine of ten lie in a district, each district as often as any other; positions are as good as a phone's. */
    private static List<Question> questions(Matrix matrix) {
        SplittableRandom random = new SplittableRandom(42);
        List<Area> areas = List.copyOf(matrix.areas());
        List<UUID> leaves = matrix.categories().stream()
                .filter(category -> category.parentId() != null)
                .map(Category::id)
                .toList();
        List<Question> questions = new ArrayList<>(POINTS);
        while (questions.size() < POINTS) {
            Area area = areas.get(random.nextInt(areas.size()));
            Envelope box = area.boundary().getEnvelopeInternal();
            double lon = box.getMinX() + random.nextDouble() * box.getWidth();
            double lat = box.getMinY() + random.nextDouble() * box.getHeight();
            boolean isAnywhere = random.nextInt(10) == 0;
            if (isAnywhere || area.boundary().contains(GEOMETRY.createPoint(new Coordinate(lon, lat)))) {
                Double accuracy = random.nextInt(5) == 0 ? null : 5.0 + random.nextInt(60);
                questions.add(
                        new Question(new Location(lat, lon, accuracy), leaves.get(random.nextInt(leaves.size()))));
            }
        }
        return questions;
    }

    private static int covering(STRtree tree, Location place) {
        int found = 0;
        var point = GEOMETRY.createPoint(new Coordinate(place.lon(), place.lat()));
        for (Object each : tree.query(point.getEnvelopeInternal())) {
            found += ((PreparedGeometry) each).covers(point) ? 1 : 0;
        }
        return found;
    }

    /** For each second that this thread had a core, so that other work on the machine does not count. */
    private static double perSecond(List<Question> questions, ToIntFunction<Question> ask, long millis) {
        long began = CPU.getCurrentThreadCpuTime();
        long end = System.nanoTime() + millis * 1_000_000;
        long asked = 0;
        long answered = 0;
        while (System.nanoTime() < end) {
            for (int i = 0; i < 1_000; i++) {
                answered += ask.applyAsInt(questions.get((int) (asked++ % questions.size())));
            }
        }
        if (answered == 0) {
            throw new IllegalStateException("nobody was answerable anywhere");
        }
        return asked / ((CPU.getCurrentThreadCpuTime() - began) / 1e9);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
