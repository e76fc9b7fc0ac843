package org.qunfang.resource;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.qunfang.geo.Location;
import org.qunfang.http.Moment;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** The decision whether what an officer sent is a need. Pure. */
final class NeedRequest {
    private static final Duration LONGEST = Duration.ofDays(366);

    private NeedRequest() {}

    /** The type as it is counted, null for an unknown one, and what is known of the case, null where none is named. */
    record Frame(String typeUnit, CaseFrame thing) {}

    /** @param isSeen whether the officer may see it */
    record CaseFrame(UUID id, boolean isSeen, boolean isOpen) {}

    /**
     * @param body keeps the contract's schema NeedInput
     * @param departmentId the officer's
     * @throws Problem invalid, naming every place that a rule refuses
     */
    static Need decide(UUID raisedBy, UUID departmentId, JsonObject body, Frame frame, Instant now) {
        Problem problem = Problem.of(ProblemType.INVALID, "需求不符合规定。", "The need breaks a rule.");
        checkCase(problem, body, frame.thing());
        BigDecimal quantity = Quantity.read(body, "quantity");
        if (frame.typeUnit() == null) {
            problem.error("/type", Localized.of("没有这种类型", "There is no such type"));
        } else {
            Quantity.check(problem, "/quantity", quantity, frame.typeUnit());
        }
        Instant from = Moment.read(body.getString("neededFrom"), "/neededFrom");
        Instant to = Moment.read(body.getString("neededTo"), "/neededTo");
        checkWindow(problem, from, to, now);
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
        return new Need(
                UuidCreator.getTimeOrderedEpoch(),
                frame.thing() == null ? null : frame.thing().id(),
                departmentId,
                body.getString("type"),
                quantity,
                BigDecimal.ZERO,
                frame.typeUnit(),
                Priority.of(body.getString("priority")),
                Location.fromJson(body.getJsonObject("location"), "/location"),
                body.getString("place"),
                body.getString("note"),
                from,
                to,
                NeedStatus.OPEN,
                null,
                raisedBy,
                now,
                1);
    }

    private static void checkCase(Problem problem, JsonObject body, CaseFrame thing) {
        if (!body.containsKey("caseId")) {
            return;
        }
        if (thing == null || !thing.isSeen()) {
            problem.error("/caseId", Localized.of("没有这个案件", "There is no such case"));
        } else if (!thing.isOpen()) {
            problem.error("/caseId", Localized.of("案件已结束", "The case has ended"));
        }
    }

    private static void checkWindow(Problem problem, Instant from, Instant to, Instant now) {
        if (!to.isAfter(from)) {
            problem.error("/neededTo", Localized.of("应晚于开始时间", "Must be later than the beginning"));
        } else if (!to.isAfter(now)) {
            problem.error("/neededTo", Localized.of("已经过去", "Is over already"));
        } else if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            problem.error("/neededTo", Localized.of("最长一年", "A year at most"));
        }
        if (from.isBefore(now.minus(LONGEST)) || from.isAfter(now.plus(LONGEST))) {
            problem.error("/neededFrom", Localized.of("应在一年之内", "Within a year of now"));
        }
    }
}
