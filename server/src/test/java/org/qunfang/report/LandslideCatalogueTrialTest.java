package org.qunfang.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.WorkerExecutor;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.audit.AuditLog;
import org.qunfang.casework.CaseService;
import org.qunfang.casework.Deadlines;
import org.qunfang.http.Caller;
import org.qunfang.responsibility.AreaColumns;
import org.qunfang.responsibility.Registry;
import org.qunfang.responsibility.ResponsibilityRoom;
import org.qunfang.testing.SharedData;
import org.qunfang.testing.TestDatabase;

/**
 * 11,032 real landslides over 2,872 real districts, in some of which somebody is answerable. Who it is for each event is
 * found a second time here, by {@link DistrictsByJts} and the rules below, and compared one by one.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LandslideCatalogueTrialTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final int EVENTS = 11_032;
    private static final String NOBODY = "duty-office";

    private static Registry registry;
    private static WorkerExecutor worker;
    private static DistrictsByJts districts;
    private static ReportImport reportImport;
    private static ReportImport.Counts first;

    @BeforeAll
    static void furnish() throws IOException {
        Path boundaries = SharedData.path("boundaries/china_districts_cpeas_wgs84.geojson");
        registry = new Registry(database.vertx(), database.pool());
        registry.start().await();
        worker = database.vertx().createSharedWorkerExecutor("matrix", 1);
        Clock clock = Clock.systemUTC();
        AuditLog log = new AuditLog(clock);
        CaseService cases = new CaseService(database.pool(), log, clock, () -> Deadlines.BUILT_IN, () -> {});
        ResponsibilityRoom room =
                new ResponsibilityRoom(database.vertx(), database.pool(), registry, clock, log, worker);
        AreaColumns columns = AreaColumns.of("code", "dt_name,ct_name", null, null, "level", false, Map.of());
        Caller caller =
                new Caller(Caller.Kind.SERVICE, UUID.randomUUID(), "import areas", null, Set.of(), Set.of(), null);
        try (InputStream in = Files.newInputStream(boundaries)) {
            room.areaImport().run(caller, columns, true, in, read -> {}).await();
        }
        makeSomebodyAnswerable();
        registry.reload().await();
        districts = DistrictsByJts.read(database.pool());
        reportImport = new ReportImport(
                database.pool(), new ReportService(database.pool(), registry, clock, log, cases, () -> {}), clock);
    }

    @AfterAll
    static void close() {
        registry.stop();
        worker.close().await();
    }

    /** Slope holds landslide and rockfall; each province's line stands for one case of the rules. */
    private static void makeSomebodyAnswerable() {
        database.pool().query("""
                        INSERT INTO departments (id, code, name, is_duty_office)
                        SELECT gen_random_uuid(), code, jsonb_build_object('zh-CN', code), code = 'duty-office'
                          FROM unnest(ARRAY['duty-office', 'sichuan', 'yunnan', 'guizhou', 'guizhou-rock', 'hunan', 'hubei-land', 'hubei-works',
                                            'gansu']) AS given (code)
                        """).execute().await();
        database.pool().query("""
                        INSERT INTO categories (id, code, name, parent_id, base_factors)
                        VALUES ('00000000-0000-7000-8000-000000000001', 'slope', '{"zh-CN": "坡"}', NULL, '{}'),
                               (gen_random_uuid(), 'landslide', '{"zh-CN": "滑坡"}',
                                '00000000-0000-7000-8000-000000000001', '{}'),
                               (gen_random_uuid(), 'rockfall', '{"zh-CN": "落石"}',
                                '00000000-0000-7000-8000-000000000001', '{}')
                        """).execute().await();
        line("51", "landslide", "sichuan", "2001-01-01", null);
        line("51", "rockfall", "sichuan", "2001-01-01", null);
        line("53", "landslide", "yunnan", "2002-01-01", null);
        line("52", "slope", "guizhou", "2003-01-01", null);
        line("52", "rockfall", "guizhou-rock", "2004-01-01", null);
        line("43", "slope", "hunan", "2005-01-01", "2015-01-01");
        line("42", "landslide", "hubei-works", "2007-01-01", null);
        line("42", "landslide", "hubei-land", "2006-01-01", null);
        line("62", "slope", "gansu", "2999-01-01", null);
    }

    private static void line(String province, String category, String department, String from, String to) {
        database.pool()
                .preparedQuery("""
                        INSERT INTO responsibilities (id, duty, category_id, area_id, department_id, role, valid_from,
                                                      valid_to)
                        SELECT gen_random_uuid(), 'respond', c.id, a.id, d.id, 'lead', $4::text::date, $5::text::date
                          FROM categories AS c, areas AS a, departments AS d
                         WHERE c.code = $1 AND a.code LIKE $2 || '%' AND d.code = $3
                        """)
                .execute(Tuple.of(category, province, department, from, to))
                .await();
    }

    /** The departments that lead, oldest responsibility first; none in a gap. */
    private static List<String> expectedLeads(String category, double lat, double lon) {
        Map<String, String> sinceToLead = new TreeMap<>();
        Map<String, String> sinceToLeadOfSlope = new TreeMap<>();
        for (String code : districts.covering(lat, lon)) {
            switch (code.substring(0, 2)) {
                case "51" -> sinceToLead.put("2001", "sichuan");
                case "53" -> {
                    if (category.equals("landslide")) {
                        sinceToLead.put("2002", "yunnan");
                    }
                }
                case "42" -> {
                    if (category.equals("landslide")) {
                        sinceToLead.put("2006", "hubei-land");
                        sinceToLead.put("2007", "hubei-works");
                    }
                }
                case "52" -> {
                    if (category.equals("rockfall")) {
                        sinceToLead.put("2004", "guizhou-rock");
                    }
                    sinceToLeadOfSlope.put("2003", "guizhou");
                }
                default -> {
                    // Nobody, or not on this day.
                }
            }
        }
        return List.copyOf((sinceToLead.isEmpty() ? sinceToLeadOfSlope : sinceToLead).values());
    }

    /** The mapping is the documented example itself. */
    private static ColumnMap mapping() throws IOException {
        String text = Files.readString(SharedData.projectRoot().resolve("docs/imports.md"));
        int from = text.indexOf("```json") + "```json".length();
        return ColumnMap.parse(text.substring(from, text.indexOf("```", from)));
    }

    private static ReportImport.Counts take() throws IOException {
        long began = System.nanoTime();
        ReportImport.Counts counts = reportImport.run(
                SharedData.path("landslides/glc_2018_11032.csv"), mapping(), false, () -> false, lines -> {});
        System.out.printf(
                "lines %,d = opened %,d + joined %,d + known %,d + refused %,d; led %,d, overlap %,d, gap %,d; %.1f s%n",
                counts.lines(),
                counts.opened(),
                counts.joined(),
                counts.known(),
                counts.refused(),
                counts.led(),
                counts.overlap(),
                counts.gap(),
                (System.nanoTime() - began) / 1e9);
        return counts;
    }

    private static long count(String sql) {
        return database.pool().query(sql).execute().await().iterator().next().getLong(0);
    }

    @Test
    @Order(1)
    void everyEventBecomesOrJoinsACaseAndTheCountsAddUp() throws IOException {
        first = take();

        assertThat(first.errors()).isEmpty();
        assertThat(first.lines()).isEqualTo(EVENTS);
        assertThat(first.opened() + first.joined()).isEqualTo(EVENTS);
        assertThat(first.led() + first.overlap() + first.gap()).isEqualTo(EVENTS);
        assertThat(count("SELECT count(*) FROM reports WHERE status = 'attached'"))
                .isEqualTo(EVENTS);
        assertThat(count("SELECT count(*) FROM cases")).isEqualTo(first.opened());
        assertThat(count("SELECT sum(report_count)::bigint FROM cases")).isEqualTo(EVENTS);
    }

    @Test
    @Order(2)
    void everyEventIsRoutedToWhomItsPlaceAndCategorySay() {
        Map<String, Integer> leadToEvents = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        int atOtherPlace = 0;
        for (Row row : events()) {
            String category = row.getString("category");
            // A report that joins a case follows the place of the report that opened it.
            List<String> expected = expectedLeads(category, row.getDouble("case_lat"), row.getDouble("case_lon"));
            String routing = expected.isEmpty() ? "gap" : expected.size() == 1 ? "lead" : "overlap";
            String lead = expected.isEmpty() ? NOBODY : expected.get(0);
            if (!lead.equals(row.getString("lead")) || !routing.equals(row.getString("routing"))) {
                wrong.add(row.getString("description") + ": " + row.getString("lead") + ", expected " + expected);
            }
            leadToEvents.merge(routing + " " + lead, 1, Integer::sum);
            List<String> own = expectedLeads(category, row.getDouble("lat"), row.getDouble("lon"));
            atOtherPlace += own.equals(expected) ? 0 : 1;
        }
        System.out.println("events by routing and lead: " + leadToEvents);

        assertThat(wrong).isEmpty();
        assertThat(atOtherPlace)
                .as("events that joined a case of another department")
                .isZero();
        assertThat(leadToEvents.values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(EVENTS);
        assertThat(leadToEvents.keySet())
                .contains(
                        "gap " + NOBODY,
                        "overlap hubei-land",
                        "lead sichuan",
                        "lead yunnan",
                        "lead guizhou",
                        "lead guizhou-rock");
    }

    private static Iterable<Row> events() {
        return database.pool().query("""
                        SELECT cat.code AS category, r.description, r.lat, r.lon, c.lat AS case_lat, c.lon AS case_lon,
                               c.routing, d.code AS lead
                          FROM reports AS r
                          JOIN cases AS c ON c.id = r.case_id
                          JOIN categories AS cat ON cat.id = c.category_id
                          JOIN departments AS d ON d.id = c.lead_department_id
                        """).execute().await();
    }

    @Test
    @Order(3)
    void everyGapAndOverlapIsAnOpenFindingOnce() {
        assertThat(count("""
                SELECT count(*) FROM cases AS c
                 WHERE c.routing <> 'lead'
                   AND (SELECT count(*) FROM findings AS f
                         WHERE f.kind = c.routing AND f.status = 'open' AND f.duty = 'respond'
                           AND f.category_id = c.category_id
                           AND (c.routing = 'overlap' OR f.area_id IS NOT DISTINCT FROM c.area_id)) = 0
                """)).isZero();
        Map<String, Integer> kindToFindings = new HashMap<>();
        database.pool()
                .query("SELECT kind FROM findings")
                .execute()
                .await()
                .forEach(row -> kindToFindings.merge(row.getString("kind"), 1, Integer::sum));
        System.out.println("findings: " + kindToFindings);
        assertThat(count("SELECT count(*) FROM findings")).isEqualTo(count("""
                SELECT count(*) FROM (SELECT DISTINCT kind, duty, category_id, area_id FROM findings) AS different
                """));
    }

    @Test
    @Order(4)
    void eventsNearABoundarySayWhoIsAnswerableByRule() {
        assertThat(count("SELECT count(*) FROM cases WHERE boundary_note IS NOT NULL"))
                .isPositive();
    }

    @Test
    @Order(5)
    void importingAgainAddsNothing() throws IOException {
        long findings = count("SELECT count(*) FROM findings");
        long audit = count("SELECT count(*) FROM audit_entries");
        ReportImport.Counts again = take();

        assertThat(again.known()).isEqualTo(EVENTS);
        assertThat(again.opened() + again.joined() + again.refused()).isZero();
        assertThat(count("SELECT count(*) FROM reports")).isEqualTo(EVENTS);
        assertThat(count("SELECT count(*) FROM cases")).isEqualTo(first.opened());
        assertThat(count("SELECT count(*) FROM findings")).isEqualTo(findings);
        assertThat(count("SELECT count(*) FROM audit_entries")).isEqualTo(audit);
    }
}
