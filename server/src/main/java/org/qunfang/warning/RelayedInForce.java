package org.qunfang.warning;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.locationtech.jts.geom.Geometry;
import org.qunfang.geo.AreaIndex;
import org.qunfang.geo.Location;

/** Warnings of other authorities in force, in memory as our own are ({@link ActiveWarnings}). */
final class RelayedInForce {
    private final Pool pool;
    private final RelayedStore store;
    private final Clock clock;
    private volatile Snapshot snapshot = new Snapshot("-", List.of(), new AreaIndex<UUID>(Map.of()));

    private record Snapshot(String versions, List<RelayedWarning> warnings, AreaIndex<UUID> areas) {}

    RelayedInForce(Pool pool, RelayedStore store, Clock clock) {
        this.pool = pool;
        this.store = store;
        this.clock = clock;
    }

    /** Reads what changed, if anything did. */
    Future<Void> refresh() {
        Instant now = clock.instant();
        return store.versions(pool, now)
                .compose(found -> found.equals(snapshot.versions)
                        ? Future.succeededFuture()
                        : store.out(pool, now)
                                .onSuccess(read -> snapshot = new Snapshot(found, List.copyOf(read), index(read)))
                                .mapEmpty());
    }

    private static AreaIndex<UUID> index(List<RelayedWarning> warnings) {
        Map<UUID, Geometry> idToArea = new HashMap<>();
        warnings.forEach(warning -> idToArea.put(warning.id(), warning.area()));
        return new AreaIndex<>(idToArea);
    }

    List<RelayedWarning> now() {
        Instant now = clock.instant();
        return snapshot.warnings.stream()
                .filter(warning -> warning.isActive(now))
                .toList();
    }

    List<RelayedWarning> at(Location place) {
        List<UUID> ids = snapshot.areas.containing(place);
        return now().stream().filter(warning -> ids.contains(warning.id())).toList();
    }

    Optional<RelayedWarning> find(UUID id) {
        return now().stream().filter(warning -> warning.id().equals(id)).findFirst();
    }
}
