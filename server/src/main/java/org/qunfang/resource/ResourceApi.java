package org.qunfang.resource;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.http.Call;
import org.qunfang.http.Moment;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;

/** HTTP ↔ resources. */
public final class ResourceApi {
    private final ResourceService service;

    public ResourceApi(ResourceService service) {
        this.service = service;
    }

    public Map<String, Operation> operations() {
        return Map.of(
                "putResource",
                this::put,
                "deleteResource",
                this::withdraw,
                "getResource",
                this::get,
                "listResources",
                this::list,
                "listMyResources",
                this::mine);
    }

    private Future<Reply> put(Call call) {
        Optional<Long> replaces = call.header("If-Match").map(tag -> call.ifMatch());
        return service.put(call.caller(), new ResourceService.Asked(call.pathId("resourceId"), call.body(), replaces))
                .map(outcome -> Reply.of(outcome.isNew() ? 201 : 200, json(outcome.shown()))
                        .etag(outcome.shown().resource().version()));
    }

    private Future<Reply> withdraw(Call call) {
        return service.withdraw(call.caller(), call.pathId("resourceId")).map(done -> Reply.noContent());
    }

    private Future<Reply> get(Call call) {
        return service.get(call.caller(), call.pathId("resourceId"))
                .map(shown -> Reply.ok(json(shown)).etag(shown.resource().version()));
    }

    private Future<Reply> list(Call call) {
        var query = new ResourceStore.Query(
                call.query("type").orElse(null),
                call.query("organisationId").map(UUID::fromString).orElse(null),
                call.query("verified").map(Boolean::valueOf).orElse(false),
                call.query("availableAt")
                        .map(at -> Moment.read(at, "/query/availableAt"))
                        .orElse(null),
                Page.before(call),
                Page.limit(call),
                null);
        return page(call, query);
    }

    private Future<Reply> mine(Call call) {
        return page(
                call,
                new ResourceStore.Query(
                        null,
                        null,
                        false,
                        null,
                        Page.before(call),
                        Page.limit(call),
                        call.caller().accountId()));
    }

    private Future<Reply> page(Call call, ResourceStore.Query query) {
        return service.list(query)
                .map(found -> Page.reply(
                        call,
                        found,
                        query.limit(),
                        ResourceApi::json,
                        shown -> shown.resource().id()));
    }

    static JsonObject json(ResourceStore.Shown shown) {
        Resource resource = shown.resource();
        JsonObject json = new JsonObject()
                .put("id", resource.id().toString())
                .put(
                        "organisation",
                        new JsonObject()
                                .put("id", resource.organisationId().toString())
                                .put("name", shown.organisationName().toJson())
                                .put("status", shown.organisationStatus().code()))
                .put("type", resource.type())
                .put("typeName", shown.typeName().toJson())
                .put("quantity", resource.quantity().doubleValue())
                .put("unit", resource.unit())
                .put("location", resource.location().toJson())
                .put("availableFrom", resource.availableFrom().toString())
                .put("mobilisationMinutes", resource.mobilisationMinutes())
                .put("cost", resource.cost().doubleValue())
                .put("offeredAt", resource.offeredAt().toString())
                .put("version", resource.version());
        Page.putIfKnown(json, "title", resource.title());
        Page.putIfKnown(json, "place", resource.place());
        Page.putIfKnown(json, "availableTo", resource.availableTo());
        Page.putIfKnown(json, "conditions", resource.conditions());
        return json;
    }
}
