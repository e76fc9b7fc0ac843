package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.qunfang.db.SqlTime;
import org.qunfang.event.Event;
import org.qunfang.geo.CellDisk;
import org.qunfang.geo.Location;
import org.qunfang.problem.Localized;
import org.qunfang.responsibility.Answerable;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Department;
import org.qunfang.responsibility.Explanation;
import org.qunfang.responsibility.Matrix;

/**
 * A case that is opened beside the intake, which opens many at once: by an officer who takes reports out of another one,
 * by the risk of a site.
 *
 * @param placeWords where it is in words, or null
 * @param visibility of that place and those words; reports that move in show theirs
 * @param reportCount 0 where nobody reported it
 */
record CaseOpening(
        UUID id,
        Category category,
        Answerable answerable,
        Progress progress,
        Location place,
        String placeWords,
        Instant openedAt,
        Instant firstObservedAt,
        Instant lastObservedAt,
        String visibility,
        int reportCount) {
    private static final String INSERT = """
            INSERT INTO cases (id, number, category_id, status, likelihood, consequence, lead_department_id,
                               support_department_ids, area_id, routing, why_id, boundary_note, lat, lon,
                               accuracy_meters, cell, place, opened_at, acknowledge_by, resolve_by, resolve_time,
                               first_observed_at, last_observed_at, visibility, report_count, public_lat, public_lon,
                               public_place, public_since, acknowledged_at)
            SELECT $1, next_case_number($2), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $2, $18, $19, $20, $21, $22, $23,
                   $24, shown_degrees($23, $13), shown_degrees($23, $14), CASE $23 WHEN 'public' THEN $17 END,
                   CASE WHEN $23 <> 'protected' THEN $2::timestamptz END, $25
            RETURNING number
            """;

    /** Stores the case and why it is led as it is; its number. */
    Future<String> store(SqlClient conn, Matrix matrix) {
        Grounds why = Grounds.of(Explanation.of(matrix, answerable));
        return Grounds.store(conn, List.of(why))
                .compose(kept -> conn.preparedQuery(INSERT).execute(values(why)))
                .map(rows -> rows.iterator().next().getString("number"));
    }

    private Tuple values(Grounds why) {
        Localized note = Explanation.boundaryNote(answerable);
        return Tuple.tuple()
                .addUUID(id)
                .addOffsetDateTime(SqlTime.of(openedAt))
                .addUUID(category.id())
                .addString(progress.status().code())
                .addInteger(progress.assessment().likelihood())
                .addInteger(progress.assessment().consequence())
                .addUUID(answerable.lead().id())
                .addArrayOfUUID(
                        answerable.support().stream().map(Department::id).toArray(UUID[]::new))
                .addUUID(answerable.areaId())
                .addString(answerable.routing())
                .addUUID(why.id())
                .addJsonObject(note == null ? null : note.toJson())
                .addDouble(place.lat())
                .addDouble(place.lon())
                .addDouble(place.accuracyMeters())
                .addLong(CellDisk.cellOf(place))
                .addString(placeWords)
                .addOffsetDateTime(SqlTime.of(progress.acknowledgeBy()))
                .addOffsetDateTime(SqlTime.of(progress.resolveBy()))
                .addString(progress.resolveTime().code())
                .addOffsetDateTime(SqlTime.of(firstObservedAt))
                .addOffsetDateTime(SqlTime.of(lastObservedAt))
                .addString(visibility)
                .addInteger(reportCount)
                .addOffsetDateTime(SqlTime.of(progress.acknowledgedAt()));
    }

    Event event(String number) {
        JsonObject data = OpenedCase.data(id, category, place, answerable)
                .put("number", number)
                .put("severity", progress.assessment().severity().code());
        return Event.of("case.opened", id, data, openedAt);
    }

    /** The lead department, as the timeline names it. */
    TimelineEntry assigned() {
        Actor lead = new Actor(Actor.Kind.SYSTEM, null, null, answerable.lead().id());
        return TimelineEntry.of(TimelineKind.ASSIGNED, Visibility.PUBLIC, lead, openedAt);
    }
}
