package org.qunfang.casework;

import java.time.Duration;
import java.util.Locale;
import org.qunfang.problem.Localized;

/** The risk matrix: likelihood 1–5 × consequence 1–5, and how soon each level is acknowledged and then resolved. */
public enum Severity {
    LOW(1, Duration.ofHours(24), Duration.ofDays(15), Localized.of("低", "low")),
    MEDIUM(5, Duration.ofHours(4), Duration.ofDays(7), Localized.of("中", "medium")),
    HIGH(10, Duration.ofHours(1), Duration.ofDays(3), Localized.of("高", "high")),
    EXTREME(15, Duration.ofMinutes(15), Duration.ofDays(1), Localized.of("极高", "extreme"));

    private final int leastScore;
    private final Duration acknowledgeWithin;
    private final Duration resolveWithin;
    private final Localized label;

    Severity(int leastScore, Duration acknowledgeWithin, Duration resolveWithin, Localized label) {
        this.leastScore = leastScore;
        this.acknowledgeWithin = acknowledgeWithin;
        this.resolveWithin = resolveWithin;
        this.label = label;
    }

    /** @throws IllegalArgumentException unless both are 1–5 */
    public static Severity of(int likelihood, int consequence) {
        if (likelihood < 1 || likelihood > 5 || consequence < 1 || consequence > 5) {
            throw new IllegalArgumentException("scores are 1 to 5: " + likelihood + ", " + consequence);
        }
        return ofScore(likelihood * consequence);
    }

    /** @param score likelihood × consequence, 1–25 */
    public static Severity ofScore(int score) {
        Severity severity = LOW;
        for (Severity level : values()) {
            if (score >= level.leastScore) {
                severity = level;
            }
        }
        return severity;
    }

    public static Severity of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Localized label() {
        return label;
    }

    public Duration acknowledgeWithin() {
        return acknowledgeWithin;
    }

    /** From the acknowledgement on. */
    public Duration resolveWithin() {
        return resolveWithin;
    }

    /** {@code high} and {@code extreme}: rejecting or closing needs a second officer (rule 4). */
    public boolean needsSecondOfficer() {
        return this == HIGH || this == EXTREME;
    }
}
