package org.qunfang.identity;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/** What identity asks about departments; the room that keeps them answers, wired by App. */
@FunctionalInterface
public interface DepartmentDirectory {
    /** The contract's DepartmentRef; empty when there is no such department. */
    Optional<JsonObject> reference(UUID departmentId);
}
