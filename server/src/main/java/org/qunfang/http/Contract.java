package org.qunfang.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The published contract and the copy that vertx-openapi can read.
 *
 * <p>vertx-openapi 5.0 refuses media types such as {@code application/problem+json}, {@code application/cap+xml} or
 * {@code image/jpeg}. The published contract stays true; only the copy in memory is adapted: JSON-like types become
 * {@code application/json}, all others an opaque {@code application/octet-stream}.
 */
public final class Contract {
    private static final String RESOURCE = "contract/openapi.json";
    private static final long DEFAULT_MAX_BYTES = 512 * 1024;
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final JsonObject published;
    private final OpenAPIContract adapted;
    private final Map<String, Declared> operations;
    private final Map<String, RequestCheck> checks;

    /**
     * What the contract declares of one operation beyond its schemas.
     *
     * @param permission the value of {@code x-permission}, or null when it is missing
     * @param pace the value of {@code x-pace}, the group that {@link Pace} counts it with, or null
     * @param secret whether the request or the answer carries a secret ({@code x-secret}): nothing of it is kept
     * @param maxBytes most bytes a body may have ({@code x-max-bytes}, default 512 KiB)
     * @param requestTypes media types of the body; empty without one
     * @param bodyRequired whether a request without a body breaks the contract
     * @param answerTypes media types of the 2xx answers
     */
    public record Declared(
            String id,
            String method,
            String path,
            String permission,
            String pace,
            boolean secret,
            long maxBytes,
            Set<String> requestTypes,
            boolean bodyRequired,
            Set<String> answerTypes) {

        /** A GeoJSON file may be long: its own reader reads it piece by piece, away from the event loop. */
        boolean takesJson() {
            return requestTypes.contains(Reply.JSON) && !requestTypes.contains("application/geo+json");
        }

        /**
         * Whether its head may be asked for alone. Streams never end, and pictures are written by the operation itself: those
         * answer GET only.
         */
        public boolean hasHead() {
            return "get".equals(method)
                    && answerTypes.stream()
                            .noneMatch(type -> type.startsWith("image/") || type.equals("text/event-stream"));
        }
    }

    private Contract(
            JsonObject published,
            OpenAPIContract adapted,
            Map<String, Declared> operations,
            Map<String, RequestCheck> checks) {
        this.checks = checks;
        this.published = published;
        this.adapted = adapted;
        this.operations = operations;
    }

    /** Reads the contract packed in the jar. */
    public static Future<Contract> load(Vertx vertx) {
        return of(vertx, readResource());
    }

    public static Future<Contract> of(Vertx vertx, JsonObject published) {
        JsonObject copy = published.copy();
        Map<String, Declared> operations = declared(published);
        withoutOpaqueBodies(copy, operations);
        adaptMediaTypes(copy);
        adaptPatterns(copy);
        // vertx-openapi takes no relative server address, and it is not used.
        copy.remove("servers");
        Map<String, RequestCheck> checks = new LinkedHashMap<>();
        operations.forEach((id, declared) -> checks.put(id, RequestCheck.of(copy, declared)));
        return OpenAPIContract.from(vertx, copy).map(adapted -> new Contract(published, adapted, operations, checks));
    }

