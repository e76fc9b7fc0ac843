package org.qunfang.casework;

import java.time.Duration;
import java.util.Locale;
import org.qunfang.problem.Localized;

/**
 * One thing that is to be done.
 *
 * @param code the same thing in every version and playbook; a case has it once
 * @param position 1–100, its place in the order
 * @param explanation null where the title says it all
 * @param ownerRole of the officer whose hand it takes, such as {@code duty_officer}
 * @param lifeSafety lives hang on it: it is never skipped together with others
 * @param dueAfter one minute to 365 days
 */
record PlaybookStep(
        String code,
        int position,
        Localized title,
        Localized explanation,
        String ownerRole,
        Side ownerSide,
        From dueFrom,
        Duration dueAfter,
        Evidence evidence,
        boolean lifeSafety) {

    /** Whose department does it. */
    enum Side {
        LEAD,
        SUPPORT
    }

    /** What its clock runs from. */
    enum From {
        OPENING,
        ACKNOWLEDGEMENT
    }

    /** What has to be shown for "done". */
    enum Evidence {
        NONE,
        NOTE,
        PHOTO
    }

    static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E of(Class<E> type, String code) {
        return Enum.valueOf(type, code.toUpperCase(Locale.ROOT));
    }
}
