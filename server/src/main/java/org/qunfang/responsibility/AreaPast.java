package org.qunfang.responsibility;

import java.time.LocalDate;
import java.util.Objects;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/**
 * Whoever led in an area on a day that is over led there: an area that holds since before today keeps since when, and ends
 * today or later; one that ended before today stays so. Pure.
 */
final class AreaPast {
    private AreaPast() {}

    /** @throws Problem invalid, naming the member that would rewrite the past */
    static void mustStay(Area known, Area next, LocalDate today) {
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

    /** An area that ended today held yesterday: nothing that is over changes when it goes on. */
    private static boolean isOver(Area area, LocalDate today) {
        return area.validTo() != null && area.validTo().isBefore(today);
    }
}
