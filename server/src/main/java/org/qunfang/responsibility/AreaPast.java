package org.qunfang.responsibility;

import java.time.LocalDate;
import java.util.Objects;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/**
 * Whoever led in an area on a day that is over led there: an area that holds since before today keeps since when, and ends
 * today or later; one that ended before today stays so. Once it held on a day that is over it keeps its boundary and its
 * parent, too; on the day on which it was entered both may still be put right. Pure.
 */
final class AreaPast {
    /** Said of an area whose boundary or parent would be another one on days that are over. */
    static final Localized STAYS = Localized.of(
            "此辖区在已过去的日子里有效，范围和上级不能更改：请将其终止，并以另一代码录入新的辖区",
            "It stays where it was and under which one, as it held on days that are over: let it end, and enter the new one with"
                    + " a code of its own");

    private AreaPast() {}

    /** @throws Problem invalid, naming the member that would rewrite the past */
    static void mustStay(Area known, Area next, LocalDate today) {
        mustStayWhereItWas(known, next, today);
        Localized notBefore = Localized.of("不早于今天 " + today, "Not before today, " + today);
        boolean beginsAnew = !next.validFrom().equals(known.validFrom());
        if (beginsAnew && known.validFrom().isBefore(today)) {
            throw Problem.invalid(
                    "/validFrom",
                    Localized.of(
                            "已自 " + known.validFrom() + " 起生效，不能更改",
                            "It has held since " + known.validFrom() + " and stays so"));
        }
        if (beginsAnew && next.validFrom().isBefore(today)) {
            throw Problem.invalid("/validFrom", notBefore);
        }
        if (Objects.equals(known.validTo(), next.validTo())) {
            return;
        }
        if (isOver(known, today)) {
            throw Problem.invalid(
                    "/validTo",
                    Localized.of(
                            "已于 " + known.validTo() + " 终止，不能更改", "It ended on " + known.validTo() + " and stays so"));
        }
        if (isOver(next, today)) {
            throw Problem.invalid("/validTo", notBefore);
        }
    }

    private static void mustStayWhereItWas(Area known, Area next, LocalDate today) {
        if (!known.isSettled(today)) {
            return;
        }
        if (!known.boundary().equalsExact(next.boundary())) {
            throw Problem.invalid("/geometry", STAYS);
        }
        if (!Objects.equals(known.parentId(), next.parentId())) {
            throw Problem.invalid("/parentCode", STAYS);
        }
    }

    /** An area that ended today held yesterday: nothing that is over changes when it goes on. */
    private static boolean isOver(Area area, LocalDate today) {
        return area.validTo() != null && area.validTo().isBefore(today);
    }
}
