package org.qunfang;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.qunfang.casework.Presence;
import org.qunfang.delivery.LiveHub;
import org.qunfang.event.Event;

/**
 * Events of cases → the open pages of the officers who have the case in a queue: their departments and the duty office.
 * Steps of warnings → the open pages of all officers.
 */
record QueueNews(LiveHub hub) {

    void tell(Event event) {
        hub.publish(topics(event.data()), event.id(), event.type(), event.data());
    }

    void tellOfWarning(Event event) {
        JsonObject data = new JsonObject().put("warningId", event.subjectId().toString());
        hub.publish(Set.of(LiveHub.WARNINGS), event.id(), event.type(), data);
    }

    /** To one of those who look at the case: who else does. */
    void tellOfPresence(UUID account, JsonObject data) {
        hub.publishTo(account, UuidCreator.getTimeOrderedEpoch(), Presence.EVENT, data);
    }

    static Set<String> topics(JsonObject data) {
        Set<String> topics = new LinkedHashSet<>();
        topics.add(LiveHub.DUTY);
        topics.add(LiveHub.departmentTopic(UUID.fromString(data.getString("leadDepartmentId"))));
        JsonArray support = data.getJsonArray("supportDepartmentIds", new JsonArray());
        support.forEach(id -> topics.add(LiveHub.departmentTopic(UUID.fromString((String) id))));
        JsonArray concerned = data.getJsonArray("concernedDepartmentIds", new JsonArray());
        concerned.forEach(id -> topics.add(LiveHub.departmentTopic(UUID.fromString((String) id))));
        return topics;
    }
}
