package org.qunfang.db;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something of the database that is held in memory, because it is asked for all the time and seldom changes. Read again
 * at once after a change of this process, and within the pause after a change of another one; what is older never
 * replaces what is newer.
 */
public final class Held<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Held.class);

    private final Vertx vertx;
    private final Source<T> source;
    private long timer = -1;
    private volatile T value;
    private volatile boolean stopped;
    private volatile Future<?> looking = Future.succeededFuture();

    /**
     * Where it comes from.
     *
     * @param name for the log
     * @param pause between two looks at the version
     * @param newest the version that stands in the database: a quick look
     * @param read everything, with the version it has at least
     * @param version of what was read
     * @param onNew told of every newer one
     */
    public record Source<T>(
            String name,
            Duration pause,
            Supplier<Future<Long>> newest,
            Supplier<Future<T>> read,
            ToLongFunction<T> version,
            Consumer<T> onNew) {}

    public Held(Vertx vertx, Source<T> source) {
        this.vertx = vertx;
        this.source = source;
    }

    /** Reads for the first time and begins to watch for changes. */
    public Future<Void> start() {
        return reload().onSuccess(
                        read -> timer = vertx.setPeriodic(source.pause().toMillis(), tick -> reloadIfChanged()));
    }

    /** Looks no more; ends when the look that is under way has ended, so that nothing it needs is taken away from it. */
    public Future<Void> stop() {
        stopped = true;
        vertx.cancelTimer(timer);
        return looking.transform(ended -> Future.succeededFuture());
    }

    /** The newest one read, or null before the first; a caller keeps it for the whole of one decision. */
    public T value() {
        return value;
    }

    public Future<Void> reload() {
        return source.read().get().onSuccess(this::replaceOlder).mapEmpty();
    }

    private synchronized void replaceOlder(T read) {
        if (value == null
                || source.version().applyAsLong(value) < source.version().applyAsLong(read)) {
            value = read;
            source.onNew().accept(read);
        }
    }

    private void reloadIfChanged() {
        if (!looking.isComplete()) {
            return;
        }
        looking = source.newest()
                .get()
                .compose(newest -> newest > source.version().applyAsLong(value) ? reload() : Future.succeededFuture())
                .onFailure(failure -> {
                    if (!stopped) {
                        LOG.warn("{} could not be read again: {}", source.name(), failure.toString());
                    }
                });
    }
}
