package org.qunfang.casework;

import java.util.UUID;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Which officer sees to a case. Pure. The lead department stays answerable, whoever it is. */
final class Assignments {
    private static final Localized STEP = Localized.of("指定经办人", "be given to an officer");

    private Assignments() {}

    /** @throws Problem forbidden: everybody takes a case on, giving it to a colleague is the department lead's */
    static void mustGive(Caller caller, UUID officerId) {
        if (!officerId.equals(caller.accountId()) && !caller.may("case.assign")) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "您可以自己接办；指派给同事由部门负责人决定。",
                    "You may take cases on yourself; giving them to colleagues is for the department's lead.");
        }
    }

    /** @throws Problem forbidden: everybody gives back their own case, taking it from a colleague is the department lead's */
    static void mustTake(Caller caller, UUID presentId) {
        if (!presentId.equals(caller.accountId()) && !caller.may("case.assign")) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "您只能退回自己经办的案件；撤换同事由部门负责人决定。",
                    "You may give back your own cases; taking one from a colleague is for the department's lead.");
        }
    }

    /** @throws Problem as {@link #give} */
    static Change take(Case before, Act act, Assignee present, UUID departmentId) {
        mustBeOurs(before, departmentId);
        return change(before, act, TimelineKind.OFFICER_UNASSIGNED, present);
    }

    /** @throws Problem wrong-state where nobody has to see to it any more, forbidden where another department leads */
    static Change give(Case before, Act act, Assignee officer, UUID departmentId) {
        mustBeOurs(before, departmentId);
        return change(before, act, TimelineKind.OFFICER_ASSIGNED, officer);
    }

    private static void mustBeOurs(Case before, UUID departmentId) {
        if (!before.leadDepartmentId().equals(departmentId)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "此案件由其他部门牵头，经办人由牵头部门指定。",
                    "Another department leads this case and names its officer.");
        }
        if (!isOpen(before.status())) {
            throw before.status().refusal(STEP);
        }
    }

    /** Whether somebody still has to see to it. */
    static boolean isOpen(CaseStatus status) {
        return switch (status) {
            case RESOLVED, CLOSED, REJECTED -> false;
            default -> true;
        };
    }

    private static Change change(Case before, Act act, TimelineKind kind, Assignee officer) {
        TimelineEntry entry = act.entry(kind, Visibility.INTERNAL)
                .with("officerId", officer.id().toString())
                .with("officer", officer.name());
        return Change.of("case.assign", act, before, before.progress(), entry);
    }
}
