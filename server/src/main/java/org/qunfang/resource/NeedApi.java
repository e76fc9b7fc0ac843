package org.qunfang.resource;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;

/** HTTP ↔ needs. */
public final class NeedApi {
    private static final int MOST_MATCHES = 20;

    private final NeedService service;

    public NeedApi(NeedService service) {
        this.service = service;
    }

    public Map<String, Operation> operations() {
        return Map.of(
                "createNeed", this::raise,
                "listNeeds", this::list,
                "getNeed", this::get,
                "cancelNeed", this::cancel,
                "listNeedMatches", this::matches);
    }

    private Future<Reply> raise(Call call) {
        return service.raise(call.caller(), call.body())
                .map(shown -> Reply.created(json(shown)).etag(shown.need().version()));
    }

    private Future<Reply> list(Call call) {
        var query = new NeedStore.Query(
                call.query("status").orElse(null),
                call.query("type").orElse(null),
                call.query("caseId").map(UUID::fromString).orElse(null),
                Page.before(call),
                Page.limit(call));
        return service.list(call.caller(), query)
                .map(found -> Page.reply(
                        call,
                        found,
                        query.limit(),
                        NeedApi::json,
                        shown -> shown.need().id()));
    }

    private Future<Reply> get(Call call) {
        return service.get(call.caller(), call.pathId("needId")).map(NeedApi::reply);
    }

    private Future<Reply> matches(Call call) {
        return service.matches(call.caller(), call.pathId("needId"), call.queryInt("limit", MOST_MATCHES))
                .map(found -> {
                    JsonArray items = new JsonArray();
                    found.ranked().forEach(match -> items.add(json(found.need(), match)));
                    return Reply.ok(new JsonObject().put("items", items));
                });
    }

    private static JsonObject json(Need need, Match match) {
        JsonArray reasons = new JsonArray();
        match.reasons(need).forEach(reason -> reasons.add(reason.toJson()));
        JsonObject json = new JsonObject()
                .put("resource", ResourceApi.json(match.offered()))
                .put("left", match.left().doubleValue())
                .put("distanceMeters", Math.round(match.meters()))
                .put("leavesAt", match.times().from().toString())
                .put("arriveBy", match.times().arriveBy().toString())
                .put("score", Math.round(match.score() * 1_000) / 1_000.0)
                .put("reasons", reasons);
        Page.putIfKnown(json, "backBy", match.times().to());
        return json;
    }

    private Future<Reply> cancel(Call call) {
        return service.cancel(
                        call.caller(),
                        call.pathId("needId"),
                        call.ifMatch(),
                        call.body().getString("reason"))
                .map(NeedApi::reply);
    }

    private static Reply reply(NeedStore.Shown shown) {
        return Reply.ok(json(shown)).etag(shown.need().version());
    }

    private static JsonObject json(NeedStore.Shown shown) {
        Need need = shown.need();
        JsonObject json = new JsonObject()
                .put("id", need.id().toString())
                .put("status", need.status().code())
                .put("priority", need.priority().code())
                .put("type", need.type())
                .put("typeName", shown.typeName().toJson())
                .put("quantity", need.quantity().doubleValue())
                .put("promised", need.promised().doubleValue())
                .put("unit", need.unit())
                .put("location", need.location().toJson())
                .put("neededFrom", need.neededFrom().toString())
                .put("neededTo", need.neededTo().toString())
                .put(
                        "department",
                        new JsonObject()
                                .put("id", need.departmentId().toString())
                                .put("name", shown.departmentName().toJson()))
                .put("raisedAt", need.raisedAt().toString())
                .put("version", need.version());
        if (need.caseId() != null) {
            json.put(
                    "case", new JsonObject().put("id", need.caseId().toString()).put("number", shown.caseNumber()));
        }
        Page.putIfKnown(json, "place", need.place());
        Page.putIfKnown(json, "note", need.note());
        Page.putIfKnown(json, "cancelledReason", need.cancelledReason());
        return json;
    }
}
