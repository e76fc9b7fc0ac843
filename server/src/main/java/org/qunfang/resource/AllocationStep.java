package org.qunfang.resource;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.resource.AllocationStatus.Transition;

/** The decision what a step makes of an allocation. Pure. */
final class AllocationStep {
    private AllocationStep() {}

    /** What counts in the organisation's record of kept promises. */
    enum Kept {
        IN_TIME,
        LATE,
        BROKEN
    }

    /** @param kept null for what says nothing of it */
    record Taken(Allocation allocation, Kept kept) {}

    /**
     * @param body keeps the contract's schema of the step: a quantity to commit or deliver, a reason to decline or release
     * @param byOwner whether the organisation itself takes the step
     * @throws Problem wrong-state naming what is open, invalid for a quantity that does not fit
     */
    static Taken decide(
            Allocation known, String unit, Transition transition, JsonObject body, boolean byOwner, Instant now) {
        AllocationStatus status = known.status().after(transition);
        BigDecimal quantity = quantity(known, unit, body);
        boolean ends =
                transition == Transition.RETURN || transition == Transition.DECLINE || transition == Transition.RELEASE;
        Allocation next = new Allocation(
                known.id(),
                known.needId(),
                known.resourceId(),
                transition == Transition.COMMIT ? quantity : known.quantity(),
                transition == Transition.DELIVER ? quantity : known.delivered(),
                known.from(),
                known.to(),
                known.arriveBy(),
                status,
                body.getString("reason"),
                known.proposedBy(),
                known.proposedAt(),
                transition == Transition.COMMIT ? now : known.committedAt(),
                transition == Transition.DISPATCH ? now : known.dispatchedAt(),
                transition == Transition.DELIVER ? now : known.deliveredAt(),
                ends ? now : null,
                known.version() + 1);
        return new Taken(next, kept(known, transition, byOwner, now));
    }

    private static Kept kept(Allocation known, Transition transition, boolean byOwner, Instant now) {
        return switch (transition) {
            case DELIVER -> now.isAfter(known.arriveBy()) ? Kept.LATE : Kept.IN_TIME;
            case RELEASE -> byOwner ? Kept.BROKEN : null;
            case COMMIT, DISPATCH, RETURN, DECLINE -> null;
        };
    }

    /** As proposed or promised, or less. */
    private static BigDecimal quantity(Allocation known, String unit, JsonObject body) {
        BigDecimal asked = Quantity.read(body, "quantity");
        if (asked == null) {
            return known.quantity();
        }
        Problem problem = Problem.of(ProblemType.INVALID, "数量不符合规定。", "The quantity breaks a rule.");
        Quantity.check(problem, "/quantity", asked, unit);
        if (asked.compareTo(known.quantity()) > 0) {
            problem.error("/quantity", Localized.of("超过调配的数量", "Is more than was allocated"));
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
        return asked;
    }
}
