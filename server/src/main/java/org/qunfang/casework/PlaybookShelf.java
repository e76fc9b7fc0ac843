package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All playbooks at their newest version, in memory: most cases are given one at once, and none of them needs to ask. Read
 * again at once after an edit of this process, within two seconds after that of another one.
 */
public final class PlaybookShelf {
    private static final Logger LOG = LoggerFactory.getLogger(PlaybookShelf.class);
    private static final long POLL_MILLIS = 2_000;

    private final Vertx vertx;
    private final Pool pool;
    private volatile Shown shown = new Shown(0, List.of());
    private long timer = -1;
    private volatile boolean stopped;

    private record Shown(long version, List<Playbook> playbooks) {}

    public PlaybookShelf(Vertx vertx, Pool pool) {
        this.vertx = vertx;
        this.pool = pool;
    }

    /** Reads for the first time and begins to watch for changes. */
    public Future<Void> start() {
        return reload().onSuccess(read -> timer = vertx.setPeriodic(POLL_MILLIS, tick -> reloadIfChanged()));
    }

    public void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    List<Playbook> all() {
        return shown.playbooks();
    }

    Optional<Playbook> byId(UUID id) {
        return all().stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /** The version is read first: what changes in between is read once more. */
    Future<Void> reload() {
        return PlaybookStore.version(pool)
                .compose(version -> PlaybookStore.read(pool).map(read -> new Shown(version, read)))
                .onSuccess(this::replaceOlder)
                .mapEmpty();
    }

    private synchronized void replaceOlder(Shown read) {
        if (read.version() >= shown.version()) {
            shown = read;
        }
    }

    private void reloadIfChanged() {
        PlaybookStore.version(pool)
                .compose(version -> version > shown.version() ? reload() : Future.succeededFuture())
                .onFailure(failure -> {
                    if (!stopped) {
                        LOG.warn("the playbooks could not be read again: {}", failure.toString());
                    }
                });
    }
}
