package org.qunfang.casework;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.qunfang.casework.QueueCounts.Shared;

/**
 * Counts that all officers of a department share, for two seconds at most and never past the next news of a case: what
 * makes every open page of a department read its queue anew counts it once. Safe from any thread.
 */
final class CountMemory {
    /** Deadlines pass without news. */
    private static final Duration KEPT = Duration.ofSeconds(2);

    /** @param departmentId null for who belongs to none */
    private record Key(UUID departmentId, boolean seesAll) {}

    private record Kept(Instant at, Future<Shared> counts) {
        boolean isGood(Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(KEPT)) && !counts.failed();
        }
    }

    private final Map<Key, Kept> kept = new ConcurrentHashMap<>();

    /** @param read counts now; whoever asks meanwhile waits for the same answer */
    Future<Shared> get(CaseScope caller, Instant now, Supplier<Future<Shared>> read) {
        Key key = new Key(caller.departmentId(), caller.seesAll());
        return kept.compute(
                        key, (same, known) -> known != null && known.isGood(now) ? known : new Kept(now, read.get()))
                .counts();
    }

    /** Something happened to a case: whoever asks from now on is told of it. */
    void forget() {
        kept.clear();
    }
}
