package org.qunfang.casework;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** The rules of helping with a case that another department leads. Pure. */
final class Supports {
    /** As many as the contract lists. */
    static final int MOST = 50;

    private Supports() {}

    /** The support as it is then, and what that does to the case. */
    record Outcome(Support support, Change change) {}

    /** Those of the case's list, and those that no longer help. Who said nothing yet is asked by the matrix. */
    static List<Support> all(Case thing, List<Support> said) {
        Set<UUID> known = said.stream().map(Support::departmentId).collect(Collectors.toSet());
        List<Support> all = new ArrayList<>(said);
        thing.supportDepartmentIds().stream()
                .filter(each -> !known.contains(each))
                .forEach(each -> all.add(Support.ofMatrix(thing, each)));
        return all;
    }

    /**
     * @param all of the case
     * @param task what the department is asked to do
     * @throws Problem wrong-state where the case is resolved or ended, or the department helps already; invalid for the
     *     lead itself, and where 50 help
     */
    static Outcome ask(
            Case before, List<Support> all, Act act, UUID department, String task, Function<UUID, Localized> names) {
        Merges.mustGoOn(before);
        if (!SeriousSteps.mayBeScored(before)) {
            throw before.status().refusal(Localized.of("请求协助", "be given support"));
        }
        if (department.equals(before.leadDepartmentId())) {
            throw Problem.invalid(
                    "/departmentId", Localized.of("牵头部门不能协助自己", "It is the department that leads the case"));
        }
        if (before.supportDepartmentIds().size() >= MOST) {
            throw Problem.invalid(
                    "/departmentId", Localized.of("协助部门已有 50 个", "50 departments support the case already"));
        }
        Support known = find(all, department);
        if (known != null) {
            known.status().after(SupportStatus.Step.ASK);
        }
        Support asked = new Support(before.id(), department, SupportStatus.ASKED, task, act.at(), act.actor(), null);
        return outcome("case.ask-support", TimelineKind.SUPPORT_ASKED, before, act, asked, task, names);
    }

    /**
     * @param words why not, what was done, or null where the step needs none
     * @throws Problem wrong-state where the case has ended or the step is not open; not-found unless it helps
     */
    static Outcome step(
            Case before,
            List<Support> all,
            Act act,
            UUID department,
            SupportStatus.Step step,
            String words,
            Function<UUID, Localized> names) {
        Support known = find(all, department);
        if (known == null) {
            throw Problem.notFound();
        }
        if (!goesOn(before)) {
            throw before.status().refusal(Localized.of("改变协助", "be supported"));
        }
        Support after = known.after(known.status().after(step), act, words);
        return outcome("case." + step.code() + "-support", kind(step), before, act, after, words, names);
    }

    /** What the caller may do with it now, as the contract names it. */
    static List<String> actions(Case thing, Support support, CaseScope scope) {
        if (!goesOn(thing)) {
            return List.of();
        }
        boolean asks = scope.works(thing) && SeriousSteps.mayBeScored(thing);
        return support.status().open().stream()
                .filter(step -> step == SupportStatus.Step.ASK
                        ? asks
                        : step.isLeads()
                                ? scope.works(thing)
                                : scope.departmentId().equals(support.departmentId()))
                .map(SupportStatus.Step::code)
                .toList();
    }

    /** While it is resolved, too: who helps may need longer than the lead. */
    private static boolean goesOn(Case thing) {
        return thing.status() != CaseStatus.CLOSED && thing.status() != CaseStatus.REJECTED;
    }

    private static Support find(List<Support> all, UUID department) {
        return all.stream()
                .filter(each -> each.departmentId().equals(department))
                .findFirst()
                .orElse(null);
    }

    private static TimelineKind kind(SupportStatus.Step step) {
        return switch (step) {
            case ACCEPT -> TimelineKind.SUPPORT_ACCEPTED;
            case START -> TimelineKind.SUPPORT_STARTED;
            case FINISH -> TimelineKind.SUPPORT_DONE;
            case REFUSE -> TimelineKind.SUPPORT_REFUSED;
            case RELEASE -> TimelineKind.SUPPORT_RELEASED;
            case ASK -> TimelineKind.SUPPORT_ASKED;
        };
    }

    /** Everybody reads that somebody helps and is done; nobody but officers reads the words. */
    private static Outcome outcome(
            String action,
            TimelineKind kind,
            Case before,
            Act act,
            Support after,
            String words,
            Function<UUID, Localized> names) {
        boolean isPublic = kind == TimelineKind.SUPPORT_STARTED || kind == TimelineKind.SUPPORT_DONE;
        Visibility visibility = isPublic ? Visibility.PUBLIC : Visibility.INTERNAL;
        TimelineEntry entry = act.entry(kind, visibility)
                .with("toName", Handovers.nameOf(names, after.departmentId()).toJson());
        Change change = Change.of(action, act, before, before.progress(), isPublic ? entry : entry.saying(words));
        return new Outcome(
                after, (isPublic ? change.saying(words, Visibility.INTERNAL) : change).telling(after.departmentId()));
    }

    /** Only the department itself takes its own steps; the others are the lead's. */
    static void mustBeOpenTo(CaseScope scope, Case thing, UUID department, SupportStatus.Step step) {
        if (step.isLeads()) {
            scope.mustWork(thing);
            return;
        }
        scope.mustSee(thing);
        if (!scope.departmentId().equals(department)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN, "只有协助部门自己可以这样做。", "Only the supporting department itself may do this.");
        }
    }
}
