package org.qunfang.casework;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * The id of a new case: a UUIDv7 whose time is the full hour in which the case was opened, and whose other 74 bits are
 * random. Whoever joins a case reads its id, and would read off it to the millisecond when somebody reported in
 * confidence. The hour keeps new cases together in the indexes; within it ids tell no order. Pure but for chance.
 */
public final class CaseId {
    private static final SecureRandom CHANCE = new SecureRandom();
    private static final long VERSION_7 = 0x7000L;
    private static final long LAST_12_BITS = 0xFFFL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long LAST_62_BITS = 0x3FFF_FFFF_FFFF_FFFFL;

    private CaseId() {}

    /** @param openedAt any moment since 1970 */
    public static UUID next(Instant openedAt) {
        long hour = openedAt.truncatedTo(ChronoUnit.HOURS).toEpochMilli();
        return new UUID(
                hour << 16 | VERSION_7 | CHANCE.nextLong() & LAST_12_BITS, VARIANT | CHANCE.nextLong() & LAST_62_BITS);
    }
}
