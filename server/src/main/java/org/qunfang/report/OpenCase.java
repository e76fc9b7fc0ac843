package org.qunfang.report;

import java.time.Instant;
import java.util.UUID;
import org.qunfang.casework.Assessment;
import org.qunfang.geo.Location;

/**
 * An open case near a new report, as far as the duplicate decision needs it.
 *
 * @param holdReviewAt while it is on hold: when its clock goes on, else null
 * @param shownAt where everybody sees it, or null
 * @param named the sender says that it is of the same thing
 */
record OpenCase(
        UUID id,
        UUID categoryId,
        double lat,
        double lon,
        Double accuracyMeters,
        Instant firstObservedAt,
        Instant lastObservedAt,
        int likelihood,
        int consequence,
        Instant holdReviewAt,
        Location shownAt,
        boolean named) {

    /** Here, with what earlier reports made of it. */
    OpenCase asOf(OpenCase later) {
        return new OpenCase(
                id,
                categoryId,
                lat,
                lon,
                accuracyMeters,
                later.firstObservedAt,
                later.lastObservedAt,
                later.likelihood,
                later.consequence,
                holdReviewAt,
                shownAt,
                named);
    }

    /** After one more report joined it. */
    OpenCase with(Instant observedAt, Assessment after) {
        return new OpenCase(
                id,
                categoryId,
                lat,
                lon,
                accuracyMeters,
                observedAt.isBefore(firstObservedAt) ? observedAt : firstObservedAt,
                observedAt.isAfter(lastObservedAt) ? observedAt : lastObservedAt,
                after.likelihood(),
                after.consequence(),
                holdReviewAt,
                shownAt,
                false);
    }
}
