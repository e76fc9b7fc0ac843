package org.qunfang.volunteer;

import org.qunfang.volunteer.VolunteerStatus.Transition;

/** The decision what becomes of a known volunteer who sends other words. Pure. */
final class Renewal {
    private Renewal() {}

    /**
     * Phone, home, times, languages and skills without proof change freely. What an officer verified does not: the
     * volunteer waits to be verified anew. Who withdrew registers anew, and comes back suspended when suspended then.
     */
    static Volunteer decide(Volunteer known, Volunteer asked) {
        return new Volunteer(
                known.id(),
                known.accountId(),
                status(known, asked),
                asked.name(),
                asked.phone(),
                asked.birthYear(),
                asked.skills(),
                asked.languages(),
                asked.availability(),
                asked.homeAreaCode(),
                asked.home(),
                asked.travelRadiusMeters(),
                asked.consentVersion(),
                asked.consentedAt(),
                asked.guardian(),
                known.registeredAt(),
                known.version() + 1,
                known.verifiedAs(),
                known.suspension());
    }

    private static VolunteerStatus status(Volunteer known, Volunteer asked) {
        return switch (known.status()) {
            case WITHDRAWN ->
                known.status()
                        .after(known.isSuspensionStanding() ? Transition.REGISTER_SUSPENDED : Transition.REGISTER);
            case VERIFIED ->
                VerifiedAs.of(known).changedIn(VerifiedAs.of(asked)).isEmpty()
                        ? VolunteerStatus.VERIFIED
                        : known.status().after(Transition.REVISE);
            case REGISTERED, SUSPENDED -> known.status();
        };
    }
}
