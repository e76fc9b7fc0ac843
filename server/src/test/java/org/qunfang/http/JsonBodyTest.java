package org.qunfang.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qunfang.problem.Problem;

class JsonBodyTest {
    private static String refusal(byte[] body) {
        Problem problem = catchThrowableOfType(
                Problem.class, () -> JsonBody.read(Buffer.buffer(body)).refuseTooLong());
        assertThat(problem).isNotNull();
        assertThat(problem.errors()).hasSize(1);
        return problem.errors().get(0).reason().en();
    }

    private static JsonObject read(String body) {
        return JsonBody.read(Buffer.buffer(body)).value();
    }

    private static String refusal(String body) {
        return refusal(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whereItIsNoJsonIsTold() {
        assertThat(refusal("{\n  \"lat\": NaN}")).isEqualTo("Not valid JSON from line 2, character 13");
        assertThat(refusal("{\"a\": 1,\n \"a\": 2}")).isEqualTo("Line 2, character 5: a member stands there twice");
    }

    @Test
    void textsAreCleanedHoweverDeepButPasswordsStayToTheLetter() {
        JsonObject body =
                read("{\"a\": {\"b\": [\"x\\u202ey\", {\"c\": \"1\\r\\n2\"}]}, \"newPassword\": \"p\\u202eq\"}");

        assertThat(body)
                .isEqualTo(new JsonObject(
                        "{\"a\": {\"b\": [\"xy\", {\"c\": \"1\\n2\"}]}, \"newPassword\": \"p\\u202eq\"}"));
    }

    @Test
    void whatCannotBeKeptIsNamedWithItsPlace() {
        for (String escape : List.of("\\u0000", "\\ud83d", "\\ude00", "\\uffff", "\\ufdd0", "\\ud83f\\udffe")) {
            assertThat(pointer("{\"a\": [\"x\", \"" + escape + "\"]}"))
                    .as(escape)
                    .isEqualTo("/a/1");
        }
        assertThat(refusal("{\"a\": \"\\ud83d\"}")).contains("U+D83D", "emoji");
        for (String escape : List.of("\\u0000", "\\u202e", "\\t", "\\u0085", "\\ufeff")) {
            assertThat(refusal("{\"a" + escape + "\": 1}")).as(escape).contains("U+");
        }
    }

    @Test
    void aListThatIsTooLongIsToldTheLimit() {
        String list = "1,".repeat(20_000) + "1";

        assertThat(refusal("{\"a\": [" + list + "]}")).isEqualTo("Has 20001 items, at most 20000 are taken");
        assertThat(refusal("{\"a\": [1e999]}")).isEqualTo("The number is too large to be read");
    }

    private static String pointer(String body) {
        return catchThrowableOfType(Problem.class, () -> JsonBody.read(Buffer.buffer(body)))
                .errors()
                .get(0)
                .pointer();
    }

    @Test
    void onlyUtf8IsTaken() {
        assertThat(refusal("{\"a\": 1}".getBytes(StandardCharsets.UTF_16LE))).isEqualTo("Not JSON in UTF-8");
        assertThat(refusal("{\"a\": 1}".getBytes(StandardCharsets.UTF_16))).isEqualTo("Not JSON in UTF-8");
        assertThat(read("{\"a\": \"裂缝\"}").getString("a")).isEqualTo("裂缝");
    }
}
