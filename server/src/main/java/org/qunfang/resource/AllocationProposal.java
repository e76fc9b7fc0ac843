package org.qunfang.resource;

import com.github.f4b6a3.uuid.UuidCreator;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** The decision what of a resource can be at a need, and when. Pure. */
final class AllocationProposal {
    private AllocationProposal() {}

    /** @param consumable what is used up never comes back */
    record Frame(Need need, Resource resource, boolean consumable) {}

    /**
     * When a resource can be at a need.
     *
     * @param from when it leaves: in time for the beginning, or as soon as it is ready
     * @param to when it is back, at the latest when its offer ends; null for what is used up, or without an end
     */
    record Times(Instant from, Instant arriveBy, Instant to) {}

    /** Null where the offer ends before it could be there, or the need before it arrives. */
    static Times times(Need need, Resource resource, boolean consumable, Instant now) {
        Duration travel = Travel.between(resource.location(), need.location());
        Instant ready = later(now.plus(Duration.ofMinutes(resource.mobilisationMinutes())), resource.availableFrom());
        Instant from = later(ready, need.neededFrom().minus(travel));
        Instant arriveBy = from.plus(travel);
        if (!arriveBy.isBefore(need.neededTo())) {
            return null;
        }
        if (resource.availableTo() != null && !arriveBy.isBefore(resource.availableTo())) {
            return null;
        }
        if (consumable) {
            return new Times(from, arriveBy, null);
        }
        Instant back = need.neededTo().plus(travel);
        boolean endsBefore =
                resource.availableTo() != null && resource.availableTo().isBefore(back);
        return new Times(from, arriveBy, endsBefore ? resource.availableTo() : back);
    }

    /**
     * @param asked null for all that is missing, or all that the resource has
     * @throws Problem wrong-state for a need that was cancelled or is met, invalid naming what does not fit
     */
    static Allocation decide(UUID proposedBy, Frame frame, BigDecimal asked, Instant now) {
        Need need = frame.need();
        Resource resource = frame.resource();
        if (need.status() == NeedStatus.CANCELLED || need.missing().signum() == 0) {
            throw Problem.of(
                            ProblemType.WRONG_STATE,
                            "该需求" + need.status().label().zhCn() + "。",
                            "The need is " + need.status().label().en() + ".")
                    .with("state", need.status().code());
        }
        BigDecimal quantity = asked != null ? asked : need.missing().min(resource.quantity());
        Problem problem = Problem.of(ProblemType.INVALID, "该调配不符合规定。", "The allocation breaks a rule.");
        if (!resource.type().equals(need.type()) || !resource.unit().equals(need.unit())) {
            problem.error("/resourceId", Localized.of("不是所需的种类或单位", "Is of another type or unit than is needed"));
        }
        Quantity.check(problem, "/quantity", quantity, need.unit());
        if (quantity.compareTo(need.missing()) > 0) {
            problem.error("/quantity", Localized.of("超过尚缺的数量", "Is more than is missing"));
        }
        if (quantity.compareTo(resource.quantity()) > 0) {
            problem.error("/quantity", Localized.of("超过所提供的数量", "Is more than is offered"));
        }
        Times times = times(need, resource, frame.consumable(), now);
        if (times == null) {
            problem.error("/resourceId", Localized.of("不能按时到达", "Cannot be there in time"));
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
        return new Allocation(
                UuidCreator.getTimeOrderedEpoch(),
                need.id(),
                resource.id(),
                quantity,
                null,
                times.from(),
                times.to(),
                times.arriveBy(),
                AllocationStatus.PROPOSED,
                null,
                proposedBy,
                now,
                null,
                null,
                null,
                null,
                1);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
