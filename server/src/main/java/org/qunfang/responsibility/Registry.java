package org.qunfang.responsibility;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import org.qunfang.db.Held;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the {@link Matrix} in memory. */
public final class Registry {
    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Held<Matrix> held;

    public Registry(Vertx vertx, Pool pool) {
        this.held = new Held<>(
                vertx,
                new Held.Source<>(
                        "the matrix",
                        PAUSE,
                        () -> MatrixStore.version(pool),
                        () -> read(vertx, pool, matrix()),
                        Matrix::version,
                        Registry::tell));
    }

    private static Future<Matrix> read(Vertx vertx, Pool pool, Matrix held) {
        return pool.withTransaction(conn -> MatrixStore.readAtOneMoment(conn, held))
                .compose(rows -> vertx.executeBlocking(() -> MatrixStore.build(rows), false));
    }

    private static void tell(Matrix read) {
        LOG.info(
                "matrix version {}: {} areas, {} departments, {} categories, {} responsibilities",
                read.version(),
                read.areas().size(),
                read.departments().size(),
                read.categories().size(),
                read.responsibilities().size());
    }

    /** Reads the matrix for the first time and begins to watch for changes. */
    public Future<Void> start() {
        return held.start();
    }

    /** Ends when a look at the database that is under way has ended. */
    public Future<Void> stop() {
        return held.stop();
    }

    /** The newest one read; a caller keeps it for the whole of one decision. */
    public Matrix matrix() {
        return held.value();
    }

    public Future<Void> reload() {
        return held.reload();
    }
}
