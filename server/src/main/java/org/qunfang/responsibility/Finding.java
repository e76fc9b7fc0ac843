package org.qunfang.responsibility;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A gap or an overlap of the matrix.
 *
 * @param kind {@code gap} or {@code overlap}
 * @param areaId null where the place lies in no area at all
 * @param departmentIds those that lead at equal specificity; empty for a gap
 * @param status {@code open} or {@code resolved}
 */
record Finding(
        UUID id,
        String kind,
        String duty,
        UUID categoryId,
        UUID areaId,
        List<UUID> departmentIds,
        UUID ownerDepartmentId,
        String status,
        Instant openedAt,
        Instant dueAt) {}
