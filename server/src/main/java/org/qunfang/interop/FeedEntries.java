package org.qunfang.interop;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * What a feed holds: messages that stand in it, and links to others. Atom, RSS, EDXL-DE, and a message alone. Pure.
 *
 * @param messages each as a document of its own
 * @param links absolute http or https addresses, as the feed lists them
 */
record FeedEntries(List<byte[]> messages, List<String> links) {
    /** The first ones of a feed are its newest. */
    static final int MOST = 50;

    private static final int LONGEST_LINK = 2_000;
    private static final String CAP_XML = "application/cap+xml";

    /**
     * @param address where the feed was read, for links that are relative
     * @throws Refused for what is no safe XML, or no feed
     */
    static FeedEntries read(byte[] bytes, URI address) {
        Document document = CapXml.parse(bytes);
        List<Element> alerts = CapXml.alerts(document);
        List<byte[]> messages =
                alerts.stream().limit(MOST).map(FeedEntries::document).toList();
        Element root = document.getDocumentElement();
        Set<String> links = new LinkedHashSet<>();
        switch (root.getLocalName()) {
            case "feed" -> links(root, "entry", address, links);
            case "rss", "RDF" -> links(root, "item", address, links);
            case "alert", "EDXLDistribution" -> {}
            default -> throw new Refused(Reason.NOT_AN_ALERT, "/" + root.getLocalName());
        }
        if (messages.isEmpty() && "alert".equals(root.getLocalName())) {
            throw new Refused(Reason.WRONG_NAMESPACE, "/alert");
        }
        return new FeedEntries(messages, List.copyOf(links));
    }

    private static void links(Element root, String name, URI address, Set<String> links) {
        NodeList entries = root.getElementsByTagNameNS("*", name);
        for (int i = 0; i < entries.getLength() && i < MOST && links.size() < MOST; i++) {
            Element entry = (Element) entries.item(i);
            if (!holdsAlert(entry)) {
                link(entry).flatMap(href -> absolute(href, address)).ifPresent(links::add);
            }
        }
    }

    private static boolean holdsAlert(Element entry) {
        return entry.getElementsByTagNameNS(CapXml.CAP_12, "alert").getLength() > 0
                || entry.getElementsByTagNameNS(CapXml.CAP_11, "alert").getLength() > 0;
    }

    /** One that says it is CAP comes before any other. */
    private static Optional<String> link(Element entry) {
        String usual = null;
        for (Node node = entry.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child && isLink(child)) {
                String href = href(child);
                if (CAP_XML.equals(child.getAttribute("type"))) {
                    return Optional.of(href);
                }
                boolean points = !href.isEmpty() && !"self".equals(child.getAttribute("rel"));
                usual = usual == null && points && !"enclosure".equals(child.getLocalName()) ? href : usual;
            }
        }
        return Optional.ofNullable(usual);
    }

    private static boolean isLink(Element child) {
        return "link".equals(child.getLocalName()) || "enclosure".equals(child.getLocalName());
    }

    /** Atom's {@code href}, an enclosure's {@code url}, or the words of RSS's link. */
    private static String href(Element link) {
        for (String attribute : List.of("href", "url")) {
            if (!link.getAttribute(attribute).isBlank()) {
                return link.getAttribute(attribute).strip();
            }
        }
        return link.getTextContent().strip();
    }

    private static Optional<String> absolute(String href, URI address) {
        try {
            URI link = address.resolve(href);
            boolean isWeb = "http".equals(link.getScheme()) || "https".equals(link.getScheme());
            boolean isGood = isWeb && link.getHost() != null && link.toString().length() <= LONGEST_LINK;
            return isGood ? Optional.of(link.toString()) : Optional.empty();
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static byte[] document(Element alert) {
        try {
            Transformer writer = TransformerFactory.newDefaultInstance().newTransformer();
            writer.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            writer.transform(new DOMSource(alert), new StreamResult(bytes));
            return bytes.toByteArray();
        } catch (TransformerException broken) {
            throw new IllegalStateException("a message that was read cannot be written", broken);
        }
    }
}
