package org.qunfang.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qunfang.problem.Problem;

class SchemaCheckTest {
    private static final SchemaCheck CHECK = SchemaCheck.of(new JsonObject("""
            {"type": "object", "additionalProperties": false, "required": ["id"], "properties": {
                "id": {"type": "string", "format": "uuid"},
                "at": {"type": "string", "format": "date-time"},
                "count": {"type": "integer", "minimum": 0, "maximum": 9007199254740991},
                "place": {"type": "object", "additionalProperties": false, "properties": {
                    "lat": {"type": "number", "minimum": -90, "maximum": 90}}},
                "choice": {"oneOf": [{"type": "integer"}, {"type": "array", "items": {"type": "string"}}]},
                "answers": {"type": "object", "propertyNames": {"pattern": "^[a-z]+\\\\z"}},
                "words": {"type": "array", "items": {"type": "string", "minLength": 2}}}}
            """));

    private static JsonObject good() {
        return new JsonObject()
                .put("id", "01a21407-cfff-7f2e-97a6-b128465db482")
                .put("at", "2026-11-23T08:15:00+08:00")
                .put("count", 3)
                .put("place", new JsonObject().put("lat", 22.7))
                .put("choice", new JsonArray().add("one"))
                .put("answers", new JsonObject().put("cracks", true))
                .put("words", new JsonArray().add("裂缝"));
    }

    private static List<String> wrongPlaces(JsonObject value) {
        Problem problem = catchThrowableOfType(Problem.class, () -> CHECK.check(value));
        return problem == null
                ? List.of()
                : problem.errors().stream().map(each -> each.pointer()).toList();
    }

    @Test
    void whatFitsIsLetThrough() {
        assertThat(wrongPlaces(good())).isEmpty();
        assertThat(wrongPlaces(good().put("count", 3.0))).isEmpty();
        assertThat(wrongPlaces(good().put("count", 9007199254740991L))).isEmpty();
    }

    @Test
    void everyWrongPlaceIsNamedOnce() {
        assertThat(wrongPlaces(good().put("id", "no-uuid"))).containsExactly("/id");
        assertThat(wrongPlaces(good().put("at", "2026-02-30T08:15:00+08:00"))).containsExactly("/at");
        assertThat(wrongPlaces(good().put("count", 3.5))).containsExactly("/count");
        assertThat(wrongPlaces(good().put("count", new java.math.BigInteger("99999999999999999999"))))
                .containsExactly("/count");
        assertThat(wrongPlaces(
                        good().put("place", new JsonObject().put("lat", 91).put("lng", 1))))
                .containsExactlyInAnyOrder("/place/lat", "/place/lng");
        assertThat(wrongPlaces(good().put("answers", new JsonObject().put("A/b", 1))))
                .containsExactly("/answers/A~1b");
        assertThat(wrongPlaces(good().put("answers", new JsonObject().put("abc\n", 1))))
                .hasSize(1);
        assertThat(wrongPlaces(good().put("words", new JsonArray().add("裂缝").add("x"))))
                .containsExactly("/words/1");
        assertThat(wrongPlaces(good().putNull("id"))).containsExactly("/id");
        assertThat(wrongPlaces(new JsonObject())).containsExactly("/id");
    }

    @Test
    void ofSeveralSchemasWhatEachMissesIsTold() {
        assertThat(wrongPlaces(good().put("choice", "text"))).containsOnly("/choice");
        assertThat(wrongPlaces(good().put("choice", new JsonArray().add(1)))).contains("/choice/0");
    }

    @Test
    void aHundredThousandWrongPlacesAreReadOnce() {
        JsonObject value = good();
        JsonArray words = new JsonArray();
        for (int i = 0; i < 50_000; i++) {
            value.put("unknown" + i, i);
            words.add("x");
        }
        value.put("words", words);

        List<String> places = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> wrongPlaces(value));

        assertThat(places).hasSize(Problem.MOST_ERRORS);
    }
}
