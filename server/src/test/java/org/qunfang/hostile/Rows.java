package org.qunfang.hostile;

import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** How many rows each table has and a sum over what is in them, but for the schedule, which writes its own times. */
record Rows(Map<String, String> tableToContent) {
    private static final String TABLES = """
            SELECT table_name
              FROM information_schema.tables
             WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name NOT IN ('scheduled_tasks', 'surge_watch', 'channel_health')
            """;

    /** Nothing listens at the feeds of the senders that requests made, and each try to read one is written down. */
    private static final Map<String, String> CONTENT = Map.of(
            "cap_senders",
            "(to_jsonb(t) - '{feed_due_at,feed_tried_at,feed_ok_at,feed_failures,feed_failure}'::text[])::text");

    private static String query;
    private static Rows resting;

    static Rows now() {
        if (query == null) {
            query = StreamSupport.stream(
                            HostileCity.app()
                                    .pool()
                                    .query(TABLES)
                                    .execute()
                                    .await()
                                    .spliterator(),
                            false)
                    .map(row -> row.getString(0))
                    .map(table -> "SELECT '" + table + "' AS name, count(*) AS rows,"
                            + " COALESCE(SUM(HASHTEXTEXTENDED(" + CONTENT.getOrDefault(table, "t::text")
                            + ", 0)), 0)::text AS content FROM " + table
                            + " AS t")
                    .collect(Collectors.joining(" UNION ALL "));
        }
        Map<String, String> content = new TreeMap<>();
        for (Row row : HostileCity.app().pool().query(query).execute().await()) {
            content.put(row.getString("name"), row.getLong("rows") + " rows, " + row.getString("content"));
        }
        return new Rows(content);
    }

    /** As soon as nothing has changed for a while: events are carried on, entries sealed and sites
     * assessed behind the requests. */
    static Rows atRest() {
        Rows rows = now();
        if (rows.equals(resting)) {
            return rows;
        }
        AtomicReference<Rows> last = new AtomicReference<>(rows);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(30))
                .until(() -> last.getAndSet(now()).equals(last.get()) && HostileCity.everySiteIsAssessed());
        resting = last.get();
        return resting;
    }

    List<String> tablesChangedSince(Rows before) {
        return tableToContent.keySet().stream()
                .filter(table -> !tableToContent
                        .get(table)
                        .equals(before.tableToContent().get(table)))
                .toList();
    }

    /** What differs, table by table. */
    List<String> changedSince(Rows before) {
        return tablesChangedSince(before).stream()
                .map(table -> table + ": " + before.tableToContent().get(table) + " → " + tableToContent.get(table))
                .toList();
    }
}
