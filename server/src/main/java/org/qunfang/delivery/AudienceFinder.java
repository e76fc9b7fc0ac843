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
        return collect(audience, severity, new AreaTest(audience.geoJson()), 0, onBoundary)
                .compose(done -> store.count(pool, audience, reach.of(severity), onBoundary));
    }

    private Future<Void> collect(
            Audience audience, Severity severity, AreaTest area, int from, List<AudienceStore.Place> onBoundary) {
        Long[] cells = audience.boundaryCells();
        if (from >= cells.length) {
            return Future.succeededFuture();
        }
        int to = Math.min(from + audience.boundaryChunk(), cells.length);
        return store.placesIn(pool, Arrays.copyOfRange(cells, from, to), reach.of(severity))
                .compose(places -> {
                    onBoundary.addAll(area.covered(places));
                    return collect(audience, severity, area, to, onBoundary);
                });
    }
}
