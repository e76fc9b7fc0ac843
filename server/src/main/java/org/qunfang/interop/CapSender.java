package org.qunfang.interop;

import java.time.Instant;
import java.util.UUID;
import org.qunfang.problem.Localized;

/**
 * Somebody outside of this city who is believed.
 *
 * @param sender CAP's sender, letter by letter
 * @param areaId the area that it has authority over
 * @param relay whether its messages reach this city's public
 * @param active false: nothing of it is taken
 * @param signingKey what its messages have to be signed with, or null
 * @param feedUrl where its feed is read, or null
 */
record CapSender(
        UUID id,
        long version,
        String sender,
        Localized name,
        UUID areaId,
        boolean relay,
        boolean active,
        SigningKey signingKey,
        String feedUrl,
        Health health) {

    /**
     * How reading the feed goes; all but the count may be null.
     *
     * @param failures in a row
     * @param failure code of the last one
     */
    record Health(
            Instant dueAt, Instant triedAt, Instant okAt, int failures, String failure, String etag, String modified) {
        static final Health NONE = new Health(null, null, null, 0, null, null, null);
    }
}
