package org.qunfang.warning;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.locationtech.jts.geom.MultiPolygon;
import org.qunfang.delivery.Severity;
import org.qunfang.problem.Localized;

/**
 * A warning of another authority that reaches this city's public: nobody here wrote or approved its words.
 *
 * @param messageId of the message that devices get
 * @param endMessageId of the one that tells them of its end, should its sender take it back
 * @param sourceName who speaks, for people
 * @param sender CAP's sender; with {@code identifier} it names the message
 * @param event the event in the message's own words, at most 100 characters
 * @param onset may be null
 * @param infos one or two, in different languages, within the contract's bounds
 * @param area where people are warned: not empty, polygons without holes, WGS 84 degrees, x = longitude
 * @param xml the message as it came
 * @param endedAt, cancellation null while it holds; the latter only when it was taken back
 */
public record RelayedWarning(
        UUID id,
        UUID messageId,
        UUID endMessageId,
        long version,
        State state,
        Localized sourceName,
        String sender,
        String identifier,
        Instant sent,
        String category,
        String event,
        String urgency,
        Severity severity,
        String certainty,
        Instant onset,
        Instant expires,
        List<Info> infos,
        Localized areaDescription,
        MultiPolygon area,
        byte[] xml,
        Instant relayedAt,
        Instant endedAt,
        List<Info> cancellation) {

    /**
     * How its sender took it back.
     *
     * @param infos what people read then, one or two
     * @param xml as it came
     */
    public record Cancellation(List<Info> infos, byte[] xml) {}

    /** What became of it; it expires by the clock alone. */
    public enum State {
        PUBLISHED,
        SUPERSEDED,
        CANCELLED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    boolean isActive(Instant now) {
        return state == State.PUBLISHED && expires.isAfter(now);
    }

    /** The words in this language, or else in the one there is. */
    Info info(String language) {
        return infos.stream()
                .filter(each -> each.language().equals(language))
                .findFirst()
                .orElse(infos.get(0));
    }
}
