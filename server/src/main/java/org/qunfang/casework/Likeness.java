package org.qunfang.casework;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.qunfang.problem.Localized;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Matrix;

/**
 * How much another case looks like being of the same thing, and why. Pure: whoever suggests duplicates ranks them here.
 *
 * @param meters between both places
 * @param reachMeters farther apart they are no candidates: the category's radius and both accuracies
 * @param apart between what was observed of both; zero where the times overlap
 * @param window longer apart they are no candidates
 * @param words 0 (nothing in common) to 1 (the same)
 */
record Likeness(
        UUID caseId,
        Kinship kinship,
        double meters,
        double reachMeters,
        Duration apart,
        Duration window,
        double words) {

    private static final double OF_PLACE = 0.40;
    private static final double OF_WORDS = 0.25;
    private static final double OF_KIND = 0.20;
    private static final double OF_TIME = 0.15;

    /** How two categories are related in their tree. */
    enum Kinship {
        SAME(1.0, Localized.of("同一类别", "same kind")),
        /** One is above the other. */
        LINE(0.7, Localized.of("上下级类别", "a broader or narrower kind")),
        SIBLING(0.5, Localized.of("相近类别", "a related kind"));

        private final double weight;
        private final Localized label;

        Kinship(double weight, Localized label) {
            this.weight = weight;
            this.label = label;
        }

        /** Null where they are not related. */
        static Kinship of(Matrix matrix, Category one, Category other) {
            if (one.id().equals(other.id())) {
                return SAME;
            }
            if (matrix.chain(one.id()).contains(other)
                    || matrix.chain(other.id()).contains(one)) {
                return LINE;
            }
            boolean siblings = one.parentId() != null && one.parentId().equals(other.parentId());
            return siblings ? SIBLING : null;
        }
    }

    boolean isCandidate() {
        return meters <= reachMeters && apart.compareTo(window) <= 0;
    }

    /** 0 to 1. */
    double score() {
        double near = reachMeters == 0 ? 1 : Math.max(0, 1 - meters / reachMeters);
        double soon = window.isZero() ? 1 : Math.max(0, 1 - (double) apart.toSeconds() / window.toSeconds());
        return OF_PLACE * near + OF_WORDS * words + OF_KIND * kinship.weight + OF_TIME * soon;
    }

    /** The candidates, most alike first, then the nearer one; the same order however they come. */
    static List<Likeness> ranked(List<Likeness> found) {
        return found.stream()
                .filter(Likeness::isCandidate)
                .sorted(Comparator.comparingDouble(Likeness::score)
                        .reversed()
                        .thenComparingDouble(Likeness::meters)
                        .thenComparing(Likeness::caseId))
                .toList();
    }

    List<Localized> reasons() {
        List<Localized> reasons = new ArrayList<>();
        long far = Math.round(meters);
        reasons.add(Localized.of("相距 " + far + " 米", far + " m away"));
        reasons.add(kinship.label);
        reasons.add(
                apart.toMinutes() == 0
                        ? Localized.of("时间相同", "at the same time")
                        : Localized.of("相隔 " + span(apart, true), span(apart, false) + " apart"));
        String alike = String.format(java.util.Locale.ROOT, "%.2f", words);
        reasons.add(Localized.of("文字相似度 " + alike, "words " + alike + " alike"));
        return reasons;
    }

    private static String span(Duration span, boolean zhCn) {
        if (span.toMinutes() < 120) {
            return span.toMinutes() + (zhCn ? " 分钟" : span.toMinutes() == 1 ? " minute" : " minutes");
        }
        return span.toHours() < 48
                ? span.toHours() + (zhCn ? " 小时" : " hours")
                : span.toDays() + (zhCn ? " 天" : " days");
    }

    /** Between the nearest ends of two times; zero where they overlap. */
    static Duration between(Instant from, Instant to, Instant otherFrom, Instant otherTo) {
        if (otherFrom.isAfter(to)) {
            return Duration.between(to, otherFrom);
        }
        return from.isAfter(otherTo) ? Duration.between(otherTo, from) : Duration.ZERO;
    }
}
