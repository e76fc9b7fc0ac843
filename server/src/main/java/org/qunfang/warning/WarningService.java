package org.qunfang.warning;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.qunfang.audit.AuditLog;
import org.qunfang.delivery.AudienceCount;
import org.qunfang.delivery.Messages;
import org.qunfang.event.Event;
import org.qunfang.event.Outbox;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.responsibility.Department;
import org.qunfang.responsibility.Registry;
import org.qunfang.warning.WarningStatus.Step;

/** What officers do with warnings. Each use case owns its transaction: load, decide, store. */
final class WarningService {
    /** Any step, for the pages of officers; only its id is told. */
    static final String CHANGED = "warning.changed";

    static final String PUBLISHED = "warning.published";
    static final String CANCELLED = "warning.cancelled";

    /** Members that an approver sends. */
    record Agreement(String contentHash, boolean exerciseConfirmed, String rationale) {}

    private final Pool pool;
    private final WarningStore store;
    private final HistoryStore history;
    private final Registry registry;
    private final Messages delivery;
    private final CapMessages cap;
    private final AuditLog audit;
    private final WorkerExecutor geometry;
    private final Clock clock;
    private final Supplier<Future<Void>> afterPublishing;

    WarningService(
            Pool pool,
            WarningStore store,
            HistoryStore history,
            Registry registry,
            Messages delivery,
            CapMessages cap,
            AuditLog audit,
            WorkerExecutor geometry,
            Clock clock,
            Supplier<Future<Void>> afterPublishing) {
        this.pool = pool;
        this.store = store;
        this.history = history;
        this.registry = registry;
        this.delivery = delivery;
        this.cap = cap;
        this.audit = audit;
        this.geometry = geometry;
        this.clock = clock;
        this.afterPublishing = afterPublishing;
    }

