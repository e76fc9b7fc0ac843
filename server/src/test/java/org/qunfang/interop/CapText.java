package org.qunfang.interop;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** A CAP message as the weather office would send it; every test changes what it is about. */
record CapText(
        String sender,
        String identifier,
        Instant sent,
        String status,
        String msgType,
        String scope,
        String references,
        Instant expires,
        String area) {

    /** A square of about two kilometres in Guangming. */
    static final String GUANGMING =
            "<polygon>22.706,113.915 22.726,113.915 22.726,113.935 22.706,113.935 22.706,113.915</polygon>";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

    static CapText alert(String sender, String identifier, Instant now) {
        Instant sent = now.truncatedTo(ChronoUnit.SECONDS);
        return new CapText(
                sender, identifier, sent, "Actual", "Alert", "Public", "", sent.plusSeconds(7200), GUANGMING);
    }

    CapText status(String other) {
        return new CapText(sender, identifier, sent, other, msgType, scope, references, expires, area);
    }

    CapText scope(String other) {
        return new CapText(sender, identifier, sent, status, msgType, other, references, expires, area);
    }

    CapText expires(Instant other) {
        return new CapText(sender, identifier, sent, status, msgType, scope, references, other, area);
    }

    CapText area(String other) {
        return new CapText(sender, identifier, sent, status, msgType, scope, references, expires, other);
    }

    /** A later message of the same sender that speaks of this one. */
    CapText followedBy(String otherType, String otherIdentifier) {
        return new CapText(
                sender, otherIdentifier, sent.plusSeconds(1), status, otherType, scope, reference(), expires, area);
    }

    CapText references(String other) {
        return new CapText(sender, identifier, sent, status, msgType, scope, other, expires, area);
    }

    CapText sent(Instant other) {
        return new CapText(sender, identifier, other, status, msgType, scope, references, expires, area);
    }

    CapText sender(String other) {
        return new CapText(other, identifier, sent, status, msgType, scope, references, expires, area);
    }

    String reference() {
        return sender + "," + identifier + "," + time(sent);
    }

    static String time(Instant at) {
        return TIME.format(at.atOffset(ZoneOffset.ofHours(8)));
    }

    String xml() {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
                  <identifier>%s</identifier><sender>%s</sender><sent>%s</sent>
                  <status>%s</status><msgType>%s</msgType><scope>%s</scope>%s
                  <info><language>zh-CN</language><category>Met</category><event>暴雨</event>
                    <urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty>
                    <expires>%s</expires><headline>暴雨橙色预警</headline>
                    <description>未来三小时雨量可达八十毫米。</description><instruction>请勿前往低洼处。</instruction>
                    <area><areaDesc>光明</areaDesc>%s</area></info>
                  <info><language>en</language><category>Met</category><event>Rainstorm</event>
                    <urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty>
                    <expires>%s</expires><headline>Orange rainstorm warning</headline>
                    <description>Up to 80 mm within three hours.</description><instruction>Keep away from low ground.</instruction>
                    <area><areaDesc>Guangming</areaDesc>%s</area></info>
                </alert>
                """.formatted(
                        identifier,
                        sender,
                        time(sent),
                        status,
                        msgType,
                        scope,
                        references.isEmpty() ? "" : "<references>" + references + "</references>",
                        time(expires),
                        area,
                        time(expires),
                        area);
    }
}
