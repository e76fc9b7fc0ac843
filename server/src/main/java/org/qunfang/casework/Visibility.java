package org.qunfang.casework;

import java.util.Locale;

/** Who reads it: everybody; the officers of the case and the senders; the officers of the case. */
public enum Visibility {
    PUBLIC,
    PARTICIPANTS,
    INTERNAL;

    public static Visibility of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
