package org.qunfang.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LessonPackTest {
    private final List<LessonPack.Packed> pack = LessonPack.read();

    @Test
    void threeLessonsShipEachWithPicturesQuestionsAndSources() {
        assertThat(pack)
                .extracting(packed -> packed.lesson().slug())
                .containsExactly("signs-of-a-moving-slope", "report-what-you-see", "after-the-slide");
        assertThat(pack).allSatisfy(packed -> {
            assertThat(packed.lesson().isPublished()).isTrue();
            assertThat(packed.pictures()).hasSizeBetween(2, 3);
            assertThat(packed.lesson().questions()).hasSizeBetween(3, 5);
            assertThat(packed.lesson().document().getJsonArray("sources")).isNotEmpty();
        });
    }

    @Test
    void everyTextIsThereInBothLanguagesAndPlain() {
        assertThat(pack)
                .allSatisfy(
                        packed -> assertThat(LessonCheck.check(packed.lesson().document(), names(packed)))
                                .isEmpty());
    }

    @Test
    void englishTextsHoldNoChineseAndChineseTextsDo() {
        assertThat(pack)
                .allSatisfy(packed -> eachText(packed.lesson().document(), (zhCn, en) -> {
                    assertThat(en).doesNotContainPattern("\\p{IsHan}");
                    assertThat(zhCn).containsPattern("\\p{IsHan}");
                }));
    }

    @Test
    void aMissingTranslationIsFoundByItsPlace() {
        JsonObject document = pack.get(0).lesson().document().copy();
        document.getJsonArray("questions")
                .getJsonObject(1)
                .getJsonObject("explanation")
                .remove("en");

        assertThat(LessonCheck.check(document, names(pack.get(0))))
                .extracting(error -> error.pointer())
                .containsExactly("/questions/1/explanation/en");
    }

    @Test
    void aQuestionWithoutARightAnswerIsFound() {
        JsonObject document = pack.get(0).lesson().document().copy();
        document.getJsonArray("questions").getJsonObject(0).put("right", "z");

        assertThat(LessonCheck.check(document, names(pack.get(0))))
                .extracting(error -> error.pointer())
                .containsExactly("/questions/0/right");
    }

    @Test
    void tagsAndMissingPicturesAreFound() {
        JsonObject document = pack.get(0).lesson().document().copy();
        document.getJsonObject("title").put("en", "<b onclick=alert(1)>Run</b>");

        assertThat(LessonCheck.check(document, Set.of("signs.svg", "escape.svg")))
                .extracting(error -> error.pointer())
                .contains("/title/en")
                .anyMatch(pointer -> pointer.endsWith("/file"));
    }

    private static Set<String> names(LessonPack.Packed packed) {
        return packed.pictures().stream().map(Picture::name).collect(java.util.stream.Collectors.toSet());
    }

    private static void eachText(Object node, java.util.function.BiConsumer<String, String> check) {
        if (node instanceof JsonObject map && map.containsKey("zh-CN")) {
            check.accept(map.getString("zh-CN"), map.getString("en"));
        } else if (node instanceof JsonObject object) {
            object.forEach(entry -> eachText(entry.getValue(), check));
        } else if (node instanceof io.vertx.core.json.JsonArray array) {
            array.forEach(item -> eachText(item, check));
        }
    }
}
