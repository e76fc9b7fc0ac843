package org.qunfang.interop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Whether a message is taken, and whether it reaches the public: pure rules about what is known. */
final class Admission {
    /** What clocks may differ by. */
    static final Duration CLOCKS = Duration.ofMinutes(5);

    /** A message without an expiry holds so long after it was sent (CAP 1.2 section 3.2.2 leaves it to its reader). */
    static final Duration USUAL_LIFE = Duration.ofHours(24);

    private Admission() {}

    /** An accepted message of the same sender, as far as the rules look at it. */
    record Known(String identifier, Instant sent, List<String> refersTo) {}

    /**
     * @param sender the trusted one of that name, or null
     * @param feedOf the sender whose feed it came from, or null when it came by hand
     */
    static void checkSender(CapAlert alert, CapSender sender, UUID feedOf, String ownSender) {
        if (alert.sender().equals(ownSender)) {
            throw new Refused(Reason.OWN_MESSAGE, "/alert/sender");
        }
        if (sender == null) {
            throw new Refused(Reason.UNKNOWN_SENDER, "/alert/sender");
        }
        if (!sender.active()) {
            throw new Refused(Reason.INACTIVE_SENDER, "/alert/sender");
        }
        if (feedOf != null && !feedOf.equals(sender.id())) {
            throw new Refused(Reason.OTHER_FEED, "/alert/sender");
        }
    }

    /** A signature counts by the key that holds when the message is stored: with another one it is to come again. */
    static void checkKey(CapSender checked, CapSender locked) {
        if (!Objects.equals(checked.signingKey(), locked.signingKey())) {
            throw Problem.of(
                            ProblemType.UNAVAILABLE,
                            "发布方的密钥刚被更换，请重试。",
                            "The sender's key was changed meanwhile; try again.")
                    .retryAfter(1);
        }
    }

    /**
     * What the message refers to has to be its sender's own, earlier, and must not lead back to it.
     *
     * @param known the accepted messages that its references lead to, one after the other
     * @return what is worth knowing: references to what never came here
     */
    static List<Repair> checkReferences(CapAlert alert, List<Known> known, Instant now) {
        if (alert.sent().isAfter(now.plus(CLOCKS))) {
            throw new Refused(Reason.SENT_IN_FUTURE, "/alert/sent");
        }
        Map<String, Known> identifierToKnown = new HashMap<>();
        known.forEach(each -> identifierToKnown.put(each.identifier(), each));
        List<Repair> notes = new ArrayList<>();
        for (CapAlert.Reference reference : alert.references()) {
            checkReference(alert, reference, identifierToKnown);
            if (!identifierToKnown.containsKey(reference.identifier())) {
                note(notes, Repair.Kind.UNKNOWN_REFERENCE);
            }
        }
        boolean changes = CapAlert.UPDATE.equals(alert.msgType()) || alert.ends();
        if (changes && alert.references().isEmpty()) {
            note(notes, Repair.Kind.NO_REFERENCE);
        }
        return notes;
    }

    private static void checkReference(
            CapAlert alert, CapAlert.Reference reference, Map<String, Known> identifierToKnown) {
        String path = "/alert/references";
        if (!reference.sender().equals(alert.sender())) {
            throw new Refused(Reason.FOREIGN_REFERENCE, path);
        }
        if (leadsTo(alert.identifier(), reference.identifier(), identifierToKnown)) {
            throw new Refused(Reason.CIRCULAR_REFERENCE, path);
        }
        Known known = identifierToKnown.get(reference.identifier());
        if (reference.sent().isAfter(alert.sent())
                || (known != null && known.sent().isAfter(alert.sent()))) {
            throw new Refused(Reason.FUTURE_REFERENCE, path);
        }
    }

    private static boolean leadsTo(String target, String from, Map<String, Known> identifierToKnown) {
        Set<String> seen = new HashSet<>();
        List<String> open = new ArrayList<>(List.of(from));
        while (!open.isEmpty()) {
            String next = open.remove(open.size() - 1);
            if (next.equals(target)) {
                return true;
            }
            if (seen.add(next) && identifierToKnown.containsKey(next)) {
                open.addAll(identifierToKnown.get(next).refersTo());
            }
        }
        return false;
    }

    private static void note(List<Repair> notes, Repair.Kind kind) {
        Repair note = new Repair(kind, "/alert/references");
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }

    /** Whether it may act on the public at all: also an update or cancellation that itself is not shown. */
    static boolean actsOnThePublic(CapAlert alert, CapSender sender) {
        return sender.relay() && "Actual".equals(alert.status()) && "Public".equals(alert.scope());
    }

    /**
     * @param hasArea whether something of its area can be used
     * @param endedAlready whether an accepted message of the same sender took it back or replaced it
     */
    static Relaying relaying(
            CapAlert alert, CapSender sender, boolean byHand, boolean hasArea, boolean endedAlready, Instant now) {
        if (!"Actual".equals(alert.status())) {
            return Relaying.NOT_ACTUAL;
        }
        if (!"Public".equals(alert.scope())) {
            return Relaying.NOT_PUBLIC;
        }
        if (!sender.relay()) {
            return Relaying.SENDER_NOT_RELAYED;
        }
        if (alert.ends()) {
            return Relaying.ENDED_EARLIER;
        }
        if (!alert.speaksToPeople() || alert.infos().isEmpty()) {
            return Relaying.NO_WORDS;
        }
        if (endedAlready) {
            return Relaying.ENDED_ALREADY;
        }
        if (!expires(alert, CapWords.main(alert)).isAfter(now)) {
            return Relaying.EXPIRED;
        }
        if (!hasArea) {
            return Relaying.NO_AREA;
        }
        return byHand ? Relaying.WAITING : Relaying.RELAYED;
    }

    static Instant expires(CapAlert alert, CapAlert.Info info) {
        return info.expires() != null ? info.expires() : alert.sent().plus(USUAL_LIFE);
    }
}
