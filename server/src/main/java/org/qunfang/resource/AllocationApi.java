package org.qunfang.resource;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.resource.AllocationStatus.Transition;

/** HTTP ↔ allocations. */
public final class AllocationApi {
    private final AllocationService service;

    public AllocationApi(AllocationService service) {
        this.service = service;
    }

    public Map<String, Operation> operations() {
        Map<String, Operation> operations = new HashMap<>();
        operations.put("createAllocation", this::propose);
        operations.put("listAllocations", this::list);
        operations.put("getAllocation", this::get);
        for (Transition transition : Transition.values()) {
            operations.put(transition.code() + "Allocation", call -> step(call, transition));
        }
        return operations;
    }

    private Future<Reply> propose(Call call) {
        JsonObject body = call.body();
        return service.propose(
                        call.caller(),
                        UUID.fromString(body.getString("needId")),
                        UUID.fromString(body.getString("resourceId")),
                        Quantity.read(body, "quantity"))
                .map(shown -> Reply.created(json(shown)).etag(shown.allocation().version()));
    }

    private Future<Reply> list(Call call) {
        boolean isOfficer = call.caller().may("resource.list");
        var query = new AllocationStore.Query(
                call.caller().accountId(),
                call.query("needId").map(UUID::fromString).orElse(null),
                call.query("resourceId").map(UUID::fromString).orElse(null),
                call.query("status").orElse(null),
                !isOfficer,
                Page.before(call),
                Page.limit(call));
        return service.list(query)
                .map(found -> Page.reply(
                        call,
                        found,
                        query.limit(),
                        AllocationApi::json,
                        shown -> shown.allocation().id()));
    }

    private Future<Reply> get(Call call) {
        return service.get(call.caller(), call.pathId("allocationId")).map(AllocationApi::reply);
    }

    private Future<Reply> step(Call call, Transition transition) {
        return service.step(call.caller(), call.pathId("allocationId"), call.ifMatch(), transition, call.body())
                .map(AllocationApi::reply);
    }

    private static Reply reply(AllocationStore.Shown shown) {
        return Reply.ok(json(shown)).etag(shown.allocation().version());
    }

    private static JsonObject json(AllocationStore.Shown shown) {
        Allocation allocation = shown.allocation();
        JsonObject resource = new JsonObject()
                .put("id", allocation.resourceId().toString())
                .put("type", shown.type())
                .put("typeName", shown.typeName().toJson())
                .put("consumable", shown.consumable())
                .put(
                        "organisation",
                        new JsonObject()
                                .put("id", shown.organisationId().toString())
                                .put("name", shown.organisationName().toJson())
                                .put("status", shown.organisationStatus().code()));
        Page.putIfKnown(resource, "title", shown.title());
        JsonObject json = new JsonObject()
                .put("id", allocation.id().toString())
                .put("status", allocation.status().code())
                .put("needId", allocation.needId().toString())
                .put("resource", resource)
                .put("quantity", allocation.quantity().doubleValue())
                .put("unit", shown.unit())
                .put("leavesAt", allocation.from().toString())
                .put("arriveBy", allocation.arriveBy().toString())
                .put("proposedAt", allocation.proposedAt().toString())
                .put(
                        "open",
                        new JsonArray(allocation.status().open().stream()
                                .map(Transition::code)
                                .toList()))
                .put("version", allocation.version());
        Page.putIfKnown(json, "backBy", allocation.to());
        if (allocation.delivered() != null) {
            json.put("delivered", allocation.delivered().doubleValue());
        }
        Page.putIfKnown(json, "reason", allocation.reason());
        Page.putIfKnown(json, "committedAt", allocation.committedAt());
        Page.putIfKnown(json, "dispatchedAt", allocation.dispatchedAt());
        Page.putIfKnown(json, "deliveredAt", allocation.deliveredAt());
        Page.putIfKnown(json, "endedAt", allocation.endedAt());
        return json;
    }
}
