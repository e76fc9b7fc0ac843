package org.qunfang.casework;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** The states of a case and the one table of transitions. */
public enum CaseStatus {
    NEW,
    ASSIGNED,
    ACKNOWLEDGED,
    IN_PROGRESS,
    ON_HOLD,
    RESOLVED,
    CLOSED,
    REOPENED,
    REJECTED;

    /** What moves a case. Every one but the reporter's verdict takes the permission {@code case.work}. */
    public enum Transition {
        ACKNOWLEDGE(Localized.of("受理", "be acknowledged"), ACKNOWLEDGED, EnumSet.of(NEW, ASSIGNED, REOPENED)),
        START(Localized.of("开始处理", "be started"), IN_PROGRESS, EnumSet.of(ACKNOWLEDGED, ON_HOLD)),
        HOLD(Localized.of("暂停", "be put on hold"), ON_HOLD, EnumSet.of(IN_PROGRESS)),
        RESOLVE(Localized.of("解决", "be resolved"), RESOLVED, EnumSet.of(IN_PROGRESS)),
        CLOSE(Localized.of("办结", "be closed"), CLOSED, EnumSet.of(RESOLVED)),
        /** Into another case of the same thing, which goes on in its place. */
        MERGE(
                Localized.of("并入另一案件", "be merged into another"),
                CLOSED,
                EnumSet.of(NEW, ASSIGNED, ACKNOWLEDGED, IN_PROGRESS, ON_HOLD, REOPENED)),
        REJECT(Localized.of("改为不受理", "be rejected"), REJECTED, EnumSet.of(NEW, ASSIGNED)),
        REOPEN(Localized.of("重新打开", "be reopened"), REOPENED, EnumSet.of(RESOLVED, CLOSED));

        private final Localized name;
        private final CaseStatus to;
        private final Set<CaseStatus> from;

        Transition(Localized name, CaseStatus to, Set<CaseStatus> from) {
            this.name = name;
            this.to = to;
            this.from = from;
        }

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The state it leads to. A reopened case keeps its lead, who acknowledges it anew. */
        public CaseStatus to() {
            return to;
        }

        public boolean opensFrom(CaseStatus status) {
            return from.contains(status);
        }
    }

    private static final Map<CaseStatus, Localized> NAMES = new TreeMap<>(Map.of(
            NEW, Localized.of("新上报", "new"),
            ASSIGNED, Localized.of("已分派", "assigned"),
            ACKNOWLEDGED, Localized.of("已受理", "acknowledged"),
            IN_PROGRESS, Localized.of("处理中", "in progress"),
            ON_HOLD, Localized.of("暂停", "on hold"),
            RESOLVED, Localized.of("已解决", "resolved"),
            CLOSED, Localized.of("已办结", "closed"),
            REOPENED, Localized.of("重新打开", "reopened"),
            REJECTED, Localized.of("不受理", "rejected")));

    public static CaseStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Localized label() {
        return NAMES.get(this);
    }

    public Set<Transition> open() {
        Set<Transition> open = EnumSet.noneOf(Transition.class);
        for (Transition transition : Transition.values()) {
            if (transition.opensFrom(this)) {
                open.add(transition);
            }
        }
        return open;
    }

    /** @throws Problem wrong-state, naming the transitions that are open */
    public CaseStatus after(Transition transition) {
        if (transition.opensFrom(this)) {
            return transition.to();
        }
        throw refusal(transition.name);
    }

    /** Wrong-state, naming the transitions that are open. */
    Problem refusal(Localized step) {
        return Problem.of(
                        ProblemType.WRONG_STATE,
                        "案件“" + label().zhCn() + "”，不能" + step.zhCn() + "。",
                        "The case is " + label().en() + "; it cannot " + step.en() + ".")
                .with("state", code())
                .with("open", open().stream().map(Transition::code).toList());
    }
}
