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
import org.qunfang.responsibility.Registry;

/** What waits for whom. */
public final class QueueService {
    private final Pool pool;
    private final Registry registry;
    private final Clock clock;
    private final CountMemory memory;

    QueueService(Pool pool, Registry registry, Clock clock, CountMemory memory) {
        this.pool = pool;
        this.registry = registry;
        this.clock = clock;
        this.memory = memory;
    }

    /** @param found one more than the limit when there is a next page */
    record Read(List<QueueItem> found, QueueCounts counts) {}

    /** A page of one queue and the counts of all, sent together: one round trip, for words some more. */
    Future<Read> read(Caller caller, Queue queue, QueueFilter filter) {
        Instant now = clock.instant();
        CaseScope scope = CaseScope.of(caller);
        Department office = registry.matrix().dutyOffice();
        UUID officeId = office == null ? null : office.id();
        QueuePlan plan = QueuePlan.of(queue, scope, caller.accountId(), officeId, now);
        UUID account = caller.accountId();
        if (filter.words() != null) {
            Future<List<QueueItem>> page = Searching.page(pool, plan, filter);
            return page.compose(found -> QueueCounts.of(pool, scope, account, shared(pool, scope, officeId, now))
                    .map(counts -> new Read(found, counts)));
        }
        return pool.withConnection(conn -> {
            Future<List<QueueItem>> page = QueueStore.page(conn, plan, filter);
            Future<QueueCounts> counts = QueueCounts.of(conn, scope, account, shared(conn, scope, officeId, now));
            return Future.all(page, counts).map(both -> new Read(page.result(), counts.result()));
        });
    }

    private Future<QueueCounts.Shared> shared(SqlClient client, CaseScope scope, UUID officeId, Instant now) {
        return memory.get(scope, now, () -> QueueCounts.shared(client, scope, officeId, now));
    }
}