    private static JsonObject readResource() {
        try (InputStream in = Contract.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the contract " + RESOURCE + " is not in the jar");
            }
            return new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("the contract " + RESOURCE + " cannot be read", e);
        }
    }

    private static Map<String, Declared> declared(JsonObject contract) {
        Map<String, Declared> idToDeclared = new LinkedHashMap<>();
        for (Map.Entry<String, Object> path : contract.getJsonObject("paths")) {
            JsonObject item = (JsonObject) path.getValue();
            item.fieldNames().stream().filter(METHODS::contains).forEach(method -> {
                Declared declared = declared(contract, path.getKey(), method, item.getJsonObject(method));
                idToDeclared.put(declared.id(), declared);
            });
        }
        return idToDeclared;
    }

    private static Declared declared(JsonObject contract, String path, String method, JsonObject operation) {
        JsonObject body = resolve(contract, operation.getJsonObject("requestBody", new JsonObject()));
        Set<String> requestTypes = new LinkedHashSet<>(
                body.getJsonObject("content", new JsonObject()).fieldNames());
        Set<String> answerTypes = new LinkedHashSet<>();
        JsonObject responses = operation.getJsonObject("responses");
        responses.fieldNames().stream()
                .filter(status -> status.startsWith("2"))
                .map(status -> resolve(contract, responses.getJsonObject(status)))
                .forEach(answer -> answerTypes.addAll(
                        answer.getJsonObject("content", new JsonObject()).fieldNames()));
        return new Declared(
                operation.getString("operationId"),
                method,
                path,
                operation.getString("x-permission"),
                operation.getString("x-pace"),
                operation.getBoolean("x-secret", false),
                operation.getLong("x-max-bytes", DEFAULT_MAX_BYTES),
                requestTypes,
                body.getBoolean("required", false),
                answerTypes);
    }

    static JsonObject resolve(JsonObject contract, JsonObject node) {
        String ref = node.getString("$ref");
        if (ref == null) {
            return node;
        }
        JsonObject target = contract;
        for (String step : ref.substring("#/".length()).split("/")) {
            target = target.getJsonObject(step);
        }
        return target;
    }

    private static void withoutOpaqueBodies(JsonObject copy, Map<String, Declared> operations) {
        for (Declared declared : operations.values()) {
            if (!declared.requestTypes().isEmpty() && !declared.takesJson()) {
                copy.getJsonObject("paths")
                        .getJsonObject(declared.path())
                        .getJsonObject(declared.method())
                        .remove("requestBody");
            }
        }
    }

    private static void adaptMediaTypes(Object node) {
        if (node instanceof JsonArray array) {
            array.forEach(Contract::adaptMediaTypes);
        } else if (node instanceof JsonObject object) {
            for (String name : Set.copyOf(object.fieldNames())) {
                Object value = object.getValue(name);
                boolean isContent = "content".equals(name)
                        && value instanceof JsonObject content
                        && content.fieldNames().stream().allMatch(type -> type.contains("/"));
                if (isContent) {
                    object.put(name, adaptedContent((JsonObject) value));
                } else {
                    adaptMediaTypes(value);
                }
            }
        }
    }

    /**
     * In the contract's patterns (ECMA-262) a last {@code $} means the very end, Java's also stands before a line break;
     * and {@code \\s} is every white space of Unicode, Java's only that of ASCII.
     */
    private static void adaptPatterns(Object node) {
        if (node instanceof JsonArray array) {
            array.forEach(Contract::adaptPatterns);
        } else if (node instanceof JsonObject object) {
            object.forEach(entry -> adaptPatterns(entry.getValue()));
            if (object.getValue("pattern") instanceof String pattern) {
                object.put("pattern", adaptedPattern(pattern));
            }
        }
    }

    private static String adaptedPattern(String pattern) {
        String spaces = pattern.contains("\\s") ? "(?U)" : "";
        return spaces + (pattern.endsWith("$") ? pattern.substring(0, pattern.length() - 1) + "\\z" : pattern);
    }

    private static JsonObject adaptedContent(JsonObject content) {
        JsonObject adapted = new JsonObject();
        for (Map.Entry<String, Object> entry : content) {
            if (entry.getKey().equals(Reply.JSON) || entry.getKey().endsWith("+json")) {
                adapted.put(Reply.JSON, entry.getValue());
            } else {
                adapted.put("application/octet-stream", new JsonObject());
            }
        }
        return adapted;
    }

    public JsonObject published() {
        return published;
    }

    public OpenAPIContract adapted() {
        return adapted;
    }

    public Map<String, Declared> operations() {
        return operations;
    }

    RequestCheck check(String operationId) {
        return checks.get(operationId);
    }
}
