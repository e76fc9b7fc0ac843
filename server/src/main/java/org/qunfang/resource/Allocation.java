package org.qunfang.resource;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * A quantity of one resource for one need.
 *
 * @param quantity more than 0, in the unit of both
 * @param delivered what came of it, at most {@code quantity}; null before
 * @param from when it leaves for the need
 * @param to when it is back; null for what is used up
 * @param arriveBy the promised moment
 * @param reason why it was declined or released, else null
 */
record Allocation(
        UUID id,
        UUID needId,
        UUID resourceId,
        BigDecimal quantity,
        BigDecimal delivered,
        Instant from,
        Instant to,
        Instant arriveBy,
        AllocationStatus status,
        String reason,
        UUID proposedBy,
        Instant proposedAt,
        Instant committedAt,
        Instant dispatchedAt,
        Instant deliveredAt,
        Instant endedAt,
        long version) {}
