package org.qunfang.casework;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * One department says "not ours" and names the next one.
 *
 * @param dueAt by when the other one has to accept or refuse
 * @param answeredAt when it did, else null
 * @param answer its words, or null
 * @param missedAt when its clock ran out, else null
 */
record Handover(
        UUID id,
        UUID caseId,
        UUID from,
        UUID to,
        String reason,
        Actor askedBy,
        Instant askedAt,
        Instant dueAt,
        Status status,
        Instant answeredAt,
        String answer,
        Instant missedAt) {

    private static final int MOST_ACCEPTED = 2;

    enum Status {
        /** The other department is asked. */
        OPEN,
        /** The arbiter is asked. */
        ARBITRATION,
        ACCEPTED,
        REFUSED,
        DECIDED,
        /** The case was resolved, ended, or found to be of another kind meanwhile. */
        VOID;

        static Status of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean isPending() {
            return this == OPEN || this == ARBITRATION;
        }

        /** It settled who leads: what was refused before counts no more. */
        boolean settles() {
            return this == ACCEPTED || this == DECIDED;
        }
    }

    boolean wasRefused() {
        return answeredAt != null && status != Status.ACCEPTED;
    }

    Handover answered(Status then, Instant at, String words) {
        return new Handover(id, caseId, from, to, reason, askedBy, askedAt, dueAt, then, at, words, missedAt);
    }

    Handover missed(Instant at) {
        return new Handover(
                id, caseId, from, to, reason, askedBy, askedAt, dueAt, Status.ARBITRATION, answeredAt, answer, at);
    }

    Handover decided() {
        return new Handover(
                id, caseId, from, to, reason, askedBy, askedAt, dueAt, Status.DECIDED, answeredAt, answer, missedAt);
    }

    /** The one that waits for somebody, or null. */
    static Handover pending(List<Handover> history) {
        return history.stream()
                .filter(each -> each.status().isPending())
                .findFirst()
                .orElse(null);
    }

    /** Those since it was last settled who leads. */
    static List<Handover> round(List<Handover> history) {
        List<Handover> round = new ArrayList<>();
        for (Handover each : history) {
            if (each.status().settles()) {
                round.clear();
            } else {
                round.add(each);
            }
        }
        return round;
    }

    /** It refused, and nobody else has accepted or decided since. */
    static boolean refusedBy(List<Handover> history, UUID department) {
        return round(history).stream()
                .anyMatch(each -> each.wasRefused() && each.to().equals(department));
    }

    /**
     * Whether one more goes in circles: back to where it came from, or on for a third time. The arbiter's decision begins a
     * new count.
     */
    static boolean wouldCircle(List<Handover> history, UUID from, UUID to) {
        List<Handover> accepted = new ArrayList<>();
        for (Handover each : history) {
            if (each.status() == Status.DECIDED) {
                accepted.clear();
            } else if (each.status() == Status.ACCEPTED) {
                accepted.add(each);
            }
        }
        Set<UUID> pair = Set.of(from, to);
        return accepted.size() >= MOST_ACCEPTED
                || accepted.stream()
                        .anyMatch(each -> Set.of(each.from(), each.to()).equals(pair));
    }

    /** The arbiter's decision stands: only the duty office asks again after it. */
    static boolean wasDecided(List<Handover> history) {
        boolean decided = false;
        for (Handover each : history) {
            if (each.status().settles()) {
                decided = each.status() == Status.DECIDED;
            }
        }
        return decided;
    }
}
