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
        long version) {}
