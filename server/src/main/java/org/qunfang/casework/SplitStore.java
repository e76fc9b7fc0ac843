package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.qunfang.casework.Splits.Opening;
import org.qunfang.casework.Splits.Taken;
import org.qunfang.db.SqlTime;
import org.qunfang.geo.Location;

/** The reports that are taken out of a case, and what stays. */
final class SplitStore {
    private static final String REPORTS = """
            SELECT id, category_id, lat, lon, accuracy_meters, place, observed_at
              FROM reports
             WHERE case_id = $1 AND id = ANY ($2)
             ORDER BY received_at, id
            """;

    /** What is left decides when the case was seen; what it shows followed when the reports moved (reports_shown). */
    private static final String LEAVE = """
            UPDATE cases AS c
               SET report_count = c.report_count - $3, version = c.version + 1, last_actor_id = $4,
                   first_observed_at = left_over.first_at, last_observed_at = left_over.last_at
              FROM (SELECT min(observed_at) AS first_at, max(observed_at) AS last_at
                      FROM reports
                     WHERE case_id = $1) AS left_over
             WHERE c.id = $1 AND c.version = $2
            """;

    /** A clock that began in confidence is told no more exactly where it runs on (ADR 0113). */
    private static final String CARRY = """
            UPDATE cases AS c
               SET rung = $3, next_rung_at = $4,
                   reopened_in_confidence = s.reopened_in_confidence OR s.public_since IS NULL OR s.public_since > s.opened_at
              FROM cases AS s
             WHERE c.id = $2 AND s.id = $1
            """;

    private SplitStore() {}

    /** In the order in which they came. */
    static Future<List<Taken>> reports(SqlClient conn, UUID caseId, JsonArray ids) {
        UUID[] asked = ids.stream().map(id -> UUID.fromString((String) id)).toArray(UUID[]::new);
        return conn.preparedQuery(REPORTS)
                .execute(Tuple.tuple().addUUID(caseId).addArrayOfUUID(asked))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(SplitStore::taken)
                        .toList());
    }

    private static Taken taken(Row row) {
        return new Taken(
                row.getUUID("id"),
                row.getUUID("category_id"),
                new Location(row.getDouble("lat"), row.getDouble("lon"), row.getDouble("accuracy_meters")),
                row.getString("place"),
                SqlTime.in(row, "observed_at"));
    }

    /** Before the reports move: how silent the department has been so far. */
    static Future<Void> carry(SqlClient conn, Opening opening) {
        UUID from = opening.source().id();
        Ladder ladder = opening.progress().ladder();
        return LadderStore.carry(conn, from, opening.id(), Ladder.NONE, ladder)
                .compose(done -> conn.preparedQuery(CARRY)
                        .execute(Tuple.of(from, opening.id(), ladder.rung(), SqlTime.of(ladder.nextAt()))))
                .mapEmpty();
    }

    /** After the reports have moved. */
    static Future<Void> leave(SqlClient conn, Opening opening) {
        Tuple values = Tuple.tuple()
                .addUUID(opening.source().id())
                .addLong(opening.source().version())
                .addInteger(opening.reports().size())
                .addUUID(opening.act().caller().accountId());
        return conn.preparedQuery(LEAVE).execute(values).map(rows -> {
            if (rows.rowCount() == 0) {
                throw CaseStore.stale();
            }
            return null;
        });
    }
}
