package org.qunfang.responsibility;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.qunfang.geo.GeoJson;
import org.qunfang.media.PlainText;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/**
 * Says which properties of a GeoJSON feature make an area. Each member may name several, separated by commas: the first
 * that a feature has counts.
 *
 * @param code holds the code
 * @param name holds the Chinese name
 * @param nameEn holds the English name; empty when none does
 * @param parent holds the parent's code; empty when none does
 * @param level holds the level; empty when none does
 * @param parentByCode the parent follows from the code as in GB/T 2260: 440311 lies in 440300
 * @param nameToCode codes for features that have none of their own, by name
 */
public record AreaColumns(
        List<String> code,
        List<String> name,
        List<String> nameEn,
        List<String> parent,
        List<String> level,
        boolean parentByCode,
        Map<String, String> nameToCode) {

    private static final Pattern CODE = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]{0,63}");
    private static final Pattern LEVEL = Pattern.compile("[a-z][a-z_-]{0,31}");
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TOLD = 60;

    /** One feature as it was read; {@code area.parentCode} may not exist. */
    record Read(
            int feature, String code, JsonObject name, String parentCode, String level, GeoJson.Repaired boundary) {}

    /** Names as one text each, null for none. */
    public static AreaColumns of(
            String code,
            String name,
            String nameEn,
            String parent,
            String level,
            boolean parentByCode,
            Map<String, String> nameToCode) {
        return new AreaColumns(
                names(code), names(name), names(nameEn), names(parent), names(level), parentByCode, nameToCode);
    }

    private static List<String> names(String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
    }

    /** Whether a feature that names no parent is a root. */
    boolean clearsParent() {
        return !parent.isEmpty() && !parentByCode;
    }

    /** @throws Problem saying what of the feature cannot be taken */
    Read read(Object json, int feature) {
        if (!(json instanceof JsonObject object)
                || !"Feature".equals(object.getValue("type"))
                || !(object.getValue("geometry") instanceof JsonObject geometry)) {
            throw refusal("不是带几何的 GeoJSON Feature", "This is no GeoJSON Feature with a geometry");
        }
        JsonObject properties = object.getValue("properties") instanceof JsonObject given ? given : new JsonObject();
        String zhCn = text(properties, name);
        if (zhCn == null || zhCn.length() > LONGEST_NAME) {
            throw refusal(
                    "没有 1 至 200 个字符的名称（属性 " + told(name) + "）",
                    "It has no name of 1 to 200 characters (property " + told(name) + ")");
        }
        String en = text(properties, nameEn);
        if (en != null && en.length() > LONGEST_NAME) {
            throw refusal(
                    "英文名称超过 200 个字符（属性 " + told(nameEn) + "）",
                    "Its English name has more than 200 characters (property " + told(nameEn) + ")");
        }
        return new Read(
                feature,
                code(properties, zhCn),
                nameJson(zhCn, en),
                text(properties, parent),
                level(properties),
                GeoJson.parseRepairing(geometry, "/geometry"));
    }

    /** What a refused feature is called: its code as far as it can be read, or null. */
    String codeOf(Object json) {
        if (!(json instanceof JsonObject object) || !(object.getValue("properties") instanceof JsonObject properties)) {
            return null;
        }
        try {
            String read = text(properties, code);
            return read == null || read.length() > LONGEST_NAME ? null : read;
        } catch (Problem unreadable) {
            return null;
        }
    }

    private String code(JsonObject properties, String zhCn) {
        String given = nameToCode.get(zhCn);
        String read = given == null ? text(properties, code) : given;
        if (read == null) {
            throw refusal("没有代码（属性 " + told(code) + "）", "It has no code (property " + told(code) + ")");
        }
        if (!CODE.matcher(read).matches()) {
            throw refusal(
                    "代码只能由 1 至 64 个字母、数字、点、横线组成：" + brief(read),
                    "A code is 1 to 64 letters, digits, dots and dashes: " + brief(read));
        }
        return read;
    }

    private String level(JsonObject properties) {
        String read = text(properties, level);
        if (read != null && !LEVEL.matcher(read).matches()) {
            throw refusal("层级只能由小写字母和横线组成：" + brief(read), "A level is lower-case letters and dashes: " + brief(read));
        }
        return read;
    }

    private static JsonObject nameJson(String zhCn, String en) {
        JsonObject json = new JsonObject().put(Localized.ZH_CN, zhCn);
        return en == null ? json : json.put(Localized.EN, en);
    }

    /** The first of the properties that has a text or a number; null when none has. */
    private static String text(JsonObject properties, List<String> names) {
        for (String name : names) {
            Object value = properties.getValue(name);
            boolean isWhole = value instanceof Integer || value instanceof Long;
            String text = value instanceof String given ? kept(name, given) : isWhole ? value.toString() : "";
            if (!text.isEmpty()) {
                return text;
            }
        }
        return null;
    }

    private static String told(List<String> names) {
        return brief(String.join(", ", names));
    }

    /** What stands in the file may be as long as the file. */
    private static String brief(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_TOLD
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_TOLD)) + "…";
    }

    private static String kept(String name, String given) {
        if (PlainText.refused(given) >= 0) {
            throw refusal("“" + name + "”含有无法保存的字符", "The property " + name + " holds a character that cannot be kept");
        }
        // Each of them is one line of a list or a map.
        return PlainText.of(given).replaceAll("[\\n\\t]+", " ").strip();
    }

    private static Problem refusal(String zhCn, String en) {
        return Problem.invalid("", Localized.of(zhCn, en));
    }
}
