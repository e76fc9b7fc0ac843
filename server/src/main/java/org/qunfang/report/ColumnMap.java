package org.qunfang.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.f4b6a3.uuid.UuidCreator;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.qunfang.geo.Datum;
import org.qunfang.geo.Location;
import org.qunfang.media.PlainText;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/**
 * Says which columns of a CSV file make a report; docs/imports.md has the format with an example. Each member is
 * {@code {"column": "name"}}, with {@code "values"} to translate what stands there and {@code "otherwise"} for all
 * else; {@code {"value": …}} is the same for every line; {@code {"template": "{a}, {b}"}} joins columns.
 */
public final class ColumnMap {
    private static final List<String> MEMBERS = List.of(
            "id",
            "category",
            "description",
            "lat",
            "lon",
            "datum",
            "accuracyMeters",
            "observedAt",
            "place",
            "language",
            "visibility");
    private static final List<String> PARTS = List.of("column", "template", "value", "values", "otherwise");
    private static final List<String> PARTS_OF_TIME =
            Stream.concat(PARTS.stream(), Stream.of("format", "zone")).toList();
    private static final Pattern COLUMN = Pattern.compile("\\{([^{}]+)}");
    private static final int MOST_DESCRIPTION = 4_000;
    private static final int MOST_PLACE = 200;
    private static final int MOST_TOLD = 60;

    private final String source;
    private final JsonObject members;
    private final DateTimeFormatter timeFormat;
    private final ZoneId zone;

    private ColumnMap(String source, JsonObject members, DateTimeFormatter timeFormat, ZoneId zone) {
        this.source = source;
        this.members = members;
        this.timeFormat = timeFormat;
        this.zone = zone;
    }

