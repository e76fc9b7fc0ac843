package org.qunfang.casework;

import java.time.Instant;
import java.util.UUID;

/**
 * One department that helps with a case, and how far it is.
 *
 * @param task what it is asked to do, or null where the matrix alone asks
 * @param changedBy the officer whose step was the last one, or the program
 * @param words of that step, or null
 */
record Support(
        UUID caseId,
        UUID departmentId,
        SupportStatus status,
        String task,
        Instant changedAt,
        Actor changedBy,
        String words) {

    /** The matrix asks for it since the case opened. */
    static Support ofMatrix(Case thing, UUID departmentId) {
        return new Support(thing.id(), departmentId, SupportStatus.ASKED, null, thing.openedAt(), Actor.PROGRAM, null);
    }

    Support after(SupportStatus then, Act act, String said) {
        return new Support(caseId, departmentId, then, task, act.at(), act.actor(), said);
    }

    Support toDo(String what) {
        return new Support(caseId, departmentId, status, what, changedAt, changedBy, words);
    }
}
