package org.qunfang.warning;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.union.UnaryUnionOp;
import org.qunfang.delivery.AudienceCount;
import org.qunfang.delivery.MessageText;
import org.qunfang.delivery.Messages;
import org.qunfang.delivery.Severity;
import org.qunfang.responsibility.Area;
import org.qunfang.responsibility.Lookup;
import org.qunfang.responsibility.Matrix;
import org.qunfang.responsibility.Registry;

/** What both officers look at before it goes out: how many, how much too far, and every word. */
final class AudienceView {
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private final Registry registry;
    private final Messages delivery;
    private final WorkerExecutor geometry;
    private final Clock clock;

    /** Figures about the ground; {@code people} is null where no population is known. */
    private record Ground(
            double squareMeters,
            double overspill,
            Long people,
            MultiPolygon saved,
            MultiPolygon drawn,
            CityGround city) {}

    AudienceView(Registry registry, Messages delivery, WorkerExecutor geometry, Clock clock) {
        this.registry = registry;
        this.delivery = delivery;
        this.geometry = geometry;
        this.clock = clock;
    }

    /** @param count the devices that would be due now */
    Future<JsonObject> of(Warning warning, AudienceCount count) {
        Content content = warning.content();
        return geometry.executeBlocking(
                        () -> measure(
                                content.area().saved(), content.area().drawn(), registry.matrix(), Lookup.today(clock)),
                        false)
                .compose(ground -> overspilled(content.severity(), ground, count)
                        .map(devices -> whole(warning, json(ground, count, devices))));
    }

    /** The same about an area that is still being drawn; refused like a draft when it lies wholly outside the city. */
    Future<JsonObject> estimate(JsonObject area, Severity severity) {
        return geometry.executeBlocking(
                        () -> {
                            Matrix matrix = registry.matrix();
                            Ground ground = measure(
                                    SavedArea.of(new AreaReader(matrix).read(area)), area, matrix, Lookup.today(clock));
                            ground.city().refuseWhollyOutside();
                            return ground;
                        },
                        false)
                .compose(ground -> delivery.count(ground.saved(), severity)
                        .compose(count ->
                                overspilled(severity, ground, count).map(devices -> json(ground, count, devices))));
    }

    private Future<Integer> overspilled(Severity severity, Ground ground, AudienceCount count) {
        if (ground.overspill() < 1 || count.devices() == 0) {
            return Future.succeededFuture(0);
        }
        return delivery.count(ground.drawn(), severity).map(meant -> Math.max(0, count.devices() - meant.devices()));
    }

    private static Ground measure(MultiPolygon kept, JsonObject area, Matrix matrix, LocalDate today) {
        Geometry saved = UnaryUnionOp.union(kept);
        Geometry drawn = new AreaReader(matrix).read(area);
        double squareMeters = EqualArea.squareMeters(saved);
        double overspill = Math.max(0, squareMeters - EqualArea.squareMeters(drawn));
        CityGround city = CityGround.of(drawn, DraftReader.codes(area), matrix, today);
        return new Ground(squareMeters, overspill, people(saved, matrix), kept, multi(drawn), city);
    }

    /** Each area's population counts by the share of its ground; areas with counted parts are left to their parts. */
    private static Long people(Geometry saved, Matrix matrix) {
        Set<UUID> divided = matrix.areas().stream()
                .filter(area -> area.population() != null && area.parentId() != null)
                .map(Area::parentId)
                .collect(Collectors.toSet());
        double people = 0;
        boolean known = false;
        for (Area area : matrix.areas()) {
            boolean counts = area.population() != null && !divided.contains(area.id());
            if (counts && area.boundary().getEnvelopeInternal().intersects(saved.getEnvelopeInternal())) {
                double common = EqualArea.squareMeters(area.boundary().intersection(saved));
                people += area.population() * common / EqualArea.squareMeters(area.boundary());
                known = known || common > 0;
            }
        }
        return known ? Math.round(people) : null;
    }

    private static MultiPolygon multi(Geometry drawn) {
        return drawn instanceof MultiPolygon many ? many : GEOMETRY.createMultiPolygon(new Polygon[] {(Polygon) drawn});
    }

    private static JsonObject whole(Warning warning, JsonObject reach) {
        JsonArray messages = new JsonArray();
        for (Info info : warning.content().markedInfos()) {
            MessageText text = Publisher.text(info, warning.content().mode());
            messages.add(new JsonObject()
                    .put("language", info.language())
                    .put("title", text.title())
                    .put("body", text.body()));
        }
        reach.put("messages", messages);
        if (warning.contentHash() != null) {
            reach.put("devicesAtSubmission", warning.recipients());
            reach.put("contentHash", HexFormat.of().formatHex(warning.contentHash()));
        }
        return reach;
    }

    private JsonObject json(Ground ground, AudienceCount count, int overspilled) {
        JsonObject json = new JsonObject()
                .put("devices", count.devices())
                .put("channels", channels(count.channelToDevices()))
                .put("languages", counts("language", count.languageToDevices()))
                .put("areaSquareMeters", (double) Math.round(ground.squareMeters()))
                .put(
                        "overspill",
                        new JsonObject()
                                .put("squareMeters", (double) Math.round(ground.overspill()))
                                .put("devices", overspilled));
        if (ground.people() != null) {
            json.put("peopleEstimate", ground.people());
        }
        ground.city().percentOutside().ifPresent(percent -> json.put("outsidePercent", percent));
        return json;
    }

    /** Every channel, so that nobody takes one that is off for one that reaches people. */
    private JsonArray channels(Map<String, Integer> channelToDevices) {
        JsonArray array = new JsonArray();
        delivery.channels()
                .forEach(channel -> array.add(new JsonObject()
                        .put("channel", channel.name())
                        .put("devices", channelToDevices.getOrDefault(channel.name(), 0))
                        .put("active", channel.active())));
        return array;
    }

    private static JsonArray counts(String name, Map<String, Integer> nameToDevices) {
        JsonArray array = new JsonArray();
        nameToDevices.forEach(
                (key, devices) -> array.add(new JsonObject().put(name, key).put("devices", devices)));
        return array;
    }
}
