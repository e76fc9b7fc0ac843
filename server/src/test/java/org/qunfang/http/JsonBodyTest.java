package org.qunfang.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.qunfang.problem.Problem;

class JsonBodyTest {
    private static String refusal(byte[] body) {
        Problem problem = catchThrowableOfType(Problem.class, () -> JsonBody.read(Buffer.buffer(body)));
        assertThat(problem).isNotNull();
        assertThat(problem.errors()).hasSize(1);
        return problem.errors().get(0).reason().en();
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
    void onlyUtf8IsTaken() {
        assertThat(refusal("{\"a\": 1}".getBytes(StandardCharsets.UTF_16LE))).isEqualTo("Not JSON in UTF-8");
        assertThat(refusal("{\"a\": 1}".getBytes(StandardCharsets.UTF_16))).isEqualTo("Not JSON in UTF-8");
        assertThat(JsonBody.read(Buffer.buffer("{\"a\": \"裂缝\"}")).getString("a"))
                .isEqualTo("裂缝");
    }
}
