package org.qunfang.report;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.locationtech.jts.geom.Envelope;
import org.qunfang.casework.Severity;
import org.qunfang.geo.Distance;
import org.qunfang.geo.Location;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Registry;

/** The public map and the list of open cases near a place. */
public final class PublicMapApi {
    private static final int DEFAULT_RADIUS_METERS = 500;

    private final Pool pool;
    private final Registry registry;

    public PublicMapApi(Pool pool, Registry registry) {
        this.pool = pool;
        this.registry = registry;
    }

    public Map<String, Operation> operations() {
        return Map.of("listNearbyReports", this::near, "mapCases", this::map);
    }

    private Future<Reply> near(Call call) {
        Location center = Location.of(
                call.queryNumber("lat").orElseThrow(), call.queryNumber("lon").orElseThrow());
        int radius = call.queryInt("radiusMeters", DEFAULT_RADIUS_METERS);
        Envelope box = Distance.box(center, radius);
        return PublicMapStore.near(pool, box, center, categoryId(call)).map(pins -> {
            JsonArray items = new JsonArray();
            pins.stream()
                    .filter(pin -> Distance.meters(center, pin.place()) <= radius)
                    .forEach(pin -> items.add(nearby(pin, Distance.meters(center, pin.place()))));
            return Reply.ok(new JsonObject().put("items", items).putNull("next"));
        });
    }

    private JsonObject nearby(PublicMapStore.Pin pin, double meters) {
        JsonObject json = new JsonObject()
                .put("number", pin.number())
                .put("status", pin.status())
                .put("category", view().category(pin.categoryId()))
                .put("location", ReportView.location(pin.place()))
                .put("distanceMeters", Math.round(meters))
                .put("reportCount", pin.reportCount())
                .put("openedAt", pin.openedAt().toString())
                .put("photos", pin.photos());
        ReportView.putIfPresent(json, "excerpt", pin.words() == null ? null : ReportView.excerpt(pin.words()));
        ReportView.putIfPresent(json, "place", pin.placeName());
        return json;
    }

    private Future<Reply> map(Call call) {
        PublicMapStore.Filter filter = new PublicMapStore.Filter(
                box(call.query("bbox").orElseThrow()),
                categoryId(call),
                call.query("status").orElse(null),
                call.query("since").map(PublicMapApi::instant).orElse(null));
        return PublicMapStore.inBox(pool, filter)
                .compose(pins -> pins.size() <= PublicMapStore.MOST_SINGLE
                        ? Future.succeededFuture(singles(pins))
                        : PublicMapStore.clusters(pool, filter).map(PublicMapApi::clustered))
                .map(json -> Reply.ok(json).header("Cache-Control", "public, max-age=15"));
    }

    private JsonObject singles(List<PublicMapStore.Pin> pins) {
        JsonArray features = new JsonArray();
        for (PublicMapStore.Pin pin : pins) {
            features.add(feature(
                    pin.place().lat(),
                    pin.place().lon(),
                    new JsonObject()
                            .put("count", 1)
                            .put("severity", pin.severity())
                            .put("number", pin.number())
                            .put(
                                    "category",
                                    registry.matrix()
                                            .category(pin.categoryId())
                                            .map(Category::code)
                                            .orElseThrow())
                            .put("status", pin.status())
                            .put("openedAt", pin.openedAt().toString())));
        }
        return collection(false, features);
    }

    private static JsonObject clustered(List<PublicMapStore.Cluster> clusters) {
        JsonArray features = new JsonArray();
        for (PublicMapStore.Cluster cluster : clusters) {
            features.add(feature(
                    cluster.lat(),
                    cluster.lon(),
                    new JsonObject()
                            .put("count", cluster.size())
                            .put(
                                    "severity",
                                    Severity.ofScore(cluster.worstScore()).code())));
        }
        return collection(true, features);
    }

    private static JsonObject collection(boolean clustered, JsonArray features) {
        return new JsonObject()
                .put("type", "FeatureCollection")
                .put("clustered", clustered)
                .put("features", features);
    }

    private static JsonObject feature(double lat, double lon, JsonObject properties) {
        return new JsonObject()
                .put("type", "Feature")
                .put(
                        "geometry",
                        new JsonObject()
                                .put("type", "Point")
                                .put("coordinates", new JsonArray().add(lon).add(lat)))
                .put("properties", properties);
    }

    private static Envelope box(String bbox) {
        String[] parts = bbox.split(",");
        double west = Double.parseDouble(parts[0]);
        double south = Double.parseDouble(parts[1]);
        double east = Double.parseDouble(parts[2]);
        double north = Double.parseDouble(parts[3]);
        boolean isBox = west >= -180 && east <= 180 && south >= -90 && north <= 90 && west < east && south < north;
        if (!isBox) {
            throw Problem.malformed(
                    "/query/bbox",
                    Localized.of(
                            "范围应为 西,南,东,北，且西小于东、南小于北",
                            "A box is west,south,east,north with west < east, south < north"));
        }
        return new Envelope(west, east, south, north);
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw Problem.malformed("/query/since", Localized.of("不存在的日期或时间", "No such date or time"));
        }
    }

    private UUID categoryId(Call call) {
        return call.query("category")
                .map(code -> registry.matrix()
                        .categoryByCode(code)
                        .map(Category::id)
                        .orElseThrow(() -> Problem.malformed(
                                "/query/category", Localized.of("没有这个类别", "There is no such category"))))
                .orElse(null);
    }

    private ReportView view() {
        return new ReportView(registry.matrix(), code -> new JsonArray());
    }
}
