package org.qunfang.hostile;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Coordinates of GeoJSON polygons as text: good ones, and those that no area has. */
final class Shapes {
    private Shapes() {}

    /** About one kilometre wide, in Guangming. */
    static String square() {
        return "[[[113.93,22.70],[113.94,22.70],[113.94,22.71],[113.93,22.71],[113.93,22.70]]]";
    }

    static JsonObject polygon(String coordinates) {
        return new JsonObject().put("type", "Polygon").put("coordinates", new JsonArray(coordinates));
    }

    /** What was done to the coordinates, and they themselves; not always JSON. */
    static Map<String, String> bad() {
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("60,000 positions", "[" + circle(60_000) + "]");
        bad.put("60,000 positions on one spot", "[" + repeated("[113.93,22.70]", 60_000) + "]");
        bad.put(
                "8,000 rings on one spot",
                "[" + "[[1,1],[2,1],[2,2],[1,1]],".repeat(7_999) + "[[1,1],[2,1],[2,2],[1,1]]]");
        bad.put("a comb of 4,000 crossing teeth", "[" + comb(4_000) + "]");
        bad.put("a bow tie", "[[[113.9,22.7],[113.95,22.75],[113.95,22.7],[113.9,22.75],[113.9,22.7]]]");
        bad.put("a line", "[[[113.9,22.7],[113.95,22.7],[113.9,22.7],[113.9,22.7]]]");
        bad.put("one spot four times", "[[[113.9,22.7],[113.9,22.7],[113.9,22.7],[113.9,22.7]]]");
        bad.put("three positions", "[[[113.9,22.7],[113.95,22.7],[113.9,22.7]]]");
        bad.put("an open ring", "[[[113.9,22.7],[113.95,22.7],[113.95,22.75],[113.9,22.75]]]");
        bad.put("a hole outside", "[[[1,1],[2,1],[2,2],[1,1]],[[5,5],[6,5],[6,6],[5,5]]]");
        bad.put("swapped order", "[[[22.7,113.9],[22.7,113.95],[22.75,113.95],[22.7,113.9]]]");
        bad.put("out of the world", "[[[190,22],[191,22],[191,23],[190,22]]]");
        bad.put("far out of the world", "[[[1e300,22],[1e301,22],[1e300,23],[1e300,22]]]");
        bad.put("across the antimeridian", "[[[179,10],[-179,10],[-179,11],[179,11],[179,10]]]");
        bad.put(
                "texts as numbers",
                "[[[\"113.9\",\"22.7\"],[\"113.95\",\"22.7\"],[\"113.95\",\"22.75\"],[\"113.9\",\"22.7\"]]]");
        bad.put("null as a number", "[[[113.9,null],[113.95,22.7],[113.95,22.75],[113.9,22.7]]]");
        bad.put("one number", "[[[113.9],[113.95],[113.95],[113.9]]]");
        bad.put(
                "objects as positions",
                "[[{\"lat\":1,\"lon\":2},{\"lat\":1,\"lon\":2},{\"lat\":1,\"lon\":2},{\"lat\":1,\"lon\":2}]]");
        bad.put("nothing", "[]");
        bad.put("an empty ring", "[[]]");
        bad.put("empty positions", "[[[],[],[],[]]]");
        bad.put("900 brackets", "[".repeat(900) + "]".repeat(900));
        bad.put("a number", "7");
        bad.put("a text", "\"POLYGON((1 1,2 1,2 2,1 1))\"");
        bad.put("an infinite number", "[[[1e400,22.7],[113.95,22.7],[113.95,22.75],[1e400,22.7]]]");
        return bad;
    }

    private static String circle(int positions) {
        return "["
                + IntStream.rangeClosed(0, positions)
                        .mapToObj(each -> 2 * Math.PI * (each % positions) / positions)
                        .map(angle -> position(113.9 + 0.1 * Math.cos(angle), 22.7 + 0.1 * Math.sin(angle)))
                        .collect(Collectors.joining(","))
                + "]";
    }

    /** Each tooth crosses all that came before it. */
    private static String comb(int teeth) {
        String zigzag = IntStream.range(0, teeth)
                .mapToObj(each ->
                        position(113.9 + 0.1 * (each % 2), 22.7 + 0.1 * each / teeth * (each % 2 == 0 ? 1 : -1)))
                .collect(Collectors.joining(","));
        return "[" + zigzag + "," + position(113.9, 22.7) + "]";
    }

    private static String repeated(String position, int times) {
        return "[" + (position + ",").repeat(times - 1) + position + "]";
    }

    private static String position(double lon, double lat) {
        return String.format(Locale.ROOT, "[%.7f,%.7f]", lon, lat);
    }
}
