package org.qunfang.audit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.qunfang.http.Operation;

/** The room's door for those who read the log; {@link AuditLog} is the one for those who write it. */
public final class Audit implements AutoCloseable {
    private final AuditSealer sealer;
    private final AuditVerifier verifier;
    private final Map<String, Operation> operations;

    private Audit(AuditSealer sealer, AuditVerifier verifier, Map<String, Operation> operations) {
        this.sealer = sealer;
        this.verifier = verifier;
        this.operations = operations;
    }

    public static Audit furnish(Vertx vertx, Pool pool, Clock clock, ActorNames names) {
        AuditSealer sealer = new AuditSealer(vertx, pool, clock);
        AuditVerifier verifier = new AuditVerifier(pool);
        return new Audit(sealer, verifier, new AuditApi(pool, sealer, verifier, names).operations());
    }

    /**
     * Seals what waits, then recomputes the whole chain. Takes seconds for a million entries.
     *
     * @param notedHead {@link Verification#headToNote} of an earlier day, or null
     * @param progress told the last position checked
     * @throws IllegalArgumentException when {@code notedHead} is nothing like it
     */
    public Future<Verification> verify(String notedHead, LongConsumer progress) {
        Optional<NotedHead> noted = Optional.ofNullable(notedHead).map(NotedHead::parse);
        return sealer.seal().compose(count -> verifier.verify(noted, progress));
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