    /** @throws IllegalArgumentException saying what is wrong with the mapping */
    public static ColumnMap parse(String json) {
        JsonObject map = object(json);
        for (String needed : new String[] {"id", "description", "lat", "lon", "observedAt"}) {
            if (!map.containsKey(needed)) {
                throw new IllegalArgumentException("the mapping lacks \"" + needed + "\"");
            }
        }
        if (!(map.getValue("source") instanceof String source)) {
            throw new IllegalArgumentException(
                    "the mapping lacks \"source\", a text which keeps ids of different files apart");
        }
        refuseUnknown(
                "the mapping",
                map,
                Stream.concat(Stream.of("source"), MEMBERS.stream()).toList());
        MEMBERS.stream().filter(map::containsKey).forEach(member -> refuseShapeless(member, map.getValue(member)));
        JsonObject time = map.getValue("observedAt") instanceof JsonObject given ? given : new JsonObject();
        try {
            String format = time.getString("format");
            return new ColumnMap(
                    source,
                    map,
                    format == null ? null : DateTimeFormatter.ofPattern(format, Locale.ROOT),
                    ZoneId.of(time.getString("zone", "UTC")));
        } catch (ClassCastException | IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"format\" or \"zone\" of \"observedAt\" cannot be used: " + e.getMessage(), e);
        }
    }

    private static JsonObject object(String json) {
        try {
            if (Json.decodeValue(json) instanceof JsonObject object) {
                return object;
            }
            throw new IllegalArgumentException("is no JSON object");
        } catch (DecodeException e) {
            String place = e.getCause() instanceof JsonProcessingException cause
                    ? ": line " + cause.getLocation().getLineNr() + ", column "
                            + cause.getLocation().getColumnNr() + ": " + cause.getOriginalMessage()
                    : "";
            throw new IllegalArgumentException("is no JSON object" + place, e);
        }
    }

    private static void refuseShapeless(String member, Object spec) {
        boolean isText = spec instanceof String;
        boolean isObject = spec instanceof JsonObject object
                && Stream.of("column", "template", "value").anyMatch(object::containsKey)
                && Stream.of("column", "template", "value", "otherwise")
                        .filter(object::containsKey)
                        .map(object::getValue)
                        .noneMatch(value -> value == null || value instanceof JsonObject || value instanceof JsonArray)
                && (object.getValue("values") == null || object.getValue("values") instanceof JsonObject);
        if (!isText && !isObject) {
            throw new IllegalArgumentException(
                    "\"" + member + "\" must be a text or an object with column, template or value");
        }
        if (spec instanceof JsonObject object) {
            refuseUnknown("\"" + member + "\"", object, "observedAt".equals(member) ? PARTS_OF_TIME : PARTS);
        }
    }

    /** Misspelt, it would be left out in silence, and a category with it. */
    private static void refuseUnknown(String where, JsonObject object, List<String> known) {
        object.fieldNames().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(where + " has an unknown member \"" + brief(name)
                            + "\"; known are " + String.join(", ", known));
                });
    }

    /** All columns that the mapping reads, in no order of the file's. */
    Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        for (String member : MEMBERS) {
            if (members.getValue(member) instanceof JsonObject spec) {
                if (spec.containsKey("template")) {
                    COLUMN.matcher(spec.getString("template")).results().forEach(found -> columns.add(found.group(1)));
                } else if (spec.containsKey("column")) {
                    columns.add(spec.getString("column"));
                }
            }
        }
        return columns;
    }

    public String source() {
        return source;
    }

    /**
     * One line as a report. The id follows from source and id column, so that the same line is the same report again.
     *
     * @throws Problem naming the member and why it cannot be read
     */
    public Submission toSubmission(NamedCsvRecord line, Instant now) {
        refuseDamaged(line);
        String externalId = required(line, "id");
        UUID id = UuidCreator.getNameBasedSha1(source + "#" + externalId);
        String description = clipped(required(line, "description"), MOST_DESCRIPTION);
        Instant observedAt = time(required(line, "observedAt"));
        if (observedAt.isAfter(now)) {
            throw refusal("observedAt", "在将来", "lies in the future");
        }
        if (observedAt.isBefore(Submission.EARLIEST)) {
            throw refusal("observedAt", "早于 1900 年", "lies before 1900");
        }
        String place = text(line, "place");
        return new Submission(
                id,
                orElse(text(line, "category"), "other"),
                description,
                location(line),
                observedAt,
                place == null ? null : clipped(place, MOST_PLACE),
                oneOf(line, "language", List.of(Localized.ZH_CN, Localized.EN)),
                null,
                oneOf(line, "visibility", List.of("public", "hidden", "protected")),
                new JsonObject(),
                null,
                Submission.sha256(source + "#" + line.getFields()));
    }

    private static void refuseDamaged(NamedCsvRecord line) {
        int fields = line.getFieldCount();
        int columns = line.getHeader().size();
        if (fields != columns) {
            throw refusal(
                    "line",
                    "有 " + fields + " 个字段，表头有 " + columns + " 个",
                    "has " + fields + " fields, the header " + columns);
        }
        for (String field : line.getFields()) {
            if (field.indexOf('\uFFFD') >= 0) {
                throw refusal("line", "含有不是 UTF-8 的字符", "holds what is no UTF-8");
            }
            if (PlainText.refused(field) >= 0) {
                throw refusal("line", "含有无法保存的字符", "holds a character that cannot be kept");
            }
        }
    }

    private Location location(NamedCsvRecord line) {
        Double accuracy = text(line, "accuracyMeters") == null ? null : number(line, "accuracyMeters");
        try {
            Location read = new Location(number(line, "lat"), number(line, "lon"), accuracy);
            return Datum.valueOf(orElse(text(line, "datum"), "wgs84").toUpperCase(Locale.ROOT))
                    .toWgs84(read);
        } catch (IllegalArgumentException e) {
            throw refusal("location", "不是地球上的地点", "is no place: " + e.getMessage());
        }
    }

    private double number(NamedCsvRecord line, String member) {
        String text = required(line, member);
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw refusal(member, "不是数字：" + brief(text), "is no number: " + brief(text));
        }
    }

    private Instant time(String text) {
        try {
            if (timeFormat == null) {
                return OffsetDateTime.parse(text).toInstant();
            }
            TemporalAccessor read = timeFormat.parseBest(text, LocalDateTime::from, LocalDate::from);
            LocalDateTime local = read instanceof LocalDate day ? day.atStartOfDay() : (LocalDateTime) read;
            return local.atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw refusal("observedAt", "无法读取时间：" + brief(text), "is no time of the mapping's format: " + brief(text));
        }
    }

    private String required(NamedCsvRecord line, String member) {
        String text = text(line, member);
        if (text == null) {
            throw refusal(member, "是空的", "is empty");
        }
        return text;
    }

    /** The first of the words when the member is not mapped or nothing stands there. */
    private String oneOf(NamedCsvRecord line, String member, List<String> words) {
        String text = orElse(text(line, member), words.get(0));
        if (!words.contains(text)) {
            String all = String.join(", ", words);
            throw refusal(member, "只能是 " + all + "：" + text, "is none of " + all + ": " + text);
        }
        return text;
    }

    /** Null when the member is not mapped or nothing stands there. */
    private String text(NamedCsvRecord line, String member) {
        JsonObject spec = members.getValue(member) instanceof String fixed
                ? new JsonObject().put("value", fixed)
                : members.getJsonObject(member);
        if (spec == null) {
            return null;
        }
        if (spec.containsKey("template")) {
            return blankToNull(filled(spec.getString("template"), line));
        }
        String raw = spec.containsKey("column") ? column(line, spec.getString("column")) : spec.getString("value");
        JsonObject values = spec.getJsonObject("values");
        if (values == null) {
            return orElse(blankToNull(raw), spec.getString("otherwise"));
        }
        Map<String, Object> known = values.getMap();
        Object translated = known.getOrDefault(raw, spec.getValue("otherwise"));
        return translated == null ? null : translated.toString();
    }

    private static String filled(String template, NamedCsvRecord line) {
        Matcher matcher = COLUMN.matcher(template);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(text, Matcher.quoteReplacement(column(line, matcher.group(1))));
        }
        return matcher.appendTail(text).toString();
    }

    private static String column(NamedCsvRecord line, String name) {
        return PlainText.of(line.findField(name).orElseThrow(() -> refusal(name, "没有这一列", "is no column of this file")))
                .strip();
    }

    private static Problem refusal(String member, String zhCn, String en) {
        return Problem.invalid("/" + member, Localized.of(member + " " + zhCn, member + " " + en));
    }

    /** What stands in a field may be long. */
    private static String brief(String text) {
        return clipped(text, MOST_TOLD);
    }

    private static String clipped(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static String orElse(String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
