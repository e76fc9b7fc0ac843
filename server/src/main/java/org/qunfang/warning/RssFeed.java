package org.qunfang.warning;

import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The same as {@link AtomFeed} in RSS 2.0, which many readers of public warnings still ask for. Each item's link is its CAP
 * message.
 */
final class RssFeed {
    private static final String ATOM = "http://www.w3.org/2005/Atom";

    private final CapSource source;
    private final DateTimeFormatter date;

    RssFeed(CapSource source) {
        this.source = source;
        this.date = rfc822(source.zone());
    }

    /** RFC 822 as RSS 2.0 has it: a year of four digits and a numeric offset. */
    private static DateTimeFormatter rfc822(ZoneId zone) {
        return DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss xx", Locale.ENGLISH)
                .withZone(zone);
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
            xml.writeStartElement("rss");
            xml.writeAttribute("version", "2.0");
            xml.writeNamespace("atom", ATOM);
            xml.writeStartElement("channel");
            element(xml, "title", AtomFeed.TITLE);
            element(xml, "link", source.publicUrl() + "/warnings");
            element(xml, "description", "现行预警 Warnings in force, CAP 1.2");
            element(
                    xml,
                    "lastBuildDate",
                    date.format(messages.isEmpty() ? whenEmpty : messages.get(0).sent()));
            xml.writeEmptyElement("atom", "link", ATOM);
            xml.writeAttribute("rel", "self");
            xml.writeAttribute("type", "application/rss+xml");
            xml.writeAttribute("href", source.rssUrl());
            for (CapMessage message : messages) {
                item(xml, message);
            }
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossibleInMemory) {
            throw new IllegalStateException(impossibleInMemory);
        }
        return text.toString();
    }

    private void item(XMLStreamWriter xml, CapMessage message) throws XMLStreamException {
        xml.writeStartElement("item");
        element(xml, "title", Feeds.title(message));
        element(xml, "link", source.capUrl(message.identifier()));
        element(xml, "description", Feeds.summary(message));
        element(xml, "pubDate", date.format(message.sent()));
        xml.writeStartElement("guid");
        xml.writeAttribute("isPermaLink", "false");
        xml.writeCharacters(message.identifier());
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}
