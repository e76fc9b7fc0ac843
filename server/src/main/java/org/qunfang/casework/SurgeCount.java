package org.qunfang.casework;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.qunfang.geo.Distance;
import org.qunfang.geo.Location;
import org.qunfang.problem.Localized;
import org.qunfang.responsibility.SurgeRule;

/**
 * How many reports of a kind came lately around a place, and of how many people. Pure.
 *
 * @param senders each person once, however often they reported
 * @param caseId the case that most of them belong to, of several the one that was reported first; null when there is none
 * @param newest when the last of them came, or null
 */
record SurgeCount(int reports, int senders, UUID caseId, Instant newest) {
    /** However often one person reports, that is no surge. */
    private static final int FEWEST_SENDERS = 2;

    /** A report, as far as it is counted. */
    record Sighting(UUID caseId, UUID senderId, Location place, Instant receivedAt) {}

    /** Those within the rule's radius of the place and within its window before the moment. */
    static SurgeCount of(SurgeRule rule, Location center, Instant now, List<Sighting> sightings) {
        Instant since = now.minus(Duration.ofMinutes(rule.windowMinutes()));
        Set<UUID> senders = new HashSet<>();
        Map<UUID, Integer> caseToReports = new HashMap<>();
        Map<UUID, Instant> caseToFirst = new HashMap<>();
        Instant newest = null;
        int reports = 0;
        for (Sighting each : sightings) {
            boolean counts = !each.receivedAt().isBefore(since)
                    && !each.receivedAt().isAfter(now)
                    && Distance.meters(center, each.place()) <= rule.radiusMeters();
            if (counts) {
                reports++;
                senders.add(each.senderId());
                caseToReports.merge(each.caseId(), 1, Integer::sum);
                caseToFirst.merge(each.caseId(), each.receivedAt(), (one, other) -> one.isBefore(other) ? one : other);
                newest = newest == null || each.receivedAt().isAfter(newest) ? each.receivedAt() : newest;
            }
        }
        return new SurgeCount(reports, senders.size(), most(caseToReports, caseToFirst), newest);
    }

    private static UUID most(Map<UUID, Integer> caseToReports, Map<UUID, Instant> caseToFirst) {
        return caseToReports.keySet().stream()
                .min(Comparator.<UUID>comparingInt(each -> -caseToReports.get(each))
                        .thenComparing(caseToFirst::get)
                        .thenComparing(Comparator.naturalOrder()))
                .orElse(null);
    }

    boolean isSurge(SurgeRule rule) {
        return senders >= FEWEST_SENDERS && (reports >= rule.reports() || senders >= rule.senders());
    }

    Localized reason(SurgeRule rule) {
        return Localized.of(
                rule.windowMinutes() + " 分钟内，周围 " + rule.radiusMeters() + " 米有 " + senders + " 人上报 " + reports + " 次",
                reports + " reports by " + senders + " people within " + rule.radiusMeters() + " m and "
                        + rule.windowMinutes() + " minutes");
    }
}
