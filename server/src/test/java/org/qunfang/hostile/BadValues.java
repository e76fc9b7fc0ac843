package org.qunfang.hostile;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values that a schema does not allow, as they stand in a body, by what is wrong with them. */
final class BadValues {
    private static final int LONGEST_LIST = 20_001;
    private static final Map<String, List<String>> TYPE_TO_VALUES = Map.of(
            "object", List.of("{}"),
            "array", List.of("[]"),
            "string", List.of("\"\"", "\"5\"", "\"true\"", "\"[object Object]\""),
            "number", List.of("7.5", "-0.1"),
            "integer", List.of("5"),
            "boolean", List.of("true", "false"),
            "null", List.of("null"));

    private final JsonObject schema;
    private final Object good;
    private final Map<String, String> bad = new LinkedHashMap<>();

    private BadValues(JsonObject schema, Object good) {
        this.schema = schema;
        this.good = good;
    }

    /** @param good a value that the schema allows */
    static Map<String, String> of(JsonObject schema, Object good) {
        BadValues values = new BadValues(schema, good);
        values.wrongTypes();
        switch (Sample.type(schema)) {
            case "string" -> values.texts();
            case "integer", "number" -> values.numbers();
            case "array" -> values.lists();
            default -> {}
        }
        return values.bad;
    }

    private void wrongTypes() {
        List<String> allowed = new ArrayList<>();
        if (schema.getValue("type") instanceof JsonArray several) {
            several.forEach(each -> allowed.add((String) each));
        } else {
            allowed.add(schema.getString("type"));
        }
        if (allowed.contains("number")) {
            allowed.add("integer");
        }
        TYPE_TO_VALUES.forEach((type, values) -> {
            if (!allowed.contains(type)) {
                values.forEach(value -> bad.put("a " + type + " " + value, value));
            }
        });
    }

    private void texts() {
        int most = schema.getInteger("maxLength", 0);
        bad.put("U+0000", "\"a\\u0000b\"");
        bad.put("half of a surrogate pair", "\"a\\ud83dz\"");
        bad.put("the other half", "\"a\\ude00\"");
        bad.put("halves in the wrong order", "\"\\ude00\\ud83d\"");
        if (schema.containsKey("enum")) {
            bad.put("a value of no list", "\"no-such-value\"");
            bad.put("other case", quoted(((String) good).toUpperCase() + "É"));
            return;
        }
        if (most > 0) {
            bad.put("one character too many", quoted("a".repeat(most + 1)));
            bad.put("400,000 characters", quoted("a".repeat(400_000)));
        }
        if (schema.getInteger("minLength", 0) > 0 || schema.containsKey("pattern")) {
            bad.put("no character", "\"\"");
        }
        for (String odd : List.of(" \t\u3000", "\u202e\u0001", "no <such> format!", good + "\n", "\n" + good, "１２３")) {
            if (schema.containsKey("pattern") && !Sample.matches(odd, strict())) {
                bad.put(
                        "against the pattern: " + odd.strip(),
                        new JsonArray().add(odd).encode().replaceAll("^\\[|]$", ""));
            }
        }
        if ("date-time".equals(schema.getString("format"))) {
            BadTimes.TIMES.forEach(time -> bad.put("the time " + time, quoted(time)));
        } else if ("date".equals(schema.getString("format"))) {
            BadTimes.DAYS.forEach(day -> bad.put("the day " + day, quoted(day)));
        }
    }

    /** ECMA-262 has no line break before the end. */
    private JsonObject strict() {
        return schema.copy().put("pattern", schema.getString("pattern").replaceAll("[$]$", "\\\\z"));
    }

    private void numbers() {
        for (String number : List.of("1e400", "-1e400", "1e99999", "9223372036854775808e99", "-1e300")) {
            bad.put("the number " + number, number);
        }
        if (schema.containsKey("minimum")) {
            bad.put("just too small", decimal("minimum").subtract(step()).toPlainString());
        }
        if (schema.containsKey("exclusiveMinimum")) {
            bad.put("the bound itself", decimal("exclusiveMinimum").toPlainString());
        }
        if (schema.containsKey("maximum")) {
            bad.put("just too large", decimal("maximum").add(step()).toPlainString());
            bad.put("2^63", "9223372036854775808");
            bad.put("30 digits", "9".repeat(30));
        }
    }

    private BigDecimal decimal(String bound) {
        return new BigDecimal(schema.getValue(bound).toString());
    }

    private BigDecimal step() {
        return "integer".equals(Sample.type(schema)) ? BigDecimal.ONE : new BigDecimal("0.001");
    }

    private void lists() {
        JsonArray list = (JsonArray) good;
        if (schema.getInteger("minItems", 0) > 0) {
            bad.put("an empty list", "[]");
        }
        if (list.isEmpty()) {
            return;
        }
        String item = new JsonArray().add(list.getValue(0)).encode().replaceAll("^\\[|]$", "");
        if (schema.containsKey("maxItems")) {
            int most = Math.min(schema.getInteger("maxItems") + 1, LONGEST_LIST);
            bad.put("too many items", "[" + (item + ",").repeat(most - 1) + item + "]");
        }
        if (schema.getBoolean("uniqueItems", false)) {
            bad.put("an item twice", "[" + item + "," + item + "]");
        }
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
