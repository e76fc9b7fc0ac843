package org.qunfang.audit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Links committed entries into the hash chain. Any number of processes may run one; an advisory lock lets a single one
 * write at a time. docs/adr/0010-audit-seals-after-commit.md
 */
final class AuditSealer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditSealer.class);
    private static final long EVERY_MILLIS = 1_000;
    private static final int BATCH = 500;
    private static final Duration BETWEEN_NOTES = Duration.ofMinutes(10);

    private final Vertx vertx;
    private final Pool pool;
    private final Clock clock;
    private Instant lastNoted = Instant.MIN;
    private Long timer;

    AuditSealer(Vertx vertx, Pool pool, Clock clock) {
        this.vertx = vertx;
        this.pool = pool;
        this.clock = clock;
    }

    /** Seals one second after the last sealing ended, until {@link #close}. */
    synchronized AuditSealer start() {
        timer = vertx.setTimer(
                EVERY_MILLIS,
                fired -> seal().onComplete(done -> {
                    if (done.failed()) {
                        LOG.warn("audit entries wait unsealed: {}", done.cause().getMessage());
                    }
                    startUnlessClosed();
                }));
        return this;
    }

    private synchronized void startUnlessClosed() {
        if (timer != null) {
            start();
        }
    }

    @Override
    public synchronized void close() {
        if (timer != null) {
            vertx.cancelTimer(timer);
            timer = null;
        }
    }

    /**
     * Seals everything committed so far, in batches.
     *
     * @return how many entries this call sealed; 0 also when another process is sealing now
     */
    Future<Integer> seal() {
        return pool.withTransaction(this::sealBatch)
                .compose(count -> count < BATCH ? Future.succeededFuture(count) : seal().map(more -> count + more));
    }

    private Future<Integer> sealBatch(SqlConnection conn) {
        // The lock comes in a statement of its own: what the next one sees was committed before the lock was held.
        return ChainStore.lock(conn)
                .compose(locked -> locked ? ChainStore.waiting(conn, BATCH) : Future.succeededFuture(List.of()))
                .compose(entries -> entries.isEmpty() ? Future.succeededFuture(0) : store(conn, entries));
    }

    private Future<Integer> store(SqlConnection conn, List<AuditEntry> entries) {
        return ChainStore.lastSeal(conn)
                .map(last -> link(last, entries))
                .compose(seals -> ChainStore.seal(conn, seals).compose(stored -> note(conn, seals)))
                .map(entries.size());
    }

    private static List<Seal> link(Seal last, List<AuditEntry> entries) {
        List<Seal> seals = new ArrayList<>(entries.size());
        Seal seal = last;
        for (AuditEntry entry : entries) {
            seal = seal.next(entry);
            seals.add(seal);
        }
        return seals;
    }

    /** Keeps the head in the database and in the program's log, whose copies leave this machine. */
    private Future<Void> note(SqlConnection conn, List<Seal> seals) {
        Instant now = clock.instant();
        if (now.isBefore(lastNoted.plus(BETWEEN_NOTES))) {
            return Future.succeededFuture();
        }
        Seal head = seals.get(seals.size() - 1);
        return ChainStore.noteHead(conn, head, now, now.minus(BETWEEN_NOTES)).map(noted -> {
            lastNoted = now;
            if (noted) {
                LOG.info("audit head {}", head);
            }
            return null;
        });
    }
}
