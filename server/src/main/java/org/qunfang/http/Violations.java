package org.qunfang.http;

import static io.vertx.openapi.validation.ValidatorErrorType.MISSING_REQUIRED_PARAMETER;

import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorException;
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

    static Problem of(ValidatorException failure) {
        if (failure.type() == MISSING_REQUIRED_PARAMETER
                && failure.getMessage().endsWith(" header parameter If-Match")) {
            return Call.preconditionRequired();
        }
        Problem problem = Problem.of(ProblemType.BAD_REQUEST, "请求不符合接口约定。", "The request does not keep the contract.");
        if (failure instanceof SchemaValidationException schema && schema.getOutputUnit() != null) {
            String prefix = failure.getMessage().contains(" parameter ") ? parameterPointer(failure.getMessage()) : "";
            addLeaves(problem, prefix, schema.getOutputUnit().getErrors());
        } else {
            Localized reason = Localized.of("无法读取：" + failure.getMessage(), failure.getMessage());
            problem.error(parameterPointer(failure.getMessage()), reason);
        }
        return problem;
    }

    private static void addLeaves(Problem problem, String prefix, List<OutputUnit> errors) {
        List<OutputUnit> found = errors == null ? List.of() : errors;
        List<OutputUnit> leaves = found.stream()
                .filter(error -> !WRAPPERS.contains(keyword(error)))
                .toList();
        for (OutputUnit error : leaves.isEmpty() ? found : leaves) {
            problem.error(prefix + pointer(error), reason(error));
        }
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

    /** Messages read "The value of path parameter caseId is invalid. …" or "The related request does not contain the required query parameter lat". */
    private static String parameterPointer(String message) {
        String[] words = message.split(" ");
        for (int i = 1; i + 1 < words.length; i++) {
            if (words[i].equals("parameter")) {
                return "/" + words[i - 1] + "/" + words[i + 1].replaceAll("[.\"]", "");
            }
        }
        return "";
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
            default -> Localized.of(zhCn + "（" + en + "）", en);
        };
    }
}
