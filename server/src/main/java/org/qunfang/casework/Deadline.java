package org.qunfang.casework;

import static org.qunfang.casework.CaseListView.putIfKnown;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;

/**
 * When something has to be done to a case.
 *
 * @param metAt null while it is not
 */
record Deadline(Kind kind, Instant due, Instant metAt) {
    enum Kind {
        ACKNOWLEDGE,
        RESOLVE,
        /** The moment to look again at what is on hold. */
        REVIEW;

        static Kind of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the next one is in a state; null where a case waits for no officer. */
    static Kind next(CaseStatus status) {
        return switch (status) {
            case NEW, ASSIGNED, REOPENED -> Kind.ACKNOWLEDGE;
            case ACKNOWLEDGED, IN_PROGRESS -> Kind.RESOLVE;
            case ON_HOLD -> Kind.REVIEW;
            case RESOLVED, CLOSED, REJECTED -> null;
        };
    }

    boolean isUnmet(Instant now) {
        return metAt == null && now.isAfter(due);
    }

    /** True when it was met after its time, or is unmet and its time has passed. */
    boolean isLate(Instant now) {
        return (metAt == null ? now : metAt).isAfter(due);
    }

    JsonObject json(Instant now) {
        JsonObject json = new JsonObject()
                .put("kind", kind.code())
                .put("due", due.toString())
                .put("late", isLate(now));
        putIfKnown(json, "metAt", metAt == null ? null : metAt.toString());
        return json;
    }
}
