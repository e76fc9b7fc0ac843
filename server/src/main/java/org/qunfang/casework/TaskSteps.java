package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** What an officer can do with a task of a playbook. Pure: body and moment in, the task and the case's change out. */
final class TaskSteps {
    private static final Localized WORK = Localized.of("办理任务", "have its tasks worked on");

    private TaskSteps() {}

    /** What becomes of the task, and what the case's thread and log say about it. */
    record Outcome(CaseTask task, Change change) {}

    @FunctionalInterface
    interface Step {
        /** @throws Problem forbidden, wrong-state or invalid */
        Outcome take(Case before, CaseTask task, Act act, JsonObject body);
    }

    static Outcome done(Case before, CaseTask task, Act act, JsonObject body) {
        mustSettle(before, task, act.caller());
        mustBe(task, task.status() == CaseTask.Status.OPEN, "open");
        String note = body.getString("note");
        UUID photo = body.containsKey("photoId") ? UUID.fromString(body.getString("photoId")) : null;
        if (task.step().evidence() == PlaybookStep.Evidence.NOTE && note == null) {
            throw Problem.invalid("/note", Localized.of("此步骤须写明做了什么", "This step asks for a note of what was done"));
        }
        if (task.step().evidence() == PlaybookStep.Evidence.PHOTO && photo == null) {
            throw Problem.invalid("/photoId", Localized.of("此步骤须附一张照片", "This step asks for a photo"));
        }
        TimelineEntry entry = entry(TimelineKind.TASK_DONE, task, act)
                .saying(note)
                .showing(photo == null ? List.of() : List.of(photo));
        return outcome("case.do-task", before, act, entry, task.settled(CaseTask.Status.DONE, act, note, photo));
    }

    /** Leaving out what the playbook asks for is the lead's or the duty office's to answer for. */
    static Outcome skip(Case before, CaseTask task, Act act, JsonObject body) {
        CaseScope.of(act.caller()).mustWork(before);
        StepOwners.mustAnswerFor(before, task, act.caller());
        mustBeOpen(before);
        mustBe(task, task.status() == CaseTask.Status.OPEN, "open");
        String reason = body.getString("reason");
        TimelineEntry entry = entry(TimelineKind.TASK_SKIPPED, task, act).saying(reason);
        return outcome("case.skip-task", before, act, entry, task.settled(CaseTask.Status.SKIPPED, act, reason, null));
    }

    static Outcome reopen(Case before, CaseTask task, Act act, JsonObject body) {
        mustSettle(before, task, act.caller());
        mustBe(task, task.status() != CaseTask.Status.OPEN, "done or skipped");
        TimelineEntry entry = entry(TimelineKind.TASK_REOPENED, task, act).saying(body.getString("reason"));
        return outcome("case.reopen-task", before, act, entry, task.reopened());
    }

    /** What the caller may do with it now, as the contract names it. */
    static JsonArray actions(Case thing, CaseTask task, Caller caller) {
        List<String> actions = new ArrayList<>();
        boolean open = task.status() == CaseTask.Status.OPEN;
        CaseScope scope = CaseScope.of(caller);
        if (caller.may("case.work") && SeriousSteps.mayBeScored(thing)) {
            if (settles(scope, thing, task) && StepOwners.answersFor(thing, task, caller)) {
                actions.add(open ? "done" : "reopen");
            }
            if (open && scope.works(thing) && StepOwners.answersFor(thing, task, caller)) {
                actions.add("skip");
            }
        }
        return new JsonArray(actions);
    }

    private static boolean settles(CaseScope scope, Case thing, CaseTask task) {
        boolean isSupports = task.step().ownerSide() == PlaybookStep.Side.SUPPORT;
        return scope.works(thing) || isSupports && scope.participates(thing);
    }

    /** The lead's tasks are the lead's; those of support are any department's that takes part. */
    private static void mustSettle(Case before, CaseTask task, Caller caller) {
        CaseScope scope = CaseScope.of(caller);
        scope.mustParticipate(before);
        if (!settles(scope, before, task)) {
            scope.mustWork(before);
        }
        StepOwners.mustAnswerFor(before, task, caller);
        mustBeOpen(before);
    }

    private static void mustBeOpen(Case thing) {
        if (!SeriousSteps.mayBeScored(thing)) {
            throw thing.status().refusal(WORK);
        }
    }

    private static void mustBe(CaseTask task, boolean fits, String from) {
        if (!fits) {
            throw Problem.of(
                            ProblemType.WRONG_STATE,
                            "此步骤" + task.status().label().zhCn() + "，现在不能这样做。",
                            "This step is " + task.status().label().en() + "; that can only be done with one that is "
                                    + from + ".")
                    .with("state", task.status().code());
        }
    }

    private static TimelineEntry entry(TimelineKind kind, CaseTask task, Act act) {
        TimelineEntry entry = act.entry(kind, Visibility.INTERNAL)
                .with("task", task.step().title().toJson())
                .with("code", task.step().code());
        return StepOwners.standsIn(task, act.caller())
                ? entry.with("standsInFor", task.step().ownerRole())
                : entry;
    }

    private static Outcome outcome(String action, Case before, Act act, TimelineEntry entry, CaseTask after) {
        return new Outcome(after, Change.of(action, act, before, before.progress(), entry));
    }
}
