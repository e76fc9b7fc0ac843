package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;

/** Who else is looking at a case, over HTTP. */
public final class PresenceApi {
    private final Presence presence;

    public PresenceApi(Presence presence) {
        this.presence = presence;
    }

    public Map<String, Operation> operations() {
        return Map.of("putPresence", this::put, "deletePresence", this::delete);
    }

    private Future<Reply> put(Call call) {
        return presence.look(call.caller(), call.pathId("caseId"), call.body().getBoolean("writing"))
                .map(others -> Reply.ok(new JsonObject().put("others", others)));
    }

    private Future<Reply> delete(Call call) {
        return presence.leave(call.caller(), call.pathId("caseId")).map(told -> Reply.noContent());
    }
}
