package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.locationtech.jts.geom.Envelope;
import org.qunfang.geo.Location;
import org.qunfang.responsibility.PlacedCase;

/** Open cases in a box, for what a change of the matrix would do to them. */
public final class OpenCases implements PlacedCase.Finder {
    private static final String IN_BOX = """
            SELECT id, number, category_id, lat, lon, accuracy_meters
              FROM cases
             WHERE category_id = ANY ($1) AND status NOT IN ('closed', 'rejected', 'resolved')
               AND lat BETWEEN $2 AND $3 AND lon BETWEEN $4 AND $5
             ORDER BY id DESC
             LIMIT $6
            """;

    private final Pool pool;

    public OpenCases(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Future<List<PlacedCase>> find(Set<UUID> categoryIds, Envelope box, int limit) {
        return pool.preparedQuery(IN_BOX)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(categoryIds.toArray(UUID[]::new))
                        .addDouble(box.getMinY())
                        .addDouble(box.getMaxY())
                        .addDouble(box.getMinX())
                        .addDouble(box.getMaxX())
                        .addInteger(limit))
                .map(rows -> {
                    List<PlacedCase> found = new ArrayList<>();
                    rows.forEach(row -> found.add(placed(row)));
                    return found;
                });
    }

    private static PlacedCase placed(Row row) {
        return new PlacedCase(
                row.getUUID("id"),
                row.getString("number"),
                row.getUUID("category_id"),
                new Location(row.getDouble("lat"), row.getDouble("lon"), row.getDouble("accuracy_meters")));
    }
}
