package org.qunfang.casework;

import java.util.Map;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/**
 * Whose a step of a playbook is to do: of the role that it names, on the side that it names. A lead of a department that takes
 * part, and the duty office, may stand in, which is recorded. Pure.
 */
final class StepOwners {
    private static final Map<String, Localized> ROLE_TO_NAME = Map.of(
            "duty_officer", Localized.of("值班员", "a duty officer"),
            "officer", Localized.of("经办人员", "an officer"),
            "department_lead", Localized.of("部门负责人", "a department lead"),
            "warning_author", Localized.of("预警编写人", "a warning author"),
            "warning_approver", Localized.of("预警审批人", "a warning approver"));

    private StepOwners() {}

    static boolean answersFor(Case thing, CaseTask task, Caller caller) {
        return isOwners(thing, task, caller) || mayStandIn(caller);
    }

    /** The step is of another role or side; that the caller takes part in the case is looked at elsewhere. */
    static void mustAnswerFor(Case thing, CaseTask task, Caller caller) {
        if (!answersFor(thing, task, caller)) {
            Localized owner = owner(task);
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "此步骤由" + owner.zhCn() + "办理；部门负责人或值班员可代办。",
                    "This step is for " + owner.en() + "; a department lead or a duty officer may stand in.");
        }
    }

    /** Somebody of another role did it. */
    static boolean standsIn(CaseTask task, Caller caller) {
        return !caller.roles().contains(task.step().ownerRole());
    }

    private static boolean isOwners(Case thing, CaseTask task, Caller caller) {
        boolean supports = thing.supportDepartmentIds().contains(caller.departmentId());
        boolean onItsSide = task.step().ownerSide() == PlaybookStep.Side.LEAD || supports;
        return onItsSide && caller.roles().contains(task.step().ownerRole());
    }

    private static boolean mayStandIn(Caller caller) {
        return caller.roles().contains("department_lead") || caller.roles().contains("duty_officer");
    }

    /** Of which role and side, in words. */
    static Localized owner(CaseTask task) {
        Localized role = name(task.step().ownerRole());
        return task.step().ownerSide() == PlaybookStep.Side.SUPPORT
                ? Localized.of("协办部门的" + role.zhCn(), role.en() + " of a supporting department")
                : role;
    }

    static Localized name(String role) {
        return ROLE_TO_NAME.getOrDefault(role, Localized.of(role, role));
    }
}
