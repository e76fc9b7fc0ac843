package org.qunfang.casework;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Which officers have which case in view, as this process has heard: in memory, bounded, forgotten by itself. Safe from
 * any thread.
 */
final class Onlookers {
    /** A page says it again every 20 seconds: one that is gone is forgotten well within a minute. */
    static final Duration STAYS = Duration.ofSeconds(45);

    static final int MOST_OF_CASE = 50;
    static final int MOST_CASES = 10_000;

    /** @param writing a form of the case is open */
    record Onlooker(UUID accountId, String name, UUID departmentId, boolean writing) {}

    private record Seen(Onlooker onlooker, Instant until) {}

    private final Map<UUID, Map<UUID, Seen>> caseToSeen = new HashMap<>();

    /** True when the others have to hear of it: somebody came, began or stopped writing. */
    synchronized boolean heard(UUID caseId, Onlooker onlooker, Instant now) {
        if (!caseToSeen.containsKey(caseId) && caseToSeen.size() >= MOST_CASES) {
            return false;
        }
        Map<UUID, Seen> here = caseToSeen.computeIfAbsent(caseId, id -> new HashMap<>());
        Seen before = here.get(onlooker.accountId());
        if (before == null && here.size() >= MOST_OF_CASE) {
            return false;
        }
        here.put(onlooker.accountId(), new Seen(onlooker, now.plus(STAYS)));
        return before == null || !before.onlooker().equals(onlooker);
    }

    /** True when somebody was there. */
    synchronized boolean left(UUID caseId, UUID accountId) {
        Map<UUID, Seen> here = caseToSeen.get(caseId);
        boolean was = here != null && here.remove(accountId) != null;
        if (was && here.isEmpty()) {
            caseToSeen.remove(caseId);
        }
        return was;
    }

    /** The cases that somebody is no longer looking at. */
    synchronized Set<UUID> forget(Instant now) {
        Set<UUID> changed = new LinkedHashSet<>();
        caseToSeen.forEach((caseId, here) -> {
            if (here.values().removeIf(seen -> !seen.until().isAfter(now))) {
                changed.add(caseId);
            }
        });
        caseToSeen.values().removeIf(Map::isEmpty);
        return changed;
    }

    /** By name. */
    synchronized List<Onlooker> at(UUID caseId) {
        List<Onlooker> here = new ArrayList<>();
        caseToSeen.getOrDefault(caseId, Map.of()).values().forEach(seen -> here.add(seen.onlooker()));
        here.sort(Comparator.comparing(Onlooker::name).thenComparing(Onlooker::accountId));
        return here;
    }

    synchronized int cases() {
        return caseToSeen.size();
    }
}
