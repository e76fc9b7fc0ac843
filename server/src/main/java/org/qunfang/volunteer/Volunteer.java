package org.qunfang.volunteer;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.qunfang.geo.Location;

/**
 * A person with skills, times, a home and consent.
 *
 * @param name null once withdrawn, unless a suspension stands
 * @param phone null once withdrawn
 * @param birthYear null once withdrawn
 * @param homeAreaCode null when only a position was given
 * @param home null when only an area was given
 * @param travelRadiusMeters more than 0, at most 500,000
 * @param consentVersion the version of the terms that were shown
 * @param guardian null for adults
 * @param verifiedAs as an officer verified it last, or null
 * @param suspension the last one, ended or not; null when there was none
 */
record Volunteer(
        UUID id,
        UUID accountId,
        VolunteerStatus status,
        String name,
        String phone,
        Integer birthYear,
        List<String> skills,
        List<String> languages,
        List<String> availability,
        String homeAreaCode,
        Location home,
        double travelRadiusMeters,
        String consentVersion,
        Instant consentedAt,
        Guardian guardian,
        Instant registeredAt,
        long version,
        VerifiedAs verifiedAs,
        Suspension suspension) {

    /**
     * @param name whom it was given to, or null: not known, or gone with the volunteer after it ended
     * @param endedAt null while it stands
     */
    record Suspension(Instant at, String reason, String name, Instant endedAt) {}

    /** Withdrawing does not end it. */
    boolean isSuspensionStanding() {
        return suspension != null && suspension.endedAt() == null;
    }

    /** What an officer verified and the volunteer changed since; empty where nothing was verified. */
    List<String> changedSinceVerified() {
        return verifiedAs == null || birthYear == null ? List.of() : verifiedAs.changedIn(VerifiedAs.of(this));
    }

    /** Who answers for a minor. */
    record Guardian(String name, String phone, Instant consentedAt) {
        boolean saysTheSameAs(Guardian other) {
            return other != null && name.equals(other.name) && phone.equals(other.phone);
        }
    }

    /** Whether both tell the same about the person; ids, states and moments aside. */
    boolean saysTheSameAs(Volunteer other) {
        return Objects.equals(name, other.name)
                && Objects.equals(phone, other.phone)
                && Objects.equals(birthYear, other.birthYear)
                && skills.equals(other.skills)
                && languages.equals(other.languages)
                && availability.equals(other.availability)
                && Objects.equals(homeAreaCode, other.homeAreaCode)
                && Objects.equals(home, other.home)
                && travelRadiusMeters == other.travelRadiusMeters
                && consentVersion.equals(other.consentVersion)
                && (guardian == null ? other.guardian == null : guardian.saysTheSameAs(other.guardian));
    }
}
