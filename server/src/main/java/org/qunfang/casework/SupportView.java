package org.qunfang.casework;

import static org.qunfang.casework.CaseListView.putIfKnown;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.qunfang.http.Caller;

/** A supporting department as officers read it, and what one of them may do about it. */
record SupportView(Case thing, Caller caller, References references) {

    JsonObject json(Support support) {
        boolean mayAct = caller.may("case.work");
        JsonObject json = new JsonObject()
                .put("department", references.department(support.departmentId()))
                .put("status", support.status().code())
                .put("at", support.changedAt().toString())
                .put(
                        "actions",
                        mayAct
                                ? new JsonArray(Supports.actions(thing, support, CaseScope.of(caller)))
                                : new JsonArray());
        putIfKnown(json, "task", support.task());
        putIfKnown(json, "by", support.changedBy().name());
        putIfKnown(json, "words", support.words());
        return json;
    }
}
