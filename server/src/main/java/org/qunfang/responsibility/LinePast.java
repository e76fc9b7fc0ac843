package org.qunfang.responsibility;

import java.time.LocalDate;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/**
 * What a line said on a day that is over stays so: cases were routed by it, and whoever was answerable then was. A line
 * that holds since before today keeps who, what, where and since when; it ends today or later, and another one follows it
 * today or later. On the day on which it was entered all of it may be put right, however long ago it begins. Its legal
 * basis may be put right at any time. Pure.
 */
final class LinePast {
    private LinePast() {}

    /** @throws Problem invalid, naming every member that would rewrite the past */
    static void mustStay(Responsibility known, Responsibility next, LocalDate today) {
        if (!known.isSettled(today)) {
            refuseEarlier(known, next, today);
            return;
        }
        Problem problem = Problem.of(
                ProblemType.INVALID,
                "职责已自 " + known.validFrom() + " 起生效，过去的事不能改：请让另一部门从某日起接续，或从今天以后终止。",
                "The line has held since " + known.validFrom()
                        + " and the past is not rewritten: let another one follow it from a day on, or end it from today on.");
        Localized stays = Localized.of("已生效，不能更改", "It holds already and stays");
        keep(problem, "/departmentId", known.departmentId(), next.departmentId(), stays);
        keep(problem, "/duty", known.duty(), next.duty(), stays);
        keep(problem, "/categoryCode", known.categoryId(), next.categoryId(), stays);
        keep(problem, "/areaCode", known.areaId(), next.areaId(), stays);
        keep(problem, "/role", known.isLead(), next.isLead(), stays);
        keep(problem, "/validFrom", known.validFrom(), next.validFrom(), stays);
        boolean isOver = known.validTo() != null && known.validTo().isBefore(today);
        boolean endsInThePast = next.validTo() != null && next.validTo().isBefore(today);
        if ((isOver || endsInThePast) && !java.util.Objects.equals(known.validTo(), next.validTo())) {
            problem.error(
                    "/validTo",
                    isOver
                            ? Localized.of("已终止，不能更改", "It has ended and stays so")
                            : Localized.of("不早于今天 " + today, "Not before today, " + today));
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
    }

    /** @throws Problem invalid, when the line would end on a day that is over because another one follows it then */
    static void mustFollowFromToday(Responsibility known, Responsibility successor, LocalDate today) {
        if (known.isSettled(today) && successor.validFrom().isBefore(today)) {
            throw notBefore(today);
        }
    }

    /** What was entered before today and has not begun may still be changed, but not into the past. */
    private static void refuseEarlier(Responsibility known, Responsibility next, LocalDate today) {
        if (known.isEnteredBefore(today) && next.validFrom().isBefore(today)) {
            throw notBefore(today);
        }
    }

    private static Problem notBefore(LocalDate today) {
        return Problem.invalid("/validFrom", Localized.of("不早于今天 " + today, "Not before today, " + today));
    }

    private static void keep(Problem problem, String pointer, Object known, Object next, Localized reason) {
        if (!java.util.Objects.equals(known, next)) {
            problem.error(pointer, reason);
        }
    }
}
