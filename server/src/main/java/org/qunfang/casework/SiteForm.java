package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.qunfang.geo.GeoJson;
import org.qunfang.geo.Location;
import org.qunfang.media.PlainText;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Matrix;

/** Reads what an officer writes down about a site, and refuses what no place can be. Pure. */
final class SiteForm {
    static final int MOST_POSITIONS = 5_000;
    static final double LEAST_RADIUS_METERS = 20;
    static final double MOST_METERS_ACROSS = 20_000;
    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2200, 1, 1);

    private SiteForm() {}

    /**
     * @param body keeps the contract's SiteInput
     * @throws Problem invalid, naming the member
     */
    static Site.Content read(JsonObject body, Matrix matrix) {
        Location place = Location.fromJson(body.getJsonObject("location"), "/location");
        double radius = body.getDouble("radiusMeters");
        refuseNothing(body);
        JsonObject boundary = boundary(body.getJsonObject("boundary"));
        refuseElsewhere(SiteShape.of(place, boundary, radius));
        JsonObject operator = body.getJsonObject("operator", new JsonObject());
        return new Site.Content(
                Localized.fromJson(body.getJsonObject("name")),
                category(matrix, body.getString("category")),
                body.getBoolean("watched", true),
                body.getBoolean("public"),
                Location.of(place.lat(), place.lon()),
                radius,
                boundary,
                body.getString("place"),
                operator.getString("name"),
                contact(operator.getJsonObject("contact")),
                new Site.Measures(
                        body.getDouble("fillDepthMeters"),
                        body.getDouble("heightMeters"),
                        body.getInteger("peopleInReach")),
                body.getInteger("inspectionEveryDays"),
                day(body, "inspectionDue"));
    }

    private static JsonObject contact(JsonObject sent) {
        return sent == null || sent.getString("phone") == null
                ? sent
                : sent.copy().put("phone", PlainText.narrow(sent.getString("phone")));
    }

    /** Nothing reaches nowhere, and a size that nobody knows is left out. */
    private static void refuseNothing(JsonObject body) {
        if (body.getDouble("radiusMeters") < LEAST_RADIUS_METERS) {
            throw Problem.invalid("/radiusMeters", Localized.of("至少 20 米", "At least 20 m"));
        }
        for (String size : List.of("fillDepthMeters", "heightMeters", "peopleInReach")) {
            if (body.getDouble(size, 1.0) == 0) {
                throw Problem.invalid(
                        "/" + size, Localized.of("不知道就留空，不要写 0", "Leave it out where nobody knows; not 0"));
            }
        }
    }

    private static UUID category(Matrix matrix, String code) {
        return matrix.categoryByCode(code)
                .map(Category::id)
                .orElseThrow(() -> Problem.invalid("/category", Localized.of("没有这个类别", "There is no such category")));
    }

    /** Written as it is kept: rings in the order of RFC 7946. */
    private static JsonObject boundary(JsonObject sent) {
        if (sent == null) {
            return null;
        }
        int positions = 0;
        for (Object ring : sent.getJsonArray("coordinates")) {
            positions += ((JsonArray) ring).size();
        }
        if (positions > MOST_POSITIONS) {
            throw Problem.invalid(
                    "/boundary/coordinates",
                    Localized.of(
                            "坐标点过多（" + positions + "），最多 " + MOST_POSITIONS + " 个",
                            positions + " positions; at most " + MOST_POSITIONS + " are accepted"));
        }
        return GeoJson.write(GeoJson.parse(sent, "/boundary"));
    }

    private static void refuseElsewhere(SiteShape shape) {
        if (shape.metersAcross() > MOST_METERS_ACROSS) {
            throw Problem.invalid(
                    "/boundary/coordinates",
                    Localized.of("一个隐患点最大 20 公里，请分开登记", "A site is at most 20 km across; register several"));
        }
        if (shape.metersTo(shape.place()) > shape.radiusMeters()) {
            throw Problem.invalid(
                    "/location", Localized.of("位置不在所画范围内或附近", "The place lies neither in the boundary nor near it"));
        }
    }

    /** Null where the member is left out. */
    static LocalDate day(JsonObject body, String name) {
        String text = body.getString(name);
        if (text == null) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.isBefore(EARLIEST) || day.isAfter(LATEST)) {
                throw Problem.invalid("/" + name, Localized.of("应在 1900 至 2200 年之间", "Within the years 1900 to 2200"));
            }
            return day;
        } catch (DateTimeException e) {
            throw Problem.invalid("/" + name, Localized.of("不存在的日期", "No such day"));
        }
    }
}
