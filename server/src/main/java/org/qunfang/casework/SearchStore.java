package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** What cases are found by. */
final class SearchStore {
    /** Characters of one case that are looked through; the first words of a case stand first. */
    static final int MOST_CHARACTERS = 32_000;

    /** Any number, the same for every process: who reads a case later has read its newer words. */
    private static final String ONE_AFTER_THE_OTHER = "SELECT pg_advisory_xact_lock(1850110)";

    /** Words of rejected reports, contact data, tracking codes and what only officers wrote are not looked through. */
    private static final String TEXTS = """
            SELECT c.id, concat_ws(E'\\n', c.number, c.place, a.name ->> 'zh-CN', a.name ->> 'en') AS head,
                   (SELECT string_agg(t.words, E'\\n' ORDER BY t.at, t.id)
                      FROM (SELECT r.received_at AS at, r.id, concat_ws(E'\\n', r.description, r.place) AS words
                              FROM reports AS r
                             WHERE r.case_id = c.id AND r.status <> 'rejected'
                             UNION ALL
                            SELECT d.at, d.id, d.text
                              FROM reports AS r JOIN report_additions AS d ON d.report_id = r.id
                             WHERE r.case_id = c.id AND r.status <> 'rejected'
                             UNION ALL
                            SELECT e.at, e.id, e.text
                              FROM timeline_entries AS e
                             WHERE e.case_id = c.id AND e.visibility = 'public' AND e.text IS NOT NULL
                             ORDER BY 1, 2
                             LIMIT 200) AS t) AS said
              FROM cases AS c
              LEFT JOIN areas AS a ON a.id = c.area_id
             WHERE c.id = ANY ($1)
            """;

    private static final String SAVE = """
            INSERT INTO case_search AS s (case_id, words, grams)
            VALUES ($1, $2, $3)
            ON CONFLICT (case_id) DO UPDATE SET words = excluded.words, grams = excluded.grams
             WHERE s.words <> excluded.words
            """;

    private static final String TAKE_DUE = """
            DELETE FROM case_search_due
             WHERE case_id IN (SELECT case_id FROM case_search_due ORDER BY case_id LIMIT $1 FOR UPDATE SKIP LOCKED)
            RETURNING case_id
            """;

    private SearchStore() {}

    /** Case → its words, each text on lines of its own. */
    static Future<Map<UUID, String>> texts(SqlConnection conn, Collection<UUID> caseIds) {
        Tuple ids = Tuple.tuple().addArrayOfUUID(caseIds.toArray(UUID[]::new));
        Future<Void> alone = conn.query(ONE_AFTER_THE_OTHER).execute().mapEmpty();
        return alone.compose(mine -> read(conn, ids));
    }

    private static Future<Map<UUID, String>> read(SqlClient conn, Tuple ids) {
        return conn.preparedQuery(TEXTS).execute(ids).map(rows -> {
            Map<UUID, String> texts = new HashMap<>();
            for (Row row : rows) {
                String said = row.getString("said");
                texts.put(row.getUUID("id"), row.getString("head") + (said == null ? "" : "\n" + said));
            }
            return texts;
        });
    }

    /** Of the cases that a page shows: case → its words as they were written. */
    static Future<Map<UUID, String>> written(SqlClient client, Collection<UUID> caseIds) {
        return read(client, Tuple.tuple().addArrayOfUUID(caseIds.toArray(UUID[]::new)));
    }

    /** What stands there already is not written again. */
    static Future<Void> save(SqlConnection conn, Map<UUID, String> texts) {
        List<Tuple> values = new ArrayList<>();
        texts.forEach((caseId, text) -> {
            String normal = SearchWords.normal(text);
            String words = normal.codePointCount(0, normal.length()) <= MOST_CHARACTERS
                    ? normal
                    : normal.substring(0, normal.offsetByCodePoints(0, MOST_CHARACTERS));
            values.add(Tuple.tuple().addUUID(caseId).addString(words).addArrayOfInteger(SearchWords.gramsOf(words)));
        });
        return values.isEmpty()
                ? Future.succeededFuture()
                : conn.preparedQuery(SAVE).executeBatch(values).mapEmpty();
    }

    /** So many cases that wait to be read, taken off the list. */
    static Future<List<UUID>> takeDue(SqlConnection conn, int most) {
        return conn.preparedQuery(TAKE_DUE)
                .execute(Tuple.of(most))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID("case_id"))
                        .toList());
    }
}
