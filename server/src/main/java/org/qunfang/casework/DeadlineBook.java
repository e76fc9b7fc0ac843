package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.qunfang.db.Held;
import org.qunfang.responsibility.Registry;

/** Keeps the {@link Deadlines} in memory. */
public final class DeadlineBook {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Held<Read> held;

    private record Read(DeadlineStore.All all, Deadlines deadlines) {}

    public DeadlineBook(Vertx vertx, Pool pool, Registry registry) {
        Function<UUID, List<UUID>> lineage = categoryId -> registry.matrix().lineage(categoryId);
        this.held = new Held<>(
                vertx,
                new Held.Source<>(
                        "the deadlines",
                        PAUSE,
                        () -> DeadlineStore.version(pool),
                        () -> pool.withTransaction(DeadlineStore::read).map(all -> read(all, lineage)),
                        read -> read.all().version(),
                        read -> {}));
    }

    private static Read read(DeadlineStore.All all, Function<UUID, List<UUID>> lineage) {
        return new Read(all, new Deadlines(all.version(), calendar(all), all.keyToTerm(), lineage));
    }

    private static WorkCalendar calendar(DeadlineStore.All read) {
        Map<LocalDate, Boolean> days = new LinkedHashMap<>();
        read.days().forEach((day, named) -> days.put(day, named.worked()));
        return new WorkCalendar(days);
    }

    /** Reads everything for the first time and begins to watch for changes. */
    public Future<Void> start() {
        return held.start();
    }

    public void stop() {
        held.stop();
    }

    /** The newest ones read. */
    public Deadlines deadlines() {
        return held.value().deadlines();
    }

    DeadlineStore.All all() {
        return held.value().all();
    }

    /** Reads everything again. */
    public Future<Void> reload() {
        return held.reload();
    }
}
