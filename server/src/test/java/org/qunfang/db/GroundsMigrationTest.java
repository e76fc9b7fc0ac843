package org.qunfang.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.TestDatabase;

/** V100 on a database that is in use: two cases that rest on the same, one of them scored anew. */
class GroundsMigrationTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final String BEFORE = """
            INSERT INTO departments (id, code, name, is_duty_office)
            VALUES ('00000000-0000-7000-8000-000000000001', 'duty', '{"zh-CN": "值班"}', true);
            INSERT INTO categories (id, code, name, base_factors)
            VALUES ('00000000-0000-7000-8000-000000000002', 'slope', '{"zh-CN": "边坡"}', '{}');
            INSERT INTO cases (id, number, category_id, status, likelihood, consequence, factors, lead_department_id,
                               routing, why, lat, lon, cell, visibility, opened_at, acknowledge_by, first_observed_at,
                               last_observed_at)
            SELECT ('00000000-0000-7000-8000-00000000010' || n)::uuid, 'QF-' || n,
                   '00000000-0000-7000-8000-000000000002', 'assigned', 2, 2, '[{"code": "base"}]',
                   '00000000-0000-7000-8000-000000000001', 'gap', '[{"kind": "gap"}]', 22.7, 113.9, 1, 'public', now(),
                   now(), now(), now()
              FROM generate_series(1, 2) AS n;
            INSERT INTO decision_records (id, case_id, at, kind, rationale, factors)
            SELECT gen_random_uuid(), id, now(), 'severity', '{}', '[{"code": "base"}]' FROM cases;
            INSERT INTO decision_records (id, case_id, at, kind, rationale, factors)
            SELECT gen_random_uuid(), id, now() + interval '1 hour', 'severity', '{}', '[{"code": "cracks"}]'
              FROM cases WHERE number = 'QF-2';
            INSERT INTO decision_records (id, case_id, at, kind, rationale)
            SELECT gen_random_uuid(), id, now() + interval '2 hours', 'resolution', '{}' FROM cases
            """;

    @BeforeAll
    static void aDatabaseInUseIsMigrated() {
        DatabaseInUse.migrate(database, "90", BEFORE);
    }

    private static List<Row> rows(String sql) {
        return StreamSupport.stream(database.pool().query(sql).execute().await().spliterator(), false)
                .toList();
    }

    @Test
    void whatManyRestOnIsKeptOnce() {
        assertThat(rows("SELECT id FROM grounds")).hasSize(3);
        assertThat(rows("SELECT g.content FROM cases AS c JOIN grounds AS g ON g.id = c.why_id"))
                .extracting(row -> row.getJsonArray("content"))
                .containsExactly(new JsonArray("[{\"kind\": \"gap\"}]"), new JsonArray("[{\"kind\": \"gap\"}]"));
    }

    @Test
    void everyDecisionKeepsItsFactors() {
        assertThat(rows("""
                        SELECT g.content::text AS content, d.kind
                          FROM decision_records AS d LEFT JOIN grounds AS g ON g.id = d.factors_id
                         ORDER BY d.at, g.content
                        """))
                .extracting(row -> row.getString("kind") + " " + row.getString("content"))
                .containsExactly(
                        "severity [{\"code\": \"base\"}]",
                        "severity [{\"code\": \"base\"}]",
                        "severity [{\"code\": \"cracks\"}]",
                        "resolution null",
                        "resolution null");
    }
}
