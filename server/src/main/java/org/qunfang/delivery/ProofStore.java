package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.qunfang.delivery.Ledger.Proof;
import org.qunfang.delivery.Ledger.Reached;

/** What the ledger proves: that nobody who was due is missing in it, and how fast they were reached. */
final class ProofStore {
    /** More than a chart of a phone's width can show. */
    private static final int MOST_STEPS = 60;

    /** One statement, so that those who come meanwhile stand in both numbers or in none. */
    private static final String PROOF = """
            SELECT m.recipients,
                   (SELECT count(*) FROM deliveries AS d WHERE d.message_id = m.id) AS entries
              FROM messages AS m
             WHERE m.id = $1
            """;

    /** From when the first was due to when the last was reached, in steps of whole seconds. */
    private static final String REACH = """
            WITH span AS (
                SELECT min(d.due_at) AS began,
                       make_interval(secs => GREATEST(1, ceil(extract(epoch FROM
                           max(d.ended_at) FILTER (WHERE d.state = 'accepted') - min(d.due_at)) / $2::int))) AS step
                  FROM deliveries AS d
                 WHERE d.message_id = $1),
            steps AS (
                SELECT date_bin(span.step, d.ended_at, span.began) + span.step AS until, count(*) AS reached
                  FROM span
                  JOIN deliveries AS d ON d.message_id = $1 AND d.state = 'accepted'
                 GROUP BY 1)
            SELECT span.began AS until, 0 AS accepted
              FROM span
             WHERE EXISTS (SELECT FROM steps)
             UNION ALL
            SELECT steps.until, sum(steps.reached) OVER (ORDER BY steps.until)
              FROM steps
             ORDER BY until
            """;

    private static final String UNPROVEN = """
            SELECT count(*) AS messages, COALESCE(sum(checked.recipients), 0)::bigint AS recipients,
                   count(*) FILTER (WHERE checked.recipients <> checked.entries) AS unproven,
                   (array_agg(checked.id ORDER BY checked.id) FILTER (WHERE checked.recipients <> checked.entries))[1]
                       AS first
              FROM (SELECT m.id, m.recipients,
                           (SELECT count(*) FROM deliveries AS d WHERE d.message_id = m.id) AS entries
                      FROM messages AS m
                     WHERE m.recipients IS NOT NULL) AS checked
            """;

    private ProofStore() {}

    /** Empty while it is not known who is due. */
    static Future<Optional<Proof>> proof(Pool pool, UUID messageId) {
        return pool.preparedQuery(PROOF)
                .execute(Tuple.of(messageId))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .filter(row -> row.getInteger("recipients") != null)
                        .map(row -> new Proof(row.getInteger("recipients"), row.getLong("entries")))
                        .findFirst());
    }

    /** At most {@value #MOST_STEPS} steps and the start; nothing while nobody was reached. */
    static Future<List<Reached>> reach(Pool pool, UUID messageId) {
        return pool.preparedQuery(REACH)
                .execute(Tuple.of(messageId, MOST_STEPS))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Reached(row.getOffsetDateTime("until").toInstant(), row.getLong("accepted")))
                        .toList());
    }

    /** Of all messages together. */
    static Future<LedgerProof> proofOfAll(SqlClient client) {
        return client.query(UNPROVEN).execute().map(rows -> {
            Row row = rows.iterator().next();
            return new LedgerProof(
                    row.getLong("messages"), row.getLong("recipients"), row.getLong("unproven"), row.getUUID("first"));
        });
    }
}
