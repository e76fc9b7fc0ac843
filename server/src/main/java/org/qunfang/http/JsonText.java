package org.qunfang.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.qunfang.media.PlainText;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/** Cleans every text of a body ({@link PlainText}), refuses what cannot be cleaned, and cuts absurdly long lists. */
final class JsonText {
    /** No list in the contract is longer. Counted first, because the validator would look at every single item. */
    private static final int LONGEST_ARRAY = 20_000;

    private Problem tooLong;

    private JsonText() {}

    /**
     * Changes the body.
     *
     * @return null; or, where a list was cut, what to answer when the schema, which knows the list's own limit, had nothing to
     *     say of it
     */
    static Problem clean(JsonObject body) {
        JsonText text = new JsonText();
        text.members("", body.getMap());
        return text.tooLong;
    }

    private void members(String pointer, Map<String, Object> object) {
        for (Map.Entry<String, Object> member : object.entrySet()) {
            String name = member.getKey();
            String below = pointer + "/" + escape(name);
            refuseOddName(below, name);
            Object value = member.getValue();
            if (value instanceof String text) {
                refuseUnstorable(below, text);
                // A secret is what its owner typed, to the letter.
                member.setValue(isPassword(name) ? text : PlainText.of(text));
            } else {
                walk(below, value);
            }
        }
    }

    private void items(String pointer, List<Object> array) {
        if (array.size() > LONGEST_ARRAY) {
            tooLong = refusal(
                    pointer,
                    Localized.of(
                            "有 " + array.size() + " 项，最多 " + LONGEST_ARRAY + " 项",
                            "Has " + array.size() + " items, at most " + LONGEST_ARRAY + " are taken"));
            array.subList(LONGEST_ARRAY + 1, array.size()).clear();
        }
        for (int i = 0; i < array.size(); i++) {
            if (array.get(i) instanceof String text) {
                refuseUnstorable(pointer + "/" + i, text);
                array.set(i, PlainText.of(text));
            } else {
                walk(pointer + "/" + i, array.get(i));
            }
        }
    }

    /** What the reader made: maps and lists, wrapped only at the top. */
    @SuppressWarnings("unchecked")
    private void walk(String pointer, Object node) {
        if (node instanceof JsonObject object) {
            members(pointer, object.getMap());
        } else if (node instanceof JsonArray array) {
            items(pointer, (List<Object>) array.getList());
        } else if (node instanceof Map<?, ?> object) {
            members(pointer, (Map<String, Object>) object);
        } else if (node instanceof List<?> array) {
            items(pointer, (List<Object>) array);
        } else if (node instanceof Double number && !Double.isFinite(number)) {
            throw refusal(pointer, Localized.of("数字太大，无法读取", "The number is too large to be read"));
        }
    }

    private static boolean isPassword(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith("password");
    }

    private static String escape(String token) {
        return token.replace("~", "~0").replace("/", "~1");
    }

    static void refuseUnstorable(String pointer, String text) {
        int character = PlainText.refused(text);
        if (character >= 0) {
            throw refusal(pointer, unstorable(character));
        }
    }

    private static Localized unstorable(int character) {
        String code = code(character);
        return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE
                ? Localized.of(
                        "含有半个字符（" + code + "），可能是被截断的表情符号，请删除后重试",
                        "Holds half of a character (" + code
                                + "), perhaps an emoji that was cut: take it out and try again")
                : Localized.of(
                        "含有无法保存的字符（" + code + "），请删除后重试",
                        "Holds a character that cannot be kept (" + code + "): take it out and try again");
    }

    private static String code(int character) {
        return String.format(Locale.ROOT, "U+%04X", character);
    }

    /** No schema has such a name. Cleaned, two of them might be one. */
    private static void refuseOddName(String pointer, String name) {
        refuseUnstorable(pointer, name);
        int odd = name.codePoints()
                .filter(c -> c < ' ' || !PlainText.of(Character.toString(c)).equals(Character.toString(c)))
                .findFirst()
                .orElse(-1);
        if (odd >= 0) {
            throw refusal(
                    pointer,
                    Localized.of(
                            "字段名含有看不见的字符（" + code(odd) + "）",
                            "The member's name holds a character that nobody sees (" + code(odd) + ")"));
        }
    }

    private static Problem refusal(String pointer, Localized reason) {
        return Problem.malformed(pointer, reason);
    }
}
