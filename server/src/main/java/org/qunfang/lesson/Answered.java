package org.qunfang.lesson;

import io.vertx.core.json.JsonArray;
import java.time.Instant;
import java.util.UUID;

/**
 * One time that somebody answered the questions of a lesson.
 *
 * @param id made by the phone, so that answers given offline are kept once
 * @param marks {@code [{questionId, optionId, right}]}
 * @param answeredAt by the phone's clock
 */
record Answered(
        UUID id,
        UUID lessonId,
        long lessonVersion,
        UUID accountId,
        JsonArray marks,
        int rightCount,
        int askedCount,
        Instant answeredAt) {

    /** Whether a repeat tells the same; the clock of the phone may have been set meanwhile. */
    boolean saysTheSameAs(Answered other) {
        return lessonId.equals(other.lessonId) && accountId.equals(other.accountId) && marks.equals(other.marks);
    }
}
