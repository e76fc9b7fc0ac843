package org.qunfang.warning;

import java.net.URI;
import java.time.ZoneId;
import java.util.UUID;

/**
 * Who speaks in CAP messages, from the public address.
 *
 * @param publicUrl without a slash at the end
 * @param zone offset of the times in messages
 */
public record CapSource(URI publicUrl, ZoneId zone) {

    /** CAP 1.2 section 3.2.1: globally unique, no spaces, commas or angle brackets. */
    String sender() {
        return "qunfang@" + host();
    }

    /** Unique for this sender and good in a path. */
    String identifier(UUID messageId) {
        return host() + "-" + messageId;
    }

    String capUrl(String identifier) {
        return publicUrl + "/feeds/cap/" + identifier + ".xml";
    }

    String pageUrl(UUID warningId) {
        return publicUrl + "/warnings/" + warningId;
    }

    String feedUrl() {
        return publicUrl + "/feeds/cap.atom";
    }

    String rssUrl() {
        return publicUrl + "/feeds/cap.rss";
    }

    /** Letters, digits, dots and hyphens only, as IPv6 addresses have others. */
    private String host() {
        String host = publicUrl.getHost() == null ? "localhost" : publicUrl.getHost();
        return host.replaceAll("[^A-Za-z0-9.-]", "-");
    }
}
