package org.qunfang.resource;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.qunfang.geo.Location;

/**
 * What is missing somewhere for a time.
 *
 * @param caseId null for what belongs to no case
 * @param departmentId who answers for it
 * @param type code of the taxonomy {@code resource_types}
 * @param quantity more than 0, at most 1,000,000,000, in {@code unit}
 * @param promised of it, 0 to {@code quantity}
 * @param place the place in words, or null
 * @param note what else is to know, or null
 * @param cancelledReason null unless cancelled
 */
record Need(
        UUID id,
        UUID caseId,
        UUID departmentId,
        String type,
        BigDecimal quantity,
        BigDecimal promised,
        String unit,
        Priority priority,
        Location location,
        String place,
        String note,
        Instant neededFrom,
        Instant neededTo,
        NeedStatus status,
        String cancelledReason,
        UUID raisedBy,
        Instant raisedAt,
        long version) {

    BigDecimal missing() {
        return quantity.subtract(promised);
    }
}
