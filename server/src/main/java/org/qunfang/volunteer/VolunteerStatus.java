package org.qunfang.volunteer;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** The states of a volunteer and the one table of transitions. */
public enum VolunteerStatus {
    REGISTERED,
    VERIFIED,
    SUSPENDED,
    WITHDRAWN;

    /** What moves a volunteer: officers verify and suspend; the volunteer withdraws and registers again. */
    public enum Transition {
        VERIFY(VERIFIED, EnumSet.of(REGISTERED, SUSPENDED)),
        SUSPEND(SUSPENDED, EnumSet.of(REGISTERED, VERIFIED)),
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

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static VolunteerStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Problem wrong-state, naming the transitions that are open */
    VolunteerStatus after(Transition transition) {
        if (transition.opensFrom(this)) {
            return transition.to();
        }
        throw Problem.of(
                        ProblemType.WRONG_STATE,
                        "该志愿者当前状态不允许此操作。",
                        "The volunteer is " + code() + "; it cannot " + transition.code() + ".")
                .with("state", code())
                .with(
                        "open",
                        EnumSet.allOf(Transition.class).stream()
                                .filter(open -> open.opensFrom(this))
                                .map(Transition::code)
                                .toList());
    }
}
