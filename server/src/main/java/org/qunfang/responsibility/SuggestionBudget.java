package org.qunfang.responsibility;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * How often one account may ask: 20 times at once and then once a second, far more than somebody who writes. Each process
 * counts for itself, for the 20,000 accounts that asked last.
 */
final class SuggestionBudget {
    static final int BURST = 20;

    private static final double PER_SECOND = 1;
    private static final int MOST_ACCOUNTS = 20_000;

    private final Map<UUID, Bucket> accountToBucket = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Bucket> eldest) {
            return size() > MOST_ACCOUNTS;
        }
    };

    private record Bucket(double tokens, Instant at) {}

    /** Takes one; false when there is none left just now. */
    synchronized boolean take(UUID account, Instant now) {
        Bucket known = accountToBucket.getOrDefault(account, new Bucket(BURST, now));
        double seconds = Math.max(0, Duration.between(known.at, now).toMillis() / 1_000.0);
        double filled = Math.min(BURST, known.tokens + seconds * PER_SECOND);
        boolean granted = filled >= 1;
        accountToBucket.put(account, new Bucket(granted ? filled - 1 : filled, now));
        return granted;
    }
}
