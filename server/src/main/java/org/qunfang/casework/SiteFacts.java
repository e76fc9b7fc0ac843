package org.qunfang.casework;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What is on record about a site when its risk is assessed.
 *
 * @param openCases linked and neither resolved nor over, without the one that the risk itself opened
 * @param recent the last twelve months
 * @param earlier the twelve months before
 * @param recordsSince from when on there can be records at all
 * @param inspectionDue null when nobody knows
 * @param lastInspection null when there was none
 */
record SiteFacts(
        List<OpenCase> openCases,
        Heard recent,
        Heard earlier,
        Instant recordsSince,
        LocalDate inspectionDue,
        LastInspection lastInspection,
        List<Permit> permits) {

    /** @param soleReporter the account when all reports of the case are one person's, else null */
    record OpenCase(Severity severity, String soleReporter) {}

    /** Reports that were not rejected, and how many people sent them. */
    record Heard(int reports, int people) {}

    /**
     * @param unanswered questions whose answer the inspector did not know
     * @param complete the day of the last one that answered every point, or null: an incomplete one is no inspection that a
     *     deadline could be counted from
     * @param standing the worst that was found since every point was answered for the last time, that inspection with it;
     *     null when nothing was: an incomplete inspection takes nothing back
     */
    record LastInspection(LocalDate day, String result, int unanswered, LocalDate complete, Finding standing) {
        LastInspection(LocalDate day, String result, int unanswered) {
            this(
                    day,
                    result,
                    unanswered,
                    unanswered == 0 ? day : null,
                    isFinding(result) ? new Finding(day, result) : null);
        }

        private static boolean isFinding(String result) {
            return "defects".equals(result) || "danger".equals(result);
        }
    }

    /** @param result defects or danger */
    record Finding(LocalDate day, String result) {}

    /** @param validTo the last day, or null for no end */
    record Permit(String kind, String number, LocalDate validFrom, LocalDate validTo) {
        boolean holdsOn(LocalDate day) {
            return !validFrom.isAfter(day) && (validTo == null || !validTo.isBefore(day));
        }

        boolean ranOutBefore(LocalDate day) {
            return validTo != null && validTo.isBefore(day);
        }
    }
}
