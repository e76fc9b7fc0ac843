package org.qunfang.identity;

import java.time.Duration;
import java.time.Instant;

/**
 * How many new phones one address may bring: 300 at once and then two a second. Wide, because a mobile carrier puts a
 * whole district behind one address, and most of all in a disaster. Each process counts for itself, for at most 20,000
 * addresses.
 */
final class AddressBudget {
    private static final int MOST_ADDRESSES = 20_000;
    private static final double BURST = 300;
    private static final double PER_SECOND = 2;

    private final Recent<String, Bucket> buckets = new Recent<>(MOST_ADDRESSES);

    private record Bucket(double tokens, Instant at, boolean granted) {
        Bucket take(Instant now) {
            double seconds = Math.max(0, Duration.between(at, now).toMillis() / 1_000.0);
            double filled = Math.min(BURST, tokens + seconds * PER_SECOND);
            return filled >= 1 ? new Bucket(filled - 1, now, true) : new Bucket(filled, now, false);
        }
    }

    /** Takes one from the address's budget; false when it is used up for the next second. */
    boolean take(String address, Instant now) {
        return buckets.update(
                        ClientAddress.limited(address),
                        known -> (known == null ? new Bucket(BURST, now, true) : known).take(now))
                .granted();
    }
}
