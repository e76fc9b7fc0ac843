package org.qunfang.resource;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** The states of an organisation and the one table of transitions. */
public enum OrganisationStatus {
    REGISTERED("已登记", "registered"),
    VERIFIED("已核实", "verified"),
    SUSPENDED("已暂停", "suspended");

    private final Localized label;

    OrganisationStatus(String zhCn, String en) {
        this.label = Localized.of(zhCn, en);
    }

    /** What moves an organisation; both take the permission {@code organisation.verify}. */
    public enum Transition {
        VERIFY("核实", VERIFIED, EnumSet.of(REGISTERED, SUSPENDED)),
        SUSPEND("暂停", SUSPENDED, EnumSet.of(REGISTERED, VERIFIED));

        private final String zhCn;
        private final OrganisationStatus to;
        private final Set<OrganisationStatus> from;

        Transition(String zhCn, OrganisationStatus to, Set<OrganisationStatus> from) {
            this.zhCn = zhCn;
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
                        "该组织" + label.zhCn() + "，现在不能" + transition.zhCn + "。",
                        "The organisation is " + label.en() + "; it cannot be " + transition.to.label.en() + " now.")
                .with("state", code())
                .with(
                        "open",
                        EnumSet.allOf(Transition.class).stream()
                                .filter(open -> open.from.contains(this))
                                .map(Transition::code)
                                .toList());
    }
}
