package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Base64;
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
    private final WebPushChannel push;
    private final List<String> pushHosts;
    private final boolean topics;
    private final Clock clock;

    /**
     * @param pushHosts push services that subscriptions may be of
     * @param topics whether warnings go to topics of cells
     */
    DeviceApi(
            DeviceService service,
            LiveApi live,
            WebPushChannel push,
            List<String> pushHosts,
            boolean topics,
            Clock clock) {
        this.service = service;
        this.live = live;
        this.push = push;
        this.pushHosts = List.copyOf(pushHosts);
        this.topics = topics;
        this.clock = clock;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "putDevice", this::put, "deleteDevice", this::delete, "live", live::open, "getPushKey", this::pushKey);
    }

    private Future<Reply> pushKey(Call call) {
        String key = Base64.getUrlEncoder().withoutPadding().encodeToString(push.applicationServerKey());
        return Future.succeededFuture(Reply.ok(new JsonObject().put("applicationServerKey", key)));
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
        String token = token(platform, body);
        Instant now = clock.instant();
        return new Device(
                call.pathId("deviceId"),
                call.caller().accountId(),
                platform,
                token,
                topicOnly(platform, body),
                body.getString("language", Localized.ZH_CN),
                Severity.named(body.getString("minimumSeverity", Severity.MINOR.capName())),
                body.getBoolean("muted", false),
                quiet(body.getJsonObject("quietHours")),
                places(body.getJsonArray("places", new JsonArray())),
                now,
                now,
                1);
    }

    /** The address at the provider; null for a page. */
    private String token(String platform, JsonObject body) {
        return switch (platform) {
            case Device.FCM -> fcmToken(body.getString("token"));
            case Device.WEBPUSH ->
                subscription(body.getJsonObject("subscription")).token();
            default -> null;
        };
    }

    /** A phone that counts on topics must not learn too late that nothing is sent there. */
    private boolean topicOnly(String platform, JsonObject body) {
        boolean wanted = body.getBoolean("topicOnly", false);
        if (wanted && !Device.FCM.equals(platform)) {
            throw Problem.invalid("/topicOnly", Localized.of("只有 fcm 设备可以订阅主题。", "Only fcm devices have topics."));
        }
        if (wanted && !topics) {
            throw Problem.invalid("/topicOnly", Localized.of("本市不按主题发送预警。", "This city sends no warnings to topics."));
        }
        if (wanted && !body.getJsonArray("places", new JsonArray()).isEmpty()) {
            throw Problem.invalid(
                    "/places", Localized.of("只订阅主题的设备不提供地点。", "A device with topics alone tells no places."));
        }
        return wanted;
    }

    private static String fcmToken(String token) {
        if (token == null || token.isBlank()) {
            throw Problem.invalid("/token", Localized.of("fcm 设备需要令牌。", "An fcm device needs its token."));
        }
        return token;
    }

    private Subscription subscription(JsonObject json) {
        if (json == null) {
            throw Problem.invalid(
                    "/subscription", Localized.of("webpush 设备需要订阅。", "A webpush device needs its subscription."));
        }
        Subscription subscription = Subscription.checked(json, pushHosts);
        if (!push.canEncryptFor(subscription)) {
            throw Problem.invalid(
                    "/subscription/keys/p256dh", Localized.of("不是 P-256 公钥。", "This is no P-256 public key."));
        }
        return subscription;
    }

    private static QuietHours quiet(JsonObject json) {
        if (json == null) {
            return null;
        }
        LocalTime from = LocalTime.parse(json.getString("from"));
        LocalTime to = LocalTime.parse(json.getString("to"));
        if (from.equals(to)) {
            throw Problem.invalid(
                    "/quietHours/to",
                    Localized.of("安静时段的起止时间不能相同。", "Quiet hours end at another time than they begin."));
        }
        return new QuietHours(from, to);
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
        JsonObject json = new JsonObject()
                .put("id", device.id().toString())
                .put("platform", device.channel())
                .put("language", device.language())
                .put("minimumSeverity", device.minimumSeverity().capName())
                .put("muted", device.muted())
                .put("places", places)
                .put("updatedAt", device.updatedAt().toString());
        if (device.topicOnly()) {
            json.put("topicOnly", true);
        }
        if (Device.SMS.equals(device.channel())) {
            json.put("number", PhoneNumber.masked(device.token()));
        }
        QuietHours quiet = device.quiet();
        return quiet == null
                ? json
                : json.put(
                        "quietHours",
                        new JsonObject()
                                .put("from", quiet.from().toString())
                                .put("to", quiet.to().toString()));
    }
}
