package org.qunfang.warning;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.qunfang.delivery.Severity;
import org.qunfang.problem.Localized;

/**
 * Writes CAP 1.2 (OASIS Standard, 1 July 2010), strictly: elements in the schema's order, one info for each language,
 * latitude first, closed rings.
 */
final class CapWriter {
    static final String NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2";

    /** Name of the codes of our own areas in geocode; an area's code is whatever its city uses. */
    private static final String AREA_CODE = "areaCode";

    private final CapSource source;
    private final CapTime time;

    CapWriter(CapSource source) {
        this.source = source;
        this.time = new CapTime(source.zone());
    }

    /**
     * What one message says.
     *
     * @param infos marked texts, one for each language
     * @param references the earlier message, or null
     */
    record Draft(
            String identifier,
            String msgType,
            Instant sent,
            boolean isPublic,
            CapMessage references,
            Content content,
            List<Info> infos,
            Localized senderName,
            String web) {}

    String write(Draft draft) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.setDefaultNamespace(NAMESPACE);
            xml.writeStartElement("alert");
            xml.writeDefaultNamespace(NAMESPACE);
            head(xml, draft);
            for (Info info : draft.infos()) {
                info(xml, draft, info);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossibleInMemory) {
            throw new IllegalStateException(impossibleInMemory);
        }
        return text.toString();
    }

    private void head(XMLStreamWriter xml, Draft draft) throws XMLStreamException {
        element(xml, "identifier", draft.identifier());
        element(xml, "sender", source.sender());
        element(xml, "sent", time.write(draft.sent()));
        element(xml, "status", draft.content().mode().capStatus());
        element(xml, "msgType", draft.msgType());
        element(xml, "scope", draft.isPublic() ? "Public" : "Restricted");
        if (!draft.isPublic()) {
            element(xml, "restriction", "officers who take part");
        }
        CapMessage earlier = draft.references();
        if (earlier != null) {
            // Section 3.2.1: sender,identifier,sent of the message that is meant.
            element(
                    xml,
                    "references",
                    earlier.sender() + "," + earlier.identifier() + "," + time.write(earlier.sent()));
        }
        element(xml, "incidents", draft.content().incident());
    }

    private void info(XMLStreamWriter xml, Draft draft, Info info) throws XMLStreamException {
        Content content = draft.content();
        xml.writeStartElement("info");
        element(xml, "language", info.language());
        element(xml, "category", content.category());
        element(xml, "event", info.event() == null ? content.event() : info.event());
        boolean over = CapMessage.CANCEL.equals(draft.msgType());
        if (over) {
            element(xml, "responseType", "AllClear");
        }
        element(xml, "urgency", over ? "Past" : content.urgency());
        element(xml, "severity", over ? "Minor" : content.severity().capName());
        element(xml, "certainty", over ? "Unknown" : content.certainty());
        if (content.eventCode() != null) {
            valued(xml, "eventCode", EventTerms.VALUE_NAME, content.eventCode());
        }
        element(xml, "effective", time.write(draft.sent()));
        if (!over) {
            element(xml, "onset", content.onset() == null ? null : time.write(content.onset()));
            // A Cancel has none: a reader that drops what expired must never drop the end of a warning it still shows.
            element(xml, "expires", time.write(content.expires()));
        }
        element(
                xml,
                "senderName",
                draft.senderName() == null ? null : draft.senderName().in(info.language()));
        element(xml, "headline", info.headline());
        element(xml, "description", info.description());
        element(xml, "instruction", info.instruction());
        element(xml, "web", draft.web());
        if (!over) {
            // An all-clear is no blue warning, although CAP has no lower severity for it.
            level(xml, content.severity());
        }
        area(xml, content.area(), info.language());
        xml.writeEndElement();
    }

    private static void level(XMLStreamWriter xml, Severity severity) throws XMLStreamException {
        Optional<ChineseLevel> level = ChineseLevel.of(severity);
        if (level.isPresent()) {
            valued(xml, "parameter", ChineseLevel.VALUE_NAME, level.get().capValue());
        }
    }

    private static void area(XMLStreamWriter xml, WarningArea area, String language) throws XMLStreamException {
        xml.writeStartElement("area");
        element(xml, "areaDesc", area.description().in(language));
        MultiPolygon saved = area.saved();
        for (int i = 0; i < saved.getNumGeometries(); i++) {
            element(xml, "polygon", polygon((Polygon) saved.getGeometryN(i)));
        }
        for (String code : area.geocodes()) {
            valued(xml, "geocode", AREA_CODE, code);
            Optional<AreaCode12> twelve = AreaCode12.read(code);
            if (twelve.isPresent()) {
                valued(xml, "geocode", AreaCode12.VALUE_NAME, twelve.get().digits());
            }
        }
        xml.writeEndElement();
    }

    /** Latitude first, then longitude, first and last pair the same (section 3.2.4). */
    static String polygon(Polygon polygon) {
        StringBuilder pairs = new StringBuilder();
        for (Coordinate point : SixDecimals.around(polygon).getExteriorRing().getCoordinates()) {
            if (pairs.length() > 0) {
                pairs.append(' ');
            }
            pairs.append(degrees(point.y)).append(',').append(degrees(point.x));
        }
        return pairs.toString();
    }

    private static String degrees(double value) {
        return BigDecimal.valueOf(value).toPlainString();
    }

    private static void valued(XMLStreamWriter xml, String name, String valueName, String value)
            throws XMLStreamException {
        xml.writeStartElement(name);
        element(xml, "valueName", valueName);
        element(xml, "value", value);
        xml.writeEndElement();
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        if (text == null) {
            return;
        }
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}
