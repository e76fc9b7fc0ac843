package org.qunfang.http;

import java.time.Duration;
import java.time.Instant;

/**
 * A bucket of tokens for each account or address, full at first. Those that were not seen for longest are forgotten, so
 * that nobody can fill the memory; whoever is forgotten has a full bucket again. Safe for several threads.
 */
final class Budget<K> {
    /** About 130 bytes each. */
    static final int MOST_REMEMBERED = 20_000;

    private final long everyMillis;
    private final long mostCredit;
    private final Recent<K, Bucket> keyToBucket = new Recent<>(MOST_REMEMBERED);

    /**
     * @param credit milliseconds that were waited and not used: one token is worth those between two tokens
     * @param waitMillis zero when the last one who asked got a token
     */
    private record Bucket(long credit, long atMillis, long waitMillis) {
        Bucket with(long otherCredit) {
            return new Bucket(otherCredit, atMillis, waitMillis);
        }
    }

    Budget(Allowance allowance) {
        this.everyMillis = allowance.every().toMillis();
        this.mostCredit = allowance.atOnce() * everyMillis;
    }

    /** Zero when one was taken; else how long it takes until there is one, and nothing is taken. */
    Duration take(K key, Instant now) {
        return Duration.ofMillis(keyToBucket
                .update(key, known -> taken(known, now.toEpochMilli()))
                .waitMillis());
    }

    /** What was taken a moment ago was not used. */
    void giveBack(K key) {
        keyToBucket.update(key, known -> known == null ? full() : known.with(credited(known.credit(), everyMillis)));
    }

    private Bucket taken(Bucket known, long now) {
        Bucket before = known == null ? full() : known;
        long credit = credited(before.credit(), Math.max(0, now - before.atMillis()));
        return credit >= everyMillis
                ? new Bucket(credit - everyMillis, now, 0)
                : new Bucket(credit, now, everyMillis - credit);
    }

    private long credited(long credit, long more) {
        return Math.min(mostCredit, credit + more);
    }

    private Bucket full() {
        return new Bucket(mostCredit, 0, 0);
    }
}
