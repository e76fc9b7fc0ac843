package org.qunfang.responsibility;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the {@link Matrix} in memory. Read again at once after a change of this process, and within two seconds after
 * a change of another one.
 */
public final class Registry {
    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
    private static final long POLL_MILLIS = 2_000;

    private final Vertx vertx;
    private final Pool pool;
    private volatile Matrix matrix;
    private long timer = -1;
    private volatile boolean stopped;

    public Registry(Vertx vertx, Pool pool) {
        this.vertx = vertx;
        this.pool = pool;
    }

    /** Reads the matrix for the first time and begins to watch for changes. */
    public Future<Void> start() {
        return reload().onSuccess(read -> timer = vertx.setPeriodic(POLL_MILLIS, tick -> reloadIfChanged()));
    }

    public void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    /** The newest one read; a caller keeps it for the whole of one decision. */
    public Matrix matrix() {
        return matrix;
    }

    public Future<Void> reload() {
        return pool.withTransaction(MatrixStore::readAtOneMoment)
                .compose(rows -> vertx.executeBlocking(() -> MatrixStore.build(rows), false))
                .onSuccess(this::replaceOlder)
                .mapEmpty();
    }

    private synchronized void replaceOlder(Matrix read) {
        if (matrix == null || matrix.version() < read.version()) {
            matrix = read;
            LOG.info(
                    "matrix version {}: {} areas, {} departments, {} categories, {} responsibilities",
                    read.version(),
                    read.areas().size(),
                    read.departments().size(),
                    read.categories().size(),
                    read.responsibilities().size());
        }
    }

    private void reloadIfChanged() {
        MatrixStore.version(pool)
                .compose(version -> version > matrix.version() ? reload() : Future.succeededFuture())
                .onFailure(failure -> {
                    if (!stopped) {
                        LOG.warn("the matrix could not be read again: {}", failure.toString());
                    }
                });
    }
}
