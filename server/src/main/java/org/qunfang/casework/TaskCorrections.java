package org.qunfang.casework;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.qunfang.problem.Localized;

/**
 * What becomes of a case's steps when it turns out to be of another kind. Pure. What is open and the new kind's playbook does
 * not ask for ends, with the reason; what was skipped and it does ask for is open again, as it was skipped for another kind.
 * Steps on which lives hang never end this way: somebody answers for each.
 *
 * @param settled the steps that change, as they are then
 * @param change the case's, with a line of the thread for each of them
 */
record TaskCorrections(List<CaseTask> settled, Change change) {

    /**
     * @param was the playbook that the case worked by, if any
     * @param now the one of its new kind and severity, if any
     * @param kind the new kind's name
     */
    static TaskCorrections of(
            Change change, List<CaseTask> tasks, Optional<Playbook> was, Optional<Playbook> now, Localized kind) {
        if (was.map(Playbook::id).equals(now.map(Playbook::id))) {
            return new TaskCorrections(List.of(), change);
        }
        Set<String> asked = now.map(Playbook::steps).orElse(List.of()).stream()
                .map(PlaybookStep::code)
                .collect(Collectors.toSet());
        String reason = "类别更正为“%s” · Category corrected to “%s”".formatted(kind.zhCn(), kind.en());
        List<CaseTask> settled = new ArrayList<>();
        Change told = change;
        for (CaseTask task : tasks) {
            boolean isAsked = asked.contains(task.step().code());
            if (!isAsked
                    && task.status() == CaseTask.Status.OPEN
                    && !task.step().lifeSafety()) {
                settled.add(task.settled(CaseTask.Status.SKIPPED, change.act(), reason, null));
                told = told.followedBy(entry(TimelineKind.TASK_SKIPPED, change.act(), task, reason));
            } else if (isAsked && task.status() == CaseTask.Status.SKIPPED) {
                settled.add(task.reopened());
                told = told.followedBy(entry(TimelineKind.TASK_REOPENED, change.act(), task, reason));
            }
        }
        return new TaskCorrections(List.copyOf(settled), told);
    }

    private static TimelineEntry entry(TimelineKind kind, Act act, CaseTask task, String reason) {
        return act.entry(kind, Visibility.INTERNAL)
                .with("task", task.step().title().toJson())
                .with("code", task.step().code())
                .saying(reason);
    }
}
