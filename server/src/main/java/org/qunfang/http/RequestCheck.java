package org.qunfang.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/**
 * Holds a request against its operation's declaration: parameters first, then the JSON body.
 *
 * <p>Made once for each operation, out of schemas without references. vertx-openapi's own RequestValidator copies every
 * schema of the contract for every value it checks (half of the time of a request), takes a text that looks like a
 * number for a number, and decodes what is decoded already.
 */
final class RequestCheck {
    /** Numbers as JSON writes them; Java's own readers also take other digits, blanks and hexadecimal ones. */
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]{0,99})([.][0-9]{1,99})?([eE][+-]?[0-9]{1,3})?");

    private final String operationId;
    private final List<Parameter> parameters;
    private final SchemaCheck parameterSchema;
    private final SchemaCheck bodySchema;

    /** What a schema may say of a yes or no that reading it as one does not settle already. */
    private static final Set<String> OF_ANY_BOOLEAN = Set.of("type", "default", "description");

    private record Parameter(String in, String name, String type, boolean required, boolean anyBoolean) {
        /** Whether it is for the schema to say what is wrong with it, if anything. */
        boolean isForSchema(Object value) {
            return value == null ? required : !(anyBoolean && value instanceof Boolean);
        }
    }

    private RequestCheck(
            String operationId, List<Parameter> parameters, SchemaCheck parameterSchema, SchemaCheck bodySchema) {
        this.operationId = operationId;
        this.parameters = parameters;
        this.parameterSchema = parameterSchema;
        this.bodySchema = bodySchema;
    }

    /** @param contract the adapted contract, before any library marked it */
    static RequestCheck of(JsonObject contract, Contract.Declared declared) {
        JsonObject item = contract.getJsonObject("paths").getJsonObject(declared.path());
        JsonObject operation = item.getJsonObject(declared.method());
        List<Parameter> parameters = new ArrayList<>();
        JsonObject groups = new JsonObject();
        for (JsonArray list : List.of(
                item.getJsonArray("parameters", new JsonArray()),
                operation.getJsonArray("parameters", new JsonArray()))) {
            list.forEach(each -> add(inlined(contract, each), parameters, groups));
        }
        JsonObject all = new JsonObject().put("type", "object").put("properties", groups);
        SchemaCheck body = declared.takesJson()
                ? SchemaCheck.of(inlined(contract, operation.getJsonObject("requestBody"))
                        .getJsonObject("content")
                        .getJsonObject(Reply.JSON)
                        .getJsonObject("schema"))
                : null;
        return new RequestCheck(declared.id(), parameters, SchemaCheck.of(all), body);
    }

    private static void add(JsonObject parameter, List<Parameter> parameters, JsonObject groups) {
        String in = parameter.getString("in");
        String name = parameter.getString("name");
        JsonObject schema = parameter.getJsonObject("schema");
        boolean required = parameter.getBoolean("required", false);
        String type = schema.getString("type");
        boolean anyBoolean = "boolean".equals(type) && OF_ANY_BOOLEAN.containsAll(schema.fieldNames());
        parameters.add(new Parameter(in, name, type, required, anyBoolean));
        if (!groups.containsKey(in)) {
            groups.put(
                    in,
                    new JsonObject()
                            .put("type", "object")
                            .put("properties", new JsonObject())
                            .put("required", new JsonArray()));
        }
        groups.getJsonObject(in).getJsonObject("properties").put(name, schema);
        if (required) {
            groups.getJsonObject(in).getJsonArray("required").add(name);
        }
    }

    /** The node with every reference replaced by what it names; the contract has no circular ones. */
    private static JsonObject inlined(JsonObject contract, Object node) {
        return (JsonObject) inline(contract, node);
    }

    private static Object inline(JsonObject contract, Object node) {
        if (node instanceof JsonObject object) {
            if (object.containsKey("$ref")) {
                return inline(contract, Contract.resolve(contract, object));
            }
            JsonObject copy = new JsonObject();
            for (Map.Entry<String, Object> entry : object) {
                copy.put(entry.getKey(), inline(contract, entry.getValue()));
            }
            return copy;
        }
        if (node instanceof JsonArray array) {
            JsonArray copy = new JsonArray();
            array.forEach(each -> copy.add(inline(contract, each)));
            return copy;
        }
        return node;
    }

    /**
     * @param body null when none was sent and none is required
     * @throws Problem bad-request naming each wrong place; precondition-required without a required If-Match
     */
    void check(RoutingContext context, JsonObject body) {
        checkParameters(context);
        refuseForeignCursor(context);
        if (bodySchema != null && body != null) {
            bodySchema.check(body);
        }
    }

    private void checkParameters(RoutingContext context) {
        JsonObject values = new JsonObject()
                .put("path", new JsonObject())
                .put("query", new JsonObject())
                .put("header", new JsonObject());
        boolean isForSchema = false;
        for (Parameter parameter : parameters) {
            String text = text(context, parameter);
            Object value = text == null ? null : typed(text, parameter.type());
            if (value != null) {
                values.getJsonObject(parameter.in()).put(parameter.name(), value);
            } else if (parameter.required() && "If-Match".equals(parameter.name())) {
                throw Call.preconditionRequired();
            }
            isForSchema |= parameter.isForSchema(value);
        }
        if (isForSchema) {
            parameterSchema.check(values);
        }
    }

    /**
     * Also where an answer would come from memory or be "not modified". An empty one is none: who lost it must not begin
     * anew without knowing.
     */
    private void refuseForeignCursor(RoutingContext context) {
        if (parameters.stream()
                .anyMatch(each -> each.in().equals("query") && each.name().equals(Call.CURSOR))) {
            context.queryParam(Call.CURSOR).forEach(cursor -> Call.read(operationId, cursor, place -> place));
        }
    }

    /** Null without one. */
    private static String text(RoutingContext context, Parameter parameter) {
        String pointer = "/" + parameter.in() + "/" + parameter.name();
        String text = switch (parameter.in()) {
            case "path" -> context.pathParam(parameter.name());
            case "query" -> single(pointer, context.queryParam(parameter.name()));
            case "header" -> joined(context.request().headers().getAll(parameter.name()));
            default -> throw new IllegalStateException("the contract has parameters in " + parameter.in());
        };
        if (text != null) {
            JsonText.refuseUnstorable(pointer, text);
            refuseUndecoded(pointer, text);
        }
        return text;
    }

    /** What is no UTF-8 was decoded to U+FFFD; nobody names or looks for that. */
    private static void refuseUndecoded(String pointer, String text) {
        if (text.indexOf('\uFFFD') >= 0) {
            throw Problem.malformed(pointer, Localized.of("不是有效的 UTF-8", "Not valid UTF-8"));
        }
    }

    /**
     * Of two values one reader would take the first, the next one the last. One without any counts as left out, as in
     * a form that was not filled in.
     */
    private static String single(String pointer, List<String> sent) {
        if (sent.size() > 1) {
            throw Problem.malformed(pointer, Localized.of("只能出现一次", "May stand there only once"));
        }
        return sent.isEmpty() || sent.get(0).isEmpty() ? null : sent.get(0);
    }

    /** A header that stands there twice is one list (RFC 9110 section 5.3). */
    private static String joined(List<String> sent) {
        return sent.isEmpty() ? null : String.join(", ", sent);
    }

    /** What cannot be read as its type stays a text, which the schema then refuses. */
    private static Object typed(String text, String type) {
        return switch (type) {
            case "integer" -> INTEGER.matcher(text).matches() ? (Object) Long.valueOf(text) : text;
            case "number" -> NUMBER.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
            case "boolean" -> "true".equals(text) ? true : "false".equals(text) ? (Object) false : text;
            default -> text;
        };
    }
}
