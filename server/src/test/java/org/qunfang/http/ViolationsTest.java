package org.qunfang.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.qunfang.problem.Problem;

class ViolationsTest {
    private static OutputUnit unit(String keyword, String place) {
        return new OutputUnit(place, "", "#/" + keyword, "told by the validator", null);
    }

    private static Problem of(List<OutputUnit> errors) {
        return Violations.of(
                new OutputUnit(false).setErrors(errors), new JsonObject().put("type", "object"), new JsonObject());
    }

    @Test
    void aWrongMemberIsNotAlsoCalledUnknown() {
        Problem problem = of(List.of(
                unit("type", "#/a/b"), unit("additionalProperties", "#/a"), unit("additionalProperties", "#/ab")));

        assertThat(problem.errors()).extracting(each -> each.pointer()).containsExactly("/a/b", "/ab");
    }

    @Test
    void aHundredThousandWrongPlacesAreReadOnce() {
        List<OutputUnit> errors = IntStream.range(0, 100_000)
                .boxed()
                .flatMap(i -> Stream.of(unit("additionalProperties", "#/m" + i), unit("type", "#/n/" + i)))
                .toList();

        Problem problem = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> of(errors));

        assertThat(problem.errors()).hasSize(50);
    }
}
