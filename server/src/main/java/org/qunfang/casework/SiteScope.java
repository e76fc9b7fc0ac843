package org.qunfang.casework;

import java.time.LocalDate;
import org.qunfang.http.Caller;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.responsibility.Matrix;

/**
 * Who may change what is known of a site: departments that have any duty there, the duty office, administrators. Every
 * officer reads it: what one office knows, the next one has to know. Pure.
 */
final class SiteScope {
    private SiteScope() {}

    static boolean works(Caller caller, Matrix matrix, Site.Content site, LocalDate day) {
        return caller.may("site.work-all")
                || caller.may("site.work")
                        && caller.departmentId() != null
                        && SiteSupervision.concerns(matrix, site, day, caller.departmentId());
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
