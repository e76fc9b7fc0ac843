package org.qunfang.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qunfang.testing.SharedData;

/** The whole body is wrong. */
class HostileBodiesTest {
    @RegisterExtension
    static final HostileCity city = new HostileCity();

    /** As good as no body, where none is needed. */
    private static final Set<String> EMPTY_BODIES =
            Set.of("n_structure_no_data.json", "y_object_empty.json", "i_structure_UTF-8_BOM_empty_object.json");

    static List<Target> operations() {
        return HostileCity.operationsWithJson().toList();
    }

    static List<Target> operationsWithBody() {
        return HostileCity.operations()
                .filter(each -> !each.declared().requestTypes().isEmpty())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyFileOfTheJsonParsingSuiteIsRefused(Target target) {
        Shot shot = HostileCity.shot(target);
        List<Spoiled> spoiled = new ArrayList<>();
        jsonFiles().forEach((name, content) -> {
            if (target.declared().bodyRequired() || !EMPTY_BODIES.contains(name)) {
                spoiled.add(
                        name.startsWith("n_")
                                ? Spoiled.at("", name, shot.body(content))
                                : Spoiled.of(name, shot.body(content), 400, 422));
            }
        });
        assertThat(spoiled).hasSizeGreaterThan(330);
        Refusals.expect(target, spoiled);
    }

    /** Where something else would be refused as well, the malformed text must be what is told. */
    @ParameterizedTest
    @MethodSource("operations")
    void textAroundAGoodBodyThatIsNoJsonIsRefused(Target target) {
        Shot shot = HostileCity.shot(target);
        String body = shot.body().toString();
        String open = body.substring(0, body.length() - 1);
        String comma = open.length() > 1 ? "," : "";
        Map<String, String> bodies = new TreeMap<>(Map.of(
                "a comment", "/* hello */" + body,
                "a line comment", "// hello\n" + body,
                "a second object", body + body,
                "a bracket too many", body + "}",
                "a bracket too few", open,
                "a trailing comma", open + ",}",
                "a member without quotes", open + comma + "a:1}",
                "single quotes", open + comma + "'a':1}",
                "U+0000 at the end", body + "\u0000"));
        if (!comma.isEmpty()) {
            bodies.put("its first member twice", open + comma + firstMember(shot.json()) + "}");
        }
        Refusals.expect(
                target,
                bodies.entrySet().stream()
                        .map(each -> Spoiled.at("", each.getKey(), shot.body(each.getValue())))
                        .toList());
    }

    private static String firstMember(JsonObject body) {
        String name = body.fieldNames().iterator().next();
        String alone = new JsonObject().put(name, body.getValue(name)).encode();
        return alone.substring(1, alone.length() - 1);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whatWouldKeepTheReaderBusyIsRefused(Target target) {
        Shot shot = HostileCity.shot(target);
        List<Spoiled> spoiled = new ArrayList<>(List.of(
                Spoiled.of("100,000 brackets", shot.body("[".repeat(100_000)), 400),
                Spoiled.of("60,000 objects", shot.body("{\"a\":".repeat(60_000)), 400),
                Spoiled.of("a number of 100,000 digits", shot.body("{\"a\":" + "9".repeat(100_000) + "}"), 400),
                Spoiled.of("a name of 100,000 letters", shot.body("{\"" + "a".repeat(100_000) + "\":1}"), 400)));
        if (!target.takesForeignMembers()) {
            String body = shot.body().toString();
            spoiled.add(Spoiled.of("20,000 unknown members", shot.body(manyMembers(body)), 400));
        }
        Refusals.expect(target, spoiled);
    }

    private static String manyMembers(String body) {
        StringBuilder text = new StringBuilder(body.substring(0, body.length() - 1));
        for (int i = 0; i < 20_000; i++) {
            text.append(text.length() > 1 ? "," : "")
                    .append("\"a")
                    .append(i)
                    .append("\":")
                    .append(i);
        }
        return text.append('}').toString();
    }

    @ParameterizedTest
    @MethodSource("operationsWithBody")
    void aBodyOfAnotherKindOrSizeOrNoneIsRefused(Target target) {
        Shot shot = HostileCity.shot(target);
        List<Spoiled> spoiled = new ArrayList<>();
        for (String type : List.of(
                "text/plain",
                "application/xml",
                "multipart/form-data; boundary=x",
                "application/x-www-form-urlencoded",
                "*/*",
                "json",
                "application/json5")) {
            if (target.declared().requestTypes().contains(type)) {
                continue;
            }
            spoiled.add(Spoiled.of("sent as " + type, shot.with("Content-Type", type), 415));
        }
        spoiled.add(Spoiled.of("sent as nothing", shot.without("Content-Type"), 415));
        Buffer tooLarge = Buffer.buffer(new byte[(int) target.declared().maxBytes() + 1]);
        spoiled.add(Spoiled.of("over the limit", shot.body(tooLarge), 413));
        if (target.declared().bodyRequired()) {
            spoiled.add(Spoiled.of("no body", shot.body((Buffer) null), 400, 415, 422));
            spoiled.add(Spoiled.of("an empty body", shot.body(Buffer.buffer()), 400, 415, 422));
            spoiled.add(Spoiled.of("blanks", shot.body(" \r\n\t"), 400, 415, 422));
        }
        if (target.takesTable()) {
            for (String text : List.of("{\"a\":1}", "<svg onload=alert(1)>", "=cmd|' /C calc'!A0", "\u0000\u0001")) {
                spoiled.add(Spoiled.of("no table: " + text, shot.body(text), 422));
            }
            spoiled.add(Spoiled.of("a picture", shot.body(Buffer.buffer(new byte[] {-1, -40, -1, -32})), 422));
            spoiled.add(Spoiled.of(
                    "half a table", shot.body(shot.body().slice(0, shot.body().length() / 2)), 422));
        }
        if (target.takesPicture()) {
            spoiled.add(Spoiled.of("JSON as a picture", shot.body("{\"a\":1}"), 415));
            spoiled.add(Spoiled.of(
                    "half a picture", shot.body(shot.body().slice(0, shot.body().length() / 2)), 422));
            spoiled.add(Spoiled.of("a script as a picture", shot.body("<svg onload=alert(1)>"), 415));
        }
        Refusals.expect(target, spoiled);
    }

    private static Map<String, Buffer> jsonFiles() {
        Map<String, Buffer> nameToContent = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SharedData.path("hostile/json"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                nameToContent.put(file.getFileName().toString(), Buffer.buffer(Files.readAllBytes(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return nameToContent;
    }
}
