package org.qunfang.responsibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.testing.SharedData;
import org.qunfang.testing.TestDatabase;

/** Real boundaries, one file after the other into the same database. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AreaImportTrialTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Caller CALLER =
            new Caller(Caller.Kind.SERVICE, UUID.randomUUID(), "import areas", null, Set.of(), Set.of(), null);
    private static final AreaColumns SHENZHEN =
            AreaColumns.of("adcode", "name", null, null, null, true, Map.of("大鹏", "440307-dapeng"));
    private static final AreaColumns CPEAS =
            AreaColumns.of("code", "dt_name,ct_name,pr_name", null, null, "level", true, Map.of());

    private static Registry registry;
    private static AreaImport areaImport;
    private static WorkerExecutor worker;

    @BeforeAll
    static void furnish() {
        registry = new Registry(database.vertx(), database.pool());
        registry.start().await();
        worker = database.vertx().createSharedWorkerExecutor("matrix", 1);
        Clock clock = Clock.systemUTC();
        areaImport = new ResponsibilityRoom(
                        database.vertx(), database.pool(), registry, clock, new AuditLog(clock), worker)
                .areaImport();
    }

    @AfterAll
    static void close() {
        registry.stop();
        worker.close().await();
    }

    private static AreaImport.Result take(String file, AreaColumns columns) throws IOException {
        try (InputStream in = Files.newInputStream(SharedData.path("boundaries/" + file))) {
            AreaImport.Result result =
                    areaImport.run(CALLER, columns, false, in, read -> {}).await();
            System.out.printf(
                    "%s: features %,d = added %,d + changed %,d + unchanged %,d + refused %,d; made valid %,d%n",
                    file,
                    result.read(),
                    result.added(),
                    result.changed(),
                    result.unchanged(),
                    result.refused(),
                    result.repairs().size());
            return result;
        }
    }

    private static int[] counts(AreaImport.Result result) {
        return new int[] {result.added(), result.changed(), result.unchanged(), result.refused()};
    }

    private static String parentOf(String code) {
        Matrix matrix = registry.matrix();
        return matrix.area(matrix.areaByCode(code).orElseThrow().parentId())
                .map(Area::code)
                .orElse(null);
    }

    @Test
    @Order(1)
    void theTenDistrictsOfShenzhenAreAddedAndTheOneWithoutACodeGetsTheOneThatWasGiven() throws IOException {
        AreaImport.Result result = take("shenzhen_10districts_wgs84.geojson", SHENZHEN);

        assertThat(result.refusals()).isEmpty();
        assertThat(counts(result)).containsExactly(10, 0, 0, 0);
        assertThat(registry.matrix()
                        .areaByCode("440307-dapeng")
                        .orElseThrow()
                        .name()
                        .zhCn())
                .isEqualTo("大鹏");
    }

    @Test
    @Order(2)
    void importingThemAgainAddsNothingAndTouchesNothing() throws IOException {
        long version = registry.matrix().areaByCode("440311").orElseThrow().version();
        AreaImport.Result result = take("shenzhen_10districts_wgs84.geojson", SHENZHEN);

        assertThat(counts(result)).containsExactly(0, 0, 10, 0);
        assertThat(registry.matrix().areaByCode("440311").orElseThrow().version())
                .isEqualTo(version);
    }

    @Test
    @Order(3)
    void withoutThatCodeTheFeatureIsRefusedAloneByItsPlace() throws IOException {
        AreaImport.Result result = take(
                "shenzhen_10districts_wgs84.geojson",
                AreaColumns.of("adcode", "name", null, null, null, true, Map.of()));

        assertThat(counts(result)).containsExactly(0, 0, 9, 1);
        assertThat(result.refusals()).singleElement().satisfies(note -> {
            assertThat(note.feature()).isEqualTo(8);
            assertThat(note.reason().en()).startsWith("It has no code");
        });
    }

    @Test
    @Order(4)
    void theAreasOfGuangdongAreAddedInThreeLevels() throws IOException {
        AreaImport.Result result = take("guangdong_cpeas_wgs84.geojson", CPEAS);

        assertThat(counts(result)).containsExactly(145, 0, 0, 0);
        assertThat(parentOf("440311000000")).isEqualTo("440300000000");
        assertThat(parentOf("440300000000")).isEqualTo("440000000000");
        assertThat(parentOf("440000000000")).isNull();
        assertThat(registry.matrix().areaByCode("440311000000").orElseThrow().depth())
                .isEqualTo(2);
    }

    @Test
    @Order(5)
    void theDistrictsOfChinaAreAddedAndThoseOfGuangdongAreKnown() throws IOException {
        AreaImport.Result result = take("china_districts_cpeas_wgs84.geojson", CPEAS);

        assertThat(counts(result)).containsExactly(2_872 - 123, 0, 123, 0);
        assertThat(registry.matrix().areas()).hasSize(10 + 145 + 2_872 - 123);
    }

    @Test
    @Order(6)
    void importingAllOfItAgainAddsNothing() throws IOException {
        long version = registry.matrix().version();

        assertThat(counts(take("guangdong_cpeas_wgs84.geojson", CPEAS))).containsExactly(0, 0, 145, 0);
        assertThat(counts(take("china_districts_cpeas_wgs84.geojson", CPEAS))).containsExactly(0, 0, 2_872, 0);
        assertThat(registry.matrix().areas()).hasSize(10 + 145 + 2_872 - 123);
        assertThat(registry.matrix().version()).isGreaterThanOrEqualTo(version);
    }
}
