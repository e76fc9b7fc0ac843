package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/**
 * "It is fixed", with what became of the playbook's steps. Of a high or extreme case each step that was not done has a reason
 * of its own; one on which lives hang is settled by itself first, whatever the severity, and nobody leaves out by resolving
 * what they might not skip by itself. Pure.
 */
final class Resolutions {
    private Resolutions() {}

    /** The case's change, and the steps that are left out with reasons of their own; the others fall to the text. */
    record Resolved(Change change, List<CaseTask> skipped) {}

    /**
     * @param tasks all of the case
     * @throws Problem wrong-state; invalid at {@code /openTasks}, naming each step that has to be answered for
     */
    static Resolved resolve(Case before, List<CaseTask> tasks, Act act, JsonObject body) {
        Change change = CaseSteps.resolve(before, act, body);
        List<CaseTask> open = tasks.stream()
                .filter(task -> task.status() == CaseTask.Status.OPEN)
                .toList();
        Map<String, String> codeToReason = reasons(open, body.getJsonArray("openTasks", new JsonArray()));
        mustBeAnsweredFor(before, open, act, codeToReason);
        List<CaseTask> skipped = new ArrayList<>();
        for (CaseTask task : open) {
            String reason = codeToReason.get(task.step().code());
            if (reason != null) {
                skipped.add(task.leftOut(act, reason));
            }
        }
        return new Resolved(tasks.isEmpty() ? change : told(change, tasks), skipped);
    }

    private static Map<String, String> reasons(List<CaseTask> open, JsonArray sent) {
        Map<String, String> codeToReason = new HashMap<>();
        for (int i = 0; i < sent.size(); i++) {
            String code = sent.getJsonObject(i).getString("code");
            boolean known = open.stream().anyMatch(task -> task.step().code().equals(code));
            if (!known || codeToReason.put(code, sent.getJsonObject(i).getString("reason")) != null) {
                throw Problem.invalid(
                        "/openTasks/" + i + "/code",
                        Localized.of("没有这个未办的步骤，或写了两次", "There is no such open step, or it stands twice"));
            }
        }
        return codeToReason;
    }

    private static void mustBeAnsweredFor(Case before, List<CaseTask> open, Act act, Map<String, String> codeToReason) {
        Problem problem = Problem.of(
                ProblemType.INVALID, "有的处置步骤还没有交代。", "Some steps of the playbook have not been answered for.");
        for (CaseTask task : open) {
            Localized title = task.step().title();
            if (task.step().lifeSafety()) {
                problem.error(
                        "/openTasks",
                        Localized.of(
                                "“" + title.zhCn() + "”关系人身安全，须先单独办完或跳过",
                                "“" + title.en() + "”: lives hang on it; do or skip it by itself first"));
            } else if (!StepOwners.answersFor(before, task, act.caller())
                    && (before.severity().needsSecondOfficer()
                            || codeToReason.containsKey(task.step().code()))) {
                Localized owner = StepOwners.owner(task);
                problem.error(
                        "/openTasks",
                        Localized.of(
                                "“" + title.zhCn() + "”由" + owner.zhCn() + "办理：先由其办完或跳过，或由部门负责人解决此案件",
                                "“" + title.en() + "” is for " + owner.en()
                                        + ": they do or skip it first, or a department lead resolves the case"));
            } else if (before.severity().needsSecondOfficer()
                    && !codeToReason.containsKey(task.step().code())) {
                problem.error(
                        "/openTasks",
                        Localized.of(
                                "“" + title.zhCn() + "”没有办，须单独说明原因",
                                "“" + title.en() + "” was not done: say why, by itself"));
            }
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
    }

    /** What residents read beside the text: how much was done, and of what lives hang on, which. */
    private static Change told(Change change, List<CaseTask> tasks) {
        List<CaseTask> done = tasks.stream()
                .filter(task -> task.status() == CaseTask.Status.DONE)
                .toList();
        JsonArray forSafety = new JsonArray();
        done.stream()
                .filter(task -> task.step().lifeSafety())
                .forEach(task -> forSafety.add(task.step().title().toJson()));
        return change.naming("stepsDone", done.size())
                .naming("stepsLeft", tasks.size() - done.size())
                .naming("forSafety", forSafety);
    }
}
