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
        long version) {

    public boolean holdsOn(LocalDate day) {
        return !day.isBefore(validFrom) && (validTo == null || day.isBefore(validTo));
    }
}
