package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/** Devices over HTTP. */
final class DeviceApi {
    static final int MOST_PLACES = 10;

    private final DeviceService service;
    private final LiveApi live;
    private final Clock clock;

    DeviceApi(DeviceService service, LiveApi live, Clock clock) {
        this.service = service;
        this.live = live;
        this.clock = clock;
    }

    Map<String, Operation> operations() {
        return Map.of("putDevice", this::put, "deleteDevice", this::delete, "live", live::open);
    }

    private Future<Reply> put(Call call) {
        return service.put(call.caller(), device(call))
                .map(put -> Reply.of(put.created() ? 201 : 200, json(put.device()))
                        .etag(put.device().version()));
    }

    private Future<Reply> delete(Call call) {
        return service.delete(call.caller(), call.pathId("deviceId")).map(done -> Reply.noContent());
    }

    private Device device(Call call) {
        JsonObject body = call.body();
        String platform = body.getString("platform");
        String token = body.getString("token");
        checkPlatform(platform, token);
        Instant now = clock.instant();
        return new Device(
                call.pathId("deviceId"),
                call.caller().accountId(),
                platform,
                Device.LIVE.equals(platform) ? null : token,
                body.getString("language", Localized.ZH_CN),
                Severity.named(body.getString("minimumSeverity", Severity.MINOR.capName())),
                places(body.getJsonArray("places", new JsonArray())),
                now,
                now,
                1);
    }

    static void checkPlatform(String platform, String token) {
        if (!Device.FCM.equals(platform) && !Device.LIVE.equals(platform)) {
            throw Problem.invalid(
                    "/platform",
                    Localized.of("尚不支持此平台的推送，请用 fcm 或 live。", "This platform is not served yet; use fcm or live."));
        }
        if (Device.FCM.equals(platform) && (token == null || token.isBlank())) {
            throw Problem.invalid("/token", Localized.of("fcm 设备需要令牌。", "An fcm device needs its token."));
        }
    }

    static List<Device.Place> places(JsonArray array) {
        if (array.size() > MOST_PLACES) {
            throw Problem.invalid(
                    "/places",
                    Localized.of("地点最多 " + MOST_PLACES + " 个。", "There may be at most " + MOST_PLACES + " places."));
        }
        List<Device.Place> places = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            JsonObject place = array.getJsonObject(i);
            places.add(new Device.Place(
                    place.getString("label", "place"), place.getDouble("lat"), place.getDouble("lon")));
        }
        return places;
    }

    static JsonObject json(Device device) {
        JsonArray places = new JsonArray();
        device.places()
                .forEach(place -> places.add(new JsonObject()
                        .put("label", place.label())
                        .put("lat", place.lat())
                        .put("lon", place.lon())));
        return new JsonObject()
                .put("id", device.id().toString())
                .put("platform", device.channel())
                .put("language", device.language())
                .put("minimumSeverity", device.minimumSeverity().capName())
                .put("places", places)
                .put("updatedAt", device.updatedAt().toString());
    }
}
