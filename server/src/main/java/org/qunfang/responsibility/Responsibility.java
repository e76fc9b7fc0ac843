package org.qunfang.responsibility;

import java.time.LocalDate;
import java.util.UUID;
import org.qunfang.problem.Localized;

/**
 * One line of the matrix.
 *
 * @param isLead lead, else support
 * @param legalBasis null when nobody named one
 * @param validTo first day on which it no longer holds, or null
 * @param enteredOn day on which it was entered: nobody was routed by it before, whatever day it holds from; null until it
 *     is saved
 */
public record Responsibility(
        UUID id,
        Duty duty,
        UUID categoryId,
        UUID areaId,
        UUID departmentId,
        boolean isLead,
        Localized legalBasis,
        String legalLink,
        LocalDate validFrom,
        LocalDate validTo,
        LocalDate enteredOn,
        long version) {

    /** Whether somebody may have been answerable by it on a day before today. */
    boolean isSettled(LocalDate today) {
        return validFrom.isBefore(today) && isEnteredBefore(today);
    }

    boolean isEnteredBefore(LocalDate today) {
        return enteredOn != null && enteredOn.isBefore(today);
    }

    public boolean holdsOn(LocalDate day) {
        return !day.isBefore(validFrom) && (validTo == null || day.isBefore(validTo));
    }
}
