package org.qunfang.hostile;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.qunfang.http.Contract;

/**
 * One operation with its schemas, references replaced by what they name.
 *
 * @param body schema of the JSON body, or null where none is taken
 * @param statuses those that the contract declares
 */
record Target(Contract.Declared declared, JsonObject body, List<Parameter> parameters, Set<String> statuses) {

    record Parameter(String name, String in, boolean required, JsonObject schema) {
        boolean isIn(String place) {
            return in.equals(place);
        }
    }

    static List<Target> all(Contract contract) {
        return contract.operations().values().stream()
                .map(declared -> of(contract.published(), declared))
                .toList();
    }

    private static Target of(JsonObject contract, Contract.Declared declared) {
        JsonObject item = contract.getJsonObject("paths").getJsonObject(declared.path());
        JsonObject operation = (JsonObject) inlined(contract, item.getJsonObject(declared.method()));
        List<Parameter> parameters = new ArrayList<>();
        for (Object list : List.of(
                inlined(contract, item.getJsonArray("parameters", new JsonArray())),
                operation.getJsonArray("parameters", new JsonArray()))) {
            ((JsonArray) list).forEach(each -> parameters.add(parameter((JsonObject) each)));
        }
        JsonObject content =
                operation.getJsonObject("requestBody", new JsonObject()).getJsonObject("content", new JsonObject());
        JsonObject body = content.containsKey("application/json")
                ? content.getJsonObject("application/json").getJsonObject("schema")
                : null;
        return new Target(
                declared, body, parameters, operation.getJsonObject("responses").fieldNames());
    }

    private static Parameter parameter(JsonObject json) {
        return new Parameter(
                json.getString("name"),
                json.getString("in"),
                json.getBoolean("required", false),
                json.getJsonObject("schema"));
    }

    private static Object inlined(JsonObject contract, Object node) {
        if (node instanceof JsonArray array) {
            JsonArray copy = new JsonArray();
            array.forEach(each -> copy.add(inlined(contract, each)));
            return copy;
        }
        if (!(node instanceof JsonObject object)) {
            return node;
        }
        if (object.containsKey("$ref")) {
            JsonObject target = contract;
            for (String step : object.getString("$ref").substring("#/".length()).split("/")) {
                target = target.getJsonObject(step.replace("~1", "/").replace("~0", "~"));
            }
            return inlined(contract, target);
        }
        JsonObject copy = new JsonObject();
        for (Map.Entry<String, Object> member : object) {
            copy.put(member.getKey(), inlined(contract, member.getValue()));
        }
        if (copy.remove("allOf") instanceof JsonArray parts) {
            parts.forEach(part -> copy.mergeIn((JsonObject) part));
        }
        return copy;
    }

    String id() {
        return declared.id();
    }

    boolean takesJson() {
        return body != null;
    }

    boolean takesPicture() {
        return body == null && !declared.requestTypes().isEmpty() && !takesTable() && !takesMessage();
    }

    /** A CAP message. */
    boolean takesMessage() {
        return declared.requestTypes().contains("application/cap+xml");
    }

    boolean takesTable() {
        return declared.requestTypes().contains("text/csv");
    }

    /** As GeoJSON does (RFC 7946 section 6.1). */
    boolean takesForeignMembers() {
        return !Boolean.FALSE.equals(body.getValue("additionalProperties"));
    }

    boolean has(String in, String parameter) {
        return parameters.stream().anyMatch(each -> each.isIn(in) && each.name().equals(parameter));
    }

    List<Parameter> parameters(String in) {
        return parameters.stream().filter(each -> each.isIn(in)).toList();
    }

    /** The name under which a test of this operation is listed. */
    @Override
    public String toString() {
        return id();
    }
}
