package org.qunfang.responsibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be said against a choice, by the model that the sample catalogue makes. */
class SuggestionDoubtTest {
    private static final Set<String> SLOPES =
            Set.of("landslide", "landfill-slope", "spoil-heap", "rockfall", "retaining-wall", "road-collapse");

    private static SuggestionModel model;

    @BeforeAll
    static void train() throws IOException {
        model = SuggestionCatalogue.of(SuggestionStarterTest.sampleCategories(), true)
                .train();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "坡顶出现裂缝，能伸进手",
                "填土边坡顶上出现裂缝，能伸进手",
                "裂缝能伸进手",
                "山坡上裂缝能伸进手",
                "裂缝在变宽，有水渗出",
                "渣土堆上面裂开了，楼房就在下面",
                "坡上有燃气味，嘶嘶地响",
                "There is a crack at the top, wide enough for a hand"
            })
    void wordsThatFitASlopeLeaveItASlope(String text) {
        assertThat(said(text, SLOPES)).isEmpty();
    }

    @Test
    void wordsThatAreClearlyOfAnotherFamilyAreSaid() {
        assertThat(said("楼道里有很浓的煤气味，能听到嘶嘶声", SLOPES)).containsExactly("gas-smell");
        assertThat(said("教学楼三楼的天花板和梁都裂了", SLOPES)).containsExactly("building-crack");
        assertThat(said("消防通道天天被车堵死", SLOPES)).containsExactly("fire-risk");
    }

    @Test
    void aRelativeOfWhatWasChosenIsNotSaid() {
        assertThat(model.worthSaying("山坡滑下来了，把上山的路全埋了")).isNotEmpty();
        assertThat(said("山坡滑下来了，把上山的路全埋了", SLOPES)).isEmpty();
    }

    private static List<String> said(String text, Set<String> family) {
        return SuggestionDoubt.worthSaying(model, text, family).stream()
                .map(SuggestionModel.Guess::label)
                .toList();
    }
}
