package org.qunfang.casework;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.qunfang.problem.Localized;
import org.qunfang.responsibility.Matrix;

/**
 * Departments, categories and areas as the contract names them. One that another process made within the last two
 * seconds may not be read yet: its id stands for its name.
 */
record References(Matrix matrix) {
    JsonObject department(UUID id) {
        JsonObject json = new JsonObject().put("departmentId", id.toString());
        return matrix.department(id)
                .map(known ->
                        json.put("code", known.code()).put("name", known.name().toJson()))
                .orElseGet(() -> json.put("name", unread(id)));
    }

    /** Null for null and for one that is not read yet. */
    Localized departmentName(UUID id) {
        return id == null
                ? null
                : matrix.department(id).map(known -> known.name()).orElse(null);
    }

    JsonObject category(UUID id) {
        return matrix.category(id)
                .map(known -> new JsonObject()
                        .put("code", known.code())
                        .put("name", known.name().toJson())
                        .put("icon", known.icon()))
                .orElseGet(() -> new JsonObject().put("code", id.toString()).put("name", unread(id)));
    }

    JsonObject area(UUID id) {
        return matrix.area(id)
                .map(known -> new JsonObject()
                        .put("code", known.code())
                        .put("name", known.name().toJson()))
                .orElse(null);
    }

    private static JsonObject unread(UUID id) {
        return new JsonObject().put(Localized.ZH_CN, id.toString());
    }
}
