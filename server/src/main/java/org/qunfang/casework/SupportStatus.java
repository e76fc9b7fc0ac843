package org.qunfang.casework;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** How far a supporting department has come, and the one table of steps. The database holds the same table. */
enum SupportStatus {
    /** By the matrix or the lead; nothing was said yet. */
    ASKED(Localized.of("等待答复", "asked")),
    ACCEPTED(Localized.of("已同意", "accepted")),
    WORKING(Localized.of("协助中", "working")),
    DONE(Localized.of("已完成", "done")),
    /** It does not help, and says why. */
    REFUSED(Localized.of("已拒绝", "refused")),
    /** The lead needs it no more, or it leads the case now. */
    RELEASED(Localized.of("已解除", "released"));

    enum Step {
        ACCEPT(Localized.of("同意", "be accepted"), ACCEPTED, EnumSet.of(ASKED)),
        START(Localized.of("开始", "begin"), WORKING, EnumSet.of(ASKED, ACCEPTED)),
        FINISH(Localized.of("完成", "be finished"), DONE, EnumSet.of(ACCEPTED, WORKING)),
        REFUSE(Localized.of("拒绝", "be refused"), REFUSED, EnumSet.of(ASKED, ACCEPTED)),
        RELEASE(Localized.of("解除", "be released"), RELEASED, EnumSet.of(ASKED, ACCEPTED, WORKING)),
        /** Asked for anew by the lead. */
        ASK(Localized.of("再次请求", "be asked for"), ASKED, EnumSet.of(DONE, REFUSED, RELEASED));

        private final Localized name;
        private final SupportStatus to;
        private final Set<SupportStatus> from;

        Step(Localized name, SupportStatus to, Set<SupportStatus> from) {
            this.name = name;
            this.to = to;
            this.from = from;
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        SupportStatus to() {
            return to;
        }

        boolean opensFrom(SupportStatus status) {
            return from.contains(status);
        }

        /** The lead's, not those of the department itself. */
        boolean isLeads() {
            return this == RELEASE || this == ASK;
        }
    }

    private final Localized label;

    SupportStatus(Localized label) {
        this.label = label;
    }

    static SupportStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Stands in the case's list of supporting departments, and sees it. */
    boolean isListed() {
        return this != REFUSED && this != RELEASED;
    }

    List<Step> open() {
        return List.of(Step.values()).stream()
                .filter(each -> each.opensFrom(this))
                .toList();
    }

    /** @throws Problem wrong-state, naming the steps that are open */
    SupportStatus after(Step step) {
        if (step.opensFrom(this)) {
            return step.to;
        }
        throw Problem.of(
                        ProblemType.WRONG_STATE,
                        "协助“" + label.zhCn() + "”，不能" + step.name.zhCn() + "。",
                        "The support is " + label.en() + "; it cannot " + step.name.en() + ".")
                .with("state", code())
                .with("open", open().stream().map(Step::code).toList());
    }
}
