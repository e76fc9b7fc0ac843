package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.qunfang.db.SqlTime;
import org.qunfang.problem.Problem;

/** What waits for a second officer, and what came of it. */
final class ConsentStore {
    private static final String INSERT = """
            INSERT INTO consents (id, case_id, step, body, case_version, case_status, likelihood, consequence,
                                  lead_department_id, report_count, likelihood_after, consequence_after, asked_by_id,
                                  asked_department_id, asked_at, expires_at, status)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'pending')
            """;

    private static final String READ = """
            SELECT k.id, k.case_id, k.step, k.body, k.case_version, k.case_status, k.likelihood, k.consequence,
                   k.lead_department_id, k.report_count, k.likelihood_after, k.consequence_after,
                   k.asked_by_id AS account_id, k.asked_department_id AS department_id, k.asked_at, k.expires_at,
                   k.status, a.kind AS actor_kind, a.name AS actor_name
              FROM consents AS k
              LEFT JOIN accounts AS a ON a.id = k.asked_by_id
            """;

    private static final String BY_ID = READ + "WHERE k.id = $1";

    private static final String PENDING = READ + "WHERE k.case_id = $1 AND k.status = 'pending'";

    private static final String CASE_OF = """
            SELECT case_id FROM consents WHERE id = $1
            """;

    private static final String ANSWER = """
            UPDATE consents
               SET status = $2, answered_at = $3, answered_by_id = $4, answered_department_id = $5, words = $6,
                   made_version = $7
             WHERE id = $1
            """;

    /** Those that ended without an answer: too old, or the case is no longer what they were about. */
    private static final String OVER = """
            SELECT k.id
              FROM consents AS k
              JOIN cases AS c ON c.id = k.case_id
             WHERE k.status = 'pending'
               AND (k.expires_at <= $1
                    OR (k.case_status, k.likelihood, k.consequence, k.lead_department_id, k.report_count)
                       IS DISTINCT FROM (c.status, c.likelihood, c.consequence, c.lead_department_id, c.report_count))
             ORDER BY k.asked_at, k.id
             LIMIT $2
            """;

    private ConsentStore() {}

    static Future<Void> insert(SqlClient conn, Consent consent) {
        Consent.Basis basis = consent.basis();
        Tuple values = Tuple.tuple()
                .addUUID(consent.id())
                .addUUID(consent.caseId())
                .addString(consent.step().code())
                .addJsonObject(consent.body())
                .addLong(basis.version())
                .addString(basis.status().code())
                .addInteger(basis.scores().likelihood())
                .addInteger(basis.scores().consequence())
                .addUUID(basis.leadDepartmentId())
                .addInteger(basis.reportCount())
                .addInteger(consent.after().likelihood())
                .addInteger(consent.after().consequence())
                .addUUID(consent.askedBy().accountId())
                .addUUID(consent.askedBy().departmentId())
                .addOffsetDateTime(SqlTime.of(consent.askedAt()))
                .addOffsetDateTime(SqlTime.of(consent.expiresAt()));
        return conn.preparedQuery(INSERT).execute(values).mapEmpty();
    }

    /** Fails with not-found. */
    static Future<UUID> caseOf(SqlClient conn, UUID id) {
        return conn.preparedQuery(CASE_OF).execute(Tuple.of(id)).map(rows -> {
            if (rows.size() == 0) {
                throw Problem.notFound();
            }
            return rows.iterator().next().getUUID("case_id");
        });
    }

    /** To be read while the case is locked: then nobody answers meanwhile. */
    static Future<Consent> read(SqlClient conn, UUID id) {
        return one(conn, BY_ID, id);
    }

    /** The one that waits for an answer, or null. */
    static Future<Consent> pending(SqlClient conn, UUID caseId) {
        return one(conn, PENDING, caseId);
    }

    private static Future<Consent> one(SqlClient conn, String sql, UUID id) {
        return conn.preparedQuery(sql)
                .execute(Tuple.of(id))
                .map(rows -> rows.size() == 0 ? null : consent(rows.iterator().next()));
    }

    /** Somebody confirmed or denied it. */
    static Future<Void> answered(
            SqlClient conn, Consent consent, Consent.Status answer, Act act, String words, Long madeVersion) {
        return end(conn, consent, answer, act, words, madeVersion);
    }

    /** It was withdrawn, or lapsed. */
    static Future<Void> ended(SqlClient conn, Consent consent, Consent.Status end, Act act) {
        return end(conn, consent, end, act, null, null);
    }

    private static Future<Void> end(
            SqlClient conn, Consent consent, Consent.Status status, Act act, String words, Long madeVersion) {
        boolean answered = status == Consent.Status.CONFIRMED || status == Consent.Status.DENIED;
        Tuple values = Tuple.tuple()
                .addUUID(consent.id())
                .addString(status.code())
                .addOffsetDateTime(SqlTime.of(act.at()))
                .addUUID(answered ? act.actor().accountId() : null)
                .addUUID(answered ? act.actor().departmentId() : null)
                .addString(words)
                .addLong(madeVersion);
        return conn.preparedQuery(ANSWER).execute(values).mapEmpty();
    }

    static Future<List<UUID>> over(SqlClient client, Instant now, int most) {
        return client.preparedQuery(OVER)
                .execute(Tuple.of(SqlTime.of(now), most))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID("id"))
                        .toList());
    }

    private static Consent consent(Row row) {
        return new Consent(
                row.getUUID("id"),
                row.getUUID("case_id"),
                ConsentStep.of(row.getString("step")),
                row.getJsonObject("body"),
                new Consent.Basis(
                        row.getLong("case_version"),
                        CaseStatus.of(row.getString("case_status")),
                        new Consent.Scores(row.getInteger("likelihood"), row.getInteger("consequence")),
                        row.getUUID("lead_department_id"),
                        row.getInteger("report_count")),
                new Consent.Scores(row.getInteger("likelihood_after"), row.getInteger("consequence_after")),
                Actor.of(row),
                SqlTime.in(row, "asked_at"),
                SqlTime.in(row, "expires_at"),
                Consent.Status.of(row.getString("status")));
    }
}
