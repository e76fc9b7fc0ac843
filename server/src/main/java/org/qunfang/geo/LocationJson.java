package org.qunfang.geo;

import io.vertx.core.json.JsonObject;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/** Reads a place out of JSON and says which member is wrong. */
record LocationJson(JsonObject json, String pointer) {

    Location read() {
        refuseSwapped();
        Location place = new Location(
                degrees("lat", Location.MAX_LAT, "须为 -90 到 90 之间的纬度。", "The latitude is a number from -90 to 90."),
                degrees("lon", Location.MAX_LON, "须为 -180 到 180 之间的经度。", "The longitude is a number from -180 to 180."),
                accuracyMeters());
        return datum().toWgs84(place);
    }

    /** A latitude beyond the poles beside a longitude that would do as one is the commonest slip. */
    private void refuseSwapped() {
        double lat = number("lat");
        if (Math.abs(lat) > Location.MAX_LAT
                && Math.abs(lat) <= Location.MAX_LON
                && Math.abs(number("lon")) <= Location.MAX_LAT) {
            throw Problem.invalid(
                    pointer + "/lat", Localized.of("纬度和经度似乎写反了。", "Latitude and longitude look swapped."));
        }
    }

    private double degrees(String name, double max, String zhCn, String en) {
        double degrees = number(name);
        if (!(Math.abs(degrees) <= max)) {
            throw Problem.invalid(pointer + "/" + name, Localized.of(zhCn, en));
        }
        return degrees;
    }

    private Double accuracyMeters() {
        if (json.getValue("accuracyMeters") == null) {
            return null;
        }
        double meters = number("accuracyMeters");
        if (!(meters >= 0 && meters < Double.POSITIVE_INFINITY)) {
            throw Problem.invalid(
                    pointer + "/accuracyMeters",
                    Localized.of("精度是以米计的距离，不小于 0。", "The accuracy is a distance in metres, 0 or more."));
        }
        return meters;
    }

    private Datum datum() {
        Object name = json.getValue("datum");
        if (name == null || "wgs84".equals(name)) {
            return Datum.WGS84;
        }
        if ("gcj02".equals(name)) {
            return Datum.GCJ02;
        }
        throw Problem.invalid(pointer + "/datum", Localized.of("坐标系须为 wgs84 或 gcj02。", "The datum is wgs84 or gcj02."));
    }

    /** NaN unless the member is a number. */
    private double number(String name) {
        return json.getValue(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
