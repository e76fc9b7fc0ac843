package org.qunfang.casework;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.qunfang.responsibility.Answerable;
import org.qunfang.responsibility.Department;
import org.qunfang.responsibility.Duty;
import org.qunfang.responsibility.Lookup;
import org.qunfang.responsibility.Matrix;

/**
 * Whom a department may ask to take a case over: whoever has the same department at the top, and whoever the matrix names
 * for the kind and place of the case. The silence of anybody else has no superior that the lead shares. Pure.
 */
final class HandoverReach {
    private HandoverReach() {}

    /** False where the lead stands alone: there is no tree to be outside of. */
    static boolean isOutside(Matrix matrix, Case thing, UUID to, LocalDate day) {
        UUID lead = thing.leadDepartmentId();
        return !standsAlone(matrix, lead)
                && !top(matrix, lead).equals(top(matrix, to))
                && !isNamed(matrix, thing, to, day);
    }

    private static boolean standsAlone(Matrix matrix, UUID id) {
        return top(matrix, id).equals(id)
                && matrix.departments().stream().noneMatch(each -> id.equals(each.superiorId()));
    }

    /** A circle, which the database refuses, would end here. */
    private static UUID top(Matrix matrix, UUID id) {
        Set<UUID> seen = new HashSet<>();
        UUID top = id;
        UUID above = id;
        while (above != null && seen.add(above)) {
            top = above;
            above = matrix.department(above).map(Department::superiorId).orElse(null);
        }
        return top;
    }

    private static boolean isNamed(Matrix matrix, Case thing, UUID to, LocalDate day) {
        return Arrays.stream(Duty.values())
                .map(duty -> Lookup.at(matrix, duty, thing.categoryId(), thing.location(), day))
                .flatMap(HandoverReach::named)
                .anyMatch(each -> each.id().equals(to));
    }

    private static Stream<Department> named(Answerable answer) {
        return Stream.of(Stream.of(answer.lead()), answer.competing().stream(), answer.support().stream())
                .flatMap(each -> each);
    }
}
