package org.qunfang.warning;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warnings of other authorities in force, in memory as our own are ({@link ActiveWarnings}). */
final class RelayedInForce {
    private static final Logger LOG = LoggerFactory.getLogger(RelayedInForce.class);
    private static final long POLL_MILLIS = 1_000;

    private final Vertx vertx;
    private final Pool pool;
    private final RelayedStore store;
    private final Clock clock;
    private volatile Snapshot snapshot = new Snapshot("-", List.of(), new AreaIndex<UUID>(Map.of()));
    private long timer = -1;

    private record Snapshot(String versions, List<RelayedWarning> warnings, AreaIndex<UUID> areas) {}

    RelayedInForce(Vertx vertx, Pool pool, RelayedStore store, Clock clock) {
        this.vertx = vertx;
        this.pool = pool;
        this.store = store;
        this.clock = clock;
    }

    Future<Void> start() {
        return refresh()
                .onSuccess(read -> timer = vertx.setPeriodic(
                        POLL_MILLIS,
                        tick -> refresh()
                                .onFailure(failure ->
                                        LOG.warn("relayed warnings are served from memory: {}", failure.toString()))));
    }

    void stop() {
        vertx.cancelTimer(timer);
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
