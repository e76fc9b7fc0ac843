package org.qunfang.warning;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.qunfang.delivery.Messages;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.responsibility.Department;
import org.qunfang.responsibility.Registry;
import org.qunfang.warning.WarningStatus.Step;

/**
 * What goes out: approval and cancellation. The CAP message is written and signed before the transaction begins, from the
 * warning as it was read; the transaction takes it only when the warning is still that version.
 */
final class Publishing {
    /** Members that an approver sends. */
    record Agreement(String contentHash, boolean exerciseConfirmed, String rationale, String areaName) {}

    private final Pool pool;
    private final WarningStore store;
    private final HistoryStore history;
    private final WarningSteps steps;
    private final Registry registry;
    private final Messages delivery;
    private final CapMessages cap;
    private final Signatures signatures;
    private final Clock clock;
    private final Supplier<Future<Void>> afterPublishing;

    Publishing(
            Pool pool,
            WarningStore store,
            HistoryStore history,
            WarningSteps steps,
            Registry registry,
            Messages delivery,
            CapMessages cap,
            Signatures signatures,
            Clock clock,
            Supplier<Future<Void>> afterPublishing) {
        this.pool = pool;
        this.store = store;
        this.history = history;
        this.steps = steps;
        this.registry = registry;
        this.delivery = delivery;
        this.cap = cap;
        this.signatures = signatures;
        this.clock = clock;
        this.afterPublishing = afterPublishing;
    }

    /** @param version the version that the approver read, or 0 when only the hash was sent */
    Future<Warning> approve(Caller caller, UUID id, long version, Agreement agreement) {
        Instant now = clock.instant();
        return steps.seen(pool, caller, id)
                .compose(read -> alert(asRead(read, version), agreement, now)
                        .compose(alert -> pool.withTransaction(conn -> steps.locked(conn, caller, id, version)
                                .compose(warning -> stillApprover(conn, caller).map(warning))
                                .map(warning -> approved(caller, warning, read, agreement, now))
                                .compose(warning -> publish(conn, caller, warning, alert, agreement, now)))))
                .compose(published -> afterPublishing.get().map(published));
    }

    /** A stale copy is told before anything else. */
    private static Warning asRead(Warning read, long version) {
        if (version != 0) {
            WarningSteps.checkVersion(read, version);
        }
        return read;
    }

    /** What would go out, signed; refused where nothing could, so that nobody keeps the workers busy. */
    private Future<CapMessage> alert(Warning read, Agreement agreement, Instant now) {
        read.status().after(Step.APPROVE);
        boolean isPublic = read.content().isPublic(agreement.exerciseConfirmed());
        if (read.supersedes() == null) {
            return signatures.sign(cap.alert(read, isPublic, senderName(read), now));
        }
        return history.messages(pool, List.of(read.supersedes()))
                .compose(sent -> signatures.sign(cap.update(read, sent.get(0), isPublic, senderName(read), now)));
    }

    private static Warning approved(Caller caller, Warning warning, Warning read, Agreement agreement, Instant now) {
        Approval.check(warning, caller.accountId(), agreement.contentHash(), agreement.exerciseConfirmed(), now);
        TypedName.check(warning.content(), agreement.areaName());
        WarningSteps.checkVersion(warning, read.version());
        return warning;
    }

    private Future<Warning> publish(
            SqlConnection conn, Caller caller, Warning warning, CapMessage alert, Agreement agreement, Instant now) {
        UUID id = warning.id();
        JsonObject detail = new JsonObject().put("identifier", alert.identifier());
        return supersede(conn, caller, warning, alert, now)
                .compose(done -> store.publish(conn, id, caller.accountId(), agreement.exerciseConfirmed(), now))
                .compose(stored -> history.sent(conn, alert))
                .compose(sent ->
                        steps.decided(conn, caller, id, "approved", warning.contentHash(), agreement.rationale()))
                .compose(decided -> steps.audited(conn, caller, WarningService.PUBLISHED, id, detail))
                .compose(audited -> WarningSteps.told(conn, WarningService.PUBLISHED, id, alert, now))
                .compose(told -> steps.loaded(conn, id));
    }

    /** Ends the warning whose place this one takes: in the same transaction, so that never two or none are in force. */
    private Future<Void> supersede(SqlConnection conn, Caller caller, Warning warning, CapMessage update, Instant now) {
        UUID earlierId = warning.supersedes();
        if (earlierId == null) {
            return Future.succeededFuture();
        }
        JsonObject detail = new JsonObject().put("by", warning.id().toString());
        return store.lock(conn, earlierId)
                .compose(found -> {
                    Superseding.check(found.orElseThrow(), now);
                    return store.move(conn, earlierId, WarningStatus.SUPERSEDED, now);
                })
                .compose(moved -> steps.decided(conn, caller, earlierId, "superseded", null, null))
                .compose(decided -> steps.audited(conn, caller, "warning.superseded", earlierId, detail))
                .compose(audited -> delivery.halt(conn, update.refersTo(), now));
    }

    /**
     * Takes a published warning back, by one officer and at once.
     *
     * @param version 0 when none was sent: a Cancel does not wait for a fresh copy
     * @param note what people shall read, or null
     */
    Future<Warning> cancel(Caller caller, UUID id, long version, String rationale, Localized note) {
        Instant now = clock.instant();
        return steps.seen(pool, caller, id)
                .compose(read -> {
                    asRead(read, version).status().after(Step.CANCEL);
                    return history.messages(pool, List.of(id))
                            .compose(sent ->
                                    signatures.sign(cap.cancel(read, sent.get(0), note, senderName(read), now)));
                })
                .compose(cancel -> pool.withTransaction(conn -> steps.locked(conn, caller, id, version)
                        .compose(warning -> {
                            // Nothing else about it can have changed since: what is published never does.
                            warning.status().after(Step.CANCEL);
                            return cancel(conn, caller, warning, cancel, rationale, now);
                        })))
                .compose(cancelled -> afterPublishing.get().map(cancelled));
    }

    private Future<Warning> cancel(
            SqlConnection conn, Caller caller, Warning warning, CapMessage cancel, String rationale, Instant now) {
        UUID id = warning.id();
        JsonObject detail = new JsonObject().put("identifier", cancel.identifier());
        return store.move(conn, id, WarningStatus.CANCELLED, now)
                .compose(moved -> history.sent(conn, cancel))
                .compose(sent -> steps.decided(conn, caller, id, "cancelled", warning.contentHash(), rationale))
                .compose(decided -> steps.audited(conn, caller, WarningService.CANCELLED, id, detail))
                .compose(audited -> delivery.halt(conn, cancel.refersTo(), now))
                .compose(halted -> WarningSteps.told(conn, WarningService.CANCELLED, id, cancel, now))
                .compose(told -> steps.loaded(conn, id));
    }

    /** The token may be older than the account's demotion. */
    private Future<Void> stillApprover(SqlConnection conn, Caller caller) {
        return store.isStillApprover(conn, caller.accountId())
                .compose(approver -> approver
                        ? Future.succeededFuture()
                        : Future.failedFuture(Problem.of(
                                ProblemType.FORBIDDEN, "您已不再有核准预警的权限。", "You may no longer approve warnings.")));
    }

    private Localized senderName(Warning warning) {
        return registry.matrix()
                .department(warning.authorDepartment())
                .map(Department::name)
                .orElse(null);
    }
}
