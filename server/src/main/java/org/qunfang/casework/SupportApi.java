package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.responsibility.Registry;

/** Supporting departments over HTTP. */
public final class SupportApi {
    private final SupportService supports;
    private final Registry registry;

    public SupportApi(SupportService supports, Registry registry) {
        this.supports = supports;
        this.registry = registry;
    }

    public Map<String, Operation> operations() {
        return Map.of(
                "askSupport", this::ask,
                "acceptSupport", call -> step(call, SupportStatus.Step.ACCEPT, "text"),
                "startSupport", call -> step(call, SupportStatus.Step.START, "text"),
                "finishSupport", call -> step(call, SupportStatus.Step.FINISH, "text"),
                "refuseSupport", call -> step(call, SupportStatus.Step.REFUSE, "reason"),
                "releaseSupport", call -> step(call, SupportStatus.Step.RELEASE, "reason"));
    }

    private Future<Reply> ask(Call call) {
        JsonObject body = call.body();
        UUID department = UUID.fromString(body.getString("departmentId"));
        return supports.ask(call.caller(), call.pathId("caseId"), call.ifMatch(), department, body.getString("task"))
                .map(found ->
                        Reply.created(json(call, found)).etag(found.thing().version()));
    }

    /** @param words the member of the body that has them */
    private Future<Reply> step(Call call, SupportStatus.Step step, String words) {
        return supports.step(
                        call.caller(),
                        call.pathId("caseId"),
                        call.ifMatch(),
                        call.pathId("departmentId"),
                        step,
                        call.body().getString(words))
                .map(found -> Reply.ok(json(call, found)).etag(found.thing().version()));
    }

    private JsonObject json(Call call, SupportService.Found found) {
        return new SupportView(found.thing(), call.caller(), new References(registry.matrix())).json(found.support());
    }
}
