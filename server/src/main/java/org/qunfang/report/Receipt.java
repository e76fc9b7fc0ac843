package org.qunfang.report;

import java.time.Instant;
import java.util.UUID;
import org.qunfang.responsibility.Category;

/**
 * What a sender gets back: the case, who is answerable, by when, and the code to follow it.
 *
 * @param routing {@code lead}, {@code gap} or {@code overlap}: how the report's place was routed
 */
public record Receipt(
        UUID reportId,
        String trackingCode,
        Category category,
        UUID caseId,
        String caseNumber,
        String caseStatus,
        UUID leadDepartmentId,
        Instant acknowledgeBy,
        boolean joinedExistingCase,
        String routing) {

    static Receipt of(Draft draft, String caseNumber, String caseStatus, UUID leadDepartmentId, Instant acknowledgeBy) {
        return new Receipt(
                draft.submission().id(),
                draft.trackingCode(),
                draft.category(),
                draft.caseId(),
                caseNumber,
                caseStatus,
                leadDepartmentId,
                acknowledgeBy,
                draft.joins(),
                draft.answerable().routing());
    }
}
