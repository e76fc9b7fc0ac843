package org.qunfang.casework;

import static org.qunfang.casework.CaseListView.putIfKnown;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.qunfang.casework.TaskSteps.Step;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.responsibility.Registry;

/** Tasks of cases over HTTP. */
public final class TaskApi {
    private final TaskService tasks;
    private final Registry registry;
    private final Clock clock;

    public TaskApi(TaskService tasks, Registry registry, Clock clock) {
        this.tasks = tasks;
        this.registry = registry;
        this.clock = clock;
    }

    public Map<String, Operation> operations() {
        return Map.of(
                "resolveCase", this::resolve,
                "listCaseTasks", this::list,
                "doCaseTask", call -> step(call, TaskSteps::done),
                "skipCaseTask", call -> step(call, TaskSteps::skip),
                "reopenCaseTask", call -> step(call, TaskSteps::reopen));
    }

    private Future<Reply> resolve(Call call) {
        return tasks.resolve(call.caller(), call.pathId("caseId"), call.ifMatch(), call.body())
                .map(details -> new CaseReply(registry, clock).ok(call, details));
    }

    private Future<Reply> list(Call call) {
        return tasks.ofCase(call.caller(), call.pathId("caseId")).map(found -> {
            JsonArray items = new JsonArray();
            found.tasks().forEach(task -> items.add(json(call, found.thing(), task)));
            JsonArray given = new JsonArray();
            found.given().forEach(each -> given.add(json(each)));
            return Reply.ok(new JsonObject().put("items", items).put("playbooks", given));
        });
    }

    private Future<Reply> step(Call call, Step step) {
        return tasks.step(
                        call.caller(), call.pathId("caseId"), call.path("taskCode"), call.ifMatch(), step, call.body())
                .map(found -> Reply.ok(json(call, found.thing(), found.task()))
                        .etag(found.task().version()));
    }

    private static JsonObject json(TaskStore.Given given) {
        return new JsonObject()
                .put("playbookId", given.playbookId().toString())
                .put("version", given.version())
                .put("name", given.name().toJson())
                .put("severity", given.severity().code())
                .put("at", given.at().toString());
    }

    private JsonObject json(Call call, Case thing, CaseTask task) {
        PlaybookStep step = task.step();
        Instant due = task.dueAt(thing.progress().acknowledgedAt());
        boolean isOpen = task.status() == CaseTask.Status.OPEN;
        JsonObject json = new JsonObject()
                .put("code", step.code())
                .put("title", step.title().toJson())
                .put("owner", PlaybookView.owner(step))
                .put("dueFrom", PlaybookStep.code(step.dueFrom()))
                .put("dueAfter", step.dueAfter().toString())
                .put("evidence", PlaybookStep.code(step.evidence()))
                .put("lifeSafety", step.lifeSafety())
                .put("status", task.status().code())
                .put("late", isLate(due, isOpen ? clock.instant() : task.settledAt()))
                .put("actions", TaskSteps.actions(thing, task, call.caller()))
                .put("version", task.version());
        putIfKnown(
                json,
                "explanation",
                step.explanation() == null ? null : step.explanation().toJson());
        putIfKnown(json, "due", due == null ? null : due.toString());
        putIfKnown(json, "words", task.words());
        putIfKnown(
                json, "photoId", task.photoId() == null ? null : task.photoId().toString());
        if (!isOpen) {
            json.put("settledAt", task.settledAt().toString());
            putIfKnown(json, "settledBy", task.settledBy().name());
            if (task.settledBy().departmentId() != null) {
                json.put(
                        "settledFor",
                        new References(registry.matrix())
                                .department(task.settledBy().departmentId()));
            }
        }
        return json;
    }

    private static boolean isLate(Instant due, Instant at) {
        return due != null && at.isAfter(due);
    }
}
