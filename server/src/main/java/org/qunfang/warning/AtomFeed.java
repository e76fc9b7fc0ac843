package org.qunfang.warning;

import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The Atom feed (RFC 4287) of what is in force: active warnings and the Cancel messages of those that were. */
final class AtomFeed {
    static final String TITLE = "群防 Qunfang: 预警 warnings";

    private static final String NAMESPACE = "http://www.w3.org/2005/Atom";

    private final CapSource source;
    private final CapTime time;

    AtomFeed(CapSource source) {
        this.source = source;
        this.time = new CapTime(source.zone());
    }

    /**
     * @param messages newest first
     * @param whenEmpty the feed's time while nothing is in force
     */
    String write(List<CapMessage> messages, Instant whenEmpty) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.setDefaultNamespace(NAMESPACE);
            xml.writeStartElement("feed");
            xml.writeDefaultNamespace(NAMESPACE);
            element(xml, "id", source.feedUrl());
            element(xml, "title", TITLE);
            element(
                    xml,
                    "updated",
                    date(messages.isEmpty() ? whenEmpty : messages.get(0).sent()));
            xml.writeStartElement("author");
            element(xml, "name", source.sender());
            xml.writeEndElement();
            link(xml, "self", "application/atom+xml", source.feedUrl());
            for (CapMessage message : messages) {
                entry(xml, message);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossibleInMemory) {
            throw new IllegalStateException(impossibleInMemory);
        }
        return text.toString();
    }

    private void entry(XMLStreamWriter xml, CapMessage message) throws XMLStreamException {
        String url = source.capUrl(message.identifier());
        xml.writeStartElement("entry");
        element(xml, "id", url);
        element(xml, "title", Feeds.title(message));
        element(xml, "updated", date(message.sent()));
        element(xml, "published", date(message.sent()));
        link(xml, "alternate", CapReply.TYPE, url);
        link(xml, "related", "text/html", source.pageUrl(message.warningId()));
        xml.writeStartElement("summary");
        xml.writeCharacters(Feeds.summary(message));
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void link(XMLStreamWriter xml, String rel, String type, String href) throws XMLStreamException {
        xml.writeEmptyElement("link");
        xml.writeAttribute("rel", rel);
        xml.writeAttribute("type", type);
        xml.writeAttribute("href", href);
    }

    /** RFC 3339 knows CAP's -00:00 as "offset unknown"; a feed says +00:00. */
    private String date(Instant instant) {
        return time.write(instant).replace("-00:00", "+00:00");
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}
