package org.qunfang.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.qunfang.problem.Problem;

/** Lines of a file are texts from outside like all others. */
class ColumnMapTest {
    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

    private static Submission read(String words, String lat) {
        ColumnMap map = ColumnMap.parse(new JsonObject()
                .put("source", "test")
                .put("id", new JsonObject().put("column", "id"))
                .put("description", new JsonObject().put("template", "{words}。"))
                .put("place", new JsonObject().put("column", "words"))
                .put("lat", new JsonObject().put("column", "lat"))
                .put("lon", new JsonObject().put("value", "113.9"))
                .put("observedAt", new JsonObject().put("value", "2026-11-22T08:00:00+08:00"))
                .encode());
        NamedCsvRecord line =
                CsvReader.builder().ofNamedCsvRecord("id,words,lat\n1,\"" + words + "\"," + lat + "\n").stream()
                        .findFirst()
                        .orElseThrow();
        return map.toSubmission(line, NOW);
    }

    private static String refusal(String words, String lat) {
        return catchThrowableOfType(Problem.class, () -> read(words, lat))
                .detail()
                .en();
    }

    @Test
    void whatTurnsOrHidesWordsIsTakenOut() {
        Submission read = read("坝\u202E体\u0007\r\n开裂\uFEFF", "22.7");

        assertThat(read.description()).isEqualTo("坝体\n开裂。");
        assertThat(read.place()).isEqualTo("坝体\n开裂");
    }

    @Test
    void aLineThatCannotBeKeptIsRefusedAndSaysSo() {
        for (String odd : new String[] {"a\u0000b", "a\uFFFFb", "a\uD83D"}) {
            assertThat(refusal(odd, "22.7")).isEqualTo("line holds a character that cannot be kept");
        }
    }

    @Test
    void aMappingThatCannotBeUsedIsRefusedBeforeTheFirstLine() {
        for (String lat : new String[] {"5", "null", "[1]", "{\"column\": \"lat\", \"values\": [1]}"}) {
            String mapping = "{\"source\": \"s\", \"id\": \"1\", \"description\": \"d\", \"lon\": \"113.9\", \"lat\": "
                    + lat + ", \"observedAt\": {\"value\": \"2026-11-22T08:00:00Z\"}}";
            assertThatThrownBy(() -> ColumnMap.parse(mapping))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"lat\"");
        }
    }

    @Test
    void aMemberThatIsNotKnownIsRefusedByName() {
        JsonObject known = new JsonObject()
                .put("source", "s")
                .put("id", "1")
                .put("description", "d")
                .put("lon", "113.9")
                .put("lat", new JsonObject().put("column", "lat"))
                .put(
                        "observedAt",
                        new JsonObject()
                                .put("column", "at")
                                .put("format", "yyyy")
                                .put("zone", "Asia/Shanghai"));
        assertThat(ColumnMap.parse(known.encode()).source()).isEqualTo("s");
        assertThatThrownBy(() ->
                        ColumnMap.parse(known.copy().put("catgory", "slope").encode()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the mapping has an unknown member \"catgory\"; known are source, id, category, description,"
                                + " lat, lon, datum, accuracyMeters, observedAt, place, language, visibility");
        JsonObject other = new JsonObject().put("column", "lat").put("othrwise", "22.7");
        assertThatThrownBy(() -> ColumnMap.parse(known.copy().put("lat", other).encode()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"lat\" has an unknown member \"othrwise\"");
        JsonObject zoned = new JsonObject().put("column", "lat").put("zone", "UTC");
        assertThatThrownBy(() -> ColumnMap.parse(known.copy().put("lat", zoned).encode()))
                .hasMessageContaining("\"lat\" has an unknown member \"zone\"");
    }

    @Test
    void aLongFieldIsToldInBrief() {
        assertThat(refusal("a", "x".repeat(10_000))).hasSizeLessThan(100).startsWith("lat is no number: xxx");
    }
}
