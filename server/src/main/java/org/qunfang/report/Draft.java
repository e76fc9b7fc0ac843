package org.qunfang.report;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.qunfang.casework.Assessment;
import org.qunfang.casework.Deadlines.Clocks;
import org.qunfang.casework.Grounds;
import org.qunfang.casework.TimeKind;
import org.qunfang.geo.Location;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.responsibility.Answerable;
import org.qunfang.responsibility.Category;

/**
 * Everything the intake decided, ready to be stored.
 *
 * @param clocks of the category, as they are set now
 * @param why a department leads the new case; null when the report joins one
 * @param factors that were scored; null when the report changes nothing in the severity of the case that it joins
 * @param joined the open case the report is attached to, or null when it opens a new one
 * @param assessment of the case afterwards: for a joined case never lower than before
 * @param finding the gap or overlap that was tripped over, or null
 */
record Draft(
        Caller caller,
        Submission submission,
        Category category,
        Clocks clocks,
        Answerable answerable,
        Grounds why,
        Grounds factors,
        Localized boundaryNote,
        Assessment assessment,
        boolean raises,
        UUID caseId,
        OpenCase joined,
        String trackingCode,
        JsonObject finding,
        Instant now) {

    boolean joins() {
        return joined != null;
    }

    Location place() {
        return submission.location();
    }

    Instant acknowledgeBy() {
        return clocks.acknowledgeBy(assessment.severity(), now);
    }

    /** For a case that is already acknowledged; on hold the time runs from the review, as for every other new score. */
    Instant resolveBy() {
        boolean stands = joins() && joined.holdReviewAt() != null;
        return clocks.resolveBy(assessment.severity(), stands ? joined.holdReviewAt() : now);
    }

    /** In which {@link #resolveBy} counts. */
    TimeKind resolveTime() {
        return clocks.resolveTime(assessment.severity());
    }
}
