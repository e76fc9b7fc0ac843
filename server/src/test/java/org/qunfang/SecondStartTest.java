package org.qunfang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.TestApp;

/** What stands in the database when a server starts a second time. */
class SecondStartTest {
    /** Sealing and what recurs go on by themselves. */
    private static final String TABLES = """
            SELECT relname AS name
              FROM pg_class
             WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
               AND relname NOT IN ('audit_unsealed', 'audit_seals', 'audit_heads', 'scheduled_tasks', 'surge_watch',
                                   'channel_health')
            """;

    @RegisterExtension
    static final TestApp app = new TestApp();

    @Test
    void aSecondStartChangesNothing() {
        await().atMost(Duration.ofSeconds(30)).until(SecondStartTest::isCovered);
        Map<String, String> before = contents();
        TestApp second = app.beside();
        second.beforeAll(null);
        second.afterAll(null);

        assertThat(before).hasSizeGreaterThan(20);
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void onlyAChangeOfTheMatrixMakesANewVersionOfIt() {
        long before = version();

        app.pool()
                .query("UPDATE departments SET channels = channels WHERE code = 'nobody'")
                .execute()
                .await();
        assertThat(version()).isEqualTo(before);

        insert("fire-station");
        assertThat(version()).isEqualTo(before + 1);

        insert("fire-station");
        assertThat(version()).isEqualTo(before + 1);

        app.pool()
                .query("DELETE FROM departments WHERE code = 'fire-station'")
                .execute()
                .await();
        assertThat(version()).isEqualTo(before + 2);
    }

    /** The gaps and overlaps of the new city are known, and its sites are assessed. */
    private static boolean isCovered() {
        return app.pool().query("""
                        SELECT c.matrix_version = v.version
                               AND NOT EXISTS (SELECT 1 FROM sites WHERE assessed_at IS NULL) AS covered
                          FROM coverage_computed AS c, matrix_version AS v
                        """).execute().await().iterator().next().getBoolean("covered");
    }

    private static void insert(String code) {
        app.pool()
                .preparedQuery("""
                        INSERT INTO departments (id, code, name)
                        VALUES (gen_random_uuid(), $1, $2)
                        ON CONFLICT (code) DO NOTHING
                        """)
                .execute(Tuple.of(code, new JsonObject().put("zh-CN", "消防站")))
                .await();
    }

    private static long version() {
        return app.pool()
                .query("SELECT version FROM matrix_version")
                .execute()
                .await()
                .iterator()
                .next()
                .getLong("version");
    }

    private static Map<String, String> contents() {
        Map<String, String> tableToContent = new TreeMap<>();
        app.pool().query(TABLES).execute().await().forEach(row -> {
            String table = row.getString("name");
            tableToContent.put(table, content(table));
        });
        return tableToContent;
    }

    private static String content(String table) {
        return app.pool()
                .query("SELECT count(*) || ' rows ' || md5(string_agg(t::text, '|' ORDER BY t::text)) AS content FROM "
                        + table + " AS t")
                .execute()
                .await()
                .iterator()
                .next()
                .getString("content");
    }
}
