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
        return switch (transition) {
            case COMMIT ->
                new Taken(
                        with(known, status, quantity, null, null, now, known.dispatchedAt(), known.deliveredAt(), null),
                        null);
            case DISPATCH ->
                new Taken(
                        with(known, status, known.quantity(), null, null, known.committedAt(), now, null, null), null);
            case DELIVER ->
                new Taken(
                        with(
                                known,
                                status,
                                known.quantity(),
                                quantity,
                                null,
                                known.committedAt(),
                                known.dispatchedAt(),
                                now,
                                null),
                        now.isAfter(known.arriveBy()) ? Kept.LATE : Kept.IN_TIME);
            case RETURN ->
                new Taken(
                        with(
                                known,
                                status,
                                known.quantity(),
                                known.delivered(),
                                null,
                                known.committedAt(),
                                known.dispatchedAt(),
                                known.deliveredAt(),
                                now),
                        null);
            case DECLINE, RELEASE ->
                new Taken(
                        with(
                                known,
                                status,
                                known.quantity(),
                                null,
                                body.getString("reason"),
                                known.committedAt(),
                                known.dispatchedAt(),
                                null,
                                now),
                        transition == Transition.RELEASE && byOwner ? Kept.BROKEN : null);
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

    private static Allocation with(
            Allocation known,
            AllocationStatus status,
            BigDecimal quantity,
            BigDecimal delivered,
            String reason,
            Instant committedAt,
            Instant dispatchedAt,
            Instant deliveredAt,
            Instant endedAt) {
        return new Allocation(
                known.id(),
                known.needId(),
                known.resourceId(),
                quantity,
                delivered,
                known.from(),
                known.to(),
                known.arriveBy(),
                status,
                reason,
                known.proposedBy(),
                known.proposedAt(),
                committedAt,
                dispatchedAt,
                deliveredAt,
                endedAt,
                known.version() + 1);
    }
}
