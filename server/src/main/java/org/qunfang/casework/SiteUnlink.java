package org.qunfang.casework;

import java.time.Instant;
import java.util.UUID;
import org.qunfang.http.Caller;
import org.qunfang.responsibility.Matrix;

/**
 * A case was taken off a site, or somebody wants it to be; or wants one to join a site that gets quieter by it.
 *
 * @param number of the case
 * @param indexWith the site's index when it was asked, with the case
 * @param indexWithout the same without it
 * @param answeredBy null until somebody of the duty office has answered; of one that needs no answer, for ever
 * @param answer the answer's reason; null likewise
 */
record SiteUnlink(
        UUID id,
        Kind kind,
        UUID siteId,
        UUID caseId,
        String number,
        String reason,
        Status status,
        Actor askedBy,
        Instant askedAt,
        int indexWith,
        int indexWithout,
        Actor answeredBy,
        Instant answeredAt,
        String answer) {
    enum Kind {
        LINK,
        UNLINK;

        static Kind of(String code) {
            return valueOf(code.toUpperCase(java.util.Locale.ROOT));
        }

        String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    enum Status {
        /** It took nothing from the index. */
        DONE,
        /** The case stays where it is until another officer, of the duty office, has answered. */
        WAITING,
        CONFIRMED,
        DENIED;

        static Status of(String code) {
            return valueOf(code.toUpperCase(java.util.Locale.ROOT));
        }

        String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Another officer of the duty office. */
    boolean mayAnswer(Caller caller, Matrix matrix) {
        return status == Status.WAITING
                && SiteScope.isDutyOffice(caller, matrix)
                && !askedBy.accountId().equals(caller.accountId());
    }
}
