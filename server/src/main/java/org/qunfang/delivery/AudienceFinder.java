package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Counts an audience without telling it anything. */
final class AudienceFinder {
    private final Pool pool;
    private final AudienceStore store;
    private final Reach reach;

    AudienceFinder(Pool pool, AudienceStore store, Reach reach) {
        this.pool = pool;
        this.store = store;
        this.reach = reach;
    }

    /** Devices that would be due now for a message of this severity. */
    Future<AudienceCount> count(Audience audience, Severity severity) {
        List<AudienceStore.Place> onBoundary = new ArrayList<>();
        return store.peopled(pool, audience.boundaryCells(), reach.of(severity))
                .compose(cells -> collect(
                        new Boundary(cells, audience.boundaryChunk(), new AreaTest(audience.geoJson())),
                        severity,
                        0,
                        onBoundary))
                .compose(done -> store.count(pool, audience, reach.of(severity), onBoundary));
    }

    /** @param chunk how many cells are asked for at once */
    private record Boundary(Long[] cells, int chunk, AreaTest area) {}

    private Future<Void> collect(Boundary boundary, Severity severity, int from, List<AudienceStore.Place> onBoundary) {
        if (from >= boundary.cells().length) {
            return Future.succeededFuture();
        }
        int to = Math.min(from + boundary.chunk(), boundary.cells().length);
        return store.placesIn(pool, Arrays.copyOfRange(boundary.cells(), from, to), reach.of(severity))
                .compose(places -> {
                    onBoundary.addAll(boundary.area().covered(places));
                    return collect(boundary, severity, to, onBoundary);
                });
    }
}
