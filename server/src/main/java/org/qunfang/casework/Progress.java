package org.qunfang.casework;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.qunfang.casework.CaseStatus.Transition;
import org.qunfang.casework.Deadlines.Clocks;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/**
 * How far a case has come: the part of it that steps change. Pure; every step fails with wrong-state where the table of
 * transitions does not allow it.
 *
 * @param acknowledgeBy deadline for the lead department to say that it has the case
 * @param acknowledgedAt null while it has not
 * @param resolveBy deadline for resolving it, null before it is acknowledged; it stands still on hold until the review
 * @param resolveTime the time in which that one counts, whatever is set meanwhile
 * @param holdReviewAt when a case on hold is looked at again, else null
 * @param endedById the officer who closed or rejected it, else null
 * @param ladder of the deadline that runs
 */
record Progress(
        CaseStatus status,
        Assessment assessment,
        Instant acknowledgeBy,
        Instant acknowledgedAt,
        Instant resolveBy,
        TimeKind resolveTime,
        Instant resolvedAt,
        Instant closedAt,
        Instant holdReviewAt,
        UUID endedById,
        Ladder ladder) {

    /** Waits for an acknowledgement. */
    static Progress waiting(CaseStatus status, Assessment assessment, Instant acknowledgeBy) {
        return new Progress(
                status, assessment, acknowledgeBy, null, null, TimeKind.CALENDAR, null, null, null, null, Ladder.NONE);
    }

    Progress acknowledged(Instant at, Clocks clocks) {
        CaseStatus after = status.after(Transition.ACKNOWLEDGE);
        Instant fresh = clocks.resolveBy(assessment.severity(), at);
        TimeKind time = clocks.resolveTime(assessment.severity());
        // A case that was merged into it may have brought a clock along that runs already.
        boolean brought = resolveBy != null && resolveBy.isBefore(fresh);
        return new Progress(
                after,
                assessment,
                acknowledgeBy,
                at,
                brought ? resolveBy : fresh,
                brought ? resolveTime : time,
                null,
                null,
                null,
                null,
                Ladder.NONE);
    }

    /** After a hold that ends before its review the time that is left is what was left when it began. */
    Progress started(Instant at, Clocks clocks) {
        CaseStatus after = status.after(Transition.START);
        boolean held = holdReviewAt != null;
        boolean early = held && at.isBefore(holdReviewAt);
        Instant deadline = early ? clocks.movedTo(resolveTime, holdReviewAt, resolveBy, at) : resolveBy;
        return working(after, deadline, null, null, held ? Ladder.NONE : ladder);
    }

    /**
     * The clock stands until the review; then it goes on, and the hold itself is late.
     *
     * @throws Problem wrong-state when the time to resolve is over: what has passed does not stand still any more
     */
    Progress held(Instant at, Instant until, Clocks clocks) {
        CaseStatus after = status.after(Transition.HOLD);
        if (at.isAfter(resolveBy)) {
            throw status.refusal(Localized.of("暂停：办理期限已过", "be put on hold: the time to resolve it is over"));
        }
        Instant deadline = clocks.movedTo(resolveTime, at, resolveBy, until);
        return working(after, deadline, null, until, Ladder.NONE);
    }

    Progress resolved(Instant at) {
        return working(status.after(Transition.RESOLVE), resolveBy, at, null, Ladder.NONE);
    }

    Progress closed(Instant at, UUID by) {
        return ended(status.after(Transition.CLOSE), acknowledgedAt, at, by);
    }

    /** A rejection answers the deadline too: somebody has looked at it. */
    Progress rejected(Instant at, UUID by) {
        CaseStatus after = status.after(Transition.REJECT);
        return new Progress(after, assessment, acknowledgeBy, at, null, resolveTime, null, null, null, by, Ladder.NONE);
    }

    /** Another case goes on in its place, and has taken its clocks over. */
    Progress merged(Instant at, UUID by) {
        CaseStatus after = status.after(Transition.MERGE);
        Instant seen = acknowledgedAt == null ? at : acknowledgedAt;
        return new Progress(after, assessment, acknowledgeBy, seen, null, resolveTime, null, at, null, by, Ladder.NONE);
    }

    /** With what goes into it: of each clock that runs in either, the one that ends first, and the higher rung. */
    Progress takingIn(Progress other, Assessment together, Instant at, Clocks clocks) {
        Progress scored = scored(together, at, clocks);
        boolean waits = acknowledgedAt == null && other.acknowledgedAt == null;
        Progress running = other.status == CaseStatus.ON_HOLD ? other.started(at, clocks) : other;
        boolean takesOver =
                running.resolveBy != null && (scored.resolveBy == null || running.resolveBy.isBefore(scored.resolveBy));
        boolean sameRuns = Deadline.next(status) == Deadline.next(other.status);
        return new Progress(
                status,
                together,
                waits ? earlier(scored.acknowledgeBy, other.acknowledgeBy) : scored.acknowledgeBy,
                acknowledgedAt,
                takesOver ? running.resolveBy : scored.resolveBy,
                takesOver ? running.resolveTime : scored.resolveTime,
                resolvedAt,
                closedAt,
                holdReviewAt,
                endedById,
                sameRuns && other.ladder.rung() > ladder.rung() ? other.ladder : ladder);
    }

    /** The lead department has to acknowledge anew, within the time of the severity. */
    Progress reopened(Instant at, Clocks clocks) {
        CaseStatus after = status.after(Transition.REOPEN);
        return waiting(after, assessment, clocks.acknowledgeBy(assessment.severity(), at));
    }

    /**
     * Another department leads from now on, and acknowledges anew. The case's own deadline stays: that by which it would have
     * been resolved had the first one acted in time. No handover moves it, and no fresh clock runs beyond it. Whoever takes a
     * case over when that time is past is not late at once; but this once only, however often it is handed on (ADR 0149).
     */
    Progress handedOver(Instant at, Clocks clocks) {
        Progress running = status == CaseStatus.ON_HOLD ? started(at, clocks) : this;
        Severity severity = assessment.severity();
        boolean runs = running.resolveBy != null;
        Instant own = runs ? running.resolveBy : clocks.resolveBy(severity, acknowledgeBy);
        TimeKind time = runs ? running.resolveTime : clocks.resolveTime(severity);
        Instant whole = clocks.acknowledgeBy(severity, at);
        Instant late = acknowledgeBy.isAfter(own) ? acknowledgeBy : whole;
        Instant fresh = at.isBefore(own) ? earlier(whole, own) : late;
        return new Progress(
                CaseStatus.ASSIGNED, assessment, fresh, null, own, time, null, null, null, null, Ladder.NONE);
    }

    /** Raising the severity brings the deadline that is not met yet nearer, never further away. */
    Progress scored(Assessment scored, Instant at, Clocks clocks) {
        Severity severity = scored.severity();
        boolean raised = severity.compareTo(assessment.severity()) > 0;
        Instant runsFrom = holdReviewAt == null ? at : holdReviewAt;
        Instant resolve = clocks.resolveBy(severity, runsFrom);
        boolean nearer = raised && resolveBy != null && resolve.isBefore(resolveBy);
        return new Progress(
                status,
                scored,
                raised && acknowledgedAt == null
                        ? earlier(acknowledgeBy, clocks.acknowledgeBy(severity, at))
                        : acknowledgeBy,
                acknowledgedAt,
                nearer ? resolve : resolveBy,
                nearer ? clocks.resolveTime(severity) : resolveTime,
                resolvedAt,
                closedAt,
                holdReviewAt,
                endedById,
                ladder);
    }

    /** Of clocks that came from an older case: nothing was due before the case itself was there. */
    Progress notBefore(Instant opened) {
        return new Progress(
                status,
                assessment,
                later(acknowledgeBy, opened),
                acknowledgedAt,
                resolveBy == null ? null : later(resolveBy, opened),
                resolveTime,
                resolvedAt,
                closedAt,
                holdReviewAt,
                endedById,
                ladder);
    }

    Progress climbed(Ladder up) {
        return new Progress(
                status,
                assessment,
                acknowledgeBy,
                acknowledgedAt,
                resolveBy,
                resolveTime,
                resolvedAt,
                closedAt,
                holdReviewAt,
                endedById,
                up);
    }

    private Progress working(CaseStatus after, Instant deadline, Instant resolved, Instant review, Ladder then) {
        return new Progress(
                after,
                assessment,
                acknowledgeBy,
                acknowledgedAt,
                deadline,
                resolveTime,
                resolved,
                null,
                review,
                null,
                then);
    }

    private Progress ended(CaseStatus after, Instant acknowledged, Instant at, UUID by) {
        return new Progress(
                after,
                assessment,
                acknowledgeBy,
                acknowledged,
                resolveBy,
                resolveTime,
                resolvedAt,
                at,
                null,
                by,
                Ladder.NONE);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** What was and is to be met, in the order of a case's life. */
    List<Deadline> deadlines() {
        List<Deadline> deadlines = new ArrayList<>();
        deadlines.add(new Deadline(Deadline.Kind.ACKNOWLEDGE, acknowledgeBy, acknowledgedAt));
        if (resolveBy != null) {
            deadlines.add(new Deadline(Deadline.Kind.RESOLVE, resolveBy, resolvedAt));
        }
        if (status == CaseStatus.ON_HOLD) {
            deadlines.add(new Deadline(Deadline.Kind.REVIEW, holdReviewAt, null));
        }
        return deadlines;
    }

    /** Another case's deadline is met here, or missed here as well and since then. That of a hold ends with the hold. */
    boolean keeps(Deadline missed) {
        return missed.kind() == Deadline.Kind.REVIEW
                || deadlines().stream()
                        .anyMatch(own -> own.kind() == missed.kind()
                                && (own.metAt() != null || !own.due().isAfter(missed.due())));
    }

    /** The one that runs; null where the case waits for no officer. */
    Deadline running() {
        Deadline.Kind next = Deadline.next(status);
        return deadlines().stream()
                .filter(deadline -> deadline.kind() == next)
                .findFirst()
                .orElse(null);
    }

    /** True while the next deadline has passed unmet. */
    boolean isLate(Instant now) {
        List<Deadline> deadlines = deadlines();
        if (acknowledgedAt == null) {
            return deadlines.get(0).isUnmet(now);
        }
        return deadlines.get(deadlines.size() - 1).isUnmet(now);
    }
}
