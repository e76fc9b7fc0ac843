package org.qunfang.resource;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.casework.CaseScope;
import org.qunfang.event.Event;
import org.qunfang.event.Outbox;
import org.qunfang.http.Caller;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.resource.AllocationStatus.Transition;

/** Raises needs, lists and cancels them. */
public final class NeedService {
    private final Pool pool;
    private final Clock clock;
    private final AuditLog audit;

    public NeedService(Pool pool, Clock clock, AuditLog audit) {
        this.pool = pool;
        this.clock = clock;
        this.audit = audit;
    }

    /** The officer's department answers for it. Fails with {@code invalid}, also for a case that the officer may not see. */
    Future<NeedStore.Shown> raise(Caller caller, JsonObject body) {
        Instant now = now();
        String caseId = body.getString("caseId");
        return pool.withTransaction(conn -> NeedStore.frame(
                        conn,
                        CaseScope.of(caller),
                        body.getString("type"),
                        caseId == null ? null : UUID.fromString(caseId))
                .map(frame -> NeedRequest.decide(caller.accountId(), caller.departmentId(), body, frame, now))
                .compose(need -> NeedStore.insert(conn, need)
                        .compose(done -> tell(conn, caller, "need.raised", need, null, now))
                        .compose(done -> NeedStore.byId(conn, need.id())))
                .map(found -> found.orElseThrow(Problem::notFound)));
    }

    /** Every officer, and the members of verified organisations: others are told nothing of what is missing where. */
    Future<Void> mustRead(Caller caller) {
        if (caller.may("resource.list")) {
            return Future.succeededFuture();
        }
        return NeedStore.isOfVerifiedOrganisation(pool, caller.accountId()).map(member -> {
            if (!member) {
                throw Problem.of(
                        ProblemType.FORBIDDEN,
                        "只有通过核实的组织的成员可以查看需求。",
                        "Only members of verified organisations read what is needed.");
            }
            return null;
        });
    }

    Future<List<NeedStore.Shown>> list(Caller caller, NeedStore.Query query) {
        return mustRead(caller).compose(allowed -> NeedStore.list(pool, query));
    }

    Future<NeedStore.Shown> get(Caller caller, UUID id) {
        return mustRead(caller)
                .compose(allowed -> NeedStore.byId(pool, id))
                .map(found -> found.orElseThrow(Problem::notFound));
    }

    /** What could meet it, best first; nothing for one that is met or cancelled. */
    Future<Matches> matches(Caller caller, UUID id, int most) {
        Instant now = now();
        return get(caller, id)
                .compose(shown -> shown.need().status() == NeedStatus.CANCELLED
                                || shown.need().missing().signum() == 0
                        ? Future.succeededFuture(new Matches(shown.need(), List.of()))
                        : MatchStore.near(pool, shown.need(), now)
                                .map(near -> new Matches(
                                        shown.need(), Match.rank(shown.need(), shown.consumable(), near, now, most))));
    }

    record Matches(Need need, List<Match> ranked) {}

    /**
     * What is proposed or promised to it and did not arrive is let go, with the same reason. Fails with {@code forbidden}
     * for another department's, {@code wrong-state} when it was cancelled, {@code stale} for another version.
     */
    Future<NeedStore.Shown> cancel(Caller caller, UUID id, long version, String reason) {
        Instant now = now();
        return pool.withTransaction(conn -> AllocationStore.lockOfNeed(conn, id)
                .compose(waiting -> NeedStore.lock(conn, id)
                        .compose(locked -> NeedStore.byId(conn, id))
                        .map(found -> mayCancel(caller, found.orElseThrow(Problem::notFound), version))
                        .compose(need -> letGo(conn, caller, waiting, reason, now)
                                .compose(done -> NeedStore.byId(conn, id))
                                .map(found ->
                                        found.orElseThrow(Problem::notFound).need()))
                        .compose(need -> NeedStore.cancel(conn, id, need.version(), reason, now)
                                .compose(done -> tell(conn, caller, "need.cancelled", need, reason, now)))
                        .compose(done -> NeedStore.byId(conn, id)))
                .map(found -> found.orElseThrow(Problem::notFound)));
    }

    private static Need mayCancel(Caller caller, NeedStore.Shown shown, long version) {
        Need need = shown.need();
        mustAnswer(caller, need.departmentId());
        if (need.status() == NeedStatus.CANCELLED) {
            throw Problem.of(ProblemType.WRONG_STATE, "该需求已取消。", "The need is cancelled.")
                    .with("state", need.status().code());
        }
        if (need.version() != version) {
            throw Problem.of(ProblemType.STALE, "该需求已更新，请重新读取。", "The need was changed meanwhile; read again.");
        }
        return need;
    }

    private Future<Void> letGo(SqlConnection conn, Caller caller, List<UUID> ids, String reason, Instant now) {
        Future<Void> chain = Future.succeededFuture();
        JsonObject body = new JsonObject().put("reason", reason);
        for (UUID id : ids) {
            chain = chain.compose(done -> AllocationStore.byId(conn, caller.accountId(), id))
                    .map(found -> found.orElseThrow(Problem::notFound))
                    .compose(shown -> AllocationService.store(
                            conn, audit, caller, shown, letGo(shown.allocation()), body, false, now));
        }
        return chain;
    }

    private static Transition letGo(Allocation allocation) {
        return allocation.status() == AllocationStatus.PROPOSED ? Transition.DECLINE : Transition.RELEASE;
    }

    /** @throws Problem forbidden for whoever is neither of the department that answers for the need nor of the duty office */
    static void mustAnswer(Caller caller, UUID departmentId) {
        if (!answers(caller, departmentId)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "只有提出需求的部门或值班室可以这样做。",
                    "Only the department that raised the need or the duty office may do this.");
        }
    }

    static boolean answers(Caller caller, UUID departmentId) {
        return caller.may("need.raise")
                && (caller.may("case.triage-all") || departmentId.equals(caller.departmentId()));
    }

    private Future<Void> tell(SqlConnection conn, Caller caller, String what, Need need, String reason, Instant now) {
        JsonObject detail = new JsonObject()
                .put("type", need.type())
                .put("quantity", need.quantity().toPlainString())
                .put("priority", need.priority().code());
        if (reason != null) {
            detail.put("reason", reason);
        }
        JsonObject data =
                new JsonObject().put("departmentId", need.departmentId().toString());
        return audit.append(conn, caller, what, "need", need.id(), detail)
                .compose(done -> Outbox.append(conn, Event.of(what, need.id(), data, now)));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
