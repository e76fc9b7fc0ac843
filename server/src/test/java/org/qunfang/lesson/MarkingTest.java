package org.qunfang.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.qunfang.problem.Problem;

class MarkingTest {
    private final Lesson lesson = LessonPack.read().get(0).lesson();

    @Test
    void tellsRightAndWrongWithTheExplanation() {
        var marks = Marking.mark(lesson, Map.of("direction", "b", "enough", "a"));

        assertThat(marks).extracting(Marking.Mark::questionId).containsExactly("direction", "enough");
        assertThat(marks).extracting(Marking.Mark::right).containsExactly(true, false);
        assertThat(marks.get(1).rightOptionId()).isEqualTo("b");
        assertThat(marks.get(1).explanation().getString("en")).contains("moving now");
    }

    @Test
    void answersToOtherQuestionsOrWithOtherOptionsAreRefusedByName() {
        assertThatThrownBy(() -> Marking.mark(lesson, Map.of("direction", "q", "nonsense", "a")))
                .asInstanceOf(type(Problem.class))
                .satisfies(problem -> assertThat(problem.errors())
                        .extracting(Problem.FieldError::pointer)
                        .containsExactly("/answers/direction", "/answers/nonsense"));
    }
}
