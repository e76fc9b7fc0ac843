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

    /** @throws Problem wrong-state where nobody has to see to it any more, forbidden where another department leads */
    static Change give(Case before, Act act, Assignee officer, UUID departmentId) {
        if (!before.leadDepartmentId().equals(departmentId)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "此案件由其他部门牵头，经办人由牵头部门指定。",
                    "Another department leads this case and names its officer.");
        }
        switch (before.status()) {
            case RESOLVED, CLOSED, REJECTED -> throw before.status().refusal(STEP);
            default -> {
                TimelineEntry entry = act.entry(TimelineKind.OFFICER_ASSIGNED, Visibility.INTERNAL)
                        .with("officerId", officer.id().toString())
                        .with("officer", officer.name());
                return Change.of("case.assign", act, before, before.progress(), entry);
            }
        }
    }
}
