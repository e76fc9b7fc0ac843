package org.qunfang.responsibility;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** What officers do to a finding. The matrix itself closes it, whatever was said. */
final class FindingService {
    private final Pool pool;
    private final Registry registry;
    private final Clock clock;
    private final AuditLog audit;

    FindingService(Pool pool, Registry registry, Clock clock, AuditLog audit) {
        this.pool = pool;
        this.registry = registry;
        this.clock = clock;
        this.audit = audit;
    }

    /** What an officer wants done to the finding as it is. */
    private record Act(
            Caller caller, UUID id, Long version, String kind, String text, Function<Finding, Finding> change) {}

    /** @param dueAt null leaves the due date */
    Future<Finding> assign(Caller caller, UUID id, long version, UUID departmentId, Instant dueAt) {
        if (registry.matrix().department(departmentId).isEmpty()) {
            throw Problem.invalid("/departmentId", Localized.of("没有这个部门", "There is no such department"));
        }
        if (dueAt != null && !dueAt.isAfter(clock.instant())) {
            throw Problem.invalid("/due", Localized.of("期限须在将来", "The due date must lie ahead"));
        }
        return run(new Act(
                caller,
                id,
                version,
                "assigned",
                null,
                finding ->
                        changed(opened(finding), departmentId, dueAt == null ? finding.dueAt() : dueAt, null, null)));
    }

    Future<Finding> comment(Caller caller, UUID id, String text) {
        return run(new Act(caller, id, null, "commented", text, Function.identity()));
    }

    /** Closes it by word; a gap that is still there opens again at the next computation. */
    Future<Finding> resolve(Caller caller, UUID id, long version, String text) {
        return run(new Act(
                caller,
                id,
                version,
                "resolved",
                text,
                finding ->
                        changed(opened(finding), finding.ownerDepartmentId(), finding.dueAt(), clock.instant(), text)));
    }

    private static Finding opened(Finding finding) {
        if (!finding.isOpen()) {
            throw Problem.of(ProblemType.WRONG_STATE, "这一条已经理清。", "This finding is resolved already.");
        }
        return finding;
    }

    private static Finding changed(Finding was, UUID owner, Instant due, Instant closedAt, String resolution) {
        return new Finding(
                was.id(),
                was.kind(),
                was.duty(),
                was.categoryId(),
                was.areaId(),
                was.departmentIds(),
                owner,
                closedAt == null ? "open" : "resolved",
                was.openedAt(),
                due,
                closedAt,
                resolution,
                was.extent(),
                was.cells(),
                was.of(),
                was.version());
    }

    private Future<Finding> run(Act act) {
        return pool.withTransaction(conn -> FindingStore.byId(conn, act.id()).compose(found -> {
            Finding was = found.orElseThrow(Problem::notFound);
            if (act.version() != null && act.version() != was.version()) {
                throw MatrixWriter.stale();
            }
            Finding next = act.change().apply(was);
            JsonObject data = new JsonObject()
                    .put("ownerDepartmentId", next.ownerDepartmentId().toString())
                    .put("due", next.dueAt().toString());
            FindingStore.Told told = new FindingStore.Told(
                    clock.instant(),
                    act.kind(),
                    act.caller().departmentId(),
                    act.text(),
                    act.kind().equals("assigned") ? data : new JsonObject());
            return FindingStore.save(conn, next)
                    .compose(saved ->
                            FindingStore.tell(conn, act.id(), act.caller().accountId(), told))
                    .compose(said -> audit.append(
                            conn,
                            act.caller(),
                            "finding." + act.kind(),
                            "finding",
                            act.id(),
                            data.put("text", act.text())))
                    .compose(logged -> FindingStore.byId(conn, act.id()))
                    .map(stored -> stored.orElseThrow());
        }));
    }
}
