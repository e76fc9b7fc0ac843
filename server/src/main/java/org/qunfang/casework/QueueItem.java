package org.qunfang.casework;

import java.time.Instant;
import java.util.UUID;
import org.qunfang.geo.Location;

/**
 * One line of a queue.
 *
 * @param place in words, or null
 * @param excerpt the first 200 characters of the first report, or null
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
        Instant acknowledgedAt,
        int reportCount,
        String excerpt) {

    boolean isLate(Instant now) {
        return acknowledgedAt == null && now.isAfter(acknowledgeBy);
    }

    QueueCursor cursor() {
        return new QueueCursor(turn, acknowledgeBy, id);
    }
}
