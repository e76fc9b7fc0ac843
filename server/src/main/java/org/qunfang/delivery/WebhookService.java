package org.qunfang.delivery;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.problem.Problem;

/** Administrators say here who else gets the city's CAP messages. */
final class WebhookService {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** @param url as somebody wrote it */
    record Input(String name, String url, Severity minimumSeverity, boolean active) {}

    private final Pool pool;
    private final WebhookStore store;
    private final WebhookAddress addresses;
    private final AuditLog audit;
    private final Clock clock;

    WebhookService(Pool pool, WebhookStore store, WebhookAddress addresses, AuditLog audit, Clock clock) {
        this.pool = pool;
        this.store = store;
        this.addresses = addresses;
        this.audit = audit;
        this.clock = clock;
    }

    Future<List<Webhook>> all() {
        return store.all();
    }

    /** @throws Problem invalid at the member; already-exists for an address that is there */
    Future<Webhook> create(Caller caller, Input input) {
        Webhook webhook = webhook(UuidCreator.getTimeOrderedEpoch(), 1, input, secret());
        return pool.withTransaction(conn -> store.insert(conn, webhook, clock.instant())
                .compose(stored -> audited(conn, caller, "webhook.created", webhook.id())));
    }

    /** As {@link #create}; stale for another version than it has. */
    Future<Webhook> update(Caller caller, UUID id, long version, Input input) {
        Webhook webhook = webhook(id, version, input, null);
        return pool.withTransaction(conn -> known(conn, id)
                .compose(found -> store.update(conn, webhook, version))
                .compose(stored -> audited(conn, caller, "webhook.changed", id)));
    }

    /** Signs with another secret from now on; the old one is worth nothing any more. */
    Future<Webhook> renewSecret(Caller caller, UUID id, long version) {
        return pool.withTransaction(conn -> known(conn, id)
                .compose(found -> store.newSecret(conn, id, version, secret()))
                .compose(stored -> audited(conn, caller, "webhook.secret-renewed", id)));
    }

    private Future<Webhook> known(SqlConnection conn, UUID id) {
        return store.find(conn, id).map(found -> found.orElseThrow(Problem::notFound));
    }

    private Future<Webhook> audited(SqlConnection conn, Caller caller, String action, UUID id) {
        return known(conn, id)
                .compose(now -> audit.append(
                                conn,
                                caller,
                                action,
                                "webhook",
                                id,
                                new JsonObject()
                                        .put("name", now.name())
                                        .put("url", now.url())
                                        .put("active", now.active()))
                        .map(now));
    }

    private Webhook webhook(UUID id, long version, Input input, byte[] secret) {
        return new Webhook(
                id,
                version,
                input.name(),
                addresses.checked(input.url()),
                input.minimumSeverity(),
                input.active(),
                secret,
                Webhook.Health.NONE);
    }

    private static byte[] secret() {
        byte[] secret = new byte[Webhook.SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }
}
