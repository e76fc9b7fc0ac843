package org.qunfang.responsibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What keeps a newly trained model from serving by itself. */
class SuggestionFitnessTest {
    private static final Set<String> BOTH = Set.of("flooding", "gas-smell");

    @Test
    void enoughExamplesOfEveryKindMayServe() {
        assertThat(objections(Map.of("flooding", 90, "gas-smell", 10), BOTH, 0.7, 80, 80))
                .isEmpty();
    }

    @Test
    void tooFewInAllOrOfOneKindMayNot() {
        assertThat(objections(Map.of("flooding", 50, "gas-smell", 49), BOTH, 0.7, 80, 0))
                .containsExactly("99 examples, fewer than 100");
        assertThat(objections(Map.of("flooding", 91, "gas-smell", 9), BOTH, 0.7, 80, 0))
                .containsExactly("9 examples of gas-smell, fewer than 10");
    }

    @Test
    void whatTheBuiltInModelKnowsIsNotForgotten() {
        assertThat(objections(Map.of("flooding", 90, "gas-smell", 10), Set.of("flooding"), 0.7, 80, 0))
                .containsExactly("it knows nothing of gas-smell");
    }

    @Test
    void whatNeverSpeaksOrNamesLessRightlyMayNot() {
        assertThat(objections(Map.of("flooding", 90, "gas-smell", 10), BOTH, 1, 0, 30))
                .containsExactly("it would never say anything");
        assertThat(objections(Map.of("flooding", 90, "gas-smell", 10), BOTH, 0.9, 29, 30))
                .containsExactly("of the examples it names 29 rightly, the built-in model 30");
    }

    private static List<String> objections(
            Map<String, Integer> labelToCount, Set<String> learnt, double threshold, double right, long before) {
        List<SuggestionExample> examples = new ArrayList<>();
        labelToCount.forEach((label, count) ->
                IntStream.range(0, count).forEach(at -> examples.add(new SuggestionExample("words " + at, label))));
        return SuggestionFitness.objections(
                new SuggestionFitness.Evidence(examples, learnt, BOTH, threshold, right, before));
    }
}
