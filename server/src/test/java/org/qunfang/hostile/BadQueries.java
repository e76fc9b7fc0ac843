package org.qunfang.hostile;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of a query parameter that its schema does not allow, already encoded, by what is wrong with them. */
final class BadQueries {
    private BadQueries() {}

    static Map<String, String> of(JsonObject schema, Object good) {
        Map<String, String> bad = new LinkedHashMap<>();
        switch (Sample.type(schema)) {
            case "integer" -> numbers(bad, List.of("0x10", "1.5", "1e2", "٣", " 5", "5 ", "9223372036854775808", "-1"));
            case "number" -> numbers(bad, List.of("0x1p3", "1d", "٣", " 5", "1,5", "1e9999999999"));
            case "boolean" -> List.of("TRUE", "yes", "1", "on").forEach(text -> bad.put(text, text));
            default -> texts(schema, good, bad);
        }
        return bad;
    }

    private static void numbers(Map<String, String> bad, List<String> special) {
        for (String text :
                List.of("abc", "NaN", "Infinity", "-Infinity", "1e400", "-1e400", "9".repeat(40), "9".repeat(3_000))) {
            bad.put(text.length() > 50 ? text.length() + " digits" : text, text);
        }
        special.forEach(text -> bad.put(text, encoded(text)));
    }

    private static void texts(JsonObject schema, Object good, Map<String, String> bad) {
        int most = schema.getInteger("maxLength", 60);
        bad.put("too long", "a".repeat(most + 1));
        bad.put("3,000 letters", "a".repeat(3_000));
        bad.put("U+0000", "a%00b");
        bad.put("no UTF-8", "%ff%fe");
        bad.put("half of a surrogate pair", "%ed%a0%80");
        if (schema.containsKey("pattern") || schema.containsKey("enum") || schema.containsKey("format")) {
            bad.put("markup", encoded("<script>alert(1)</script>"));
            bad.put("SQL", encoded("' OR 1=1 --"));
            bad.put("a line break at the end", encoded(good + "\n"));
        }
        if ("date-time".equals(schema.getString("format"))) {
            BadTimes.TIMES.forEach(time -> bad.put(time, encoded(time)));
        } else if ("date".equals(schema.getString("format"))) {
            BadTimes.DAYS.forEach(day -> bad.put(day, encoded(day)));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
