package org.qunfang.casework;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.UUID;

/** The officer of the lead department who sees to a case. */
record Assignee(UUID id, String name) {
    /** Of a row with the columns {@code assignee_id} and {@code assignee_name}; null while nobody was named. */
    static Assignee of(Row row) {
        UUID id = row.getUUID("assignee_id");
        return id == null ? null : new Assignee(id, row.getString("assignee_name"));
    }

    JsonObject json() {
        return new JsonObject().put("id", id.toString()).put("name", name);
    }
}
