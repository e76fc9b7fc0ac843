package org.qunfang.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

class LessonRoomTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    private static final String SIGNS = "/v1/lessons/signs-of-a-moving-slope";

    @Test
    void anybodyFindsTheLessonsOfAHazardInTheirLanguage() {
        JsonObject page = app.nobody()
                .get("/v1/lessons?category=landfill-slope&stage=warning&language=en")
                .json();

        assertThat(page.getJsonArray("items")).hasSize(1);
        JsonObject lesson = page.getJsonArray("items").getJsonObject(0);
        assertThat(lesson.getString("slug")).isEqualTo("signs-of-a-moving-slope");
        assertThat(lesson.getString("title")).startsWith("The slope is moving");
        assertThat(lesson.getString("picture")).isEqualTo(SIGNS + "/pictures/signs.svg?v=1");
        assertThat(app.nobody().get("/v1/lessons").json().getJsonArray("items")).hasSize(3);
        assertThat(app.nobody().get("/v1/lessons?category=flooding").json().getJsonArray("items"))
                .hasSize(1);
    }

    @Test
    void theListIsReadPageByPage() {
        JsonObject first = app.nobody().get("/v1/lessons?limit=2").json();
        JsonObject second = app.nobody()
                .get("/v1/lessons?limit=2&cursor=" + first.getString("next"))
                .json();

        assertThat(first.getJsonArray("items")).hasSize(2);
        assertThat(second.getJsonArray("items")).hasSize(1);
        assertThat(second.getString("next")).isNull();
    }

    @Test
    void aLessonIsReadOnceAndThenOnlyConfirmed() {
        Answer first = app.nobody().get(SIGNS);
        Answer again = app.nobody().with("If-None-Match", first.etag()).get(SIGNS);
        Answer english = app.nobody().with("If-None-Match", first.etag()).get(SIGNS + "?language=en");

        assertThat(first.json().getString("language")).isEqualTo("zh-CN");
        assertThat(again.status()).isEqualTo(304);
        assertThat(english.status()).isEqualTo(200);
        assertThat(english.json().getString("summary")).startsWith("Five signs");
    }

    @Test
    void everyPictureOfALessonIsADrawingThatMayBeKept() {
        JsonArray blocks = app.nobody().get(SIGNS).json().getJsonArray("blocks");
        List<String> addresses = blocks.stream()
                .map(block -> ((JsonObject) block).getString("url"))
                .filter(java.util.Objects::nonNull)
                .toList();

        assertThat(addresses).hasSize(3).allSatisfy(address -> {
            Answer picture = app.nobody().get(address);
            assertThat(picture.status()).isEqualTo(200);
            assertThat(picture.headers().get("Content-Type")).isEqualTo("image/svg+xml");
            assertThat(picture.headers().get("Cache-Control")).contains("immutable");
            assertThat(picture.headers().get("Content-Security-Policy")).contains("default-src 'none'");
        });
        assertThat(app.nobody().get(SIGNS + "/pictures/none.svg").status()).isEqualTo(404);
        assertThat(app.nobody().get("/v1/lessons/none").status()).isEqualTo(404);
    }

    @Test
    void answersAreMarkedWithTheReasonAndKeptOnce() {
        TestClient resident = app.resident();
        JsonObject body = answers(TestClient.id(), "direction", "a");
        Answer first = resident.with("Accept-Language", "en").post(answersOfSigns(), body);
        Answer again = resident.with("Accept-Language", "en").post(answersOfSigns(), body);

        assertThat(first.status()).isEqualTo(201);
        JsonObject mark = first.json().getJsonArray("marks").getJsonObject(0);
        assertThat(mark.getBoolean("right")).isFalse();
        assertThat(mark.getString("rightOptionId")).isEqualTo("b");
        assertThat(mark.getString("explanation")).contains("out of its path");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(stored(body.getString("id"))).isEqualTo(1);
    }

    @Test
    void theIdOfOtherAnswersOrOfSomebodyElseIsRefused() {
        TestClient resident = app.resident();
        String id = TestClient.id();
        resident.post(answersOfSigns(), answers(id, "direction", "a"));

        assertThat(resident.post(answersOfSigns(), answers(id, "direction", "b"))
                        .problem())
                .isEqualTo("already-exists");
        assertThat(app.resident()
                        .post(answersOfSigns(), answers(id, "direction", "a"))
                        .problem())
                .isEqualTo("already-exists");
    }

    @Test
    void answersThatTheLessonDoesNotHaveLeaveNothingBehind() {
        String id = TestClient.id();
        Answer refused = app.resident().post(answersOfSigns(), answers(id, "direction", "z"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/answers/direction");
        assertThat(stored(id)).isZero();
        assertThat(app.nobody()
                        .post(answersOfSigns(), answers(id, "direction", "b"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void readingThePackAgainChangesNothing() {
        LessonLibrary again = new LessonLibrary(app.vertx(), app.pool(), Clock.systemUTC(), code -> List.of(code));
        long before = version();
        again.start().await();
        again.stop();

        assertThat(version()).isEqualTo(before);
    }

    @Test
    void aReportAndAWarningAreGivenTheLessonThatFits() {
        LessonLibrary library =
                new LessonLibrary(app.vertx(), app.pool(), Clock.systemUTC(), code -> List.of(code, "slope"));
        library.reload().await();

        assertThat(library.forCategory("landfill-slope", "warning")
                        .getJsonObject(0)
                        .getString("slug"))
                .isEqualTo("signs-of-a-moving-slope");
        assertThat(library.forCategory("flooding", "anticipated")
                        .getJsonObject(0)
                        .getString("slug"))
                .isEqualTo("report-what-you-see");
        assertThat(library.forCategory("flooding", "warning")).isEmpty();
        assertThat(library.forCategory("landslide", "no such stage")).isEmpty();
    }

    private static String answersOfSigns() {
        return "/v1/lessons/0193e5a0-0001-7000-8000-000000000001/answers";
    }

    private static JsonObject answers(String id, String question, String option) {
        return new JsonObject()
                .put("id", id)
                .put("answeredAt", "2026-11-23T09:00:00+08:00")
                .put("answers", new JsonObject().put(question, option));
    }

    private static long version() {
        return LessonStore.version(app.pool()).await();
    }

    private static long stored(String id) {
        return LessonStore.answer(app.pool(), java.util.UUID.fromString(id))
                        .await()
                        .isPresent()
                ? 1
                : 0;
    }
}