    Future<Warning> create(Caller caller, JsonObject body) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Instant now = clock.instant();
        return read(body)
                .compose(content -> pool.withTransaction(conn -> store.insert(
                                conn, id, caller.accountId(), caller.departmentId(), caseId(body), content, now)
                        .recover(NoSuchCase::refused)
                        .compose(stored -> audited(conn, caller, "warning.drafted", id, new JsonObject()))
                        .compose(audited -> loaded(conn, id))));
    }

    /** Replaces the content of a draft; what was submitted or returned before is void. */
    Future<Warning> update(Caller caller, UUID id, long version, JsonObject body) {
        return read(body)
                .compose(content -> pool.withTransaction(conn -> locked(conn, caller, id, version)
                        .map(warning -> {
                            checkAuthor(caller, warning);
                            return warning.status().after(Step.EDIT);
                        })
                        .compose(draft -> store.update(conn, id, caseId(body), content, clock.instant()))
                        .recover(NoSuchCase::refused)
                        .compose(stored -> audited(conn, caller, "warning.edited", id, new JsonObject()))
                        .compose(audited -> loaded(conn, id))));
    }

    /** Freezes content and number of recipients under a hash for the second officer. */
    Future<Warning> submit(Caller caller, UUID id, long version, String rationale) {
        return loaded(pool, id)
                .compose(this::count)
                .compose(count -> pool.withTransaction(conn -> locked(conn, caller, id, version)
                        .compose(warning -> {
                            checkAuthor(caller, warning);
                            warning.status().after(Step.SUBMIT);
                            DraftRules.check(warning.content(), clock.instant());
                            byte[] hash = ContentHash.of(warning.content(), count.devices());
                            return store.submit(conn, id, count.devices(), hash, clock.instant())
                                    .compose(stored -> decided(conn, caller, id, "submitted", hash, rationale));
                        })
                        .compose(decided -> audited(
                                conn,
                                caller,
                                "warning.submitted",
                                id,
                                new JsonObject().put("recipients", count.devices())))
                        .compose(audited -> loaded(conn, id))));
    }

    /** @param version the version that the approver read, or 0 when only the hash was sent */
    Future<Warning> approve(Caller caller, UUID id, long version, Agreement agreement) {
        Instant now = clock.instant();
        return pool.withTransaction(conn -> locked(conn, caller, id, version)
                        .compose(warning -> stillApprover(conn, caller).map(warning))
                        .map(warning -> {
                            Approval.check(
                                    warning,
                                    caller.accountId(),
                                    agreement.contentHash(),
                                    agreement.exerciseConfirmed(),
                                    now);
                            return warning;
                        })
                        .compose(warning -> publish(conn, caller, warning, agreement, now)))
                .compose(published -> afterPublishing.get().map(published));
    }

    private Future<Warning> publish(
            SqlConnection conn, Caller caller, Warning warning, Agreement agreement, Instant now) {
        UUID id = warning.id();
        boolean isPublic = warning.content().isPublic(agreement.exerciseConfirmed());
        CapMessage alert = cap.alert(warning, isPublic, senderName(warning), now);
        return store.publish(conn, id, caller.accountId(), agreement.exerciseConfirmed(), now)
                .compose(stored -> history.sent(conn, alert))
                .compose(sent -> decided(conn, caller, id, "approved", warning.contentHash(), agreement.rationale()))
                .compose(decided ->
                        audited(conn, caller, PUBLISHED, id, new JsonObject().put("identifier", alert.identifier())))
                .compose(audited -> told(conn, PUBLISHED, id, alert, now))
                .compose(told -> loaded(conn, id));
    }

    Future<Warning> sendBack(Caller caller, UUID id, long version, String rationale) {
        return refuse(caller, id, version, Step.RETURN, "returned", rationale);
    }

    Future<Warning> reject(Caller caller, UUID id, long version, String rationale) {
        return refuse(caller, id, version, Step.REJECT, "rejected", rationale);
    }

    private Future<Warning> refuse(Caller caller, UUID id, long version, Step step, String decision, String rationale) {
        return pool.withTransaction(conn -> locked(conn, caller, id, version)
                .compose(warning -> store.move(conn, id, warning.status().after(step), clock.instant())
                        .compose(moved -> decided(conn, caller, id, decision, warning.contentHash(), rationale)))
                .compose(decided -> audited(conn, caller, "warning." + decision, id, new JsonObject()))
                .compose(audited -> loaded(conn, id)));
    }

    /**
     * Takes a published warning back, by one officer and at once.
     *
     * @param version 0 when none was sent: a Cancel does not wait for a fresh copy
     * @param note what people shall read, or null
     */
    Future<Warning> cancel(Caller caller, UUID id, long version, String rationale, Localized note) {
        Instant now = clock.instant();
        return pool.withTransaction(conn -> locked(conn, caller, id, version).compose(warning -> {
                    warning.status().after(Step.CANCEL);
                    return history.messages(conn, List.of(id))
                            .compose(sent -> cancel(conn, caller, warning, sent.get(0), rationale, note, now));
                }))
                .compose(cancelled -> afterPublishing.get().map(cancelled));
    }

    private Future<Warning> cancel(
            SqlConnection conn,
            Caller caller,
            Warning warning,
            CapMessage alert,
            String rationale,
            Localized note,
            Instant now) {
        UUID id = warning.id();
        CapMessage cancel = cap.cancel(warning, alert, note, senderName(warning), now);
        return store.move(conn, id, WarningStatus.CANCELLED, now)
                .compose(moved -> history.sent(conn, cancel))
                .compose(sent -> decided(conn, caller, id, "cancelled", warning.contentHash(), rationale))
                .compose(decided ->
                        audited(conn, caller, CANCELLED, id, new JsonObject().put("identifier", cancel.identifier())))
                .compose(audited -> delivery.halt(conn, alert.id(), now))
                .compose(halted -> told(conn, CANCELLED, id, cancel, now))
                .compose(told -> loaded(conn, id));
    }

    /** Ends published warnings whose time is over; how many. */
    Future<Integer> expireDue() {
        return pool.withTransaction(conn -> store.expire(conn, clock.instant()).compose(ids -> {
            Future<Void> audited = Future.succeededFuture();
            for (UUID id : ids) {
                audited = audited.compose(previous -> audited(conn, EXPIRY, "warning.expired", id, new JsonObject()));
            }
            return audited.map(ids.size());
        }));
    }

    private static final Caller EXPIRY =
            new Caller(Caller.Kind.SERVICE, null, "expiry", null, java.util.Set.of(), java.util.Set.of(), null);

    /** Who would be due now: nobody for what never reaches the public. */
    Future<AudienceCount> count(Warning warning) {
        Content content = warning.content();
        return content.isPublic(true)
                ? delivery.count(content.area().saved(), content.severity())
                : Future.succeededFuture(AudienceCount.NOBODY);
    }

    /** Areas are united and simplified on a worker. */
    private Future<Content> read(JsonObject body) {
        DraftReader reader = new DraftReader(registry.matrix(), clock.instant());
        return geometry.executeBlocking(() -> reader.read(body), false);
    }

    private static UUID caseId(JsonObject body) {
        String id = body.getString("caseId");
        return id == null ? null : UUID.fromString(id);
    }

    private Future<Warning> loaded(io.vertx.sqlclient.SqlClient conn, UUID id) {
        return store.find(conn, id).map(found -> found.orElseThrow(Problem::notFound));
    }

    private Future<Warning> locked(SqlConnection conn, Caller caller, UUID id, long version) {
        return store.lock(conn, id).map(found -> {
            Warning warning = found.orElseThrow(Problem::notFound);
            WarningScope.of(caller).mustSee(warning);
            if (version != 0 && version != warning.version()) {
                throw Problem.of(
                        ProblemType.STALE, "这条预警已被更新，请重新读取。", "This warning changed since you read it; read it again.");
            }
            return warning;
        });
    }

    private static void checkAuthor(Caller caller, Warning warning) {
        if (!warning.author().accountId().equals(caller.accountId())) {
            throw Problem.of(ProblemType.FORBIDDEN, "只有起草人可以修改或提交。", "Only its author edits or submits a warning.");
        }
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

    private Future<Void> decided(
            SqlConnection conn, Caller caller, UUID id, String decision, byte[] hash, String rationale) {
        return history.decided(
                conn,
                new HistoryStore.Decision(
                        UuidCreator.getTimeOrderedEpoch(),
                        id,
                        decision,
                        new Warning.Officer(caller.accountId(), caller.displayName()),
                        hash,
                        rationale,
                        clock.instant()));
    }

    private Future<Void> audited(SqlConnection conn, Caller caller, String action, UUID id, JsonObject detail) {
        return audit.append(conn, caller, action, "warning", id, detail)
                .compose(audited -> Outbox.append(conn, Event.of(CHANGED, id, new JsonObject(), clock.instant())));
    }

    private static Future<Void> told(SqlConnection conn, String type, UUID id, CapMessage message, Instant now) {
        JsonObject data = new JsonObject().put("messageId", message.id().toString());
        return Outbox.append(conn, Event.of(type, id, data, now));
    }
}
