package org.qunfang.delivery;

import java.util.Locale;

/** Where one delivery stands; the last four are ends. */
enum LedgerState {
    DUE,
    HANDED_OVER,
    ACCEPTED,
    FAILED,
    GONE,
    EXPIRED;

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
