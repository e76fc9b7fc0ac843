package org.qunfang.delivery;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One phone or browser that receives pushes.
 *
 * @param channel {@code fcm} or {@code live}
 * @param token the provider's address; null for live
 * @param language {@code zh-CN} or {@code en}
 * @param places 0 to 10
 */
record Device(
        UUID id,
        UUID accountId,
        String channel,
        String token,
        String language,
        Severity minimumSeverity,
        List<Place> places,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    static final String FCM = "fcm";
    static final String LIVE = "live";

    /** A place of the person, such as home or work; WGS 84 degrees. */
    record Place(String label, double lat, double lon) {}
}
