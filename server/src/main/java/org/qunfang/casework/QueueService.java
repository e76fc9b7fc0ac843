package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.qunfang.http.Caller;
import org.qunfang.responsibility.Department;
import org.qunfang.responsibility.Matrix;
import org.qunfang.responsibility.Registry;

/** What waits for whom. */
public final class QueueService {
    private final Pool pool;
    private final Registry registry;
    private final Clock clock;
    private final CountMemory memory;
    private volatile SearchNames names;

    QueueService(Pool pool, Registry registry, Clock clock, CountMemory memory) {
        this.pool = pool;
        this.registry = registry;
        this.clock = clock;
        this.memory = memory;
    }

    /**
     * @param found one more than the limit when there is a next page
     * @param elsewhere the case whose number or code was typed, where it may be read and is not in this list; else null
     * @param into the case that goes on in the place of that one, or null
     */
    record Read(List<QueueItem> found, QueueItem elsewhere, CaseDetails.Named into, QueueCounts counts) {}

    /** A page of one queue and the counts of all, sent together: one round trip, for words some more. */
    Future<Read> read(Caller caller, Queue queue, QueueFilter filter) {
        Instant now = clock.instant();
        CaseScope scope = CaseScope.of(caller);
        Department office = registry.matrix().dutyOffice();
        UUID officeId = office == null ? null : office.id();
        QueuePlan plan = QueuePlan.of(queue, scope, caller.accountId(), officeId, now);
        UUID account = caller.accountId();
        if (filter.words() != null) {
            Future<List<QueueItem>> page = Searching.page(pool, plan, filter, names().sought(filter.words()));
            QueuePlan all = QueuePlan.of(Queue.ALL, scope, account, officeId, now);
            return page.compose(found -> elsewhere(found, all, filter)
                    .compose(other -> into(other)
                            .compose(into -> QueueCounts.of(pool, scope, account, shared(pool, scope, officeId, now))
                                    .map(counts -> new Read(found, other, into, counts)))));
        }
        return pool.withConnection(conn -> {
            Future<List<QueueItem>> page = QueueStore.page(conn, plan, filter);
            Future<QueueCounts> counts = QueueCounts.of(conn, scope, account, shared(conn, scope, officeId, now));
            return Future.all(page, counts).map(both -> new Read(page.result(), null, null, counts.result()));
        });
    }

    private Future<QueueItem> elsewhere(List<QueueItem> found, QueuePlan all, QueueFilter filter) {
        return found.isEmpty() && filter.namesOne() ? QueueStore.named(pool, all, filter) : Future.succeededFuture();
    }

    private Future<CaseDetails.Named> into(QueueItem elsewhere) {
        return elsewhere == null ? Future.succeededFuture() : MergeStore.into(pool, elsewhere.id());
    }

    /** Spelt anew only when the matrix is another one. */
    private SearchNames names() {
        SearchNames known = names;
        Matrix matrix = registry.matrix();
        if (known == null || !known.isOf(matrix)) {
            known = new SearchNames(matrix);
            names = known;
        }
        return known;
    }

    private Future<QueueCounts.Shared> shared(SqlClient client, CaseScope scope, UUID officeId, Instant now) {
        return memory.get(scope, now, () -> QueueCounts.shared(client, scope, officeId, now));
    }
}
