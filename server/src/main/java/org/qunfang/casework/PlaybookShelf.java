package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.db.Held;

/** All playbooks at their newest version, in memory: most cases are given one at once, and none of them needs to ask. */
public final class PlaybookShelf {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Held<Shown> held;

    private record Shown(long version, List<Playbook> playbooks) {}

    public PlaybookShelf(Vertx vertx, Pool pool) {
        this.held = new Held<>(
                vertx,
                new Held.Source<>(
                        "the playbooks",
                        PAUSE,
                        () -> PlaybookStore.version(pool),
                        () -> read(pool),
                        Shown::version,
                        shown -> {}));
    }

    /** The version is read first: what changes in between is read once more. */
    private static Future<Shown> read(Pool pool) {
        return PlaybookStore.version(pool)
                .compose(version -> PlaybookStore.read(pool).map(read -> new Shown(version, read)));
    }

    /** Reads for the first time and begins to watch for changes. */
    public Future<Void> start() {
        return held.start();
    }

    public void stop() {
        held.stop();
    }

    List<Playbook> all() {
        return held.value().playbooks();
    }

    Optional<Playbook> byId(UUID id) {
        return all().stream().filter(each -> each.id().equals(id)).findFirst();
    }

    Future<Void> reload() {
        return held.reload();
    }
}
