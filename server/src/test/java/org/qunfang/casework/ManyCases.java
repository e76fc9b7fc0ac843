package org.qunfang.casework;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A city with very many cases, for measuring: written straight into the tables, in proportions of a big city. Six in ten
 * are closed; two in ten wait to be acknowledged; one in fifty of the open ones is long overdue. Departments lead unequal
 * shares, categories and areas are equally frequent, words are put together out of a few hundred.
 */
public final class ManyCases {
    private static final int BATCH = 5_000;

    private static final String CASES = """
            INSERT INTO cases (
                id, number, category_id, status, likelihood, consequence, lead_department_id, support_department_ids,
                area_id, routing, why_id, lat, lon, accuracy_meters, cell, place, visibility, opened_at, acknowledge_by,
                acknowledged_at, resolve_by, closed_at, hold_review_at, first_observed_at, last_observed_at, rung,
                last_actor_id, ended_by_id, public_lat, public_lon, public_place,
                public_since, public_reports)
            SELECT ('01920000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
                   'QM-2026-' || lpad(n::text, 7, '0'), k.ids[1 + n % array_length(k.ids, 1)],
                   CASE WHEN n % 10 < 6 THEN 'closed' WHEN n % 10 < 8 THEN 'assigned'
                        WHEN n % 10 = 8 THEN 'acknowledged' ELSE 'in_progress' END,
                   CASE WHEN n % 10 < 6 THEN 3 ELSE 1 + h % 5 END, CASE WHEN n % 10 < 6 THEN 3 ELSE 1 + h / 5 % 5 END,
                   d.ids[lead], CASE WHEN h % 7 = 0 THEN ARRAY[d.ids[1 + lead % array_length(d.ids, 1)]] ELSE '{}' END,
                   a.ids[1 + h % array_length(a.ids, 1)], 'lead', $3,
                   22.5 + (h % 3000) / 10000.0, 113.8 + (h / 3000 % 6000) / 10000.0, 15, n,
                   '第' || h % 997 || '号路口', 'public',
                   now() - n * interval '30 seconds' - CASE WHEN n % 50 = 7 THEN interval '91 days' ELSE interval '0' END,
                   CASE WHEN n % 50 = 7 THEN now() - interval '90 days' ELSE now() + interval '30 days' + h % 5000 * interval '10 minutes' END,
                   CASE WHEN n % 10 BETWEEN 6 AND 7 THEN NULL ELSE now() END,
                   now() + interval '30 days' + h % 5000 * interval '20 minutes', CASE WHEN n % 10 < 6 THEN now() END, NULL, now(), now(),
                   CASE WHEN n % 50 = 7 THEN 4 ELSE 0 END,
                   CASE WHEN n % 10 IN (6, 7) THEN NULL ELSE md5('officer' || h % 400)::uuid END, NULL,
                   22.5 + (h % 3000) / 10000.0, 113.8 + (h / 3000 % 6000) / 10000.0, '第' || h % 997 || '号路口',
                   now() - n * interval '30 seconds', 1
              FROM generate_series($1::int, $2::int) AS n
             CROSS JOIN LATERAL (SELECT abs(hashint4(n)) AS h) AS hashed
             CROSS JOIN (SELECT array_agg(id ORDER BY code) AS ids FROM departments) AS d
             CROSS JOIN (SELECT array_agg(id ORDER BY code) AS ids FROM categories) AS k
             CROSS JOIN (SELECT array_agg(id ORDER BY code) AS ids FROM areas) AS a
             CROSS JOIN LATERAL (
                   SELECT 1 + floor(power(h % 1000 / 1000.0, 2) * array_length(d.ids, 1))::int AS lead) AS led
            """;

    private static final String REPORTS = """
            INSERT INTO reports (
                id, case_id, sender_account_id, status, category_id, description, lat, lon, observed_at, language,
                visibility, tracking_code, content_hash, received_at, joined)
            SELECT t.case_id, t.case_id, $3, 'attached', $4, t.words, 22.7, 113.9, c.opened_at, 'zh-CN', 'public',
                   t.case_id::text, decode(repeat('00', 32), 'hex'), c.opened_at, false
              FROM UNNEST($1::uuid[], $2::text[]) AS t (case_id, words)
              JOIN cases AS c ON c.id = t.case_id
            """;

