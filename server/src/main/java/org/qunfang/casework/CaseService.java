package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import org.qunfang.audit.AuditLog;
import org.qunfang.casework.CaseSteps.Step;
import org.qunfang.event.Event;
import org.qunfang.event.Outbox;
import org.qunfang.http.Caller;

/**
 * Cases are read and changed here. A change is one transaction: the case, its timeline, the decision record, the audit
 * entry and the event {@code case.changed}, all or nothing.
 */
public final class CaseService {
    private final Pool pool;
    private final AuditLog audit;
    private final Clock clock;
    private final Supplier<Deadlines> deadlines;
    private final Runnable committed;

    /**
     * @param deadlines those that hold now
     * @param committed called after each commit, so that the event pump need not wait for its poll
     */
    public CaseService(Pool pool, AuditLog audit, Clock clock, Supplier<Deadlines> deadlines, Runnable committed) {
        this.pool = pool;
        this.audit = audit;
        this.clock = clock;
        this.deadlines = deadlines;
        this.committed = committed;
    }

    /** Those that hold now. */
    public Deadlines deadlines() {
        return deadlines.get();
    }

    /** Fails with not-found for a case that is not the caller's to see. */
    Future<CaseDetails> details(Caller caller, UUID caseId) {
        return pool.withTransaction(conn -> {
            Future<Void> moment = CaseDetailsStore.atOneMoment(conn);
            Future<CaseDetails> read = CaseDetailsStore.read(conn, caseId);
            return moment.compose(set -> read).map(details -> {
                UUID department = CaseScope.of(caller).departmentId();
                if (!isAsked(caller, details)
                        && !details.tells(department)
                        && !details.thing().consultedDepartmentIds().contains(department)) {
                    CaseScope.of(caller).mustSee(details.thing());
                }
                return details;
            });
        });
    }

    /** Who is asked to take a case on reads it first, as does who is asked for an opinion or told of silence. */
    private static boolean isAsked(Caller caller, CaseDetails details) {
        Handover pending = Handover.pending(details.handovers());
        return pending != null
                && pending.status() == Handover.Status.OPEN
                && pending.to().equals(CaseScope.of(caller).departmentId());
    }

    /**
     * A step of the lead department or the duty office.
     *
     * @param version the one the caller has read
     * @return the case as it is then; fails with not-found, forbidden, stale, wrong-state, second-officer-needed
     */
    Future<CaseDetails> step(Caller caller, UUID caseId, long version, Step step, JsonObject body) {
        return inTransaction(conn -> CaseStore.lock(conn, caseId).compose(before -> {
            CaseScope.of(caller).mustWork(before);
            return change(conn, before, OptionalLong.of(version), step, caller, body);
        }));
    }

    /** Words or photos of any department that takes part; whatever state and version the case has. */
    Future<CaseDetails> comment(Caller caller, UUID caseId, JsonObject body) {
        return inTransaction(conn -> CaseStore.lock(conn, caseId).compose(before -> {
            CaseScope.of(caller).mustParticipate(before);
            return change(conn, before, OptionalLong.empty(), CaseSteps::comment, caller, body);
        }));
    }

    /**
     * What the sender of a report says about the work, in the transaction of the report room: "fixed" is noted, "not
     * fixed" reopens the case. That the caller is a sender of this case is for the report room to know.
     *
     * @param comment the sender's words, for the participants of the case, or null
     * @param inConfidence the sender's report is protected: others learn of no verdict, and of the reopening's hour only
     * @return fails with wrong-state unless the case is resolved or closed
     */
    public Future<Void> reporterVerdict(
            SqlConnection conn, Caller caller, UUID caseId, boolean fixed, String comment, boolean inConfidence) {
        JsonObject body = new JsonObject().put("fixed", fixed).put("comment", comment);
        return CaseStore.lock(conn, caseId)
                .compose(before -> write(conn, SenderVerdict.take(before, act(caller), body, inConfidence)))
                .compose(done -> inConfidence && !fixed
                        ? CaseStore.reopenedInConfidence(conn, caseId)
                        : Future.succeededFuture());
    }

    /** Now, under the deadlines that hold now. */
    Act act(Caller caller) {
        return new Act(caller, clock.instant(), deadlines.get());
    }

    /** Commits, then tells the pump. */
    <T> Future<T> inTransaction(java.util.function.Function<SqlConnection, Future<T>> work) {
        return pool.withTransaction(work).onSuccess(done -> committed.run());
    }

    private Future<CaseDetails> change(
            SqlConnection conn, Case before, OptionalLong version, Step step, Caller caller, JsonObject body) {
        if (version.isPresent() && version.getAsLong() != before.version()) {
            throw CaseStore.stale();
        }
        return store(conn, step.take(before, act(caller), body));
    }

    /** In the transaction that locked the case; the case as it is then. */
    Future<CaseDetails> store(SqlConnection conn, Change change) {
        return write(conn, change)
                .compose(stored -> CaseDetailsStore.read(conn, change.before().id()));
    }

    /** Sends everything at once: one round trip. */
    Future<Void> write(SqlConnection conn, Change change) {
        return write(conn, change, CaseStore.update(conn, change));
    }

    /** The same where more than a step's columns change; {@code updated} was sent before. */
    Future<Void> write(SqlConnection conn, Change change, Future<Void> updated) {
        UUID caseId = change.before().id();
        List<Future<Void>> writes = new ArrayList<>();
        writes.add(updated);
        writes.add(CaseStore.showPhotos(conn, caseId, change.photoIds(), change.photoVisibility()));
        change.entries().forEach(entry -> writes.add(TimelineStore.append(conn, caseId, entry)));
        if (change.decision() != null) {
            writes.add(DecisionStore.append(conn, caseId, change.decision()));
        }
        if (change.endsLadder()) {
            writes.add(LadderStore.end(conn, caseId, change.act().at()));
        }
        if (change.settles()) {
            writes.add(HandoverStore.voidPending(conn, caseId, change.act().at()));
            writes.add(TaskStore.skipOpen(conn, change));
            writes.addAll(endConsultations(conn, change));
        }
        if (change.reopens()) {
            writes.add(ReopenedSteps.open(conn, change));
        }
        if (change.handing() != null) {
            writes.add(SupportStore.release(conn, caseId, change.leadAfter(), change.act()));
        }
        writes.add(audit.append(conn, change.act().caller(), change.action(), "case", caseId, change.auditDetail()));
        Event event = Event.of(
                "case.changed", caseId, change.eventData(), change.act().at());
        writes.add(Outbox.append(conn, event));
        return Future.join(writes).mapEmpty();
    }

    private static List<Future<Void>> endConsultations(SqlConnection conn, Change change) {
        if (change.before().consultedDepartmentIds().isEmpty()) {
            return List.of();
        }
        UUID caseId = change.before().id();
        return List.of(
                ConsultationStore.withdrawOpen(conn, caseId, change.act(), change.reason()),
                TimelineStore.append(conn, caseId, Consultations.lapse(change)));
    }
}
