package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;

/** How the channels fare, and how far people's wishes go, for administrators. */
final class ChannelApi {
    private final ChannelWatch watch;
    private final Reach reach;

    ChannelApi(ChannelWatch watch, Reach reach) {
        this.watch = watch;
        this.reach = reach;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "listChannels", this::list,
                "getDeliverySettings", this::settings,
                "setDeliverySettings", this::set);
    }

    private Future<Reply> list(Call call) {
        return watch.summaries().map(all -> {
            JsonArray items = new JsonArray();
            all.forEach(each -> items.add(json(each)));
            return Reply.ok(new JsonObject().put("items", items));
        });
    }

    private Future<Reply> settings(Call call) {
        return reach.read().map(ChannelApi::settings);
    }

    private Future<Reply> set(Call call) {
        return reach.set(call.caller(), call.ifMatch(), call.body().getBoolean("extremeReachesAll"))
                .map(ChannelApi::settings);
    }

    private static Reply settings(Reach.Setting setting) {
        return Reply.ok(new JsonObject()
                        .put("version", setting.version())
                        .put("extremeReachesAll", setting.extremeReachesAll())
                        .put("changedAt", setting.changedAt().toString()))
                .etag(setting.version());
    }

    private static JsonObject json(ChannelHealthStore.Summary channel) {
        JsonObject json = new JsonObject()
                .put("channel", channel.channel())
                .put("active", channel.active())
                .put("breaker", channel.breaker())
                .put("delivered", channel.delivered())
                .put("failed", channel.failed())
                .put("refused", channel.refused())
                .put("gone", channel.gone())
                .put("waiting", channel.waiting())
                .put("since", channel.since().toString());
        put(json, "lastSuccessAt", channel.lastSuccessAt());
        put(json, "lastFailureAt", channel.lastFailureAt());
        return channel.lastFailure() == null ? json : json.put("lastFailure", channel.lastFailure());
    }

    private static void put(JsonObject json, String member, Instant value) {
        if (value != null) {
            json.put(member, value.toString());
        }
    }
}
