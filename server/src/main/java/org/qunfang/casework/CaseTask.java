package org.qunfang.casework;

import java.time.Instant;
import java.util.UUID;
import org.qunfang.problem.Localized;

/**
 * A step of a playbook as one case has it.
 *
 * @param startsAt when the case opened, its severity rose to this playbook's, or what had skipped it was undone
 * @param status what became of it
 * @param settledAt when it was done or skipped, else null
 * @param settledBy who did, else null
 * @param words what was done, or why it was skipped; null while open
 * @param photoId one of the case's photos, or null
 * @param withResolution skipped in the act of resolving the case: open again when that is undone
 */
record CaseTask(
        UUID caseId,
        PlaybookStep step,
        Instant startsAt,
        Status status,
        Instant settledAt,
        Actor settledBy,
        String words,
        UUID photoId,
        boolean withResolution,
        long version) {

    enum Status {
        OPEN("还没有办", "open"),
        DONE("已经办完", "done"),
        SKIPPED("已经跳过", "skipped");

        private final Localized label;

        Status(String zhCn, String en) {
            this.label = Localized.of(zhCn, en);
        }

        Localized label() {
            return label;
        }

        String code() {
            return PlaybookStep.code(this);
        }
    }

    /** @param acknowledgedAt the case's, or null; then what runs from it has no clock yet */
    Instant dueAt(Instant acknowledgedAt) {
        if (step.dueFrom() == PlaybookStep.From.OPENING) {
            return startsAt.plus(step.dueAfter());
        }
        if (acknowledgedAt == null) {
            return null;
        }
        return (acknowledgedAt.isAfter(startsAt) ? acknowledgedAt : startsAt).plus(step.dueAfter());
    }

    CaseTask settled(Status then, Act act, String said, UUID photo) {
        return new CaseTask(caseId, step, startsAt, then, act.at(), act.actor(), said, photo, false, version + 1);
    }

    /** Not done because the case is said to be fixed. */
    CaseTask leftOut(Act act, String said) {
        return new CaseTask(
                caseId, step, startsAt, Status.SKIPPED, act.at(), act.actor(), said, null, true, version + 1);
    }

    CaseTask reopened() {
        return new CaseTask(caseId, step, startsAt, Status.OPEN, null, null, null, null, false, version + 1);
    }
}
