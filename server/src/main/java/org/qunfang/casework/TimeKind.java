package org.qunfang.casework;

import java.util.Locale;

/** Which time a clock counts: every minute, or only those in which offices are open. */
public enum TimeKind {
    CALENDAR,
    WORKING;

    static TimeKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
