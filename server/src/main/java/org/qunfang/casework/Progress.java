package org.qunfang.casework;

import java.time.Instant;
import java.util.UUID;
import org.qunfang.casework.CaseStatus.Transition;

/**
 * How far a case has come: the part of it that steps change. Pure; every step fails with wrong-state where the table of
 * transitions does not allow it.
 *
 * @param acknowledgeBy deadline for the lead department to say that it has the case
 * @param acknowledgedAt null while it has not
 * @param holdReviewAt when a case on hold is looked at again, else null
 * @param endedById the officer who closed or rejected it, else null
 */
record Progress(
        CaseStatus status,
        Assessment assessment,
        Instant acknowledgeBy,
        Instant acknowledgedAt,
        Instant resolvedAt,
        Instant closedAt,
        Instant holdReviewAt,
        UUID endedById) {

    Progress acknowledged(Instant at) {
        return new Progress(
                status.after(Transition.ACKNOWLEDGE), assessment, acknowledgeBy, at, null, null, null, null);
    }

    Progress started() {
        return new Progress(
                status.after(Transition.START), assessment, acknowledgeBy, acknowledgedAt, null, null, null, null);
    }

    Progress held(Instant until) {
        return new Progress(
                status.after(Transition.HOLD), assessment, acknowledgeBy, acknowledgedAt, null, null, until, null);
    }

    Progress resolved(Instant at) {
        return new Progress(
                status.after(Transition.RESOLVE), assessment, acknowledgeBy, acknowledgedAt, at, null, null, null);
    }

    Progress closed(Instant at, UUID by) {
        return new Progress(
                status.after(Transition.CLOSE), assessment, acknowledgeBy, acknowledgedAt, resolvedAt, at, null, by);
    }

    /** A rejection answers the deadline too: somebody has looked at it. */
    Progress rejected(Instant at, UUID by) {
        return new Progress(status.after(Transition.REJECT), assessment, acknowledgeBy, at, null, null, null, by);
    }

    /** The lead department has to acknowledge anew, within the time of the severity. */
    Progress reopened(Instant at) {
        Instant deadline = at.plus(assessment.severity().acknowledgeWithin());
        return new Progress(status.after(Transition.REOPEN), assessment, deadline, null, null, null, null, null);
    }

    /** Raising the severity of a case that nobody acknowledged brings its deadline nearer, never further away. */
    Progress scored(Assessment scored, Instant at) {
        Instant deadline = at.plus(scored.severity().acknowledgeWithin());
        boolean nearer = acknowledgedAt == null
                && scored.severity().compareTo(assessment.severity()) > 0
                && deadline.isBefore(acknowledgeBy);
        return new Progress(
                status,
                scored,
                nearer ? deadline : acknowledgeBy,
                acknowledgedAt,
                resolvedAt,
                closedAt,
                holdReviewAt,
                endedById);
    }

    /** True when it was acknowledged after the deadline, or is not and the deadline has passed. */
    boolean acknowledgedLate(Instant now) {
        return (acknowledgedAt == null ? now : acknowledgedAt).isAfter(acknowledgeBy);
    }

    /** True while a deadline that has passed is unmet. */
    boolean isLate(Instant now) {
        return acknowledgedAt == null && acknowledgedLate(now);
    }
}
