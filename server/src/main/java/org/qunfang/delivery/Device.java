package org.qunfang.delivery;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One phone or browser that receives pushes.
 *
 * @param channel {@code fcm}, {@code live}, {@code webpush} or {@code sms}
 * @param token the provider's address, of webpush the whole {@link Subscription}, of sms the number as +8613800138000; null for live
 * @param topicOnly a phone that subscribes to topics and tells no place
 * @param language {@code zh-CN} or {@code en}
 * @param muted its owner wants nothing there for now
 * @param quiet null where nothing is said
 * @param places 0 to 10
 */
record Device(
        UUID id,
        UUID accountId,
        String channel,
        String token,
        boolean topicOnly,
        String language,
        Severity minimumSeverity,
        boolean muted,
        QuietHours quiet,
        List<Place> places,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    /** The least severity that comes there, as its places have it. */
    int least() {
        return muted ? Reach.MUTED : minimumSeverity.level();
    }

    static final String FCM = "fcm";
    static final String LIVE = "live";
    static final String WEBPUSH = "webpush";
    static final String SMS = "sms";

    /** The same, at this address of the provider. */
    Device at(String address) {
        return new Device(
                id,
                accountId,
                channel,
                address,
                topicOnly,
                language,
                minimumSeverity,
                muted,
                quiet,
                places,
                createdAt,
                updatedAt,
                version);
    }

    /** A place of the person, such as home or work; WGS 84 degrees. */
    record Place(String label, double lat, double lon) {}
}
