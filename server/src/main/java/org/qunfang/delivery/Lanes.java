package org.qunfang.delivery;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The providers of a channel that has several. Whoever registers a device names its provider, so their number is bounded:
 * the one unused longest is forgotten and begins anew.
 */
final class Lanes {
    static final int MOST = 256;
    private static final int MOST_FAILING = 1_000;
    private static final float LOAD = 0.75f;

    /** One that nothing goes to says no more how the channel fares. */
    private static final Duration UNUSED = Duration.ofMinutes(10);

    private final Clock clock;
    private final Map<String, Lane> lanes = bounded(MOST);
    private final Map<UUID, Boolean> failing = bounded(MOST_FAILING);

    Lanes(Clock clock) {
        this.clock = clock;
    }

    private static <K, V> Map<K, V> bounded(int most) {
        return new LinkedHashMap<>(most, LOAD, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    synchronized Lane of(String provider) {
        return lanes.computeIfAbsent(provider, name -> new Lane(name, clock));
    }

    /** The worst of those in use. */
    synchronized State state() {
        Instant since = clock.instant().minus(UNUSED);
        Set<State> states = lanes.values().stream()
                .filter(lane -> lane.usedAt().isAfter(since))
                .map(Lane::state)
                .collect(Collectors.toSet());
        return states.contains(State.OPEN)
                ? State.OPEN
                : states.contains(State.HALF_OPEN) ? State.HALF_OPEN : State.CLOSED;
    }

    synchronized void answered(UUID deviceId, Outcome outcome) {
        if (outcome instanceof Outcome.RetryLater) {
            failing.put(deviceId, true);
        } else {
            failing.remove(deviceId);
        }
    }

    /** Devices that failed lately come last: a provider's few trials are for the others. */
    synchronized List<DeliveryStore.Claimed> inOrder(List<DeliveryStore.Claimed> rows) {
        return rows.stream()
                .sorted(Comparator.comparing(row -> failing.containsKey(row.deviceId())))
                .toList();
    }
}
