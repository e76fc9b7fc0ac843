package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.qunfang.geo.TopicCells;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.problem.Localized;

/** What a phone may choose, and phone numbers, over HTTP. */
final class NumberApi {
    private final NumberService service;
    private final boolean topics;
    private final Reach reach;

    NumberApi(NumberService service, boolean topics, Reach reach) {
        this.service = service;
        this.topics = topics;
        this.reach = reach;
    }

    Map<String, Operation> operations() {
        return Map.of("getDeliveryOptions", this::options, "askNumberCode", this::ask, "proveNumber", this::prove);
    }

    private Future<Reply> options(Call call) {
        JsonObject sms = service.gateway()
                .map(gateway -> new JsonObject()
                        .put("active", true)
                        .put("prefixes", new JsonArray(gateway.prefixes()))
                        .put("segments", gateway.segments()))
                .orElseGet(() -> new JsonObject().put("active", false));
        return Future.succeededFuture(Reply.ok(new JsonObject()
                .put("sms", sms)
                .put("topics", topics())
                .put("extremeReachesAll", reach.of(Severity.EXTREME) == Reach.MUTED)));
    }

    private JsonObject topics() {
        JsonObject json = new JsonObject().put("active", topics);
        return topics
                ? json.put("prefix", TopicCall.PREFIX)
                        .put("coarsest", TopicCells.COARSEST)
                        .put("finest", TopicCells.FINEST)
                : json;
    }

    private Future<Reply> ask(Call call) {
        JsonObject body = call.body();
        return service.ask(
                        call.caller(),
                        call.pathId("deviceId"),
                        body.getString("number"),
                        body.getString("language", Localized.ZH_CN))
                .map(expiresAt -> Reply.of(202, new JsonObject().put("expiresAt", expiresAt.toString())));
    }

    private Future<Reply> prove(Call call) {
        return service.prove(call.caller(), call.pathId("deviceId"), call.body().getString("code"))
                .map(masked -> Reply.ok(new JsonObject().put("number", masked)));
    }
}
