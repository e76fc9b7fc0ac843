package org.qunfang.resource;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.qunfang.db.SqlTime;

/** SQL of what could meet a need. */
final class MatchStore {
    /** So many of the nearest are ranked; whoever is farther away than these is not asked. */
    static final int NEAREST = 200;

    /**
     * The nearest offers of the type that count, are free at some time of the need, and are not proposed to it already. The
     * order by degrees is not quite that of metres, which changes only which of the farthest are among them.
     */
    private static final String NEAR = """
            SELECT r.id, r.organisation_id, r.type, r.title, r.quantity, r.unit, r.lat, r.lon, r.accuracy_meters,
                   r.place, r.available_from, r.available_to, r.mobilisation_minutes, r.cost, r.conditions,
                   r.offered_by, r.offered_at, r.version, o.name AS organisation_name, o.status AS organisation_status,
                   t.name AS type_name, o.kept, o.late, o.broken,
                   promised_of(r.id, tstzrange(greatest($4, r.available_from), CASE WHEN t.consumable THEN NULL ELSE $5 END),
                               r.id) AS promised
              FROM (SELECT r.id
                      FROM resources AS r
                      JOIN organisations AS o ON o.id = r.organisation_id AND o.status = 'verified'
                     WHERE r.type = $1 AND r.withdrawn_at IS NULL AND r.unit = $6
                       AND r.available_from < $5 AND (r.available_to IS NULL OR r.available_to > $4)
                       AND NOT EXISTS (SELECT FROM allocations AS a
                                        WHERE a.need_id = $7 AND a.resource_id = r.id
                                          AND a.status IN ('proposed', 'committed', 'dispatched'))
                     ORDER BY point(r.lon, r.lat) <-> point($3, $2)
                     LIMIT $8) AS near
              JOIN resources AS r ON r.id = near.id
              JOIN organisations AS o ON o.id = r.organisation_id
              JOIN resource_types AS t ON t.code = r.type
            """;

    private MatchStore() {}

    static Future<List<Match.Candidate>> near(SqlClient conn, Need need, Instant now) {
        Instant from = need.neededFrom().isAfter(now) ? need.neededFrom() : now;
        Tuple values = Tuple.tuple()
                .addString(need.type())
                .addDouble(need.location().lat())
                .addDouble(need.location().lon())
                .addOffsetDateTime(SqlTime.of(from))
                .addOffsetDateTime(SqlTime.of(need.neededTo()))
                .addString(need.unit())
                .addUUID(need.id())
                .addInteger(NEAREST);
        return conn.preparedQuery(NEAR).execute(values).map(rows -> {
            List<Match.Candidate> found = new ArrayList<>();
            rows.forEach(row -> found.add(new Match.Candidate(
                    ResourceStore.shown(row),
                    row.getBigDecimal("promised"),
                    row.getInteger("kept"),
                    row.getInteger("late"),
                    row.getInteger("broken"))));
            return found;
        });
    }
}
