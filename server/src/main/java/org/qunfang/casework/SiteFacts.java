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

    /** @param unanswered questions whose answer the inspector did not know */
    record LastInspection(LocalDate day, String result, int unanswered) {}

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
