package org.qunfang.audit;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.Map;
import org.qunfang.http.Operation;

/** The room's door for those who read the log; {@link AuditLog} is the one for those who write it. */
public final class Audit implements AutoCloseable {
    private final AuditSealer sealer;
    private final Map<String, Operation> operations;

    private Audit(AuditSealer sealer, Map<String, Operation> operations) {
        this.sealer = sealer;
        this.operations = operations;
    }

    public static Audit furnish(Vertx vertx, Pool pool, Clock clock, ActorNames names) {
        AuditSealer sealer = new AuditSealer(vertx, pool, clock);
        return new Audit(sealer, new AuditApi(pool, sealer, names).operations());
    }

    /** Handlers by operationId. */
    public Map<String, Operation> operations() {
        return operations;
    }

    /** Begins to seal every second, until {@link #close}. */
    public void open() {
        sealer.start();
    }

    @Override
    public void close() {
        sealer.close();
    }
}
