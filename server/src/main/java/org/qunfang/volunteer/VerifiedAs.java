package org.qunfang.volunteer;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What an officer verifies of a volunteer.
 *
 * @param guardian name and phone, or null
 * @param skills those that need proof
 */
record VerifiedAs(String name, int birthYear, JsonObject guardian, List<String> skills) {
    static VerifiedAs of(Volunteer volunteer) {
        Volunteer.Guardian guardian = volunteer.guardian();
        return new VerifiedAs(
                volunteer.name(),
                volunteer.birthYear(),
                guardian == null
                        ? null
                        : new JsonObject().put("name", guardian.name()).put("phone", guardian.phone()),
                volunteer.skills().stream().filter(Skill::needsProof).toList());
    }

    /** What of it is no longer so; a skill that was given up leaves nothing to verify. */
    List<String> changedIn(VerifiedAs now) {
        List<String> changed = new ArrayList<>();
        if (!name.equals(now.name)) {
            changed.add("name");
        }
        if (birthYear != now.birthYear) {
            changed.add("birthYear");
        }
        if (!Objects.equals(guardian, now.guardian)) {
            changed.add("guardian");
        }
        if (!skills.containsAll(now.skills)) {
            changed.add("skills");
        }
        return changed;
    }

    JsonObject toJson() {
        JsonObject json =
                new JsonObject().put("name", name).put("birthYear", birthYear).put("skills", new JsonArray(skills));
        return guardian == null ? json : json.put("guardian", guardian);
    }

    static VerifiedAs fromJson(JsonObject json) {
        return new VerifiedAs(
                json.getString("name"),
                json.getInteger("birthYear"),
                json.getJsonObject("guardian"),
                json.getJsonArray("skills").stream()
                        .map(String.class::cast)
                        .filter(Skill::needsProof)
                        .toList());
    }
}
