package org.qunfang.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Turns what the validator found into a problem that names each wrong place and why. */
final class Violations {
    /** Keywords that only say that something below them is wrong. */
    private static final Set<String> WRAPPERS =
            Set.of("$ref", "properties", "patternProperties", "items", "prefixItems", "allOf", "anyOf", "oneOf");

    private final JsonObject schema;
    private final JsonObject sent;

    /**
     * @param place the wrong value's, or that of the object which lacks a member
     * @param keyword pointer into the schema
     */
    private record Violation(String place, String keyword, String message) {
        String word() {
            return keyword.substring(keyword.lastIndexOf('/') + 1);
        }

        boolean isUnknownMember() {
            return "additionalProperties".equals(word());
        }

        boolean isMissing() {
            return "required".equals(word());
        }

        boolean isPattern() {
            return "pattern".equals(word());
        }

        String pointer() {
            return isMissing() ? place + "/" + quoted() : place;
        }

        private String quoted() {
            return message.substring(message.indexOf('"') + 1, message.lastIndexOf('"'));
        }
    }

    private Violations(JsonObject schema, JsonObject sent) {
        this.schema = schema;
        this.sent = sent;
    }

    static Problem of(OutputUnit result, JsonObject schema, JsonObject sent) {
        return new Violations(schema, sent).problem(result.getErrors() == null ? List.of() : result.getErrors());
    }

    private Problem problem(List<OutputUnit> units) {
        Problem problem = Problem.of(ProblemType.BAD_REQUEST, "请求不符合接口约定。", "The request does not keep the contract.");
        List<Violation> all = units.stream().map(Violations::violation).toList();
        List<Violation> leaves =
                all.stream().filter(each -> !WRAPPERS.contains(each.word())).toList();
        withoutNeedlessPatterns(withoutFollowing(leaves.isEmpty() ? all : leaves)).stream()
                .limit(Problem.MOST_ERRORS)
                .forEach(each -> problem.error(each.pointer(), reason(each)));
        return problem;
    }

    private static Violation violation(OutputUnit unit) {
        return new Violation(decoded(unit.getInstanceLocation()), decoded(unit.getKeywordLocation()), unit.getError());
    }

    /** Locations are pointers as fragments of an address (RFC 6901 section 6). */
    private static String decoded(String location) {
        String pointer = location.startsWith("#") ? location.substring(1) : location;
        return URLDecoder.decode(pointer.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The validator calls a member that is wrong an unknown one, too, and so everything around it. */
    private static List<Violation> withoutFollowing(List<Violation> found) {
        Set<String> wrong = new HashSet<>();
        for (Violation each : found) {
            String place = each.isUnknownMember() ? above(each.pointer()) : each.pointer();
            while (!place.isEmpty() && wrong.add(place)) {
                place = above(place);
            }
        }
        return found.stream()
                .filter(each -> !each.isUnknownMember() || !wrong.contains(each.pointer()))
                .toList();
    }

    private static String above(String pointer) {
        return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
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
        String pointer = violation.pointer();
        String name = unescaped(pointer.substring(pointer.lastIndexOf('/') + 1));
        if (violation.isUnknownMember()) {
            return SchemaWords.unknown(name);
        }
        if (violation.isMissing()) {
            return SchemaWords.missing(name);
        }
        if (violation.isPattern() && at(sent, pointer) instanceof String text && text.isBlank()) {
            return SchemaWords.BLANK;
        }
        Localized reason = SchemaWords.of(violation.word(), at(schema, violation.keyword()));
        return isSwapped(pointer) ? SchemaWords.swapped(reason) : reason;
    }

    /** Whether a latitude out of range would be a longitude, and the longitude beside it a latitude. */
    private boolean isSwapped(String pointer) {
        return pointer.endsWith("/lat")
                && at(sent, pointer) instanceof Number lat
                && at(sent, pointer.replaceAll("lat$", "lon")) instanceof Number lon
                && Math.abs(lat.doubleValue()) > 90
                && Math.abs(lat.doubleValue()) <= 180
                && Math.abs(lon.doubleValue()) <= 90;
    }

    private static Object at(Object from, String pointer) {
        Object found = from;
        for (String step :
                pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
            if (found instanceof JsonArray array) {
                found = array.getValue(Integer.parseInt(step));
            } else if (found instanceof JsonObject object) {
                found = object.getValue(unescaped(step));
            } else {
                return null;
            }
        }
        return found;
    }

    private static String unescaped(String step) {
        return step.replace("~1", "/").replace("~0", "~");
    }
}
