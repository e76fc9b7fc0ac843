package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.responsibility.Registry;

/** Handovers over HTTP. */
public final class HandoverApi {
    private final HandoverService handovers;
    private final Registry registry;
    private final Clock clock;

    public HandoverApi(HandoverService handovers, Registry registry, Clock clock) {
        this.handovers = handovers;
        this.registry = registry;
        this.clock = clock;
    }

    public Map<String, Operation> operations() {
        return Map.of(
                "askHandover", this::ask,
                "acceptHandover", this::accept,
                "refuseHandover", this::refuse,
                "decideHandover", this::decide,
                "getHandoverFigures", this::figures);
    }

    private Future<Reply> ask(Call call) {
        JsonObject body = call.body();
        return handovers
                .ask(call.caller(), call.pathId("caseId"), call.ifMatch(), department(body), body.getString("reason"))
                .map(found -> Reply.created(json(call, found)));
    }

    private Future<Reply> accept(Call call) {
        return handovers
                .accept(call.caller(), call.pathId("handoverId"), call.body().getString("text"))
                .map(found -> Reply.ok(json(call, found)));
    }

    private Future<Reply> refuse(Call call) {
        return handovers
                .refuse(call.caller(), call.pathId("handoverId"), call.body().getString("reason"))
                .map(found -> Reply.ok(json(call, found)));
    }

    private Future<Reply> decide(Call call) {
        JsonObject body = call.body();
        return handovers
                .decide(call.caller(), call.pathId("handoverId"), department(body), body.getString("reason"))
                .map(found -> Reply.ok(json(call, found)));
    }

    private Future<Reply> figures(Call call) {
        UUID department = call.pathId("departmentId");
        return handovers
                .figures(department)
                .map(figures -> Reply.ok(DepartmentFiguresApi.json(figures)
                        .put("department", new References(registry.matrix()).department(department))));
    }

    private static UUID department(JsonObject body) {
        return UUID.fromString(body.getString("toDepartmentId"));
    }

    private JsonObject json(Call call, HandoverService.Found found) {
        References references = new References(registry.matrix());
        return new HandoverView(found.handover(), found.history(), call.caller(), references, clock.instant()).json();
    }
}
