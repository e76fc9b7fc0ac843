package org.qunfang.warning;

import java.util.UUID;
import org.qunfang.http.Caller;
import org.qunfang.problem.Problem;

/**
 * Which warnings somebody may see. What is for the public is for everybody, and once a warning is out every officer sees
 * it. Before that it belongs to its author's department, to the officers who may approve it, and to those who oversee
 * all departments: a rumour of a warning that nobody has approved is a harm of its own.
 *
 * @param officer may read warnings
 * @param seesAll approvers, duty officers, auditors, administrators
 * @param departmentId null for who has none, or is no officer
 */
record WarningScope(boolean officer, boolean seesAll, UUID accountId, UUID departmentId) {
    static final String READ = "warning.read";

    static WarningScope of(Caller caller) {
        boolean officer = caller.may(READ);
        boolean seesAll = caller.may("warning.approve") || caller.may("case.triage-all") || caller.may("case.read-all");
        return new WarningScope(
                officer, officer && seesAll, caller.accountId(), officer ? caller.departmentId() : null);
    }

    boolean sees(Warning warning) {
        if (warning.status().isOut()) {
            return officer || warning.isPublic();
        }
        return seesAll || (officer && isOwn(warning));
    }

    private boolean isOwn(Warning warning) {
        return warning.author().accountId().equals(accountId)
                || (departmentId != null && departmentId.equals(warning.authorDepartment()));
    }

    /** A foreign draft is not there at all: 404 tells less than 403. */
    void mustSee(Warning warning) {
        if (!sees(warning)) {
            throw Problem.notFound();
        }
    }
}
