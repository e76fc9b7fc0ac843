package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.qunfang.db.SqlTime;
import org.qunfang.problem.Problem;

/** Questions to other departments, and what those said. */
final class ConsultationStore {
    private static final int MOST_OF_CASE = 100;

    private static final String INSERT = """
            INSERT INTO consultations (id, case_id, from_department_id, question, asked_by_id, asked_at, due_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """;

    private static final String INSERT_OPINIONS = """
            INSERT INTO opinions (consultation_id, department_id, case_id, from_department_id, due_at)
            SELECT $1, department_id, $2, $3, $4 FROM unnest($5::uuid[]) AS department_id
            """;

    /** The newest ones of a case. */
    private static final String NEWEST = """
            SELECT id, case_id, from_department_id, question, asked_by_id, asked_at, due_at, status, ended_at, ended_by_id,
                   words, version
              FROM consultations
             WHERE case_id = $1
             ORDER BY asked_at DESC, id DESC
             LIMIT $2
            """;

    private static final String OF_CASE = """
            SELECT k.id, k.case_id, k.from_department_id, k.question, k.asked_by_id AS account_id,
                   k.from_department_id AS department_id, k.asked_at, k.due_at, k.status, k.ended_at, k.ended_by_id,
                   k.words, k.version, a.kind AS actor_kind, a.name AS actor_name, e.name AS ender_name
              FROM (%s) AS k
              LEFT JOIN accounts AS a ON a.id = k.asked_by_id
              LEFT JOIN accounts AS e ON e.id = k.ended_by_id
             ORDER BY k.asked_at, k.id
            """.formatted(NEWEST);

    private static final String OPINIONS_OF_CASE = """
            SELECT o.consultation_id, o.department_id, o.status, o.answered_by_id AS account_id, o.answered_at, o.words,
                   a.kind AS actor_kind, a.name AS actor_name
              FROM (%s) AS k
              JOIN opinions AS o ON o.consultation_id = k.id
              LEFT JOIN accounts AS a ON a.id = o.answered_by_id
             ORDER BY o.consultation_id, o.answered_at, o.department_id
            """.formatted(NEWEST);

    private static final String CASE_OF = """
            SELECT case_id FROM consultations WHERE id = $1
            """;

    private static final String ANSWER = """
            UPDATE opinions
               SET status = $3, answered_by_id = $4, answered_at = $5, words = $6
             WHERE consultation_id = $1 AND department_id = $2
            """;

    private static final String COUNT_ANSWER = """
            UPDATE consultations SET version = version + 1 WHERE id = $1
            """;

    /** The trigger closes what it asked of the departments. */
    private static final String END = """
            UPDATE consultations
               SET status = $2, ended_at = $3, ended_by_id = $4, words = $5, version = version + 1
             WHERE id = $1
            """;

    private static final String WITHDRAW_OPEN = """
            UPDATE consultations
               SET status = 'withdrawn', ended_at = $2, ended_by_id = $3, words = $4, version = version + 1
             WHERE case_id = $1 AND status = 'open'
            """;

    private ConsultationStore() {}

    static Future<Void> insert(SqlClient conn, Consultation consultation) {
        Tuple question = Tuple.tuple()
                .addUUID(consultation.id())
                .addUUID(consultation.caseId())
                .addUUID(consultation.from())
                .addString(consultation.question())
                .addUUID(consultation.askedBy().accountId())
                .addOffsetDateTime(SqlTime.of(consultation.askedAt()))
                .addOffsetDateTime(SqlTime.of(consultation.dueAt()));
        Tuple asked = Tuple.tuple()
                .addUUID(consultation.id())
                .addUUID(consultation.caseId())
                .addUUID(consultation.from())
                .addOffsetDateTime(SqlTime.of(consultation.dueAt()))
                .addArrayOfUUID(consultation.departmentIds().toArray(UUID[]::new));
        return conn.preparedQuery(INSERT)
                .execute(question)
                .compose(done -> conn.preparedQuery(INSERT_OPINIONS).execute(asked))
                .mapEmpty();
    }

    /** The newest 100, oldest first. To be read while the case is locked where somebody acts on them. */
    static Future<List<Consultation>> ofCase(SqlClient conn, UUID caseId) {
        Tuple newest = Tuple.of(caseId, MOST_OF_CASE);
        Future<RowSet<Row>> consultations = conn.preparedQuery(OF_CASE).execute(newest);
        Future<RowSet<Row>> opinions = conn.preparedQuery(OPINIONS_OF_CASE).execute(newest);
        return Future.all(consultations, opinions).map(all -> {
            Map<UUID, List<Opinion>> idToOpinions = new HashMap<>();
            opinions.result()
                    .forEach(row -> idToOpinions
                            .computeIfAbsent(row.getUUID("consultation_id"), id -> new ArrayList<>())
                            .add(opinion(row)));
            return StreamSupport.stream(consultations.result().spliterator(), false)
                    .map(row -> consultation(row, idToOpinions.get(row.getUUID("id"))))
                    .toList();
        });
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

    static Future<Void> answer(SqlClient conn, UUID consultationId, Opinion opinion) {
        Tuple values = Tuple.tuple()
                .addUUID(consultationId)
                .addUUID(opinion.departmentId())
                .addString(opinion.status().code())
                .addUUID(opinion.by().accountId())
                .addOffsetDateTime(SqlTime.of(opinion.at()))
                .addString(opinion.words());
        return conn.preparedQuery(ANSWER)
                .execute(values)
                .compose(done -> conn.preparedQuery(COUNT_ANSWER).execute(Tuple.of(consultationId)))
                .mapEmpty();
    }

    static Future<Void> end(SqlClient conn, Consultation ended) {
        Tuple values = Tuple.tuple()
                .addUUID(ended.id())
                .addString(ended.status().code())
                .addOffsetDateTime(SqlTime.of(ended.endedAt()))
                .addUUID(ended.endedBy().accountId())
                .addString(ended.words());
        return conn.preparedQuery(END).execute(values).mapEmpty();
    }

    /** The case is resolved or over: nothing is left to ask. */
    static Future<Void> withdrawOpen(SqlClient conn, UUID caseId, Act act, String reason) {
        return conn.preparedQuery(WITHDRAW_OPEN)
                .execute(Tuple.of(caseId, SqlTime.of(act.at()), act.caller().accountId(), reason))
                .mapEmpty();
    }

    private static Consultation consultation(Row row, List<Opinion> opinions) {
        Actor askedBy = Actor.of(row);
        UUID enderId = row.getUUID("ended_by_id");
        boolean ended = SqlTime.in(row, "ended_at") != null;
        Actor ender = enderId == null
                ? Actor.PROGRAM
                : new Actor(Actor.Kind.OFFICER, enderId, row.getString("ender_name"), null);
        return new Consultation(
                row.getUUID("id"),
                row.getUUID("case_id"),
                row.getUUID("from_department_id"),
                row.getString("question"),
                askedBy,
                SqlTime.in(row, "asked_at"),
                SqlTime.in(row, "due_at"),
                Consultation.Status.of(row.getString("status")),
                SqlTime.in(row, "ended_at"),
                ended ? ender : null,
                row.getString("words"),
                row.getLong("version"),
                List.copyOf(opinions));
    }

    private static Opinion opinion(Row row) {
        Opinion.Status status = Opinion.Status.of(row.getString("status"));
        return new Opinion(
                row.getUUID("department_id"),
                status,
                status == Opinion.Status.ASKED ? null : Actor.of(row),
                SqlTime.in(row, "answered_at"),
                row.getString("words"));
    }
}
