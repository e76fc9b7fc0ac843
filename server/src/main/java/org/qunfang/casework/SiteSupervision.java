package org.qunfang.casework;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import org.qunfang.geo.Location;
import org.qunfang.responsibility.Answerable;
import org.qunfang.responsibility.Department;
import org.qunfang.responsibility.Duty;
import org.qunfang.responsibility.Lookup;
import org.qunfang.responsibility.Matrix;

/**
 * Who supervises a site: the lead of {@code inspect} there; where nobody inspects, of {@code enforce}; where nobody does
 * either, the duty office. Looked up in the matrix, never typed. Pure.
 */
record SiteSupervision(Answerable inspect, Answerable enforce) {
    /** @throws org.qunfang.problem.Problem unavailable, when nobody has set up a duty office yet */
    static SiteSupervision at(Matrix matrix, UUID categoryId, Location place, LocalDate day) {
        return new SiteSupervision(
                Lookup.at(matrix, Duty.INSPECT, categoryId, place, day),
                Lookup.at(matrix, Duty.ENFORCE, categoryId, place, day));
    }

    static SiteSupervision of(Matrix matrix, Site.Content site, LocalDate day) {
        return at(matrix, site.categoryId(), site.place(), day);
    }

    /** The answer that counts. */
    Answerable answer() {
        return inspect.isGap() && !enforce.isGap() ? enforce : inspect;
    }

    Department authority() {
        return answer().lead();
    }

    /** Whether the department leads or supports any duty at the place. */
    static boolean concerns(Matrix matrix, Site.Content site, LocalDate day, UUID departmentId) {
        return Arrays.stream(Duty.values())
                .map(duty -> Lookup.at(matrix, duty, site.categoryId(), site.place(), day))
                .anyMatch(answer -> answer.lead().id().equals(departmentId)
                        || answer.support().stream().anyMatch(each -> each.id().equals(departmentId)));
    }
}
