package org.qunfang.hostile;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Walks an operation's sample body along its schema and sends it with one place replaced by any text. */
final class Members {
    private static final String MARK = "\"@here@\"";

    private final Shot shot;
    private final JsonObject schema;

    Members(Target target) {
        this.shot = HostileCity.shot(target);
        this.schema = target.body();
    }

    /** Every member with its pointer and schema, the whole body first. */
    Map<String, JsonObject> all() {
        Map<String, JsonObject> pointerToSchema = new LinkedHashMap<>();
        walk("", schema, shot.json(), pointerToSchema::put);
        return pointerToSchema;
    }

    private static void walk(String pointer, JsonObject schema, Object value, BiConsumer<String, JsonObject> found) {
        found.accept(pointer, schema);
        if (value instanceof JsonObject object) {
            JsonObject properties = schema.getJsonObject("properties", new JsonObject());
            for (String name : properties.fieldNames()) {
                if (object.containsKey(name)) {
                    walk(pointer + "/" + name, properties.getJsonObject(name), object.getValue(name), found);
                }
            }
        } else if (value instanceof JsonArray array && !array.isEmpty() && schema.containsKey("items")) {
            walk(pointer + "/0", schema.getJsonObject("items"), array.getValue(0), found);
        }
    }

    Object value(String pointer) {
        Object value = shot.json();
        for (String step : steps(pointer)) {
            value = value instanceof JsonArray array
                    ? array.getValue(Integer.parseInt(step))
                    : ((JsonObject) value).getValue(step);
        }
        return value;
    }

    /** @param text what stands at the pointer instead; need not be JSON */
    Shot with(String pointer, String text) {
        if (pointer.isEmpty()) {
            return shot.body(text);
        }
        JsonObject body = shot.json();
        set(body, steps(pointer), "@here@");
        return shot.body(body.encode().replace(MARK, text));
    }

    Shot withMember(String pointer, String name, String text) {
        JsonObject object = ((JsonObject) value(pointer)).copy().put(name, "@here@");
        return with(pointer, object.encode().replace(MARK, text));
    }

    Shot without(String pointer, String name) {
        JsonObject object = ((JsonObject) value(pointer)).copy();
        object.remove(name);
        return with(pointer, object.encode());
    }

    private static void set(Object container, List<String> steps, Object value) {
        String step = steps.get(0);
        if (steps.size() > 1) {
            Object below = container instanceof JsonArray array
                    ? array.getValue(Integer.parseInt(step))
                    : ((JsonObject) container).getValue(step);
            set(below, steps.subList(1, steps.size()), value);
        } else if (container instanceof JsonArray array) {
            array.set(Integer.parseInt(step), value);
        } else {
            ((JsonObject) container).put(step, value);
        }
    }

    private static List<String> steps(String pointer) {
        return pointer.isEmpty()
                ? List.of()
                : new ArrayList<>(List.of(pointer.substring(1).split("/")));
    }
}
