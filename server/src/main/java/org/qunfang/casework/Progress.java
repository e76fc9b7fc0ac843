package org.qunfang.casework;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.qunfang.casework.CaseStatus.Transition;

/**
 * How far a case has come: the part of it that steps change. Pure; every step fails with wrong-state where the table of
 * transitions does not allow it.
 *
 * @param acknowledgeBy deadline for the lead department to say that it has the case
 * @param acknowledgedAt null while it has not
 * @param resolveBy deadline for resolving it, null before it is acknowledged; it stands still on hold until the review
 * @param holdReviewAt when a case on hold is looked at again, else null
 * @param endedById the officer who closed or rejected it, else null
 */
record Progress(
        CaseStatus status,
        Assessment assessment,
        Instant acknowledgeBy,
        Instant acknowledgedAt,
        Instant resolveBy,
        Instant resolvedAt,
        Instant closedAt,
        Instant holdReviewAt,
        UUID endedById) {

    Progress acknowledged(Instant at) {
        CaseStatus after = status.after(Transition.ACKNOWLEDGE);
        Instant fresh = at.plus(assessment.severity().resolveWithin());
        // A case that was merged into it may have brought a clock along that runs already.
        Instant deadline = resolveBy == null ? fresh : earlier(resolveBy, fresh);
        return new Progress(after, assessment, acknowledgeBy, at, deadline, null, null, null, null);
    }

    /** After a hold that ends before its review the time that is left is what was left when it began. */
    Progress started(Instant at) {
        CaseStatus after = status.after(Transition.START);
        boolean early = holdReviewAt != null && at.isBefore(holdReviewAt);
        Instant deadline = early ? resolveBy.minus(Duration.between(at, holdReviewAt)) : resolveBy;
        return new Progress(after, assessment, acknowledgeBy, acknowledgedAt, deadline, null, null, null, null);
    }

    Progress held(Instant at, Instant until) {
        CaseStatus after = status.after(Transition.HOLD);
        Instant deadline = resolveBy.plus(Duration.between(at, until));
        return new Progress(after, assessment, acknowledgeBy, acknowledgedAt, deadline, null, null, until, null);
    }

    Progress resolved(Instant at) {
        CaseStatus after = status.after(Transition.RESOLVE);
        return new Progress(after, assessment, acknowledgeBy, acknowledgedAt, resolveBy, at, null, null, null);
    }

    Progress closed(Instant at, UUID by) {
        CaseStatus after = status.after(Transition.CLOSE);
        return new Progress(after, assessment, acknowledgeBy, acknowledgedAt, resolveBy, resolvedAt, at, null, by);
    }

    /** A rejection answers the deadline too: somebody has looked at it. */
    Progress rejected(Instant at, UUID by) {
        CaseStatus after = status.after(Transition.REJECT);
        return new Progress(after, assessment, acknowledgeBy, at, null, null, null, null, by);
    }

    /** Another case goes on in its place, and has taken its clocks over. */
    Progress merged(Instant at, UUID by) {
        CaseStatus after = status.after(Transition.MERGE);
        Instant seen = acknowledgedAt == null ? at : acknowledgedAt;
        return new Progress(after, assessment, acknowledgeBy, seen, null, null, at, null, by);
    }

    /** With what goes into it: of each clock that runs in either, the one that ends first. */
    Progress takingIn(Progress other, Assessment together, Instant at) {
        Progress scored = scored(together, at);
        boolean waits = acknowledgedAt == null && other.acknowledgedAt == null;
        Instant theirs = other.status == CaseStatus.ON_HOLD ? other.started(at).resolveBy : other.resolveBy;
        return new Progress(
                status,
                together,
                waits ? earlier(scored.acknowledgeBy, other.acknowledgeBy) : scored.acknowledgeBy,
                acknowledgedAt,
                theirs == null || scored.resolveBy == null
                        ? (theirs == null ? scored.resolveBy : theirs)
                        : earlier(scored.resolveBy, theirs),
                resolvedAt,
                closedAt,
                holdReviewAt,
                endedById);
    }

    /** The lead department has to acknowledge anew, within the time of the severity. */
    Progress reopened(Instant at) {
        CaseStatus after = status.after(Transition.REOPEN);
        Instant deadline = at.plus(assessment.severity().acknowledgeWithin());
        return new Progress(after, assessment, deadline, null, null, null, null, null, null);
    }

    /** Another department leads from now on: it acknowledges anew, and the time to resolve begins then. */
    Progress handedOver(Instant at) {
        Instant deadline = at.plus(assessment.severity().acknowledgeWithin());
        return new Progress(CaseStatus.ASSIGNED, assessment, deadline, null, null, null, null, null, null);
    }

    /** Raising the severity brings the deadline that is not met yet nearer, never further away. */
    Progress scored(Assessment scored, Instant at) {
        Severity severity = scored.severity();
        boolean raised = severity.compareTo(assessment.severity()) > 0;
        Instant runsFrom = holdReviewAt == null ? at : holdReviewAt;
        return new Progress(
                status,
                scored,
                raised && acknowledgedAt == null
                        ? earlier(acknowledgeBy, at.plus(severity.acknowledgeWithin()))
                        : acknowledgeBy,
                acknowledgedAt,
                raised && resolveBy != null ? earlier(resolveBy, runsFrom.plus(severity.resolveWithin())) : resolveBy,
                resolvedAt,
                closedAt,
                holdReviewAt,
                endedById);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
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

    /** True while the next deadline has passed unmet. */
    boolean isLate(Instant now) {
        List<Deadline> deadlines = deadlines();
        if (acknowledgedAt == null) {
            return deadlines.get(0).isUnmet(now);
        }
        return deadlines.get(deadlines.size() - 1).isUnmet(now);
    }
}
