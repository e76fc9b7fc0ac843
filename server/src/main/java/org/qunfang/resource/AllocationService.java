package org.qunfang.resource;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.event.Event;
import org.qunfang.event.Outbox;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.resource.AllocationStatus.Transition;

/**
 * Proposes resources to needs and takes them through commit, dispatch, delivery and return. Both sides may take each step:
 * members of the organisation that offers, and whoever answers for the need.
 */
public final class AllocationService {
    private final Pool pool;
    private final Clock clock;
    private final AuditLog audit;
    private final NeedService needs;

    public AllocationService(Pool pool, Clock clock, AuditLog audit, NeedService needs) {
        this.pool = pool;
        this.clock = clock;
        this.audit = audit;
        this.needs = needs;
    }

    /**
     * Promises nothing yet. Fails with {@code invalid} for what does not fit, {@code forbidden} for a resource that is not
     * the caller's where the caller does not answer for the need either, {@code already-exists} where it is proposed.
     *
     * @param quantity null for all that is missing, or all that is offered
     */
    Future<AllocationStore.Shown> propose(Caller caller, UUID needId, UUID resourceId, BigDecimal quantity) {
        Instant now = now();
        return needs.mustRead(caller)
                .compose(allowed -> pool.withTransaction(conn -> NeedStore.lock(conn, needId)
                        .compose(locked -> NeedStore.byId(conn, needId))
                        .map(found -> found.orElseThrow(
                                () -> Problem.invalid("/needId", Localized.of("没有这项需求", "There is no such need"))))
                        .compose(need -> frame(conn, caller, need, resourceId))
                        .map(frame -> AllocationProposal.decide(caller.accountId(), frame, quantity, now))
                        .compose(allocation -> AllocationStore.insert(conn, allocation)
                                .compose(done -> tell(conn, audit, caller, "allocation.proposed", allocation, now))
                                .compose(done -> AllocationStore.byId(conn, caller.accountId(), allocation.id())))
                        .map(found -> found.orElseThrow(Problem::notFound))));
    }

    private static Future<AllocationProposal.Frame> frame(
            SqlConnection conn, Caller caller, NeedStore.Shown need, UUID resourceId) {
        return ResourceStore.byId(conn, resourceId)
                .map(found -> found.orElseThrow(AllocationService::noResource))
                .compose(shown -> OrganisationStore.isMember(
                                conn, shown.resource().organisationId(), caller.accountId())
                        .map(own -> {
                            boolean answers =
                                    NeedService.answers(caller, need.need().departmentId());
                            if (!own && !answers) {
                                throw caller.may("resource.list") ? foreign() : noResource();
                            }
                            if (shown.organisationStatus() != OrganisationStatus.VERIFIED) {
                                throw Problem.invalid(
                                        "/resourceId", Localized.of("其组织未通过核实", "Its organisation is not verified"));
                            }
                            return new AllocationProposal.Frame(need.need(), shown.resource(), need.consumable());
                        }));
    }

    private static Problem noResource() {
        return Problem.invalid("/resourceId", Localized.of("没有这项物资", "There is no such resource"));
    }

    private static Problem foreign() {
        return Problem.of(
                ProblemType.FORBIDDEN,
                "只有提出需求的部门、值班室或提供方可以这样做。",
                "Only the department that raised the need, the duty office or the organisation that offers may do this.");
    }

    /**
     * One step. Fails with {@code not-found} for who takes no part, {@code wrong-state} naming what is open, {@code
     * already-promised} when somebody promised it before, {@code stale} for another version than the one read.
     */
    Future<AllocationStore.Shown> step(Caller caller, UUID id, long version, Transition transition, JsonObject body) {
        Instant now = now();
        return pool.withTransaction(conn -> AllocationStore.lock(conn, id)
                .compose(locked -> AllocationStore.byId(conn, caller.accountId(), id))
                .map(found -> mayStep(caller, found.orElseThrow(Problem::notFound), version))
                .compose(shown -> store(conn, audit, caller, shown, transition, body, shown.own(), now))
                .compose(done -> AllocationStore.byId(conn, caller.accountId(), id))
                .map(found -> found.orElseThrow(Problem::notFound)));
    }

    private static AllocationStore.Shown mayStep(Caller caller, AllocationStore.Shown shown, long version) {
        if (!shown.own() && !NeedService.answers(caller, shown.departmentId())) {
            throw caller.may("resource.list") ? foreign() : Problem.notFound();
        }
        if (shown.allocation().version() != version) {
            throw stale();
        }
        return shown;
    }

    /** The step with its audit entry, its event and what it says of how promises are kept. */
    static Future<Void> store(
            SqlConnection conn,
            AuditLog audit,
            Caller caller,
            AllocationStore.Shown shown,
            Transition transition,
            JsonObject body,
            boolean byOwner,
            Instant now) {
        AllocationStep.Taken taken =
                AllocationStep.decide(shown.allocation(), shown.unit(), transition, body, byOwner, now);
        Allocation allocation = taken.allocation();
        return AllocationStore.update(conn, allocation, now)
                .map(done -> {
                    if (!done) {
                        throw stale();
                    }
                    return null;
                })
                .compose(done -> taken.kept() == null
                        ? Future.succeededFuture()
                        : AllocationStore.countKept(conn, allocation.resourceId(), taken.kept()))
                .compose(done -> tell(
                        conn, audit, caller, "allocation." + allocation.status().code(), allocation, now));
    }

    private static Problem stale() {
        return Problem.of(ProblemType.STALE, "该调配已更新，请重新读取。", "The allocation was changed meanwhile; read again.");
    }

    private static Future<Void> tell(
            SqlConnection conn, AuditLog audit, Caller caller, String what, Allocation allocation, Instant now) {
        JsonObject detail = new JsonObject()
                .put("needId", allocation.needId().toString())
                .put("resourceId", allocation.resourceId().toString())
                .put("quantity", allocation.quantity().toPlainString());
        if (allocation.delivered() != null) {
            detail.put("delivered", allocation.delivered().toPlainString());
        }
        if (allocation.reason() != null) {
            detail.put("reason", allocation.reason());
        }
        JsonObject data = new JsonObject()
                .put("needId", allocation.needId().toString())
                .put("resourceId", allocation.resourceId().toString());
        return audit.append(conn, caller, what, "allocation", allocation.id(), detail)
                .compose(done -> Outbox.append(conn, Event.of(what, allocation.id(), data, now)));
    }

    Future<List<AllocationStore.Shown>> list(AllocationStore.Query query) {
        return AllocationStore.list(pool, query);
    }

    /** Fails with {@code not-found} for who takes no part. */
    Future<AllocationStore.Shown> get(Caller caller, UUID id) {
        return AllocationStore.byId(pool, caller.accountId(), id)
                .map(found -> found.filter(shown -> shown.own() || caller.may("resource.list"))
                        .orElseThrow(Problem::notFound));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
