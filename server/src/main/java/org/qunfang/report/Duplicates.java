package org.qunfang.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.qunfang.geo.Distance;
import org.qunfang.geo.Location;
import org.qunfang.responsibility.Category;

/**
 * The decision whether a report tells of something a case is open for: same category, nearer than the category's radius
 * plus both accuracies, observed within the category's window. The nearest wins, then what was observed
 * first. What its sender names is
 * joined whatever kind it is of, where it is not too far off. Pure.
 */
final class Duplicates {
    /** A place known worse than this says too little to be called the same; the officer merges then. */
    static final double MOST_ACCURACY_METERS = 200;

    /** Nobody sees that a thing farther off is the same. */
    static final double MOST_NAMED_METERS = 500;

    private Duplicates() {}

    static Optional<OpenCase> choose(Category category, Location place, Instant observedAt, List<OpenCase> candidates) {
        Optional<OpenCase> named = candidates.stream()
                .filter(candidate ->
                        candidate.named() && metersToShown(place, candidate) <= namedReach(place, candidate))
                .findFirst();
        if (named.isPresent()) {
            return named;
        }
        // somewhere in a district is no evidence of sameness, however near the middle of the district is
        if (place.isVague()) {
            return Optional.empty();
        }
        Duration window = Duration.ofDays(category.duplicateWindowDays());
        return candidates.stream()
                .filter(candidate -> candidate.categoryId().equals(category.id()))
                .filter(candidate -> !at(candidate).isVague())
                .filter(candidate -> !observedAt.isBefore(
                                candidate.firstObservedAt().minus(window))
                        && !observedAt.isAfter(candidate.lastObservedAt().plus(window)))
                .filter(candidate -> meters(place, candidate) <= reach(category, place, candidate))
                .min(Comparator.<OpenCase>comparingDouble(candidate -> meters(place, candidate))
                        .thenComparing(OpenCase::firstObservedAt)
                        .thenComparing(OpenCase::id));
    }

    private static double meters(Location place, OpenCase candidate) {
        return Distance.meters(place, at(candidate));
    }

    private static Location at(OpenCase candidate) {
        return new Location(candidate.lat(), candidate.lon(), candidate.accuracyMeters());
    }

    /** To where the sender sees it: else whoever names it could measure where a private report of it is. */
    private static double metersToShown(Location place, OpenCase candidate) {
        return Distance.meters(place, candidate.shownAt());
    }

    private static double namedReach(Location place, OpenCase candidate) {
        return MOST_NAMED_METERS + bounded(place.accuracyMeters()) + bounded(candidate.accuracyMeters());
    }

    private static double reach(Category category, Location place, OpenCase candidate) {
        return category.duplicateRadiusMeters() + bounded(place.accuracyMeters()) + bounded(candidate.accuracyMeters());
    }

    /** The farthest a candidate can lie, in metres. */
    static double farthest(Category category, Location place) {
        return category.duplicateRadiusMeters() + bounded(place.accuracyMeters()) + MOST_ACCURACY_METERS;
    }

    private static double bounded(Double accuracyMeters) {
        return accuracyMeters == null ? 0 : Math.min(accuracyMeters, MOST_ACCURACY_METERS);
    }
}
