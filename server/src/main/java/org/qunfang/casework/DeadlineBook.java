package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the {@link Deadlines} in memory. Read again at once after a change of this process, and within two seconds after
 * a change of another one.
 */
public final class DeadlineBook {
    private static final Logger LOG = LoggerFactory.getLogger(DeadlineBook.class);
    private static final long POLL_MILLIS = 2_000;

    private final Vertx vertx;
    private final Pool pool;
    private final Registry registry;
    private volatile DeadlineStore.All all;
    private volatile Deadlines deadlines = Deadlines.BUILT_IN;
    private volatile boolean stopped;
    private long timer = -1;

    public DeadlineBook(Vertx vertx, Pool pool, Registry registry) {
        this.vertx = vertx;
        this.pool = pool;
        this.registry = registry;
    }

    /** Reads everything for the first time and begins to watch for changes. */
    public Future<Void> start() {
        return reload().onSuccess(read -> timer = vertx.setPeriodic(POLL_MILLIS, tick -> reloadIfChanged()));
    }

    public void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    /** The newest ones read. */
    public Deadlines deadlines() {
        return deadlines;
    }

    DeadlineStore.All all() {
        return all;
    }

    /** Reads everything again. */
    public Future<Void> reload() {
        return pool.withTransaction(DeadlineStore::read)
                .onSuccess(this::replaceOlder)
                .mapEmpty();
    }

    private synchronized void replaceOlder(DeadlineStore.All read) {
        if (all == null || all.version() < read.version()) {
            all = read;
            deadlines = new Deadlines(read.version(), calendar(read), read.keyToTerm(), this::lineage);
        }
    }

    private static WorkCalendar calendar(DeadlineStore.All read) {
        Map<LocalDate, Boolean> days = new LinkedHashMap<>();
        read.days().forEach((day, named) -> days.put(day, named.worked()));
        return new WorkCalendar(days);
    }

    private List<UUID> lineage(UUID categoryId) {
        return registry.matrix().chain(categoryId).stream().map(Category::id).toList();
    }

    private void reloadIfChanged() {
        DeadlineStore.version(pool)
                .compose(version -> version > all.version() ? reload() : Future.succeededFuture())
                .onFailure(failure -> {
                    if (!stopped) {
                        LOG.warn("the deadlines could not be read again: {}", failure.toString());
                    }
                });
    }
}
