package org.qunfang.volunteer;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;

/** HTTP ↔ volunteers. */
public final class VolunteerApi {
    private static final int DEFAULT_LIMIT = 50;

    private final VolunteerService service;
    private final Function<String, List<String>> areaAndBelow;

    /** @param areaAndBelow the code of an area → its own code and those of all areas below it */
    public VolunteerApi(VolunteerService service, Function<String, List<String>> areaAndBelow) {
        this.service = service;
        this.areaAndBelow = areaAndBelow;
    }

    public Map<String, Operation> operations() {
        return Map.of(
                "putMyVolunteer", this::put,
                "getMyVolunteer", this::get,
                "withdrawVolunteer", this::withdraw,
                "listVolunteers", this::list,
                "verifyVolunteer", this::verify,
                "suspendVolunteer", this::suspend);
    }

    private Future<Reply> put(Call call) {
        return service.register(call.caller(), call.body())
                .map(outcome -> Reply.of(outcome.isNew() ? 201 : 200, json(outcome.volunteer())));
    }

    private Future<Reply> get(Call call) {
        return service.mine(call.caller()).map(volunteer -> Reply.ok(json(volunteer)));
    }

    private Future<Reply> withdraw(Call call) {
        return service.withdraw(call.caller()).map(volunteer -> Reply.ok(json(volunteer)));
    }

    private Future<Reply> verify(Call call) {
        return service.verify(
                        call.caller(), call.pathId("volunteerId"), call.body().getString("note"))
                .map(volunteer -> Reply.ok(json(volunteer)));
    }

    private Future<Reply> suspend(Call call) {
        return service.suspend(
                        call.caller(), call.pathId("volunteerId"), call.body().getString("reason"))
                .map(volunteer -> Reply.ok(json(volunteer)));
    }

    private Future<Reply> list(Call call) {
        int limit = call.queryInt("limit", DEFAULT_LIMIT);
        var query = new VolunteerService.Query(
                call.query("status").orElse(null),
                call.query("skill").orElse(null),
                call.query("area").map(areaAndBelow).orElse(null),
                call.cursor(UUID::fromString).orElse(null),
                limit);
        return service.list(call.caller(), query).map(volunteers -> {
            List<Volunteer> page = volunteers.stream().limit(limit).toList();
            JsonArray items = new JsonArray();
            page.forEach(volunteer -> items.add(json(volunteer)));
            String next =
                    volunteers.size() > limit ? call.next(page.get(limit - 1).id()) : null;
            return Reply.ok(new JsonObject().put("items", items).put("next", next));
        });
    }

    private static JsonObject json(Volunteer volunteer) {
        JsonObject json = new JsonObject()
                .put("id", volunteer.id().toString())
                .put("status", volunteer.status().code())
                .put("name", volunteer.name())
                .put("phone", volunteer.phone())
                .put("birthYear", volunteer.birthYear())
                .put("skills", new JsonArray(volunteer.skills()))
                .put("languages", new JsonArray(volunteer.languages()))
                .put("availability", new JsonArray(volunteer.availability()))
                .put("travelRadiusMeters", volunteer.travelRadiusMeters())
                .put("consentVersion", volunteer.consentVersion())
                .put("consentedAt", volunteer.consentedAt().toString())
                .put("registeredAt", volunteer.registeredAt().toString())
                .put("version", volunteer.version());
        if (volunteer.homeAreaCode() != null) {
            json.put("homeAreaCode", volunteer.homeAreaCode());
        }
        if (volunteer.home() != null) {
            json.put("home", volunteer.home().toJson());
        }
        if (volunteer.guardian() != null) {
            json.put("guardian", json(volunteer.guardian()));
        }
        return json;
    }

    private static JsonObject json(Volunteer.Guardian guardian) {
        return new JsonObject()
                .put("name", guardian.name())
                .put("phone", guardian.phone())
                .put("consents", true);
    }
}
