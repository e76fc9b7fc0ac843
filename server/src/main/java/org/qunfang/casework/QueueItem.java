package org.qunfang.casework;

import java.time.Instant;
import java.util.UUID;
import org.qunfang.geo.Location;

/**
 * One line of a queue.
 *
 * @param place in words, or null
 * @param dueAt the next deadline; of what waits for no officer the one it was acknowledged by
 * @param rung of the silence ladder, 0 while nobody was told
 * @param excerpt the first 200 characters of the first report, or null
 * @param handoverStatus {@code open}, {@code arbitration}, or null while it is not being handed over
 * @param consentPending a second officer is asked for
 * @param surgeReports how many reports make up the surge that stands around it; null while there is none
 * @param assignee the officer who sees to it, or null
 * @param found the words looked for, in what the line does not show besides; or null
 */
record QueueItem(
        UUID id,
        String number,
        long version,
        CaseStatus status,
        int likelihood,
        int consequence,
        int turn,
        UUID categoryId,
        UUID areaId,
        UUID leadDepartmentId,
        Location location,
        String place,
        Instant openedAt,
        Instant acknowledgeBy,
        Instant dueAt,
        int rung,
        int reportCount,
        String excerpt,
        boolean consentPending,
        String handoverStatus,
        Integer surgeReports,
        Assignee assignee,
        String found,
        TaskProgress tasks) {

    /** The next one; null where the case waits for no officer. */
    Deadline deadline() {
        Deadline.Kind next = Deadline.next(status);
        return next == null ? null : new Deadline(next, dueAt, null);
    }

    /** With what was found of the words. */
    QueueItem finding(String words) {
        return new QueueItem(
                id,
                number,
                version,
                status,
                likelihood,
                consequence,
                turn,
                categoryId,
                areaId,
                leadDepartmentId,
                location,
                place,
                openedAt,
                acknowledgeBy,
                dueAt,
                rung,
                reportCount,
                excerpt,
                consentPending,
                handoverStatus,
                surgeReports,
                assignee,
                words,
                tasks);
    }

    QueueCursor cursor() {
        return new QueueCursor(turn, dueAt, id);
    }
}
