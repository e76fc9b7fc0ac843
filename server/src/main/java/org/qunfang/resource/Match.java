package org.qunfang.resource;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.qunfang.geo.Distance;
import org.qunfang.problem.Localized;

/**
 * A resource that could meet a need, with why it stands where it stands. Pure.
 *
 * @param left what of it is not promised at that time, more than 0
 * @param covers the share of what is missing that it covers, 0–1
 * @param score 0–1: half for being there in time, a quarter for how much of the missing it covers, a fifth for how its
 *     organisation kept its promises, the rest for being near
 */
record Match(
        ResourceStore.Shown offered,
        BigDecimal left,
        double covers,
        double meters,
        AllocationProposal.Times times,
        double reliability,
        double score) {
    private static final double IN_TIME = 0.5;
    private static final double COVERS = 0.25;
    private static final double RELIABLE = 0.2;
    private static final double NEAR = 0.05;

    /** A delay of so many hours is worth half of being in time. */
    private static final double HALF_AFTER_HOURS = 2;

    private static final double FAR_METERS = 50_000;

    /** Who promised nothing yet counts like one who kept three of four. */
    private static final int KEPT_BEFORE = 3;

    private static final int PROMISED_BEFORE = 4;

    /** A candidate as the database has it, with how its organisation kept its promises. */
    record Candidate(ResourceStore.Shown offered, BigDecimal promised, int kept, int late, int broken) {}

    /**
     * Best first; what cannot be there before the need is over, or is promised wholly, is left out.
     *
     * @param need something of it is missing
     */
    static List<Match> rank(Need need, boolean consumable, List<Candidate> candidates, Instant now, int most) {
        return candidates.stream()
                .map(each -> of(need, consumable, each, now))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingDouble(Match::score)
                        .reversed()
                        .thenComparingDouble(Match::meters)
                        .thenComparing(match -> match.offered().resource().id()))
                .limit(most)
                .toList();
    }

    private static Match of(Need need, boolean consumable, Candidate candidate, Instant now) {
        Resource resource = candidate.offered().resource();
        BigDecimal left = resource.quantity().subtract(candidate.promised());
        AllocationProposal.Times times = AllocationProposal.times(need, resource, consumable, now);
        if (times == null || left.signum() <= 0) {
            return null;
        }
        double covers = Math.min(1, left.doubleValue() / need.missing().doubleValue());
        double meters = Distance.meters(resource.location(), need.location());
        double reliability = (candidate.kept() + 0.5 * candidate.late() + KEPT_BEFORE)
                / (candidate.kept() + candidate.late() + candidate.broken() + PROMISED_BEFORE);
        double score = IN_TIME * punctual(need, times)
                + COVERS * covers
                + RELIABLE * reliability
                + NEAR * Math.max(0, 1 - meters / FAR_METERS);
        return new Match(candidate.offered(), left, covers, meters, times, reliability, score);
    }

    private static double punctual(Need need, AllocationProposal.Times times) {
        long late = minutesLate(need, times);
        return late <= 0 ? 1 : Math.pow(0.5, late / 60.0 / HALF_AFTER_HOURS);
    }

    private static long minutesLate(Need need, AllocationProposal.Times times) {
        return Duration.between(need.neededFrom(), times.arriveBy()).toMinutes();
    }

    /** In words that a coordinator would use; the weightiest first. */
    List<Localized> reasons(Need need) {
        long late = minutesLate(need, times);
        Localized arrival = late <= 0
                ? Localized.of("能在所需时间前到达", "Is there in time")
                : Localized.of("晚 " + late + " 分钟到达", "Comes " + late + " minutes late");
        int percent = (int) Math.floor(100 * covers);
        Localized cover = covers >= 1
                ? Localized.of("能满足尚缺的全部数量", "Covers all that is missing")
                : Localized.of("能满足尚缺数量的 " + percent + "%", "Covers " + percent + " % of what is missing");
        int kept = (int) Math.round(100 * reliability);
        Localized reliable = Localized.of("履约记录 " + kept + " 分", "Keeps promises: " + kept + " of 100");
        double kilometers = Math.round(meters / 100) / 10.0;
        Localized near = Localized.of("距离 " + kilometers + " 公里", kilometers + " km away");
        return List.of(arrival, cover, reliable, near);
    }
}
