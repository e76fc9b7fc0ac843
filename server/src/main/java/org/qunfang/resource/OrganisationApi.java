package org.qunfang.resource;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;

/** HTTP ↔ organisations. */
public final class OrganisationApi {
    private final OrganisationService service;
    private final Function<String, List<String>> areaAndBelow;

    /** @param areaAndBelow the code of an area → its own code and those of all areas below it */
    public OrganisationApi(OrganisationService service, Function<String, List<String>> areaAndBelow) {
        this.service = service;
        this.areaAndBelow = areaAndBelow;
    }

    public Map<String, Operation> operations() {
        return Map.of(
                "createOrganisation", this::create,
                "listMyOrganisations", this::mine,
                "listOrganisations", this::list,
                "verifyOrganisation", this::verify,
                "suspendOrganisation", this::suspend);
    }

    private Future<Reply> create(Call call) {
        return service.create(call.caller(), call.body()).map(organisation -> Reply.created(json(organisation)));
    }

    private Future<Reply> mine(Call call) {
        return service.mine(call.caller())
                .map(found -> Page.reply(call, found, found.size(), OrganisationApi::json, Organisation::id));
    }

    private Future<Reply> list(Call call) {
        var query = new OrganisationService.Query(
                call.query("status").orElse(null),
                call.query("q").orElse(null),
                call.query("area").map(areaAndBelow).orElse(null),
                Page.before(call),
                Page.limit(call));
        return service.list(call.caller(), query)
                .map(found -> Page.reply(
                        call,
                        found,
                        query.limit(),
                        organisation -> json(organisation, service.seesContact(call.caller())),
                        Organisation::id));
    }

    private Future<Reply> verify(Call call) {
        return service.verify(
                        call.caller(),
                        call.pathId("organisationId"),
                        call.ifMatch(),
                        call.body().getString("note"))
                .map(organisation -> Reply.ok(json(organisation)).etag(organisation.version()));
    }

    private Future<Reply> suspend(Call call) {
        return service.suspend(
                        call.caller(),
                        call.pathId("organisationId"),
                        call.ifMatch(),
                        call.body().getString("reason"))
                .map(organisation -> Reply.ok(json(organisation)).etag(organisation.version()));
    }

    private static JsonObject json(Organisation organisation) {
        return json(organisation, true);
    }

    private static JsonObject json(Organisation organisation, boolean withContact) {
        JsonObject json = new JsonObject()
                .put("id", organisation.id().toString())
                .put("status", organisation.status().code())
                .put("name", organisation.name().toJson())
                .put("kind", organisation.kind())
                .put("registrationNumber", organisation.registrationNumber())
                .put("serviceAreas", new JsonArray(organisation.serviceAreas()))
                .put("registeredAt", organisation.registeredAt().toString())
                .put("version", organisation.version());
        if (withContact) {
            json.put("contact", organisation.contact());
        }
        if (organisation.otherClaims() != null) {
            json.put("otherClaims", organisation.otherClaims());
            json.put("sameName", organisation.sameName());
        }
        return organisation.verifiedAt() == null
                ? json
                : json.put("verifiedAt", organisation.verifiedAt().toString());
    }
}
