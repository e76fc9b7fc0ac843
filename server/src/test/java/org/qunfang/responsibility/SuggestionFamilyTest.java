package org.qunfang.responsibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Of several kinds each of which is too unsure, the one family that they have in common. */
class SuggestionFamilyTest {
    private static final List<SuggestionFamily> FAMILIES = List.of(
            new SuggestionFamily("geological", 0, List.of("landslide", "spoil-heap", "road-collapse")),
            new SuggestionFamily("slope", 1, List.of("landslide", "spoil-heap")));

    @Test
    void kindsOfOneFamilyThatReachTheThresholdTogetherAreSaidAsTheirFamily() {
        SuggestionModel model =
                model(Map.of("landslide", 0.3, "spoil-heap", 0.45, "road-collapse", 0.2, "other", 0.05), 0.7);

        SuggestionFamily.Guess guess =
                SuggestionFamily.worthSaying(model, "words", FAMILIES).orElseThrow();

        assertThat(guess.code()).isEqualTo("slope");
        assertThat(guess.confidence()).isBetween(0.7499, 0.7501);
        assertThat(guess.kinds()).containsExactly("spoil-heap", "landslide");
    }

    @Test
    void aWiderFamilyIsSaidOnlyWhereTheNarrowOneDoesNotReach() {
        SuggestionModel model =
                model(Map.of("landslide", 0.3, "spoil-heap", 0.1, "road-collapse", 0.5, "other", 0.1), 0.7);

        assertThat(SuggestionFamily.worthSaying(model, "words", FAMILIES))
                .map(SuggestionFamily.Guess::code)
                .contains("geological");
    }

    @Test
    void whereOneKindSpeaksNoFamilyIsSaid() {
        SuggestionModel model =
                model(Map.of("landslide", 0.8, "spoil-heap", 0.1, "road-collapse", 0.05, "other", 0.05), 0.7);

        assertThat(SuggestionFamily.worthSaying(model, "words", FAMILIES)).isEmpty();
    }

    @Test
    void whatDoesNotReachTheThresholdTogetherEitherIsNotSaid() {
        SuggestionModel model =
                model(Map.of("landslide", 0.3, "spoil-heap", 0.2, "road-collapse", 0.1, "other", 0.4), 0.7);

        assertThat(SuggestionFamily.worthSaying(model, "words", FAMILIES)).isEmpty();
    }

    @Test
    void withoutAWordAFamilyIsNoSurerForItsManyKinds() {
        SuggestionModel.Opinion opinion = new SuggestionModel.Opinion(
                List.of("a", "b", "c", "other"),
                new double[] {0.25, 0.25, 0.25, 0.25},
                new double[] {0.3, 0.3, 0.3, 0.1},
                0);

        assertThat(opinion.of(List.of("a", "b", "c"))).isEqualTo(0.5);
        assertThat(opinion.of(List.of("a"))).isEqualTo(0.25);
        assertThat(opinion.isOne()).isFalse();
    }

    @Test
    void aModelThatKnowsOneKindOfAFamilyOnlyDoesNotSayTheFamily() {
        SuggestionModel model = model(Map.of("landslide", 0.5, "gas-smell", 0.3, "other", 0.2), 0.5001);

        assertThat(SuggestionFamily.worthSaying(
                        model, "words", List.of(new SuggestionFamily("slope", 1, List.of("landslide", "spoil-heap")))))
                .isEmpty();
    }

    @Test
    void familiesAreThoseOfTheCatalogueWithSeveralKindsDeepestFirst() throws IOException {
        List<Category> categories = SuggestionStarterTest.sampleCategories();
        Matrix matrix = new Matrix(1, List.of(), List.of(), categories, List.of());
        Set<String> choices = Set.of("landslide", "spoil-heap", "road-collapse", "flooding", "gas-smell");

        assertThat(SuggestionFamily.of(matrix, choices))
                .extracting(SuggestionFamily::code)
                .as("water and ground have one kind each here")
                .containsExactly("slope", "geological");
    }

    /** Whatever the words, as sure of each label as told. */
    static SuggestionModel model(Map<String, Double> labelToConfidence, double threshold) {
        List<String> labels = labelToConfidence.keySet().stream().sorted().toList();
        float[] weights = new float[(labels.size() + 2) * labels.size()];
        for (int label = 0; label < labels.size(); label++) {
            weights[(labels.size() + 1) * labels.size() + label] =
                    (float) Math.log(labelToConfidence.get(labels.get(label)));
        }
        SuggestionIndex unheardOf = new SuggestionIndex(1);
        unheardOf.put(1);
        return new SuggestionModel(
                labels,
                unheardOf,
                new float[1],
                weights,
                unheardOf,
                new float[labels.size()],
                1,
                SuggestionCaution.NONE,
                threshold);
    }
}
