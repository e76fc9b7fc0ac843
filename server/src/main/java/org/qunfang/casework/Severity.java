package org.qunfang.casework;

import java.time.Duration;
import java.util.Locale;

/** The risk matrix: likelihood 1–5 × consequence 1–5, and how soon each level must be acknowledged. */
public enum Severity {
    LOW(1, Duration.ofHours(24)),
    MEDIUM(5, Duration.ofHours(4)),
    HIGH(10, Duration.ofHours(1)),
    EXTREME(15, Duration.ofMinutes(15));

    private final int leastScore;
    private final Duration acknowledgeWithin;

    Severity(int leastScore, Duration acknowledgeWithin) {
        this.leastScore = leastScore;
        this.acknowledgeWithin = acknowledgeWithin;
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

    public Duration acknowledgeWithin() {
        return acknowledgeWithin;
    }

    /** {@code high} and {@code extreme}: rejecting or closing needs a second officer (rule 4). */
    public boolean needsSecondOfficer() {
        return this == HIGH || this == EXTREME;
    }
}
