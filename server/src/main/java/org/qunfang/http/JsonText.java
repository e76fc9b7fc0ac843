package org.qunfang.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Refuses texts that no database and no XML can hold (U+0000, halves of surrogate pairs) and absurdly long lists. */
final class JsonText {
    /** No list in the contract is longer. Counted first, because the validator would look at every single item. */
    private static final int LONGEST_ARRAY = 20_000;

    private static final Localized REASON = Localized.of("含有无法保存的字符", "Holds U+0000 or half of a surrogate pair");

    private JsonText() {}

    static void check(JsonObject body) {
        walk("", body);
    }

    private static void walk(String pointer, Object node) {
        if (node instanceof String text) {
            refuseUnstorable(pointer, text);
        } else if (node instanceof JsonObject object) {
            for (Map.Entry<String, Object> entry : object) {
                String below = pointer + "/" + escape(entry.getKey());
                refuseUnstorable(below, entry.getKey());
                refuseControls(below, entry.getKey());
                walk(below, entry.getValue());
            }
        } else if (node instanceof JsonArray array) {
            if (array.size() > LONGEST_ARRAY) {
                throw refusal(pointer, Localized.of("数量过多", array.size() + " items are too many"));
            }
            for (int i = 0; i < array.size(); i++) {
                walk(pointer + "/" + i, array.getValue(i));
            }
        } else if (node instanceof Double number && !Double.isFinite(number)) {
            throw refusal(pointer, Localized.of("数值超出范围", "The number is out of range"));
        }
    }

    private static String escape(String token) {
        return token.replace("~", "~0").replace("/", "~1");
    }

    static void refuseUnstorable(String pointer, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                throw refusal(pointer, REASON);
            }
        }
    }

    /** No schema has such a name, and the validator has no way to tell one. */
    private static void refuseControls(String pointer, String name) {
        if (name.chars().anyMatch(c -> c < ' ')) {
            throw refusal(pointer, Localized.of("名称含有控制字符", "The name holds a control character"));
        }
    }

    private static Problem refusal(String pointer, Localized reason) {
        return Problem.of(ProblemType.BAD_REQUEST, reason).error(pointer, reason);
    }
}
