package org.qunfang.interop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.qunfang.media.PlainText;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** An element of a message with its path, and what was found wrong on the way. */
final class CapElement {
    /** More are not listed: the message is bad enough then. */
    static final int MOST_REPAIRS = 100;

    private static final List<String> ALERT = words("identifier sender sent status msgType password source scope"
            + " restriction addresses code note references incidents info");
    private static final List<String> INFO = words("language category event responseType urgency severity certainty"
            + " audience eventCode effective onset expires senderName headline description instruction web contact"
            + " parameter resource area");
    private static final List<String> AREA = words("areaDesc polygon circle geocode altitude ceiling");

    /** Of a type that no empty text is of; the others are strings. */
    private static final Set<String> NEVER_EMPTY = Set.copyOf(
            words("sent status msgType scope language category urgency severity certainty effective onset expires"));

    private final Element element;
    private final String path;
    private final List<Repair> repairs;

    private CapElement(Element element, String path, List<Repair> repairs) {
        this.element = element;
        this.path = path;
        this.repairs = repairs;
    }

    static CapElement alert(Element alert, List<Repair> repairs) {
        return new CapElement(alert, "/alert", repairs).holding(ALERT);
    }

    CapElement asInfo() {
        return holding(INFO);
    }

    CapElement asArea() {
        return holding(AREA);
    }

    /** Notes what the standard does not have here and what stands in another order. */
    private CapElement holding(List<String> order) {
        int last = 0;
        boolean inOrder = true;
        for (Element child : children()) {
            int place = isOurs(child) ? order.indexOf(child.getLocalName()) : -1;
            if (place < 0) {
                noteStranger(child);
            } else {
                inOrder &= place >= last;
                last = place;
            }
        }
        if (!inOrder) {
            repaired(Repair.Kind.ELEMENT_ORDER, path);
        }
        return this;
    }

    /** CAP 1.2 lets a signature stand at the end (section 3.3.4.1); CAP 1.1 has no place for one. */
    private void noteStranger(Element child) {
        boolean mayStand = !isOurs(child) && CapXml.CAP_12.equals(element.getNamespaceURI());
        if (!mayStand) {
            repaired(Repair.Kind.UNKNOWN_ELEMENT, path + "/" + child.getLocalName());
        }
    }

    String path() {
        return path;
    }

    /** Those of this name, empty ones too, in their order. */
    List<CapElement> all(String name) {
        List<CapElement> found = new ArrayList<>();
        for (Element child : children()) {
            if (isOurs(child) && child.getLocalName().equals(name)) {
                found.add(new CapElement(child, path + "/" + name + "[" + (found.size() + 1) + "]", repairs));
            }
        }
        return found;
    }

    /** Those of this name that say something; empty ones are noted where the schema lets none be. */
    List<CapElement> filled(String name) {
        List<CapElement> filled = new ArrayList<>();
        for (CapElement each : all(name)) {
            if (each.text().isEmpty() && !NEVER_EMPTY.contains(name)) {
                continue;
            }
            if (each.text().isEmpty()) {
                repaired(Repair.Kind.EMPTY_ELEMENT, each.path);
            } else {
                filled.add(each);
            }
        }
        return filled;
    }

    /** The only one of this name that says something. */
    Optional<CapElement> one(String name) {
        List<CapElement> filled = filled(name);
        if (filled.size() > 1) {
            repaired(Repair.Kind.REPEATED_ELEMENT, path + "/" + name);
        }
        return filled.stream().findFirst();
    }

    CapElement required(String name) {
        return one(name).orElseThrow(() -> new Refused(Reason.MISSING_ELEMENT, path + "/" + name));
    }

    /** Its words, cleaned and without white space around them. */
    String text() {
        return PlainText.of(element.getTextContent()).strip();
    }

    /** @throws Refused when it has more characters, or such as nobody can store */
    String text(int most) {
        String text = text();
        if (text.length() > most) {
            throw new Refused(Reason.TOO_LONG, path);
        }
        return text;
    }

    /** Its words, cut where they are too long. */
    String cut(int most) {
        String text = text();
        if (text.length() <= most) {
            return text;
        }
        repaired(Repair.Kind.TEXT_CUT, path);
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }

    /** The standard's word whose letters these are, in its own case; empty for others. */
    Optional<String> word(List<String> words) {
        String text = text();
        Optional<String> found =
                words.stream().filter(word -> word.equalsIgnoreCase(text)).findFirst();
        if (found.isPresent() && !found.get().equals(text)) {
            repaired(Repair.Kind.LETTER_CASE, path);
        }
        return found;
    }

    void repaired(Repair.Kind kind, String where) {
        Repair repair = new Repair(kind, where);
        if (repairs.size() < MOST_REPAIRS && !repairs.contains(repair)) {
            repairs.add(repair);
        }
    }

    void repaired(Repair.Kind kind) {
        repaired(kind, path);
    }

    private List<Element> children() {
        List<Element> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }

    private boolean isOurs(Element child) {
        return element.getNamespaceURI().equals(child.getNamespaceURI());
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.split(" "));
    }
}
