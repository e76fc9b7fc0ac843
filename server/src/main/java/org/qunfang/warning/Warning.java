package org.qunfang.warning;

import java.time.Instant;
import java.util.UUID;

/**
 * A warning from draft to its end.
 *
 * @param chainId the first warning of the chain of updates; its own id when it is that one
 * @param supersedes the warning that this one updates, or null
 * @param recipients devices that were due when it was submitted; null before
 * @param contentHash SHA-256 of what was submitted, 32 bytes; null before
 */
record Warning(
        UUID id,
        UUID chainId,
        UUID supersedes,
        WarningStatus status,
        long version,
        Officer author,
        UUID authorDepartment,
        UUID caseId,
        Content content,
        Integer recipients,
        byte[] contentHash,
        Officer approver,
        boolean exerciseConfirmed,
        Instant createdAt,
        Instant changedAt,
        Instant submittedAt,
        Instant publishedAt,
        Instant endedAt) {

    /** Who did something; {@code name} may be null. */
    record Officer(UUID accountId, String name) {}

    /** Published and meant for everybody's eyes. */
    boolean isPublic() {
        return status.isOut() && content.isPublic(exerciseConfirmed);
    }

    /** The event it belongs to; its chain's own where none was named. */
    String incident() {
        return content.incident() == null ? chainId.toString() : content.incident();
    }

    boolean isActive(Instant now) {
        return status == WarningStatus.PUBLISHED && content.expires().isAfter(now);
    }
}
