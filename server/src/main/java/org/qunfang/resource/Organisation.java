package org.qunfang.resource;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.qunfang.problem.Localized;

/**
 * An NGO, charity, firm or rescue team.
 *
 * @param registrationNumber upper case, without blanks
 * @param contact {@code {name, phone, email?}}
 * @param serviceAreas codes of areas
 * @param verifiedAt null until an officer verified it
 * @param otherClaims how many others have the same number, at most 100; null where nobody counted
 * @param sameName how many others have a name that reads the same under another number, likewise
 */
record Organisation(
        UUID id,
        String registrationNumber,
        String kind,
        Localized name,
        JsonObject contact,
        List<String> serviceAreas,
        OrganisationStatus status,
        UUID registeredBy,
        Instant registeredAt,
        Instant verifiedAt,
        long version,
        Integer otherClaims,
        Integer sameName) {

    /** Whether somebody sent the same again. */
    boolean saysTheSameAs(Organisation other) {
        return registrationNumber.equals(other.registrationNumber)
                && kind.equals(other.kind)
                && name.equals(other.name)
                && contact.equals(other.contact)
                && serviceAreas.equals(other.serviceAreas);
    }
}
