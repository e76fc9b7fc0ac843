package org.qunfang.http;

import io.vertx.json.schema.OutputUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Turns what the validator found into a problem that names each wrong place and why. */
final class Violations {
    /** Keywords that only say that something below them is wrong. */
    private static final Set<String> WRAPPERS =
            Set.of("$ref", "properties", "patternProperties", "items", "prefixItems", "allOf", "anyOf", "oneOf");

    private Violations() {}

    static Problem of(OutputUnit result) {
        Problem problem = Problem.of(ProblemType.BAD_REQUEST, "请求不符合接口约定。", "The request does not keep the contract.");
        List<OutputUnit> found = result.getErrors() == null ? List.of() : result.getErrors();
        List<OutputUnit> leaves = found.stream()
                .filter(error -> !WRAPPERS.contains(keyword(error)))
                .toList();
        Set<String> wrong = placesAtOrAboveWrongValues(leaves);
        for (OutputUnit error : leaves.isEmpty() ? found : leaves) {
            if (!isUnknownMember(error) || !wrong.contains(pointer(error))) {
                problem.error(pointer(error), reason(error));
            }
        }
        return problem;
    }

    /** To the validator a member with a wrong value is also one that was never evaluated, thus none of the schema's. */
    private static Set<String> placesAtOrAboveWrongValues(List<OutputUnit> leaves) {
        Set<String> places = new HashSet<>();
        for (OutputUnit leaf : leaves) {
            String place = isUnknownMember(leaf) ? "" : pointer(leaf);
            while (!place.isEmpty() && places.add(place)) {
                place = place.substring(0, Math.max(0, place.lastIndexOf('/')));
            }
        }
        return places;
    }

    private static boolean isUnknownMember(OutputUnit error) {
        return "additionalProperties".equals(keyword(error));
    }

    private static String keyword(OutputUnit error) {
        String location = error.getKeywordLocation();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private static String pointer(OutputUnit error) {
        String location = error.getInstanceLocation();
        String pointer = location.startsWith("#") ? location.substring(1) : location;
        if ("required".equals(keyword(error))) {
            pointer += "/" + quoted(error.getError());
        }
        return pointer;
    }

    private static String quoted(String message) {
        int from = message.indexOf('"');
        int to = message.lastIndexOf('"');
        return from < 0 || to <= from ? "" : message.substring(from + 1, to);
    }

    private static Localized reason(OutputUnit error) {
        String en = error.getError();
        String zhCn = switch (keyword(error)) {
            case "required" -> "缺少此项";
            case "type" -> "类型不对";
            case "enum", "const" -> "不在允许的取值之内";
            case "minimum", "exclusiveMinimum" -> "数值过小";
            case "maximum", "exclusiveMaximum" -> "数值过大";
            case "minLength" -> "文字过短";
            case "maxLength" -> "文字过长";
            case "minItems" -> "数量过少";
            case "maxItems" -> "数量过多";
            case "pattern", "format" -> "格式不对";
            case "additionalProperties" -> "没有这个字段";
            default -> "不符合接口约定";
        };
        return switch (keyword(error)) {
            case "required" -> Localized.of(zhCn, "This member is required");
            case "additionalProperties" -> Localized.of(zhCn, "There is no such member");
            case "pattern" -> Localized.of(zhCn, "The format is wrong");
            default -> Localized.of(zhCn, en);
        };
    }
}
