package org.qunfang.casework;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * What one department was asked for, and said.
 *
 * @param by the officer who answered, null while nobody has
 * @param words the opinion, or why there is none; null while nobody has answered
 */
record Opinion(UUID departmentId, Status status, Actor by, Instant at, String words) {
    enum Status {
        ASKED,
        GIVEN,
        /** With a reason; an answer, too. */
        DECLINED;

        static Status of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Opinion askedOf(UUID departmentId) {
        return new Opinion(departmentId, Status.ASKED, null, null, null);
    }

    boolean isAwaited() {
        return status == Status.ASKED;
    }
}
