package org.qunfang.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** The same JSON value for the library that holds values against schemas. */
final class JsonNodes {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonNodes() {}

    static JsonNode of(JsonObject object) {
        return of(object.getMap());
    }

    private static ObjectNode of(Map<?, ?> members) {
        ObjectNode node = NODES.objectNode();
        members.forEach((name, value) -> node.set((String) name, ofAny(value)));
        return node;
    }

    private static ArrayNode of(List<?> items) {
        ArrayNode node = NODES.arrayNode(items.size());
        items.forEach(item -> node.add(ofAny(item)));
        return node;
    }

    private static JsonNode ofAny(Object value) {
        if (value instanceof String text) {
            return NODES.textNode(text);
        } else if (value instanceof Number number) {
            return ofNumber(number);
        } else if (value instanceof Boolean bool) {
            return NODES.booleanNode(bool);
        } else if (value == null) {
            return NODES.nullNode();
        } else if (value instanceof JsonObject object) {
            return of(object.getMap());
        } else if (value instanceof JsonArray array) {
            return of(array.getList());
        } else if (value instanceof Map<?, ?> members) {
            return of(members);
        } else if (value instanceof List<?> items) {
            return of(items);
        }
        throw new IllegalArgumentException("no JSON value: " + value.getClass());
    }

    private static JsonNode ofNumber(Number number) {
        if (number instanceof Integer i) {
            return NODES.numberNode(i);
        } else if (number instanceof Long l) {
            return NODES.numberNode(l);
        } else if (number instanceof BigInteger big) {
            return NODES.numberNode(big);
        } else if (number instanceof BigDecimal exact) {
            return NODES.numberNode(exact);
        }
        return NODES.numberNode(number.doubleValue());
    }
}
