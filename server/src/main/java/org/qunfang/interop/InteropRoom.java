package org.qunfang.interop;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Operation;
import org.qunfang.responsibility.Registry;
import org.qunfang.settings.Network;
import org.qunfang.warning.Relay;

/** The room's front door: puts its parts together. */
public final class InteropRoom {
    /** Reading a message of 2 MB and cutting its area takes up to a second. */
    private static final int WORKERS = 1;

    private final WorkerExecutor worker;
    /** Looking a name up may take seconds, and must not keep messages waiting. */
    private static final int NAME_WORKERS = 2;

    private static final Duration REFUSED_KEPT = Duration.ofDays(90);

    private final Pool pool;
    private final Clock clock;
    private final ImportStore imports = new ImportStore();
    private final WorkerExecutor names;
    private final FeedClient client;
    private final FeedPoller poller;
    private final Map<String, Operation> operations;

    /** @param feedNetworks private networks that feeds may be read from */
    public InteropRoom(
            Vertx vertx,
            Pool pool,
            Registry registry,
            Relay relay,
            AuditLog audit,
            List<Network> feedNetworks,
            Clock clock) {
        this.worker = vertx.createSharedWorkerExecutor("cap", WORKERS);
        this.pool = pool;
        this.clock = clock;
        SenderStore senders = new SenderStore();
        ImportService service = new ImportService(pool, imports, senders, registry, relay, audit, worker, clock);
        SenderService trusted = new SenderService(pool, senders, registry, audit, relay.ownSender(), clock);
        this.names = vertx.createSharedWorkerExecutor("feed-names", NAME_WORKERS);
        this.client = new FeedClient(vertx, names, feedNetworks);
        this.poller = new FeedPoller(pool, new FeedStore(), client, service, worker, clock);
        this.operations = new InteropApi(pool, service, imports, trusted, registry).operations();
    }

    public Map<String, Operation> operations() {
        return operations;
    }

    /** Reads the feeds that are due; to be called every few seconds. */
    public Future<Integer> pollFeeds() {
        return poller.poll();
    }

    /** Forgets refused messages that did not come again for 90 days; to be called now and then. */
    public Future<Integer> sweep() {
        return imports.sweep(pool, clock.instant().minus(REFUSED_KEPT));
    }

    public void stop() {
        client.close();
        names.close();
        worker.close();
    }
}
