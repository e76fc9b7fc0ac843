package org.qunfang.responsibility;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What officers do to a finding. The matrix itself closes it, whatever was said. */
final class FindingService {
    private static final Logger LOG = LoggerFactory.getLogger(FindingService.class);
    private static final int MOST_DAYS = 366;

    private final Pool pool;
    private final Registry registry;
    private final Clock clock;
    private final AuditLog audit;
    private final Supplier<Future<Void>> look;

    /** @param look computes the whole matrix anew where that is due */
    FindingService(Pool pool, Registry registry, Clock clock, AuditLog audit, Supplier<Future<Void>> look) {
        this.pool = pool;
        this.registry = registry;
        this.clock = clock;
        this.audit = audit;
        this.look = look;
    }

    /** What an officer wants done to the finding as it is. */
    private record Act(
            Caller caller, UUID id, Long version, String kind, String text, Function<Finding, Finding> change) {}

    /** @param dueAt null leaves the due date */
    Future<Finding> assign(Caller caller, UUID id, long version, UUID departmentId, Instant dueAt) {
        if (registry.matrix().department(departmentId).isEmpty()) {
            throw Problem.invalid("/departmentId", Localized.of("没有这个部门", "There is no such department"));
        }
        checkDue(dueAt, clock.instant());
        return FindingStore.hasReader(pool, departmentId)
                .compose(hasReader -> run(new Act(caller, id, version, "assigned", null, finding -> {
                    mayPutOff(caller, opened(finding), dueAt);
                    return given(finding, departmentId, dueAt == null ? finding.dueAt() : dueAt, hasReader);
                })));
    }

    /** Whoever else could put it off would do so for the owner, or before owning it. */
    private void mayPutOff(Caller caller, Finding finding, Instant dueAt) {
        boolean isLater = dueAt != null && dueAt.isAfter(finding.dueAt());
        Department office = registry.matrix().dutyOffice();
        if (isLater && (office == null || !office.id().equals(caller.departmentId()))) {
            throw Problem.invalid("/due", Localized.of("期限只能由值班室往后推", "Only the duty office puts the due date off"));
        }
    }

    private static Finding given(Finding finding, UUID departmentId, Instant dueAt, boolean hasReader) {
        if (!hasReader) {
            throw Problem.invalid(
                    "/departmentId",
                    Localized.of(
                            "该部门没有人能看到职责缺口：请先给其中一人部门负责人角色，或交给其他部门",
                            "Nobody there can read findings: give one of its officers the role of a department lead, or choose another department"));
        }
        return changed(finding, departmentId, dueAt, null, null);
    }

    /** A date that nobody will live to see is no date. */
    static void checkDue(Instant dueAt, Instant now) {
        if (dueAt != null && !dueAt.isAfter(now)) {
            throw Problem.invalid("/due", Localized.of("期限须在将来", "The due date must lie ahead"));
        }
        if (dueAt != null && dueAt.isAfter(now.plus(MOST_DAYS, ChronoUnit.DAYS))) {
            throw Problem.invalid(
                    "/due", Localized.of("期限最长 " + MOST_DAYS + " 天", "At most " + MOST_DAYS + " days from now"));
        }
    }

    Future<Finding> comment(Caller caller, UUID id, String text) {
        return run(new Act(caller, id, null, "commented", text, Function.identity()));
    }

    /**
     * Closes it by word, and looks at the matrix before it answers: what is still there is open again then, and the word
     * stands in its history.
     */
    Future<Finding> resolve(Caller caller, UUID id, long version, String text) {
        Act act = new Act(
                caller,
                id,
                version,
                "resolved",
                text,
                finding ->
                        changed(opened(finding), finding.ownerDepartmentId(), finding.dueAt(), clock.instant(), text));
        return run(act).compose(said -> look.get()
                        .onFailure(failure -> LOG.warn("what was closed by word is looked at later", failure))
                        .otherwiseEmpty())
                .compose(looked -> FindingStore.byId(pool, id))
                .map(Optional::orElseThrow);
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
