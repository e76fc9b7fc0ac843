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
import org.qunfang.geo.CellDisk;
import org.qunfang.geo.Location;
import org.qunfang.problem.Localized;
import org.qunfang.responsibility.Answerable;
import org.qunfang.responsibility.Department;
import org.qunfang.responsibility.Explanation;
import org.qunfang.responsibility.Matrix;

/** The reports that are taken out of a case, the case that comes out, and what stays. */
final class SplitStore {
    private static final String REPORTS = """
            SELECT id, category_id, lat, lon, accuracy_meters, place, observed_at, visibility
              FROM reports
             WHERE case_id = $1 AND id = ANY ($2)
             ORDER BY received_at, id
            """;

    private static final String OPEN = """
            WITH counted AS (
                SELECT nextval('case_numbers')::text AS n
            )
            INSERT INTO cases (id, number, category_id, status, likelihood, consequence, lead_department_id,
                               support_department_ids, area_id, routing, why_id, boundary_note, lat, lon,
                               accuracy_meters, cell, place, opened_at, acknowledge_by, resolve_by, first_observed_at,
                               last_observed_at, visibility, report_count, resolve_time)
            SELECT $1, 'QF-' || to_char($2::timestamptz AT TIME ZONE 'Asia/Shanghai', 'YYYY') || '-'
                           || lpad(n, greatest(6, length(n)), '0'),
                   $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $2, $18, $19, $20, $21, $22, $23,
                   $24
              FROM counted
            RETURNING number
            """;

    /** What is left decides how open the case is and when it was seen. */
    private static final String LEAVE = """
            UPDATE cases AS c
               SET report_count = c.report_count - $3, version = c.version + 1, last_actor_id = $4,
                   first_observed_at = left_over.first_at, last_observed_at = left_over.last_at,
                   visibility = CASE left_over.openness WHEN 0 THEN 'public' WHEN 1 THEN 'hidden' ELSE 'protected' END
              FROM (SELECT min(observed_at) AS first_at, max(observed_at) AS last_at,
                           min(CASE visibility WHEN 'public' THEN 0 WHEN 'hidden' THEN 1 ELSE 2 END) AS openness
                      FROM reports
                     WHERE case_id = $1) AS left_over
             WHERE c.id = $1 AND c.version = $2
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
                SqlTime.in(row, "observed_at"),
                row.getString("visibility"));
    }

    /** The number of the case that is opened. */
    static Future<String> open(SqlClient conn, Opening opening, Matrix matrix) {
        Answerable answerable = opening.answerable();
        Grounds why = Grounds.of(Explanation.of(matrix, answerable));
        return Grounds.store(conn, List.of(why))
                .compose(kept -> conn.preparedQuery(OPEN).execute(values(opening, why)))
                .map(rows -> rows.iterator().next().getString("number"));
    }

    private static Tuple values(Opening opening, Grounds why) {
        Answerable answerable = opening.answerable();
        Progress progress = opening.progress();
        Location place = opening.first().location();
        Localized note = Explanation.boundaryNote(answerable);
        return Tuple.tuple()
                .addUUID(opening.id())
                .addOffsetDateTime(SqlTime.of(opening.act().at()))
                .addUUID(opening.first().categoryId())
                .addString(progress.status().code())
                .addInteger(progress.assessment().likelihood())
                .addInteger(progress.assessment().consequence())
                .addUUID(answerable.lead().id())
                .addArrayOfUUID(
                        answerable.support().stream().map(Department::id).toArray(UUID[]::new))
                .addUUID(answerable.area() == null ? null : answerable.area().id())
                .addString(answerable.isGap() ? "gap" : answerable.isOverlap() ? "overlap" : "lead")
                .addUUID(why.id())
                .addJsonObject(note == null ? null : note.toJson())
                .addDouble(place.lat())
                .addDouble(place.lon())
                .addDouble(place.accuracyMeters())
                .addLong(CellDisk.cellOf(place))
                .addString(opening.first().place())
                .addOffsetDateTime(SqlTime.of(progress.acknowledgeBy()))
                .addOffsetDateTime(SqlTime.of(progress.resolveBy()))
                .addOffsetDateTime(SqlTime.of(opening.firstObserved()))
                .addOffsetDateTime(SqlTime.of(opening.lastObserved()))
                .addString(opening.visibility())
                .addInteger(opening.reports().size())
                .addString(progress.resolveTime().code());
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
