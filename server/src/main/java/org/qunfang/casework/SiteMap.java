package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.stream.StreamSupport;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.strtree.STRtree;
import org.qunfang.event.Event;

/**
 * The boxes of all sites, in memory: most of what happens in a city happens at none of them, and costs no look. Read anew
 * when the register has changed.
 */
final class SiteMap {
    /** A joined report lies off its case by its own accuracy and the duplicate radius; in degrees, about two kilometres. */
    private static final double MARGIN_DEGREES = 0.02;

    private static final String VERSION = """
            SELECT version FROM site_register_version
            """;

    private static final String BOXES = """
            SELECT (extent[1])[0] AS west, (extent[1])[1] AS south, (extent[0])[0] AS east, (extent[0])[1] AS north
              FROM sites
             WHERE status = 'watched'
            """;

    private volatile Boxes boxes = new Boxes(0, new STRtree());

    private record Boxes(long version, STRtree tree) {}

    /** Those events that may have happened at a site. */
    Future<List<Event>> near(SqlClient client, List<Event> events) {
        return client.preparedQuery(VERSION)
                .execute()
                .map(rows -> rows.iterator().next().getLong("version"))
                .compose(version -> version == boxes.version() ? Future.succeededFuture() : read(client, version))
                .map(ready -> events.stream().filter(this::mayBeNear).toList());
    }

    private Future<Void> read(SqlClient client, long version) {
        return client.preparedQuery(BOXES).execute().map(rows -> {
            STRtree tree = new STRtree();
            StreamSupport.stream(rows.spliterator(), false).map(SiteMap::box).forEach(box -> tree.insert(box, box));
            tree.build();
            boxes = new Boxes(version, tree);
            return null;
        });
    }

    private static Envelope box(Row row) {
        return new Envelope(
                row.getDouble("west"), row.getDouble("east"), row.getDouble("south"), row.getDouble("north"));
    }

    /** What does not say where it happened may have happened anywhere: steps of officers, which are few. */
    private boolean mayBeNear(Event event) {
        JsonObject data = event.data();
        if (!data.containsKey("lat")) {
            return true;
        }
        Envelope around = new Envelope(new Coordinate(data.getDouble("lon"), data.getDouble("lat")));
        around.expandBy(MARGIN_DEGREES);
        return !boxes.tree().query(around).isEmpty();
    }
}
