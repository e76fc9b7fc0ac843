package org.qunfang.volunteer;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The states of a volunteer and the one table of transitions. */
public enum VolunteerStatus {
    REGISTERED,
    VERIFIED,
    SUSPENDED,
    WITHDRAWN;

    /** What moves a volunteer: officers verify, suspend and resume; the volunteer withdraws and registers again. */
    public enum Transition {
        VERIFY(VERIFIED, EnumSet.of(REGISTERED)),
        SUSPEND(SUSPENDED, EnumSet.of(REGISTERED, VERIFIED)),
        RESUME(VERIFIED, EnumSet.of(SUSPENDED)),
        WITHDRAW(WITHDRAWN, EnumSet.of(REGISTERED, VERIFIED, SUSPENDED)),
        REGISTER(REGISTERED, EnumSet.of(WITHDRAWN));

        private final VolunteerStatus to;
        private final Set<VolunteerStatus> from;

        Transition(VolunteerStatus to, Set<VolunteerStatus> from) {
            this.to = to;
            this.from = from;
        }

        public VolunteerStatus to() {
            return to;
        }

        public boolean opensFrom(VolunteerStatus status) {
            return from.contains(status);
        }
    }

    public static VolunteerStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
