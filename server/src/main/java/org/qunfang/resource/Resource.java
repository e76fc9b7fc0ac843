package org.qunfang.resource;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.qunfang.geo.Location;

/**
 * What an organisation offers.
 *
 * @param type code of the taxonomy {@code resource_types}
 * @param title null when the type says it all
 * @param quantity more than 0, at most 1,000,000,000, in {@code unit}
 * @param place the place in words, or null
 * @param availableTo null for until further notice
 * @param mobilisationMinutes from the call until it can leave
 * @param cost yuan for the whole of it and its window
 * @param conditions null for none
 */
record Resource(
        UUID id,
        UUID organisationId,
        String type,
        String title,
        BigDecimal quantity,
        String unit,
        Location location,
        String place,
        Instant availableFrom,
        Instant availableTo,
        int mobilisationMinutes,
        BigDecimal cost,
        String conditions,
        UUID offeredBy,
        Instant offeredAt,
        long version) {

    /** Whether both offer the same; who offered it, when, and the version aside. */
    boolean saysTheSameAs(Resource other) {
        return organisationId.equals(other.organisationId)
                && type.equals(other.type)
                && Objects.equals(title, other.title)
                && quantity.compareTo(other.quantity) == 0
                && unit.equals(other.unit)
                && location.equals(other.location)
                && Objects.equals(place, other.place)
                && availableFrom.equals(other.availableFrom)
                && Objects.equals(availableTo, other.availableTo)
                && mobilisationMinutes == other.mobilisationMinutes
                && cost.compareTo(other.cost) == 0
                && Objects.equals(conditions, other.conditions);
    }
}
