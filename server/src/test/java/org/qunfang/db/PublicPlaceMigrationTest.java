package org.qunfang.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.TestDatabase;

/** V190 on a database in use, where private places had become public. */
class PublicPlaceMigrationTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final String BEFORE = """
            INSERT INTO departments (id, code, name, is_duty_office)
            VALUES ('00000000-0000-7000-8000-000000000001', 'duty', '{"zh-CN": "值班"}', true);
            INSERT INTO categories (id, code, name, base_factors)
            VALUES ('00000000-0000-7000-8000-000000000002', 'slope', '{"zh-CN": "边坡"}', '{}');
            INSERT INTO grounds (id, content) VALUES ('00000000-0000-7000-8000-000000000003', '[]');
            INSERT INTO cases (id, number, category_id, status, likelihood, consequence, lead_department_id, routing,
                               why_id, lat, lon, cell, place, visibility, opened_at, acknowledge_by, first_observed_at,
                               last_observed_at, report_count)
            SELECT ('00000000-0000-7000-8000-00000000010' || c.n)::uuid, c.number,
                   '00000000-0000-7000-8000-000000000002', 'assigned', 2, 2,
                   '00000000-0000-7000-8000-000000000001', 'gap', '00000000-0000-7000-8000-000000000003', 22.70012,
                   113.90012, 1, '三栋', c.visibility, now(), now(), now(), now(), c.reports
              FROM (VALUES (1, 'joined', 'public', 2), (2, 'hidden', 'hidden', 1), (3, 'protected', 'protected', 1),
                           (4, 'merged', 'public', 0), (5, 'site', 'public', 0), (6, 'open', 'public', 1),
                           (7, 'into-site', 'public', 1))
                AS c (n, number, visibility, reports);
            UPDATE cases
               SET status = 'closed', merged_into_id = '00000000-0000-7000-8000-000000000101'
             WHERE number = 'merged';
            INSERT INTO reports (id, case_id, sender_account_id, status, category_id, description, lat, lon, place,
                                 observed_at, language, visibility, tracking_code, content_hash, received_at, joined)
            SELECT gen_random_uuid(), c.id, gen_random_uuid(), 'attached', c.category_id, '裂缝', r.lat, r.lon, r.place,
                   now(), 'zh-CN', r.visibility, r.place || c.number, decode(repeat('00', 32), 'hex'), now() + r.late,
                   false
              FROM (VALUES ('joined', 'protected', 22.70012, 113.90012, '三栋', interval '0'),
                           ('joined', 'public', 22.70044, 113.90044, '东门', interval '1 hour'),
                           ('hidden', 'hidden', 22.70012, 113.90012, '三栋', interval '0'),
                           ('protected', 'protected', 22.70012, 113.90012, '三栋', interval '0'),
                           ('into-site', 'protected', 22.70012, 113.90012, '三栋', interval '0'),
                           ('open', 'public', 22.70012, 113.90012, '三栋', interval '0'))
                AS r (number, visibility, lat, lon, place, late)
              JOIN cases AS c USING (number)
            """;

    @BeforeAll
    static void aDatabaseInUseIsMigrated() {
        DatabaseInUse.migrate(database, "189", BEFORE);
    }

    private static List<String> shown() {
        return StreamSupport.stream(database.pool().query("""
                                        SELECT concat_ws(' ', number, visibility, public_lat, public_lon, public_place)
                                                   AS shown
                                          FROM cases
                                         ORDER BY id
                                        """).execute().await().spliterator(), false)
                .map(row -> row.getString("shown"))
                .toList();
    }

    @Test
    void everyCaseShowsWhatItsReportsMayShow() {
        assertThat(shown())
                .containsExactly(
                        "joined public 22.70044 113.90044 东门",
                        "hidden hidden 22.7 113.9",
                        "protected protected",
                        "merged public",
                        "site public 22.70012 113.90012 三栋",
                        "open public 22.70012 113.90012 三栋",
                        "into-site protected");
    }
}
