package org.qunfang.resource;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** The states of an allocation and the one table of transitions; the words follow EDXL-RM 1.0. */
enum AllocationStatus {
    PROPOSED("已提议", "proposed"),
    COMMITTED("已承诺", "committed"),
    DISPATCHED("在途", "dispatched"),
    DELIVERED("已送达", "delivered"),
    RETURNED("已归还", "returned"),
    DECLINED("已谢绝", "declined"),
    RELEASED("已释放", "released");

    private final Localized label;

    AllocationStatus(String zhCn, String en) {
        this.label = Localized.of(zhCn, en);
    }

    /** What moves an allocation. Its organisation or whoever answers for the need may take each. */
    enum Transition {
        COMMIT("承诺", COMMITTED, EnumSet.of(PROPOSED)),
        DECLINE("谢绝", DECLINED, EnumSet.of(PROPOSED)),
        DISPATCH("发出", DISPATCHED, EnumSet.of(COMMITTED)),
        DELIVER("送达", DELIVERED, EnumSet.of(DISPATCHED)),
        RETURN("归还", RETURNED, EnumSet.of(DELIVERED)),
        RELEASE("释放", RELEASED, EnumSet.of(COMMITTED, DISPATCHED));

        private final String zhCn;
        private final AllocationStatus to;
        private final Set<AllocationStatus> from;

        Transition(String zhCn, AllocationStatus to, Set<AllocationStatus> from) {
            this.zhCn = zhCn;
            this.to = to;
            this.from = from;
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        AllocationStatus to() {
            return to;
        }
    }

    static AllocationStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    Set<Transition> open() {
        Set<Transition> open = EnumSet.allOf(Transition.class);
        open.removeIf(each -> !each.from.contains(this));
        return open;
    }

    /** @throws Problem wrong-state, naming the transitions that are open */
    AllocationStatus after(Transition transition) {
        if (transition.from.contains(this)) {
            return transition.to;
        }
        throw Problem.of(
                        ProblemType.WRONG_STATE,
                        "该调配" + label.zhCn() + "，现在不能" + transition.zhCn + "。",
                        "The allocation is " + label.en() + "; it cannot be " + transition.to.label.en() + " now.")
                .with("state", code())
                .with("open", open().stream().map(Transition::code).toList());
    }
}
