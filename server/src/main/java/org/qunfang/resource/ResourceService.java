package org.qunfang.resource;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Takes offers, takes them back and lists them. */
public final class ResourceService {
    private final Pool pool;
    private final Clock clock;
    private final AuditLog audit;

    public ResourceService(Pool pool, Clock clock, AuditLog audit) {
        this.pool = pool;
        this.clock = clock;
        this.audit = audit;
    }

    /** @param isNew false when it was offered before */
    record Outcome(ResourceStore.Shown shown, boolean isNew) {}

    /** One request to offer. {@code replaces} is the version of If-Match, if one was sent. */
    record Asked(UUID id, JsonObject body, Optional<Long> replaces) {}

    /**
     * Stores the offer, or replaces it when the version to replace was named; the same again changes nothing. Fails
     * with {@code forbidden}, {@code invalid}, {@code wrong-state}, {@code already-exists}, {@code already-promised} for less
     * than is promised of it, or {@code stale}.
     */
    Future<Outcome> put(Caller caller, Asked asked) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return pool.withTransaction(conn -> frame(conn, caller, asked)
                .map(frame -> Offer.decide(asked.id(), caller.accountId(), asked.body(), frame, now))
                .compose(offer -> ResourceStore.insert(conn, offer)
                        .compose(isNew -> isNew
                                ? offered(conn, caller, offer, asked.replaces())
                                : replace(conn, caller, offer, asked.replaces(), now)))
                .compose(isNew -> ResourceStore.byId(conn, asked.id())
                        .map(found -> new Outcome(found.orElseThrow(Problem::notFound), isNew))));
    }

    private static Future<Offer.Frame> frame(SqlClient conn, Caller caller, Asked asked) {
        UUID organisationId = UUID.fromString(asked.body().getString("organisationId"));
        return ResourceStore.frame(
                        conn, organisationId, caller.accountId(), asked.body().getString("type"))
                .map(found -> found.orElseThrow(() ->
                        Problem.invalid("/organisationId", Localized.of("没有这个组织", "There is no such organisation"))));
    }

    /** Who changes an offer that another member withdrew meanwhile does not bring it back. */
    private Future<Boolean> offered(SqlClient conn, Caller caller, Resource offer, Optional<Long> replaces) {
        return replaces.isPresent()
                ? Future.failedFuture(stale())
                : append(conn, caller, "resource.offered", offer).map(true);
    }

    private Future<Boolean> replace(
            SqlClient conn, Caller caller, Resource offer, Optional<Long> replaces, Instant now) {
        return ResourceStore.lock(conn, offer.id())
                .compose(locked -> ResourceStore.byId(conn, offer.id()))
                .map(found -> found.orElseThrow(Problem::notFound).resource())
                .compose(known -> {
                    if (known.saysTheSameAs(offer)) {
                        return Future.succeededFuture(false);
                    }
                    refuseUnlessReplaceable(known, offer, replaces);
                    return ResourceStore.update(conn, offer, now)
                            .compose(done -> append(conn, caller, "resource.changed", offer))
                            .map(false);
                });
    }

    /** An offer stays with its organisation: else a member of one could take over what another one offers. */
    private static void refuseUnlessReplaceable(Resource known, Resource offer, Optional<Long> replaces) {
        if (replaces.isEmpty() || !known.organisationId().equals(offer.organisationId())) {
            throw Problem.of(ProblemType.ALREADY_EXISTS, "这个编号已用于其他内容。", "This id stands for another offer already.");
        }
        if (known.version() != replaces.get()) {
            throw stale();
        }
    }

    private static Problem stale() {
        return Problem.of(ProblemType.STALE, "此项已被他人更新，请重新读取。", "The offer was changed meanwhile; read again.");
    }

    /**
     * What is not offered by an organisation of the caller's stays as it is. Fails with {@code already-promised} while
     * something is promised of it.
     */
    Future<Void> withdraw(Caller caller, UUID id) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return pool.withTransaction(conn -> ResourceStore.lock(conn, id)
                .compose(locked -> ResourceStore.byId(conn, id))
                .compose(found -> ResourceStore.delete(conn, id, caller.accountId())
                        .compose(deleted -> deleted
                                ? Future.succeededFuture(true)
                                : ResourceStore.withdraw(conn, id, caller.accountId(), now))
                        .compose(gone -> gone
                                ? append(
                                        conn,
                                        caller,
                                        "resource.withdrawn",
                                        found.orElseThrow().resource())
                                : Future.succeededFuture())));
    }

    private Future<Void> append(SqlClient conn, Caller caller, String action, Resource offer) {
        JsonObject detail = new JsonObject()
                .put("organisationId", offer.organisationId().toString())
                .put("type", offer.type())
                .put("quantity", offer.quantity().toPlainString());
        return audit.append(conn, caller, action, "resource", offer.id(), detail);
    }

    /** For officers and for members of the organisation; for others it does not exist. */
    Future<ResourceStore.Shown> get(Caller caller, UUID id) {
        return pool.withConnection(conn -> ResourceStore.byId(conn, id)
                .map(found -> found.orElseThrow(Problem::notFound))
                .compose(shown -> maySee(conn, caller, shown)
                        .map(allowed ->
                                Optional.of(shown).filter(any -> allowed).orElseThrow(Problem::notFound))));
    }

    private static Future<Boolean> maySee(SqlClient conn, Caller caller, ResourceStore.Shown shown) {
        return caller.may("resource.list")
                ? Future.succeededFuture(true)
                : OrganisationStore.isMember(conn, shown.resource().organisationId(), caller.accountId());
    }

    Future<List<ResourceStore.Shown>> list(ResourceStore.Query query) {
        return ResourceStore.list(pool, query);
    }
}
