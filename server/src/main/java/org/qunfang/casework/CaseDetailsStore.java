package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.qunfang.casework.CaseDetails.CasePhoto;
import org.qunfang.casework.CaseDetails.CaseReport;
import org.qunfang.casework.CaseDetails.Named;
import org.qunfang.db.SqlTime;
import org.qunfang.geo.Location;

/**
 * Reads a case with all that belongs to it. The tables of reports and photos are the report room's: read here, because
 * that room knows this one and not the other way round.
 */
final class CaseDetailsStore {
    private static final int MOST_REPORTS = 200;
    private static final int MOST_MERGED = 200;
    private static final int MOST_PHOTOS = 2_000;

    private static final String ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

    private static final String REPORTS = """
            SELECT id, category_id, description, language, lat, lon, accuracy_meters, place, observed_at, received_at,
                   visibility, answers, contact
              FROM reports
             WHERE case_id = $1 AND status <> 'rejected'
             ORDER BY received_at DESC, id DESC
             LIMIT $2
            """;

    private static final String PHOTOS = """
            SELECT id, report_id, width, height
              FROM photos
             WHERE case_id = $1
             ORDER BY created_at DESC, id DESC
             LIMIT $2
            """;

    private static final String MERGED = """
            SELECT other.id, other.number, other.status, true AS goes_on
              FROM cases AS c
              JOIN cases AS other ON other.id = c.merged_into_id
             WHERE c.id = $1
             UNION ALL
            (SELECT other.id, other.number, other.status, false
               FROM cases AS other
              WHERE other.merged_into_id = $1
              ORDER BY other.opened_at, other.id
              LIMIT $2)
            """;

    private CaseDetailsStore() {}

    /** For a transaction that only reads: all parts are of the same moment. */
    static Future<Void> atOneMoment(SqlConnection conn) {
        return conn.query(ONE_MOMENT).execute().mapEmpty();
    }

    /** Sends all queries at once: one round trip. Fails with not-found. */
    static Future<CaseDetails> read(SqlConnection conn, UUID id) {
        Future<Case> thing = CaseStore.read(conn, id);
        Future<Assignee> assignee = AssigneeStore.of(conn, id);
        Future<List<CaseReport>> reports = reports(conn, id);
        Future<List<CasePhoto>> photos = photos(conn, id);
        Future<List<TimelineEntry>> timeline = TimelineStore.read(conn, id, EnumSet.allOf(Visibility.class));
        Future<List<DecisionRecord>> decisions = DecisionStore.read(conn, id);
        Future<Consent> consent = ConsentStore.pending(conn, id);
        Future<List<Handover>> handovers = HandoverStore.ofCase(conn, id);
        Future<List<LadderStore.Climbed>> rungs = LadderStore.ofCase(conn, id);
        Future<RowSet<Row>> merged = conn.preparedQuery(MERGED).execute(Tuple.of(id, MOST_MERGED));
        Future<Surge> surge = SurgeStore.ofCase(conn, id);
        Future<TaskProgress> tasks = TaskStore.progress(conn, id);
        Future<List<Consultation>> consultations = ConsultationStore.ofCase(conn, id);
        Future<List<Support>> said = SupportStore.ofCase(conn, id);
        return Future.all(List.of(
                        thing,
                        assignee,
                        reports,
                        photos,
                        timeline,
                        decisions,
                        consent,
                        handovers,
                        rungs,
                        merged,
                        surge,
                        tasks,
                        consultations,
                        said))
                .map(all -> new CaseDetails(
                        thing.result(),
                        assignee.result(),
                        reports.result(),
                        photos.result(),
                        timeline.result(),
                        decisions.result(),
                        consent.result(),
                        handovers.result(),
                        rungs.result(),
                        named(merged.result(), true).stream().findFirst().orElse(null),
                        named(merged.result(), false),
                        surge.result(),
                        tasks.result(),
                        consultations.result(),
                        Supports.all(thing.result(), said.result())));
    }

    private static Future<List<CaseReport>> reports(SqlConnection conn, UUID id) {
        return conn.preparedQuery(REPORTS)
                .execute(Tuple.of(id, MOST_REPORTS))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(CaseDetailsStore::report)
                        .toList());
    }

    private static Future<List<CasePhoto>> photos(SqlConnection conn, UUID id) {
        return conn.preparedQuery(PHOTOS)
                .execute(Tuple.of(id, MOST_PHOTOS))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(CaseDetailsStore::photo)
                        .toList());
    }

    private static List<Named> named(RowSet<Row> rows, boolean goesOn) {
        return StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> Boolean.TRUE.equals(row.getBoolean("goes_on")) == goesOn)
                .map(row ->
                        new Named(row.getUUID("id"), row.getString("number"), CaseStatus.of(row.getString("status"))))
                .toList();
    }

    private static CaseReport report(Row row) {
        return new CaseReport(
                row.getUUID("id"),
                row.getUUID("category_id"),
                row.getString("description"),
                row.getString("language"),
                new Location(row.getDouble("lat"), row.getDouble("lon"), row.getDouble("accuracy_meters")),
                row.getString("place"),
                SqlTime.in(row, "observed_at"),
                SqlTime.in(row, "received_at"),
                row.getString("visibility"),
                row.getJsonObject("answers"),
                row.getJsonObject("contact"));
    }

    private static CasePhoto photo(Row row) {
        return new CasePhoto(
                row.getUUID("id"), row.getUUID("report_id"), row.getInteger("width"), row.getInteger("height"));
    }
}
