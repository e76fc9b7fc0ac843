package org.qunfang.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qunfang.media.PlainText;
import org.qunfang.testing.SharedData;

/**
 * Text that means something to a browser, a shell or a database is text: it comes back unharmed but for what nobody sees,
 * or is refused.
 */
class HostileTextTest {
    @RegisterExtension
    static final HostileCity city = new HostileCity();

    private static final long MOST_MILLIS = 5_000;
    /** Words are read for what they may be of, and not kept. */
    private static final String KEEPS_NOTHING = "suggestCategory";

    /** With some forty operations each line is sent about once. */
    private static final int LINES_EACH = 180;
    /** Hashing a password takes time on purpose. */
    private static final int LINES_HASHED = 10;

    /** Every text of a table, however deep in its columns. */
    private static final String TEXTS = """
            SELECT DISTINCT found #>> '{}' AS text
              FROM %s AS t, jsonb_path_query(to_jsonb(t), '$.**') AS found
             WHERE jsonb_typeof(found) = 'string'
            """;

    private static final List<String> lines = new ArrayList<>();

    @BeforeAll
    static void read() throws IOException {
        new JsonArray(Files.readString(SharedData.path("hostile/strings/blns.json")))
                .forEach(line -> lines.add((String) line));
        lines.addAll(Files.readAllLines(SharedData.path("hostile/strings/xss-payload-list.txt")));
    }

    static List<Target> operations() {
        return HostileCity.operationsWithJson()
                .filter(each -> !texts(each).isEmpty())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aNaughtyLineIsKeptAsPeopleSeeItOrRefused(Target target) {
        List<String> pointers = texts(target);
        int first = LINES_EACH * operations().indexOf(target);
        List<String> sent = new ArrayList<>();
        List<Shot> shots = new ArrayList<>();
        for (int i = 0; i < (hashes(target, pointers) ? LINES_HASHED : LINES_EACH); i++) {
            String line = lines.get((first + i) % lines.size());
            sent.add(PlainText.of(line));
            shots.add(HostileCity.byItsOwnCaller(
                    target, new Members(target).with(pointers.get(i % pointers.size()), quoted(line))));
        }
        Rows before = Rows.now();
        List<Wire.Answered> answers = HostileCity.wire().send(shots);
        Map<String, String> lost = new HashMap<>();
        for (int i = 0; i < answers.size(); i++) {
            Wire.Answered answer = answers.get(i);
            assertThat(answer.status())
                    .as("%s → %s", sent.get(i), answer.body())
                    .isBetween(200, 499);
            assertThat(answer.millis()).as(sent.get(i)).isLessThan(MOST_MILLIS);
            if (answer.status() < 300
                    && !target.id().equals(KEEPS_NOTHING)
                    && !isSecret(pointers.get(i % pointers.size()))
                    && !strings(answer.body()).contains(sent.get(i).strip())) {
                lost.put(sent.get(i).strip(), pointers.get(i % pointers.size()));
            }
        }
        Rows.now().tablesChangedSince(before).forEach(table -> lost.keySet().removeAll(textsOf(table)));
        assertThat(lost)
                .as("%s: accepted and neither answered nor stored", target)
                .isEmpty();
    }

    private static boolean hashes(Target target, List<String> pointers) {
        return target.id().equals("createOfficer") || pointers.stream().anyMatch(HostileTextTest::isSecret);
    }

    private static boolean isSecret(String pointer) {
        return pointer.matches("(?i).*(password|token)");
    }

    private static String quoted(String text) {
        return new JsonArray().add(text).encode().replaceAll("^\\[|]$", "");
    }

    private static List<String> textsOf(String table) {
        List<String> texts = new ArrayList<>();
        HostileCity.app()
                .pool()
                .query(TEXTS.formatted(table))
                .execute()
                .await()
                .forEach(row -> texts.add(row.getString("text").strip()));
        return texts;
    }

    /** Free texts: those with a form of their own refuse nearly everything. */
    private static List<String> texts(Target target) {
        return new Members(target)
                .all().entrySet().stream()
                        .filter(each -> isFree(each.getValue()))
                        .map(Map.Entry::getKey)
                        .toList();
    }

    private static boolean isFree(JsonObject schema) {
        return "string".equals(Sample.type(schema))
                && Sample.matches("<i>'; --", schema)
                && !schema.containsKey("enum")
                && !schema.containsKey("format");
    }

    private static List<String> strings(Buffer body) {
        return body.length() == 0 ? List.of() : strings(body.toJsonObject());
    }

    private static List<String> strings(Object json) {
        List<String> found = new ArrayList<>();
        if (json instanceof String text) {
            found.add(text.strip());
        } else if (json instanceof JsonObject object) {
            object.forEach(member -> found.addAll(strings(member.getValue())));
        } else if (json instanceof JsonArray array) {
            array.forEach(item -> found.addAll(strings(item)));
        }
        return found;
    }
}
