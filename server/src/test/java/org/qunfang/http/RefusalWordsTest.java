package org.qunfang.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.problem.Localized;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Refusals are told to people: in words, in their language, once for each wrong place. */
class RefusalWordsTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    private static JsonObject report() {
        return new JsonObject()
                .put("category", "landfill-slope")
                .put("description", "裂缝在变宽")
                .put("location", new JsonObject().put("lat", 22.711).put("lon", 113.934))
                .put("observedAt", Instant.now().toString());
    }

    private static JsonArray errors(String language, JsonObject report) {
        Answer answer = app.resident().with("Accept-Language", language).put("/v1/reports/" + TestClient.id(), report);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        return answer.json().getJsonArray("errors");
    }

    private static void assertRefused(JsonObject report, String pointer, String zhCn, String en) {
        assertThat(errors("en", report)).containsExactly(error(pointer, en));
        assertThat(errors("zh-CN", report)).containsExactly(error(pointer, zhCn));
    }

    private static JsonObject error(String pointer, String reason) {
        return new JsonObject().put("pointer", pointer).put("reason", reason);
    }

    private static JsonObject at(Object location) {
        return report().put("location", location);
    }

    @Test
    void aMemberThatThereIsNotIsNamed() {
        assertRefused(
                report().put("descripton", "typo"),
                "/descripton",
                "没有“descripton”这个字段",
                "There is no member \"descripton\" here");
        assertRefused(
                at(new JsonObject().put("lat", 22.7).put("lon", 113.9).put("altitude", 5)),
                "/location/altitude",
                "没有“altitude”这个字段",
                "There is no member \"altitude\" here");
    }

    @Test
    void aMemberThatIsMissingIsNamed() {
        assertRefused(at(new JsonObject().put("lat", 22.7)), "/location/lon", "缺少“lon”", "\"lon\" is missing");
    }

    @Test
    void aPositionWithItsNumbersSwappedIsTold() {
        assertRefused(
                at(new JsonObject().put("lat", 113.934).put("lon", 22.711)),
                "/location/lat",
                "不能大于 90；经度和纬度似乎写反了",
                "Has to be at most 90; latitude and longitude look swapped");
        assertRefused(
                at(new JsonObject().put("lat", 113.934).put("lon", 113.934)),
                "/location/lat",
                "不能大于 90",
                "Has to be at most 90");
    }

    @Test
    void aSwappedPositionInTheQueryIsToldToo() {
        Answer answer = app.nobody().with("Accept-Language", "en").get("/v1/warnings?lat=113.9&lon=22.7");

        assertThat(answer.json().getJsonArray("errors"))
                .containsExactly(error("/query/lat", "Has to be at most 90; latitude and longitude look swapped"));
    }

    @Test
    void aNameIsTheOneThatWasSent() {
        assertRefused(
                report().put("位置 a+b/c", 1), "/位置 a+b~1c", "没有“位置 a+b/c”这个字段", "There is no member \"位置 a+b/c\" here");
    }

    @Test
    void whatASchemaRefusesIsSaidInWords() {
        assertRefused(at(new JsonArray()), "/location", "应为对象", "Should be an object");
        assertRefused(report().put("description", 5), "/description", "应为文字", "Should be a text");
        assertRefused(report().put("language", "de"), "/language", "应为 zh-CN、en 之一", "Should be one of zh-CN, en");
        assertRefused(report().put("description", ""), "/description", "不能为空", "May not be empty");
        assertRefused(report().put("description", " \t"), "/description", "不能只有空白", "May not be blank");
        for (String nothingToSee : new String[] {"\u3000", "\u00a0\u2003", "\u200b\ufeff", "\u2028"}) {
            assertRefused(report().put("description", nothingToSee), "/description", "不能只有空白", "May not be blank");
        }
        assertRefused(
                report().put("description", "字".repeat(4_001)),
                "/description",
                "最多 4000 个字",
                "Has to have at most 4000 characters");
        assertRefused(
                report().put("observedAt", "2026-11-23 08:15"),
                "/observedAt",
                "应为带时区的时间，如 2026-11-23T08:15:00+08:00",
                "Should be a time with its offset, such as 2026-11-23T08:15:00+08:00");
    }

    /** Of whatever may be sent; what only the server writes is not told to anybody. */
    @Test
    void everyPatternOfTheContractHasWords() {
        Set<String> patterns = new TreeSet<>();
        collect(app.contract().published(), patterns);
        patterns.removeIf(
                pattern -> pattern.startsWith("^/v1/") || pattern.startsWith("[a-z]") || pattern.equals("^[0-9a-f]*$"));

        assertThat(patterns)
                .hasSizeGreaterThan(25)
                .allSatisfy(pattern ->
                        assertThat(PatternWords.of(pattern)).as(pattern).isPresent());
    }

    private static void collect(Object node, Set<String> patterns) {
        if (node instanceof JsonObject object) {
            if (object.getValue("pattern") instanceof String pattern) {
                patterns.add(pattern);
            }
            object.forEach(member -> collect(member.getValue(), patterns));
        } else if (node instanceof JsonArray array) {
            array.forEach(item -> collect(item, patterns));
        }
    }

    @Test
    void whatAPatternAsksForIsSaidInWords() {
        assertRefused(
                report().put("contact", new JsonObject().put("email", "call me")),
                "/contact/email",
                "应为电子邮件地址，如 someone@example.org",
                "Should be an e-mail address such as someone@example.org");
        assertRefused(
                report().put("category", "Große Spalte"),
                "/category",
                "只能用小写字母、数字和横线",
                "Takes only lower-case letters, digits and dashes");
    }

    @Test
    void aVolunteersPhoneNeedsADigit() {
        Answer answer = app.resident()
                .with("Accept-Language", "en")
                .put("/v1/volunteers/me", new JsonObject().put("phone", "call me"));

        assertThat(answer.json().getJsonArray("errors"))
                .contains(error("/phone", "Should be a phone number such as +86 755 1234 5678"));
    }

    @Test
    void severalTypesAreToldAsASentence() {
        assertThat(word("[\"boolean\",\"string\"]"))
                .isEqualTo(Localized.of("应为文字，或是或否（true 或 false）", "Should be a text, or true or false"));
        assertThat(word("[\"number\",\"integer\",\"string\",\"boolean\"]"))
                .isEqualTo(Localized.of("应为文字、数字，或是或否（true 或 false）", "Should be a text, a number, or true or false"));
        assertThat(word("[\"string\",\"null\"]"))
                .isEqualTo(Localized.of("应为文字，或空值（null）", "Should be a text or nothing (null)"));
    }

    private static Localized word(String types) {
        return SchemaWords.of(
                "type",
                JsonNodes.of(new JsonObject().put("type", new JsonArray(types))).get("type"));
    }

    @Test
    void aParameterWithoutAValueCountsAsLeftOut() {
        TestClient anybody = app.nobody();

        assertThat(anybody.get("/v1/areas?q=&level=&limit=").json())
                .isEqualTo(anybody.get("/v1/areas").json());
    }

    @Test
    void anAddressThatCannotBeDecodedIsRefused() {
        for (String path : new String[] {"/v1/track/%zz", "/v1/track/%", "/%zz", "/office/%zz", "/feeds/cap/%zz"}) {
            Answer answer = app.nobody().with("Accept-Language", "en").get(path);

            assertThat(answer.status()).as(path).isEqualTo(400);
            assertThat(answer.json().getJsonArray("errors"))
                    .containsExactly(error("/path", "The address has a wrong percent-encoding"));
        }
    }

    @Test
    void aBodyThatIsEncodedIsRefused() {
        Answer answer = app.resident().with("Content-Encoding", "gzip").put("/v1/reports/" + TestClient.id(), report());

        assertThat(answer.status()).isEqualTo(415);
    }

    @Test
    void aBodyOverItsLimitIsToldTheLimit() {
        Answer answer = app.resident()
                .with("Accept-Language", "en")
                .put("/v1/reports/" + TestClient.id(), report().put("description", "x".repeat(600_000)));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().getJsonArray("errors")).containsExactly(error("", "A body has at most 512 KiB"));
    }
}
