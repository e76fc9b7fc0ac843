package org.qunfang.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Turns what the validator found into a problem that names each wrong place and why. */
final class Violations {
    /** Keywords that only say that none of several schemas fits; what each of them misses is told as well. */
    private static final Set<String> WRAPPERS = Set.of("allOf", "anyOf", "oneOf");

    /** As in the contract's texts: white space, control characters, and characters without a width. */
    private static final Pattern NOTHING_TO_SEE = Pattern.compile("(?U)[\\s\\x00-\\x1F\\u200B-\\u200F\\u2060\\uFEFF]*");

    private final JsonNode sent;

    /**
     * @param keyword of the schema, such as {@code maxLength}
     * @param limit what the schema has beside the keyword
     * @param pointer to the wrong value, or to the member that is missing or unknown (RFC 6901)
     * @param name the last step of the pointer
     */
    private record Violation(String keyword, JsonNode limit, String pointer, String name) {
        static Violation of(Error error) {
            JsonNode limit = error.getSchemaNode();
            String place = error.getInstanceLocation().toString();
            String member = error.getProperty();
            return member == null
                    ? new Violation(error.getKeyword(), limit, place, unescaped(lastStep(place)))
                    : new Violation(error.getKeyword(), limit, place + "/" + escaped(member), member);
        }

        boolean isPattern() {
            return "pattern".equals(keyword);
        }
    }

    private Violations(JsonNode sent) {
        this.sent = sent;
    }

    static Problem of(List<Error> errors, JsonNode sent) {
        return new Violations(sent).problem(errors.stream().map(Violation::of).toList());
    }

    private Problem problem(List<Violation> all) {
        Problem problem = Problem.of(ProblemType.BAD_REQUEST, "有的内容缺少或不对。", "Some fields are missing or wrong.");
        List<Violation> leaves =
                all.stream().filter(each -> !WRAPPERS.contains(each.keyword())).toList();
        withoutNeedlessPatterns(leaves.isEmpty() ? all : leaves).stream()
                .limit(Problem.MOST_ERRORS)
                .forEach(each -> problem.error(each.pointer(), reason(each)));
        return problem;
    }

    /** What is too short, say, need not be told that it has no form either. */
    private static List<Violation> withoutNeedlessPatterns(List<Violation> found) {
        Set<String> explained = found.stream()
                .filter(each -> !each.isPattern())
                .map(Violation::pointer)
                .collect(Collectors.toSet());
        return found.stream()
                .filter(each -> !each.isPattern() || !explained.contains(each.pointer()))
                .toList();
    }

    private Localized reason(Violation violation) {
        if ("additionalProperties".equals(violation.keyword())) {
            return SchemaWords.unknown(violation.name());
        }
        if ("required".equals(violation.keyword())) {
            return SchemaWords.missing(violation.name());
        }
        if (violation.isPattern()
                && NOTHING_TO_SEE.matcher(at(violation.pointer()).asText()).matches()) {
            return SchemaWords.BLANK;
        }
        Localized reason = SchemaWords.of(violation.keyword(), violation.limit());
        return isSwapped(violation.pointer()) ? SchemaWords.swapped(reason) : reason;
    }

    /** Whether a latitude out of range would be a longitude, and the longitude beside it a latitude. */
    private boolean isSwapped(String pointer) {
        if (!pointer.endsWith("/lat")) {
            return false;
        }
        JsonNode lat = at(pointer);
        JsonNode lon = at(pointer.replaceAll("lat$", "lon"));
        return lat.isNumber()
                && lon.isNumber()
                && Math.abs(lat.doubleValue()) > 90
                && Math.abs(lat.doubleValue()) <= 180
                && Math.abs(lon.doubleValue()) <= 90;
    }

    private JsonNode at(String pointer) {
        return sent.at(pointer);
    }

    private static String lastStep(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1);
    }

    private static String escaped(String step) {
        return step.replace("~", "~0").replace("/", "~1");
    }

    private static String unescaped(String step) {
        return step.replace("~1", "/").replace("~0", "~");
    }
}
