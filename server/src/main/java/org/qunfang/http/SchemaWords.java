package org.qunfang.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.qunfang.problem.Localized;

/** What the keywords of a schema ask for, in words. */
final class SchemaWords {
    private static final Localized EMPTY = Localized.of("不能为空", "May not be empty");

    static final Localized BLANK = Localized.of("不能只有空白", "May not be blank");

    private static final int LONGEST_NAME = 60;

    private static final Localized OTHER = Localized.of("不符合接口约定", "Does not keep the contract");

    private static final Map<String, Localized> TYPES = Map.of(
            "object", Localized.of("对象", "an object"),
            "array", Localized.of("列表", "a list"),
            "string", Localized.of("文字", "a text"),
            "number", Localized.of("数字", "a number"),
            "integer", Localized.of("整数", "a whole number"),
            "boolean", Localized.of("是或否（true 或 false）", "true or false"),
            "null", Localized.of("空值（null）", "nothing (null)"));

    /** The order in which they are told: what is several words itself comes last. */
    private static final List<String> TOLD =
            List.of("string", "integer", "number", "object", "array", "boolean", "null");

    private static final Map<String, Localized> FORMATS = Map.of(
            "date-time",
                    Localized.of(
                            "应为带时区的时间，如 2026-11-23T08:15:00+08:00",
                            "Should be a time with its offset, such as 2026-11-23T08:15:00+08:00"),
            "date", Localized.of("应为日期，如 2026-11-23", "Should be a day such as 2026-11-23"),
            "uuid", Localized.of("应为 UUID", "Should be a UUID"));

    private SchemaWords() {}

    static Localized unknown(String name) {
        String brief = brief(name);
        return Localized.of("没有“" + brief + "”这个字段", "There is no member \"" + brief + "\" here");
    }

    static Localized missing(String name) {
        return Localized.of("缺少“" + name + "”", "\"" + name + "\" is missing");
    }

    static Localized swapped(Localized reason) {
        return Localized.of(reason.zhCn() + "；经度和纬度似乎写反了", reason.en() + "; latitude and longitude look swapped");
    }

    /** @param allowed what the schema has beside the keyword */
    static Localized of(String keyword, JsonNode allowed) {
        String limit = allowed.asText();
        return switch (keyword) {
            case "type" -> type(allowed);
            case "enum" -> oneOf(allowed);
            case "minimum" -> Localized.of("不能小于 " + limit, "Has to be at least " + limit);
            case "maximum" -> Localized.of("不能大于 " + limit, "Has to be at most " + limit);
            case "exclusiveMinimum" -> Localized.of("应大于 " + limit, "Has to be more than " + limit);
            case "exclusiveMaximum" -> Localized.of("应小于 " + limit, "Has to be less than " + limit);
            case "minLength" ->
                isOne(limit) ? EMPTY : Localized.of("至少 " + limit + " 个字", "Has to have at least " + characters(limit));
            case "maxLength" -> Localized.of("最多 " + limit + " 个字", "Has to have at most " + characters(limit));
            case "minItems" -> Localized.of("至少 " + limit + " 项", "Has to have at least " + items(limit));
            case "maxItems" -> Localized.of("最多 " + limit + " 项", "Has to have at most " + items(limit));
            case "uniqueItems" -> Localized.of("有重复的项", "Has an item twice");
            case "minProperties" -> Localized.of("至少 " + limit + " 项", "Has to have at least " + items(limit));
            case "maxProperties" -> Localized.of("最多 " + limit + " 项", "Has to have at most " + items(limit));
            case "pattern" -> PatternWords.of(limit).orElse(Localized.of("格式不对", "Does not have the form asked for"));
            case "format" -> FORMATS.getOrDefault(limit, OTHER);
            default -> OTHER;
        };
    }

    private static Localized type(JsonNode allowed) {
        Set<String> types = texts(allowed).collect(Collectors.toSet());
        // A whole number is a number.
        List<Localized> told = TOLD.stream()
                .filter(type -> types.contains(type) && !(type.equals("integer") && types.contains("number")))
                .map(TYPES::get)
                .toList();
        if (told.isEmpty()) {
            return OTHER;
        }
        String comma = told.size() > 2 || types.contains("boolean") ? "," : "";
        return Localized.of(
                "应为" + chosen(told, Localized::zhCn, "、", "，或"),
                "Should be " + chosen(told, Localized::en, ", ", comma + " or "));
    }

    private static String chosen(
            List<Localized> from, Function<Localized, String> language, String comma, String beforeLast) {
        List<String> words = from.stream().map(language).toList();
        int last = words.size() - 1;
        return last == 0 ? words.get(0) : String.join(comma, words.subList(0, last)) + beforeLast + words.get(last);
    }

    private static Localized oneOf(JsonNode values) {
        if (values.size() == 1) {
            return Localized.of("应为 " + joined(values, ""), "Should be " + joined(values, ""));
        }
        return Localized.of("应为 " + joined(values, "、") + " 之一", "Should be one of " + joined(values, ", "));
    }

    private static String joined(JsonNode values, String separator) {
        return texts(values).collect(Collectors.joining(separator));
    }

    /** Of a list, or of a single value. */
    private static Stream<String> texts(JsonNode values) {
        return values.isArray()
                ? StreamSupport.stream(values.spliterator(), false).map(JsonNode::asText)
                : Stream.of(values.asText());
    }

    private static String characters(String number) {
        return number + (isOne(number) ? " character" : " characters");
    }

    private static String items(String number) {
        return number + (isOne(number) ? " item" : " items");
    }

    private static boolean isOne(String number) {
        return "1".equals(number);
    }

    /** Names come from whoever sends them. */
    private static String brief(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME)) + "…";
    }
}
