package org.qunfang.resource;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** The states of an organisation and the one table of transitions. */
public enum OrganisationStatus {
    REGISTERED,
    VERIFIED,
    SUSPENDED;

    /** What moves an organisation; both take the permission {@code organisation.verify}. */
    public enum Transition {
        VERIFY(VERIFIED, EnumSet.of(REGISTERED, SUSPENDED)),
        SUSPEND(SUSPENDED, EnumSet.of(REGISTERED, VERIFIED));

        private final OrganisationStatus to;
        private final Set<OrganisationStatus> from;

        Transition(OrganisationStatus to, Set<OrganisationStatus> from) {
            this.to = to;
            this.from = from;
        }

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static OrganisationStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Problem wrong-state, naming the transitions that are open */
    OrganisationStatus after(Transition transition) {
        if (transition.from.contains(this)) {
            return transition.to;
        }
        throw Problem.of(
                        ProblemType.WRONG_STATE,
                        "该组织当前状态不允许此操作。",
                        "The organisation is " + code() + "; it cannot " + transition.code() + ".")
                .with("state", code())
                .with(
                        "open",
                        EnumSet.allOf(Transition.class).stream()
                                .filter(open -> open.from.contains(this))
                                .map(Transition::code)
                                .toList());
    }
}
