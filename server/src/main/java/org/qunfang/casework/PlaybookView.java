package org.qunfang.casework;

import static org.qunfang.casework.CaseListView.putIfKnown;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.qunfang.responsibility.Matrix;

/** A playbook in the contract's shape. */
final class PlaybookView {
    private PlaybookView() {}

    static JsonObject json(Playbook playbook, Matrix matrix) {
        JsonArray steps = new JsonArray();
        playbook.steps().forEach(step -> steps.add(json(step)));
        JsonObject json = new JsonObject()
                .put("id", playbook.id().toString())
                .put("minimumSeverity", playbook.minimumSeverity().code())
                .put("name", playbook.name().toJson())
                .put("active", playbook.active())
                .put("steps", steps)
                .put("version", playbook.version());
        putIfKnown(
                json,
                "category",
                playbook.categoryId() == null ? null : new References(matrix).category(playbook.categoryId()));
        return json;
    }

    static JsonObject json(PlaybookStep step) {
        JsonObject json = new JsonObject()
                .put("code", step.code())
                .put("order", step.position())
                .put("title", step.title().toJson())
                .put("owner", owner(step))
                .put("dueFrom", PlaybookStep.code(step.dueFrom()))
                .put("dueAfter", step.dueAfter().toString())
                .put("evidence", PlaybookStep.code(step.evidence()))
                .put("lifeSafety", step.lifeSafety());
        putIfKnown(
                json,
                "explanation",
                step.explanation() == null ? null : step.explanation().toJson());
        return json;
    }

    static JsonObject owner(PlaybookStep step) {
        return new JsonObject().put("role", step.ownerRole()).put("side", PlaybookStep.code(step.ownerSide()));
    }
}
