package org.qunfang.volunteer;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Optional<Long> replaces = call.header("If-Match").map(tag -> call.ifMatch());
        return service.register(call.caller(), call.body(), replaces)
                .map(outcome -> own(outcome.isNew() ? 201 : 200, outcome.volunteer()));
    }

    private Future<Reply> get(Call call) {
        return service.mine(call.caller()).map(volunteer -> own(200, volunteer));
    }

    private Future<Reply> withdraw(Call call) {
        return service.withdraw(call.caller()).map(volunteer -> own(200, volunteer));
    }

    private static Reply own(int status, Volunteer volunteer) {
        return Reply.of(status, withContact(volunteer)).etag(volunteer.version());
    }

    private Future<Reply> verify(Call call) {
        return service.verify(
                        call.caller(),
                        call.pathId("volunteerId"),
                        call.ifMatch(),
                        call.body().getString("note"))
                .map(VolunteerApi::forVerifier);
    }

    private Future<Reply> suspend(Call call) {
        return service.suspend(
                        call.caller(),
                        call.pathId("volunteerId"),
                        call.ifMatch(),
                        call.body().getString("reason"))
                .map(VolunteerApi::forVerifier);
    }

    private static Reply forVerifier(Volunteer volunteer) {
        return Reply.ok(withStanding(volunteer)).etag(volunteer.version());
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
            page.forEach(volunteer ->
                    items.add(service.seesContact(call.caller()) ? withStanding(volunteer) : json(volunteer)));
            String next =
                    volunteers.size() > limit ? call.next(page.get(limit - 1).id()) : null;
            return Reply.ok(new JsonObject().put("items", items).put("next", next));
        });
    }

    /** What every officer sees. */
    private static JsonObject json(Volunteer volunteer) {
        JsonObject json = new JsonObject()
                .put("id", volunteer.id().toString())
                .put("status", volunteer.status().code())
                .put("skills", new JsonArray(volunteer.skills()))
                .put("languages", new JsonArray(volunteer.languages()))
                .put("availability", new JsonArray(volunteer.availability()))
                .put("travelRadiusMeters", volunteer.travelRadiusMeters())
                .put("consentVersion", volunteer.consentVersion())
                .put("consentedAt", volunteer.consentedAt().toString())
                .put("registeredAt", volunteer.registeredAt().toString())
                .put("version", volunteer.version());
        putUnlessNull(json, "name", volunteer.name());
        putUnlessNull(json, "homeAreaCode", volunteer.homeAreaCode());
        return json;
    }

    /** Phone, birth year, home and guardian are for the volunteer and for whoever coordinates volunteers. */
    private static JsonObject withContact(Volunteer volunteer) {
        JsonObject json = json(volunteer);
        putUnlessNull(json, "phone", volunteer.phone());
        putUnlessNull(json, "birthYear", volunteer.birthYear());
        if (volunteer.home() != null) {
            json.put("home", volunteer.home().toJson());
        }
        if (volunteer.guardian() != null) {
            json.put("guardian", json(volunteer.guardian()));
        }
        return json;
    }

    /** What to know before verifying: what was verified and is no longer so, and whether the person was suspended. */
    private static JsonObject withStanding(Volunteer volunteer) {
        JsonObject json = withContact(volunteer);
        List<String> changed = volunteer.changedSinceVerified();
        if (!changed.isEmpty()) {
            json.put("changedSinceVerified", new JsonArray(changed))
                    .put("verifiedAs", volunteer.verifiedAs().toJson());
        }
        if (volunteer.suspension() != null) {
            json.put("suspension", json(volunteer.suspension()));
        }
        return json;
    }

    private static JsonObject json(Volunteer.Suspension suspension) {
        JsonObject json = new JsonObject().put("at", suspension.at().toString()).put("reason", suspension.reason());
        putUnlessNull(json, "name", suspension.name());
        putUnlessNull(
                json,
                "endedAt",
                suspension.endedAt() == null ? null : suspension.endedAt().toString());
        return json;
    }

    private static void putUnlessNull(JsonObject json, String name, Object value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static JsonObject json(Volunteer.Guardian guardian) {
        return new JsonObject()
                .put("name", guardian.name())
                .put("phone", guardian.phone())
                .put("consents", true);
    }
}
