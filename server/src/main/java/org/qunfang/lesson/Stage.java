package org.qunfang.lesson;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** When a lesson helps, in the order in which a danger unfolds. */
public enum Stage {
    /** Years ahead: make the danger smaller. */
    MITIGATE,
    /** Before the season. */
    PREPARE,
    /** Signs are seen, nobody warns yet. */
    ANTICIPATED,
    /** A warning is out. */
    WARNING,
    /** It is happening. */
    IMMEDIATE,
    /** Afterwards. */
    RECOVER;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Stage> of(String code) {
        return Arrays.stream(values())
                .filter(stage -> stage.code().equals(code))
                .findFirst();
    }

    int distanceTo(Stage other) {
        return Math.abs(ordinal() - other.ordinal());
    }
}
