package org.qunfang.warning;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** The life of a warning. This table is the only place that knows which step leads where. */
public enum WarningStatus {
    DRAFT("还是草稿", "is still a draft"),
    SUBMITTED("正在等待核准", "is waiting for approval"),
    RETURNED("已退回起草人", "was returned to its author"),
    REJECTED("已被否决", "was rejected"),
    PUBLISHED("已经发布", "is already published"),
    SUPERSEDED("已被更新的预警取代", "was replaced by an update"),
    CANCELLED("已经解除", "was already cancelled"),
    EXPIRED("已经过期", "has expired");

    /** What can be done, and the permission it takes; null for what time does. An Update is drafted by that step, and takes effect when it is approved. */
    public enum Step {
        EDIT("warning.draft"),
        SUBMIT("warning.draft"),
        APPROVE("warning.approve"),
        RETURN("warning.approve"),
        REJECT("warning.approve"),
        CANCEL("warning.approve"),
        SUPERSEDE("warning.draft"),
        EXPIRE(null);

        private final String permission;

        Step(String permission) {
            this.permission = permission;
        }

        public String permission() {
            return permission;
        }

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Map<WarningStatus, Map<Step, WarningStatus>> TABLE = new EnumMap<>(Map.of(
            DRAFT, Map.of(Step.EDIT, DRAFT, Step.SUBMIT, SUBMITTED),
            RETURNED, Map.of(Step.EDIT, DRAFT),
            SUBMITTED, Map.of(Step.APPROVE, PUBLISHED, Step.RETURN, RETURNED, Step.REJECT, REJECTED),
            PUBLISHED, Map.of(Step.CANCEL, CANCELLED, Step.SUPERSEDE, SUPERSEDED, Step.EXPIRE, EXPIRED),
            REJECTED, Map.of(),
            SUPERSEDED, Map.of(),
            CANCELLED, Map.of(),
            EXPIRED, Map.of()));

    /** What is said of a warning in this state, as it stands behind "this warning". */
    private final Localized saying;

    WarningStatus(String zhCn, String en) {
        this.saying = Localized.of(zhCn, en);
    }

    /** The word of the API and of the table. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static WarningStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** Steps that lead on from here, in the order of {@link Step}. */
    public List<Step> openSteps() {
        return TABLE.get(this).keySet().stream().sorted().toList();
    }

    /** @throws Problem wrong-state, with the steps that are open instead */
    public WarningStatus after(Step step) {
        WarningStatus next = TABLE.get(this).get(step);
        if (next == null) {
            throw Problem.of(
                            ProblemType.WRONG_STATE,
                            "这条预警" + saying.zhCn() + "，不能进行此操作。",
                            "This warning " + saying.en() + ", so that step is not open.")
                    .with("state", code())
                    .with("open", openSteps().stream().map(Step::code).toList());
        }
        return next;
    }

    /** Whether the public may see it. */
    boolean isOut() {
        return this == PUBLISHED || this == SUPERSEDED || this == CANCELLED || this == EXPIRED;
    }
}
