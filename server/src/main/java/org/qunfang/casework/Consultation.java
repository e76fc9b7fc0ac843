package org.qunfang.casework;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Who works on a case asks other departments a question.
 *
 * @param from the department that asked
 * @param dueAt by when they should answer; later answers count, too
 * @param endedBy who concluded or withdrew it, the program where it ended with the case, null while it is open
 * @param words what it came to, or why it was withdrawn; null while it is open
 * @param version counts opinions and the end
 * @param opinions one of each department that was asked
 */
record Consultation(
        UUID id,
        UUID caseId,
        UUID from,
        String question,
        Actor askedBy,
        Instant askedAt,
        Instant dueAt,
        Status status,
        Instant endedAt,
        Actor endedBy,
        String words,
        long version,
        List<Opinion> opinions) {

    enum Status {
        OPEN,
        CONCLUDED,
        WITHDRAWN;

        static Status of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean isOpen() {
        return status == Status.OPEN;
    }

    /** Of a department that is asked; null for all others. */
    Opinion of(UUID departmentId) {
        return opinions.stream()
                .filter(each -> each.departmentId().equals(departmentId))
                .findFirst()
                .orElse(null);
    }

    List<UUID> departmentIds() {
        return opinions.stream().map(Opinion::departmentId).toList();
    }

    /** Somebody is waited for longer than was agreed. */
    boolean isLate(Instant now) {
        return isOpen() && now.isAfter(dueAt) && opinions.stream().anyMatch(Opinion::isAwaited);
    }

    Consultation answered(Opinion given) {
        List<Opinion> then = opinions.stream()
                .map(each -> each.departmentId().equals(given.departmentId()) ? given : each)
                .toList();
        return new Consultation(
                id,
                caseId,
                from,
                question,
                askedBy,
                askedAt,
                dueAt,
                status,
                endedAt,
                endedBy,
                words,
                version + 1,
                then);
    }

    Consultation ended(Status then, Act act, String said) {
        return new Consultation(
                id,
                caseId,
                from,
                question,
                askedBy,
                askedAt,
                dueAt,
                then,
                act.at(),
                act.actor(),
                said,
                version + 1,
                opinions);
    }
}
