package org.qunfang.interop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Reads a CAP 1.1 or 1.2 message leniently: what is clear in spite of a fault is taken and the fault listed, what is not
 * clear is refused at its element. Pure; may take some hundred milliseconds for a large one: call it on a worker.
 */
final class CapReader {
    static final List<String> SEVERITIES = List.of("Extreme", "Severe", "Moderate", "Minor", "Unknown");

    private static final List<String> STATUSES = List.of("Actual", "Exercise", "System", "Test", "Draft");
    private static final List<String> MSG_TYPES = List.of("Alert", "Update", "Cancel", "Ack", "Error");
    private static final List<String> SCOPES = List.of("Public", "Restricted", "Private");
    private static final List<String> CATEGORIES = List.of(
            "Geo",
            "Met",
            "Safety",
            "Security",
            "Rescue",
            "Fire",
            "Health",
            "Env",
            "Transport",
            "Infra",
            "CBRNE",
            "Other");
    private static final List<String> URGENCIES = List.of("Immediate", "Expected", "Future", "Past", "Unknown");
    private static final List<String> CERTAINTIES = List.of("Observed", "Likely", "Possible", "Unlikely", "Unknown");

    private static final int MOST_INFOS = 50;
    private static final int MOST_REFERENCES = 100;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_HEADLINE = 500;
    private static final int LONGEST_TEXT = 20_000;

    private CapReader() {}

    /** A message and what was repaired or is worth knowing of it. */
    record Reading(CapAlert alert, List<Repair> repairs) {}

    /**
     * Reads one message, also out of an envelope that holds no other.
     *
     * @throws Refused with the reason and the element
     */
    static Reading read(byte[] bytes) {
        Document document = CapXml.parse(bytes);
        Element root = document.getDocumentElement();
        List<Element> alerts = CapXml.alerts(document);
        if (alerts.size() == 1 && alerts.get(0) == root) {
            return read(root, false);
        }
        if ("feed".equals(root.getLocalName()) || "rss".equals(root.getLocalName())) {
            throw new Refused(Reason.FEED, "/" + root.getLocalName());
        }
        if (alerts.size() > 1) {
            throw new Refused(Reason.SEVERAL_ALERTS, "/" + root.getLocalName());
        }
        if (alerts.isEmpty()) {
            throw notAnAlert(root);
        }
        return read(alerts.get(0), true);
    }

    private static Refused notAnAlert(Element root) {
        String path = "/" + root.getLocalName();
        if (CapXml.CAP_10.equals(root.getNamespaceURI())) {
            return new Refused(Reason.UNSUPPORTED_VERSION, path);
        }
        return new Refused("alert".equals(root.getLocalName()) ? Reason.WRONG_NAMESPACE : Reason.NOT_AN_ALERT, path);
    }

    static Reading read(Element element, boolean inEnvelope) {
        List<Repair> repairs = new ArrayList<>();
        CapElement alert = CapElement.alert(element, repairs);
        if (inEnvelope) {
            alert.repaired(Repair.Kind.ENVELOPE);
        }
        List<CapElement> infos = alert.all("info");
        if (infos.size() > MOST_INFOS) {
            throw new Refused(Reason.TOO_MANY_INFOS, "/alert");
        }
        CapShapes.refuseTooMany(
                infos.stream().flatMap(info -> info.all("area").stream()).toList());
        CapAlert read = new CapAlert(
                CapXml.CAP_12.equals(element.getNamespaceURI()) ? "1.2" : "1.1",
                alert.required("identifier").text(LONGEST_NAME),
                alert.required("sender").text(LONGEST_NAME),
                CapTimes.of(alert.required("sent")),
                word(alert, "status", STATUSES),
                word(alert, "msgType", MSG_TYPES),
                word(alert, "scope", SCOPES),
                references(alert),
                infos.stream().map(info -> info(info.asInfo())).toList(),
                CapXml.fingerprint(element));
        return new Reading(read, List.copyOf(repairs));
    }

    /** What decides whom a message is for is never guessed. */
    private static String word(CapElement parent, String name, List<String> words) {
        CapElement element = parent.required(name);
        return element.word(words).orElseThrow(() -> new Refused(Reason.UNKNOWN_WORD, element.path()));
    }

    private static List<CapAlert.Reference> references(CapElement alert) {
        Optional<CapElement> element = alert.one("references");
        if (element.isEmpty()) {
            return List.of();
        }
        String[] words = element.get().text().split("\\s+");
        if (words.length > MOST_REFERENCES) {
            throw new Refused(Reason.TOO_MANY_REFERENCES, element.get().path());
        }
        List<CapAlert.Reference> references = new ArrayList<>();
        for (String word : words) {
            reference(word).ifPresentOrElse(references::add, () -> element.get().repaired(Repair.Kind.BAD_REFERENCE));
        }
        return List.copyOf(references);
    }

    /** {@code sender,identifier,sent}. */
    private static Optional<CapAlert.Reference> reference(String word) {
        String[] parts = word.split(",", -1);
        Instant sent = parts.length == 3 ? CapTimes.read(parts[2]) : null;
        boolean readable = sent != null
                && !parts[0].isEmpty()
                && !parts[1].isEmpty()
                && parts[0].length() <= LONGEST_NAME
                && parts[1].length() <= LONGEST_NAME;
        return readable ? Optional.of(new CapAlert.Reference(parts[0], parts[1], sent)) : Optional.empty();
    }

    private static CapAlert.Info info(CapElement info) {
        return new CapAlert.Info(
                info.one("language").map(text -> text.text(LONGEST_NAME)).orElse("en-US"),
                category(info),
                info.one("event").map(text -> text.cut(LONGEST_NAME)).orElseGet(() -> missingEvent(info)),
                level(info, "urgency", URGENCIES),
                level(info, "severity", SEVERITIES),
                level(info, "certainty", CERTAINTIES),
                info.one("onset").map(CapTimes::of).orElse(null),
                info.one("expires").map(CapTimes::of).orElse(null),
                text(info, "senderName", LONGEST_NAME),
                text(info, "headline", LONGEST_HEADLINE),
                text(info, "description", LONGEST_TEXT),
                text(info, "instruction", LONGEST_TEXT),
                info.all("area").stream()
                        .map(area -> CapShapes.area(area.asArea()))
                        .toList());
    }

    private static String missingEvent(CapElement info) {
        info.repaired(Repair.Kind.MISSING_VALUE, info.path() + "/event");
        return text(info, "headline", LONGEST_NAME) == null ? "—" : text(info, "headline", LONGEST_NAME);
    }

    private static String text(CapElement info, String name, int most) {
        return info.one(name).map(text -> text.cut(most)).orElse(null);
    }

    private static String category(CapElement info) {
        List<CapElement> filled = info.filled("category");
        if (filled.isEmpty()) {
            info.repaired(Repair.Kind.MISSING_VALUE, info.path() + "/category");
            return "Other";
        }
        return known(filled.get(0), CATEGORIES, "Other");
    }

    private static String level(CapElement info, String name, List<String> words) {
        Optional<CapElement> element = info.one(name);
        if (element.isEmpty()) {
            info.repaired(Repair.Kind.MISSING_VALUE, info.path() + "/" + name);
        }
        return element.map(each -> known(each, words, "Unknown")).orElse("Unknown");
    }

    private static String known(CapElement element, List<String> words, String otherwise) {
        return element.word(words).orElseGet(() -> {
            element.repaired(Repair.Kind.UNKNOWN_VALUE);
            return otherwise;
        });
    }
}
