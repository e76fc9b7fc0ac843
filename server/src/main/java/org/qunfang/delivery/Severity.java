package org.qunfang.delivery;

import java.util.Locale;

/** How bad it can get, as CAP 1.2 names it; ordered from the least to the most serious. */
public enum Severity {
    UNKNOWN("Unknown"),
    MINOR("Minor"),
    MODERATE("Moderate"),
    SEVERE("Severe"),
    EXTREME("Extreme");

    /** In the ledger: what stops an earlier message never waits behind anything. */
    static final int AHEAD_OF_ALL = 0;

    private final String capName;

    Severity(String capName) {
        this.capName = capName;
    }

    /** The word of CAP and of the API. */
    public String capName() {
        return capName;
    }

    /** @throws IllegalArgumentException for a word that CAP does not have */
    public static Severity named(String capName) {
        return valueOf(capName.toUpperCase(Locale.ROOT));
    }

    /** 0 to 4, as the tables keep it. */
    int level() {
        return ordinal();
    }

    static Severity ofLevel(int level) {
        return values()[level];
    }

    /**
     * The level that is compared with what people wish for. Nobody knows how serious an unknown one is: it counts as
     * extreme, so that no wish keeps it away.
     */
    int reachLevel() {
        return this == UNKNOWN ? EXTREME.level() : level();
    }

    /** 1 for the most urgent; {@link #AHEAD_OF_ALL} is kept for messages that stop others. */
    int priority() {
        return EXTREME.level() - reachLevel() + 1;
    }
}
