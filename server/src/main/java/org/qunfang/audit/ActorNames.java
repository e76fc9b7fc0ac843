package org.qunfang.audit;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What the log asks about the people in it; the room that knows them answers, wired by App. */
@FunctionalInterface
public interface ActorNames {
    /** Account ids to names; whoever has no name is left out. */
    Future<Map<UUID, String>> of(Set<UUID> accountIds);
}
