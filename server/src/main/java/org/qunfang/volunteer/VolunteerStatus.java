package org.qunfang.volunteer;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** The states of a volunteer and the one table of transitions. */
public enum VolunteerStatus {
    REGISTERED("已登记", "registered"),
    VERIFIED("已核验", "verified"),
    SUSPENDED("已暂停", "suspended"),
    WITHDRAWN("已退出", "withdrawn");

    private final Localized label;

    VolunteerStatus(String zhCn, String en) {
        this.label = Localized.of(zhCn, en);
    }

    /**
     * What moves a volunteer: officers verify and suspend; the volunteer withdraws and registers again, and is no longer
     * verified after changing what was verified. Only verifying ends a suspension.
     */
    public enum Transition {
        VERIFY("核验", "be verified", VERIFIED, EnumSet.of(REGISTERED, SUSPENDED)),
        SUSPEND("暂停", "be suspended", SUSPENDED, EnumSet.of(REGISTERED, VERIFIED)),
        WITHDRAW("退出", "withdraw", WITHDRAWN, EnumSet.of(REGISTERED, VERIFIED, SUSPENDED)),
        REVISE("更改已核验的内容", "change what was verified", REGISTERED, EnumSet.of(VERIFIED)),
        REGISTER("重新登记", "register anew", REGISTERED, EnumSet.of(WITHDRAWN)),
        REGISTER_SUSPENDED("重新登记", "register anew", SUSPENDED, EnumSet.of(WITHDRAWN));

        private final Localized step;
        private final VolunteerStatus to;
        private final Set<VolunteerStatus> from;

        Transition(String zhCn, String en, VolunteerStatus to, Set<VolunteerStatus> from) {
            this.step = Localized.of(zhCn, en);
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
                        "该志愿者" + label.zhCn() + "，现在不能" + transition.step.zhCn() + "。",
                        "The volunteer is " + label.en() + " and cannot " + transition.step.en() + " now.")
                .with("state", code())
                .with(
                        "open",
                        EnumSet.allOf(Transition.class).stream()
                                .filter(open -> open.opensFrom(this))
                                .map(Transition::code)
                                .toList());
    }
}
