package org.qunfang.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LessonChoiceTest {
    private static final List<String> FILL = List.of("landfill-slope", "slope", "geological");

    @Test
    void aWarningGetsTheLessonOfItsStageFirst() {
        var lessons = List.of(
                lesson("after", Stage.RECOVER, "slope"),
                lesson("signs", Stage.WARNING, "slope"),
                lesson("report", Stage.ANTICIPATED));

        assertThat(slugs(lessons, Stage.WARNING)).containsExactly("signs", "after");
    }

    @Test
    void inTheSameStageTheMoreSpecificLessonComesFirst() {
        var lessons = List.of(
                lesson("any", Stage.WARNING),
                lesson("ground", Stage.WARNING, "geological"),
                lesson("fills", Stage.WARNING, "landfill-slope"));

        assertThat(slugs(lessons, Stage.WARNING)).containsExactly("fills", "ground", "any");
    }

    @Test
    void aLessonAboutEverythingIsOfferedInItsOwnStageOnly() {
        var lessons = List.of(lesson("report", Stage.ANTICIPATED));

        assertThat(slugs(lessons, Stage.ANTICIPATED)).containsExactly("report");
        assertThat(slugs(lessons, Stage.WARNING)).isEmpty();
    }

    @Test
    void otherHazardsAndDraftsAreLeftOut() {
        var draft =
                new Lesson(UUID.randomUUID(), "draft", "draft", Stage.WARNING, Set.of("slope"), 1, new JsonObject());

        assertThat(slugs(List.of(draft, lesson("flood", Stage.WARNING, "flooding")), Stage.WARNING))
                .isEmpty();
    }

    private static List<String> slugs(List<Lesson> lessons, Stage stage) {
        return LessonChoice.choose(lessons, FILL, stage).stream()
                .map(Lesson::slug)
                .toList();
    }

    private static Lesson lesson(String slug, Stage stage, String... categories) {
        return new Lesson(UUID.randomUUID(), slug, "published", stage, Set.of(categories), 1, new JsonObject());
    }
}
