package org.qunfang.interop;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * A CAP message as it was read: texts cleaned and cut to their bounds, times as instants, coordinates in WGS 84 degrees.
 *
 * @param version {@code 1.1} or {@code 1.2}
 * @param fingerprint SHA-256 of what it says, whatever envelope, prefix or white space it came in; 32 bytes
 */
record CapAlert(
        String version,
        String identifier,
        String sender,
        Instant sent,
        String status,
        String msgType,
        String scope,
        List<Reference> references,
        List<Info> infos,
        byte[] fingerprint) {

    static final String UPDATE = "Update";
    static final String CANCEL = "Cancel";

    /** The earlier message that this one speaks of (CAP 1.2 section 3.2.1, references). */
    record Reference(String sender, String identifier, Instant sent) {}

    /**
     * What one info says.
     *
     * @param language a tag of RFC 3066; {@code en-US} where the message names none (CAP 1.2 section 3.2.2)
     * @param onset, expires may be null, and so may every text but the event
     */
    record Info(
            String language,
            String category,
            String event,
            String urgency,
            String severity,
            String certainty,
            Instant onset,
            Instant expires,
            String senderName,
            String headline,
            String description,
            String instruction,
            List<Area> areas) {}

    /** @param geocodes the values, whatever system they belong to */
    record Area(String description, List<Ring> polygons, List<Disc> circles, List<String> geocodes) {}

    /**
     * A closed ring of at least four points.
     *
     * @param path of the element, for who has to mend it
     */
    record Ring(String path, double[] lats, double[] lons) {}

    /** @param radiusKilometers 0 or more; 0 is a point */
    record Disc(String path, double lat, double lon, double radiusKilometers) {}

    /** Whether it is that message again, whatever envelope it came in. */
    boolean says(CapImport other) {
        return Arrays.equals(other.head().fingerprint(), fingerprint);
    }

    boolean ends() {
        return CANCEL.equals(msgType);
    }

    /** Whether it speaks to people at all: Ack and Error answer another machine. */
    boolean speaksToPeople() {
        return !"Ack".equals(msgType) && !"Error".equals(msgType);
    }
}
