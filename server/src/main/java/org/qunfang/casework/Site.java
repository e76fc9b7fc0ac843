package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.qunfang.geo.Location;
import org.qunfang.problem.Localized;

/**
 * A place that is watched for years.
 *
 * @param content what an officer wrote down about it
 * @param agreed what it reached at the most since the duty office agreed to less; null in lists
 * @param recordsSince from when on what happens here is in this system
 * @param riskIndex 0–100, as last assessed
 * @param riskChange against 90 days before
 * @param signals what the index is made of ({@link SiteSignal#toJson})
 * @param assessedAt null before the first assessment
 */
record Site(
        UUID id,
        Content content,
        AgreedReach agreed,
        Instant recordsSince,
        Instant registeredAt,
        long version,
        int riskIndex,
        int riskChange,
        JsonArray signals,
        Instant assessedAt) {

    /**
     * What an officer writes down.
     *
     * @param watched false for one that is kept only for its history
     * @param isPublic residents are told that the place is watched
     * @param place WGS 84; lies in the boundary or within the radius of it
     * @param radiusMeters around the boundary, or the point where there is none: 0–5,000
     * @param boundary GeoJSON Polygon, or null
     * @param placeWords where it is, or null
     * @param operatorName null when nobody knows
     * @param operatorContact name, phone, email; for officers, or null
     * @param measures what is known of its size
     * @param inspectionEveryDays 1–3,650, or null
     * @param inspectionDue the next one, a day of the city, or null when nobody knows
     */
    record Content(
            Localized name,
            UUID categoryId,
            boolean watched,
            boolean isPublic,
            Location place,
            double radiusMeters,
            JsonObject boundary,
            String placeWords,
            String operatorName,
            JsonObject operatorContact,
            Measures measures,
            Integer inspectionEveryDays,
            LocalDate inspectionDue) {
        SiteShape shape() {
            return SiteShape.of(place, boundary, radiusMeters);
        }
    }

    /**
     * Each null where nobody knows.
     *
     * @param fillDepthMeters at its deepest: 0–1,000
     * @param heightMeters from its foot to its top: 0–5,000
     * @param peopleInReach who live, work or learn where it would come down: 0–1,000,000
     */
    record Measures(Double fillDepthMeters, Double heightMeters, Integer peopleInReach) {}

    SiteShape shape() {
        return content.shape();
    }
}
