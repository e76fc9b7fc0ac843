package org.qunfang.resource;

import java.util.Locale;

/** How much hangs on a need, the most first. */
enum Priority {
    /** Lives depend on it. */
    IMMEDIATE,
    HIGH,
    NORMAL;

    static Priority of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
