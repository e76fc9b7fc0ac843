package org.qunfang.casework;

import java.util.Locale;

/** The lists that officers work from. */
enum Queue {
    /** Everything that the caller may see. */
    ALL,
    /** The caller acted on it last. */
    MINE,
    /** The caller's department leads or supports it. */
    DEPARTMENT,
    /** The duty office leads it. */
    DUTY,
    /** A deadline has passed unmet. */
    OVERDUE,
    /** Somebody asks for a consent that the caller may give. */
    CONSENT;

    static Queue of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
