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
 * @param extent {@code area}, {@code everywhere} or {@code outside}
 * @param cells leaf cells with the fault, null until the whole matrix was computed
 * @param of leaf cells below the category and the area
 * @param status {@code open} or {@code resolved}
 * @param closedAt null while it is open
 * @param resolution what an officer said to it; null where the computation closed it
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
        Instant dueAt,
        Instant closedAt,
        String resolution,
        String extent,
        Integer cells,
        Integer of,
        long version) {

    boolean isOpen() {
        return "open".equals(status);
    }
}
