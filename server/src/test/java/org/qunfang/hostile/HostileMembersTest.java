package org.qunfang.hostile;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One member of the body is wrong, everything else is in order: the refusal names that member. */
class HostileMembersTest {
    @RegisterExtension
    static final HostileCity city = new HostileCity();

    static List<Target> operations() {
        return HostileCity.operationsWithJson().toList();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aValueThatItsSchemaDoesNotAllowIsNamed(Target target) {
        Members members = new Members(target);
        List<Spoiled> spoiled = new ArrayList<>();
        members.all().forEach((pointer, schema) -> {
            if (!pointer.isEmpty()) {
                BadValues.of(schema, members.value(pointer))
                        .forEach((how, value) ->
                                spoiled.add(Spoiled.at(pointer, pointer + " is " + how, members.with(pointer, value))));
            }
        });
        if (!spoiled.isEmpty()) {
            Refusals.expect(target, spoiled);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aMemberThatIsMissingOrUnknownIsNamed(Target target) {
        Members members = new Members(target);
        List<Spoiled> spoiled = new ArrayList<>();
        members.all().forEach((pointer, schema) -> {
            if (members.value(pointer) instanceof JsonObject) {
                schema.getJsonArray("required", new io.vertx.core.json.JsonArray())
                        .forEach(name -> spoiled.add(Spoiled.at(
                                pointer + "/" + name, "no " + pointer + "/" + name, members.without(pointer, (String)
                                        name))));
                unknown(schema)
                        .forEach((name, place) -> spoiled.add(Spoiled.at(
                                pointer + place, "unknown member " + name, members.withMember(pointer, name, "1"))));
            }
        });
        if (!spoiled.isEmpty()) {
            Refusals.expect(target, spoiled);
        }
    }

    /** Names that no schema has, and how a pointer writes them (RFC 6901 section 3). */
    private static Map<String, String> unknown(JsonObject schema) {
        if (!Boolean.FALSE.equals(schema.getValue("additionalProperties"))) {
            return Map.of();
        }
        Map<String, String> nameToStep = new LinkedHashMap<>();
        for (String name : List.of(
                "everyone",
                "__proto__",
                "",
                "a b+c",
                "100%",
                "%41",
                "#",
                "位置",
                "\uD83D\uDCA9",
                "id\u0000",
                "\tid",
                "\"")) {
            nameToStep.put(name, "/" + name);
        }
        nameToStep.put("a/b~c", "/a~1b~0c");
        return nameToStep;
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aPlaceOutsideTheWorldOrSwappedIsNamed(Target target) {
        Members members = new Members(target);
        List<Spoiled> spoiled = new ArrayList<>();
        members.all().forEach((pointer, schema) -> {
            JsonObject properties = schema.getJsonObject("properties", new JsonObject());
            if (properties.containsKey("lat") && properties.containsKey("lon")) {
                String rest =
                        ((JsonObject) members.value(pointer)).encode().replaceAll("[{}]|\"(lat|lon)\":[^,}]*,?", "");
                String tail = rest.isEmpty() ? "}" : "," + rest.replaceAll(",$", "") + "}";
                spoiled.add(Spoiled.at(
                        pointer + "/lat", "swapped", members.with(pointer, "{\"lat\":113.9,\"lon\":22.7" + tail)));
                spoiled.add(Spoiled.at(
                        pointer + "/lon",
                        "a turn too far",
                        members.with(pointer, "{\"lat\":22.7,\"lon\":473.9" + tail)));
                for (String none :
                        List.of("NaN", "Infinity", "-Infinity", "+22.7", "022.7", ".7", "22.", "0x16", "22,7")) {
                    spoiled.add(Spoiled.at(
                            "",
                            "latitude " + none,
                            members.with(pointer, "{\"lat\":" + none + ",\"lon\":113.9" + tail)));
                }
            }
        });
        if (!spoiled.isEmpty()) {
            Refusals.expect(target, spoiled);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aShapeThatIsNoAreaIsNamed(Target target) {
        Members members = new Members(target);
        List<Spoiled> spoiled = new ArrayList<>();
        members.all().forEach((pointer, schema) -> {
            if (pointer.endsWith("/coordinates")) {
                String shape = pointer.substring(0, pointer.lastIndexOf('/'));
                Shapes.bad()
                        .forEach((how, coordinates) ->
                                spoiled.add(Spoiled.at(shape, how, members.with(pointer, coordinates))));
            }
        });
        if (!spoiled.isEmpty()) {
            Refusals.expect(target, spoiled);
        }
    }
}
