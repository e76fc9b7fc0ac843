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
 * @param surging a surge of reports stands around it
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
        boolean surging,
        TaskProgress tasks) {

    /** The next one; null where the case waits for no officer. */
    Deadline deadline() {
        Deadline.Kind next = Deadline.next(status);
        return next == null ? null : new Deadline(next, dueAt, null);
    }

    QueueCursor cursor() {
        return new QueueCursor(turn, dueAt, id);
    }
}
