package org.qunfang.casework;

import java.time.LocalDate;
import java.util.UUID;
import org.qunfang.http.Caller;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.responsibility.Answerable;
import org.qunfang.responsibility.Duty;
import org.qunfang.responsibility.Lookup;
import org.qunfang.responsibility.Matrix;

/**
 * Who may change what is known of a site: departments that have any duty there, the duty office, administrators. Every
 * officer reads it: what one office knows, the next one has to know. Pure.
 */
final class SiteScope {
    private SiteScope() {}

    /**
     * Whether the caller works for the duty office: of that role and of that department. The role alone may be had in the
     * department that answers for a site.
     */
    static boolean isDutyOffice(Caller caller, Matrix matrix) {
        return CaseScope.of(caller).worksAll()
                && matrix.dutyOffice() != null
                && matrix.dutyOffice().id().equals(caller.departmentId());
    }

    static boolean works(Caller caller, Matrix matrix, Site.Content site, LocalDate day) {
        return caller.may("site.work-all")
                || caller.may("site.work")
                        && caller.departmentId() != null
                        && SiteSupervision.concerns(matrix, site, day, caller.departmentId());
    }

    /**
     * Whether the caller's department leads {@code inspect} there or supervises the site: what an inspection found counts
     * only from who answers for it. In an overlap each of those that lead.
     */
    static boolean inspects(Caller caller, Matrix matrix, Site.Content site, LocalDate day) {
        SiteSupervision supervision = SiteSupervision.of(matrix, site, day);
        return caller.may("site.work")
                && caller.departmentId() != null
                && (supervision.authority().id().equals(caller.departmentId())
                        || supervision.inspect().competing().stream()
                                .anyMatch(each -> each.id().equals(caller.departmentId())));
    }

    /** Whether the caller's department leads {@code permit} there; the duty office enters any. In an overlap each that leads. */
    static boolean permits(Caller caller, Matrix matrix, Site.Content site, LocalDate day) {
        if (isDutyOffice(caller, matrix)) {
            return true;
        }
        Answerable permit = Lookup.at(matrix, Duty.PERMIT, site.categoryId(), site.place(), day);
        return caller.may("site.work")
                && caller.departmentId() != null
                && !permit.isGap()
                && (permit.lead().id().equals(caller.departmentId())
                        || permit.competing().stream()
                                .anyMatch(each -> each.id().equals(caller.departmentId())));
    }

    /** A permit takes from the index: who issues permits there enters their own, the duty office those of others. */
    static void mustPermit(Caller caller, Matrix matrix, Site.Content site, LocalDate day, UUID issuer) {
        boolean own = issuer.equals(caller.departmentId()) || isDutyOffice(caller, matrix);
        if (!permits(caller, matrix, site, day) || !own) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "只有在此处牵头许可的部门可以登记自己颁发的许可；其他部门的许可由值班室登记。",
                    "Only the department that leads permits there enters those it issued; the duty office enters those of others.");
        }
    }

    static void mustInspect(Caller caller, Matrix matrix, Site.Content site, LocalDate day) {
        if (!inspects(caller, matrix, site, day)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "只有在此处牵头检查的部门，或监管此隐患点的部门，可以记录检查。",
                    "Only the department that leads inspection there, or supervises the site, records inspections.");
        }
    }

    static void mustWork(Caller caller, Matrix matrix, Site.Content site, LocalDate day) {
        if (!works(caller, matrix, site, day)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "只有在此处对这类隐患有职责的部门或值班室可以这样做。",
                    "Only a department that has a duty for this kind of hazard there, or the duty office, may do this.");
        }
    }
}
