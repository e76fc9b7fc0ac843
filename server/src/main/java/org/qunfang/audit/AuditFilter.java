package org.qunfang.audit;

import java.time.Instant;
import java.util.UUID;

/**
 * Which entries somebody asks for; null asks for all.
 *
 * @param from at or after
 * @param to before
 * @param before an entry's id: only older ones
 */
record AuditFilter(
        UUID accountId, String action, String subjectType, UUID subjectId, Instant from, Instant to, UUID before) {

    /** After every id there can be. */
    static final UUID NEWEST = new UUID(-1, -1);
}