    private static final String SEARCH = """
            INSERT INTO case_search (case_id, words, grams)
            SELECT t.case_id, t.words, t.grams::integer[]
              FROM UNNEST($1::uuid[], $2::text[], $3::text[]) AS t (case_id, words, grams)
            """;

    private static final String[] WHAT = {
        "裂缝在变宽", "有水渗出", "围挡倾斜", "路面塌陷", "井盖不见了", "墙皮脱落", "闻到煤气味", "渣土堆得很高", "路灯不亮", "栏杆松动",
        "积水很深", "树要倒了", "电线垂下来", "脚手架摇晃", "化学品味道", "消防通道被占", "地基下沉", "挡土墙鼓包", "石头滚落", "施工扬尘",
        "the slope is moving", "cracks in the wall", "gas smell at the corner", "water under the road"
    };

    private static final String[] WHO = {"昨天", "今天早上", "孩子上学路过时", "下雨以后", "夜里", "this morning", "上周起", "刚才"};

    private ManyCases() {}

    /** Nobody works on them meanwhile: indexes are built at the end. */
    public static void load(Pool pool, int count) {
        UUID why = UUID.randomUUID();
        pool.preparedQuery("INSERT INTO grounds (id, content) VALUES ($1, '[]')")
                .execute(Tuple.of(why))
                .await();
        UUID category = first(pool, "SELECT id FROM categories ORDER BY code LIMIT 1");
        Map<String, String> indexes = indexes(pool);
        indexes.keySet()
                .forEach(name -> pool.query("DROP INDEX " + name).execute().await());
        for (int from = 1; from <= count; from += BATCH) {
            int to = Math.min(count, from + BATCH - 1);
            pool.preparedQuery(CASES).execute(Tuple.of(from, to, why)).await();
            write(pool, from, to, category);
        }
        indexes.values().forEach(definition -> pool.query(definition).execute().await());
        for (String table : new String[] {"cases", "reports", "case_search"}) {
            pool.query("VACUUM ANALYZE " + table).execute().await();
        }
    }

    /** Name → definition, of those that are not there for a constraint: all at once at the end they are quickly built. */
    private static Map<String, String> indexes(Pool pool) {
        Map<String, String> found = new LinkedHashMap<>();
        for (Row row : pool.query("""
                        SELECT indexname, indexdef
                          FROM pg_indexes
                         WHERE tablename IN ('cases', 'reports', 'case_search')
                           AND indexname NOT IN (SELECT conname FROM pg_constraint)
                        """).execute().await()) {
            found.put(row.getString("indexname"), row.getString("indexdef"));
        }
        return found;
    }

    /** One of the four hundred who acted on the cases last. */
    public static UUID officer(int number) {
        try {
            byte[] md5 = MessageDigest.getInstance("MD5").digest(("officer" + number).getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.wrap(md5);
            return new UUID(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    private static UUID first(Pool pool, String sql) {
        Row row = pool.query(sql).execute().await().iterator().next();
        return row.getUUID(0);
    }

    private static void write(Pool pool, int from, int to, UUID category) {
        int size = to - from + 1;
        UUID[] ids = new UUID[size];
        String[] texts = new String[size];
        String[] words = new String[size];
        String[] grams = new String[size];
        for (int i = 0; i < size; i++) {
            int n = from + i;
            ids[i] = id(n);
            texts[i] = text(n);
            words[i] = SearchWords.normal("QM-2026-%07d 第%d号路口 %s".formatted(n, n % 997, texts[i]));
            grams[i] = Arrays.toString(SearchWords.gramsOf(words[i]))
                    .replace('[', '{')
                    .replace(']', '}');
        }
        pool.preparedQuery(REPORTS)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(ids)
                        .addArrayOfString(texts)
                        .addUUID(UUID.randomUUID())
                        .addUUID(category))
                .await();
        pool.preparedQuery(SEARCH)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(ids)
                        .addArrayOfString(words)
                        .addArrayOfString(grams))
                .await();
    }

    private static UUID id(int n) {
        return UUID.fromString("01920000-0000-7000-8000-%012x".formatted(n));
    }

    private static String text(int n) {
        return WHO[n % WHO.length] + "，" + WHAT[n % WHAT.length] + "，" + WHAT[n / 7 % WHAT.length] + "，" + n % 5000
                + " 号楼旁" + (n % 10_000 == 77 ? "，麒麟石像歪了" : "");
    }
}
